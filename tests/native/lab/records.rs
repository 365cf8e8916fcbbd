//! Run records and learning curves.

use crate::engine::parts::model;
use crate::folder::Folder;
use lab::ablation;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use training::curves::svg_from_epochs;
use training::run_record::{EpochRecord, ResumedRecord, RunConfig, RunRecord, append, config, epochs, read};

fn epoch(epoch: usize, val_macro_recall: f64) -> EpochRecord {
    EpochRecord { epoch, val_macro_recall, train_loss: 1.0 / epoch as f64, val_loss: 0.7, ..EpochRecord::default() }
}

#[test]
fn a_resumed_run_replaces_the_epochs_it_repeats() {
    let folder = Folder::new("record");
    let path = folder.path().join("runs/task/record.jsonl");
    let resumed = RunRecord::Resumed(ResumedRecord {
        epoch: 1,
        backend: "flex".into(),
        threads: 2,
        options: serde_json::Value::Null,
    });
    let written =
        [RunRecord::Epoch(epoch(1, 0.5)), RunRecord::Epoch(epoch(2, 0.6)), resumed, RunRecord::Epoch(epoch(2, 0.7))];
    for record in &written {
        append(&path, record).expect("a line");
    }
    let read = read(&path).expect("the record");
    assert_eq!(read, written);
    assert_eq!(epochs(&read), [epoch(1, 0.5), epoch(2, 0.7)]);
    assert!(config(&read).expect_err("no config line").to_string().contains("config"));
}

#[test]
fn a_torn_line_is_cut_off() {
    let folder = Folder::new("record");
    let path = folder.path().join("record.jsonl");
    append(&path, &RunRecord::Epoch(epoch(1, 0.5))).expect("a line");
    let whole = std::fs::read(&path).expect("the file");
    let torn: Vec<u8> = whole.iter().chain(&whole[..20]).copied().collect();
    std::fs::write(&path, torn).expect("a torn line");
    assert_eq!(read(&path).expect("the record").len(), 1);
    append(&path, &RunRecord::Epoch(epoch(2, 0.6))).expect("a line");
    assert_eq!(epochs(&read(&path).expect("the record")), [epoch(1, 0.5), epoch(2, 0.6)]);
}

#[test]
fn a_diverged_epoch_can_be_read_again() {
    let folder = Folder::new("record");
    let path = folder.path().join("record.jsonl");
    append(&path, &RunRecord::Epoch(EpochRecord { val_loss: f64::NAN, ..epoch(1, 0.25) })).expect("a line");
    assert!(epochs(&read(&path).expect("the record"))[0].val_loss.is_nan());
}

#[test]
fn a_foreign_line_is_named_by_its_number() {
    let folder = Folder::new("record");
    folder.write("record.jsonl", b"{\"event\":\"lunch\"}\n");
    let error = read(&folder.path().join("record.jsonl")).expect_err("not a record");
    assert!(format!("{error:#}").contains("line 1"), "{error:#}");
}

#[test]
fn curves_name_their_axes_and_the_best_epoch() {
    let diverged = EpochRecord { val_loss: f64::NAN, ..epoch(3, 0.9) };
    let lower = EpochRecord { val_loss: 0.5, ..epoch(2, 0.95) };
    let svg = svg_from_epochs(&[epoch(1, 0.8), lower, diverged]);
    assert!(svg.contains("The loss on val is lowest after epoch 2; macro recall is 0.950 there."), "{svg}");
    for part in ["<title>", "Loss (nats)", "Macro recall on val", ">epoch<", ">train<", ">val<"] {
        assert!(svg.contains(part), "no {part} in {svg}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    assert_eq!(svg.matches("<circle").count(), 3 + 2 + 3);
    assert!(svg_from_epochs(&[]).contains("No epoch has ended yet."));
}

/// A run of two epochs with these options, the second of which is selected.
fn run(folder: &Folder, name: &str, options: Value, areas: [f64; 2]) {
    let path = folder.path().join(name).join("record.jsonl");
    let config = RunConfig {
        task: "leaf-colour".into(),
        architecture: "efficientnet-lite0".into(),
        answer: Default::default(),
        labels: vec!["healthy".into(), "rust".into()],
        input: model().manifest.input.clone(),
        data: "leaves".into(),
        data_sha256: String::new(),
        train_images: 3,
        val_images: 3,
        pretrained: "numbers drawn at random".into(),
        seed: 1,
        backend: "none".into(),
        threads: 1,
        options,
    };
    append(&path, &RunRecord::Config(Box::new(config))).expect("a line");
    for (number, recall) in [(1, 0.4), (2, 0.9)] {
        let areas = ["field", "garden"].into_iter().zip(areas);
        let val_any: BTreeMap<String, f64> = areas.map(|(name, area)| (name.to_owned(), area * recall)).collect();
        let record = EpochRecord { val_any, seconds: 5400.0, ..epoch(number, recall) };
        append(&path, &RunRecord::Epoch(record)).expect("a line");
    }
}

#[test]
fn an_ablation_says_what_each_run_was_told_otherwise_and_what_came_of_it() {
    let folder = Folder::new("ablation");
    run(&folder, "all", json!({ "epochs": 2, "mixing": 0.2f32, "data": ["a"], "steps": null }), [0.9, 1.0]);
    let plain =
        json!({ "epochs": 2, "mixing": 0.4f32, "data": ["b"], "pairs": 0.0, "without": ["mirrored", "outline"] });
    run(&folder, "plain", plain, [0.5, 1.0]);
    let paths = [folder.path().join("all"), folder.path().join("plain/record.jsonl")];
    let table = ablation::table(&paths).expect("a table");
    let lines: Vec<String> = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let heading =
        "| Run | Otherwise | Macro recall | Any finding, field | Any finding, garden | Weakest | Epoch kept | Hours |";
    assert_eq!(lines[0], heading);
    assert_eq!(lines[2], "| all | | 90.0 % | 81.0 % | 90.0 % | 81.0 % | 2 of 2 | 3.0 |");
    let plain = "| plain | mixing 0.4, without mirrored outline | 90.0 % | 45.0 % | 90.0 % | 45.0 % | 2 of 2 | 3.0 |";
    assert_eq!(lines[3], plain);
    assert!(ablation::table(&[folder.path().join("none")]).is_err());
}
