//! A network that does no better than a rule is a finding about its data set, and no model.

use crate::engine::gates::png;
use crate::engine::parts::model;
use crate::folder::Folder;
use crate::lab::models::made;
use imaging::{Image, Pixels};
use lab::data_finding::{self, DataSetFinding, FINDING_FILE, FindingOptions};
use lab::release::{self, ReleaseOptions};
use model::write_f32;

/// A task without a model, pictures of which the share of white alone tells the class, and a run that answers with one class.
fn without_model() -> Folder {
    let folder = Folder::new("data-finding");
    let file = std::fs::read_to_string(made().models().join("brain-mri/task.toml")).unwrap();
    let data = "data = [\"brain-mri\", \"brain-mri-lgg\", \"brain-mri-lgg-other\"]\n";
    assert!(file.contains(data), "[release] of the task names other data");
    let file = file.replace(data, "data = [\"home\"]\nrivals = [\"colour\"]\n");
    folder.write("models/brain-mri/task.toml", file.as_bytes());
    let mut blind = model().arrays.clone();
    blind.get_mut("classifier.bias").unwrap().data = vec![1e6, 0.0, 0.0, 0.0];
    folder.write("runs/brain-mri/best.safetensors", &write_f32(&blind).unwrap());
    folder.write("runs/brain-mri/record.jsonl", &std::fs::read(made().run().join("record.jsonl")).unwrap());
    let mut manifest = String::from("file,label,split,group,source\n");
    for number in 0..120u32 {
        let (label, white) = [("glioma", 16), ("notumor", 48)][(number % 2) as usize];
        let edge = white + number / 6 % 4;
        let samples = (0..64 * 64).map(|at: u32| if at % 64 < edge { 200 } else { 20 }).collect();
        let picture = Image::new(64, 64, Pixels::Grey8(samples)).unwrap();
        folder.write(&format!("sets/home/{number}.png"), &png(&picture));
        let split = ["train", "val", "test"][(number / 2 % 3) as usize];
        manifest += &format!("{number}.png,{label},{split},p{number},here\n");
    }
    folder.write("sets/home/manifest.csv", manifest.as_bytes());
    folder
}

#[test]
fn a_network_that_a_rule_equals_is_kept_as_a_finding_and_is_not_released() {
    let folder = without_model();
    let at = |name: &str| folder.path().join(name);
    let (task, models) = ("brain-mri".to_owned(), at("models"));
    let file = models.join(&task).join(FINDING_FILE);
    let read = || -> DataSetFinding { serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap() };
    let options = |run: &str| FindingOptions {
        task: task.clone(),
        data_root: at("sets"),
        run: Some(at(run)),
        models: models.clone(),
        size: 64,
    };
    data_finding::run(&options("runs/gone")).unwrap();
    let found = read();
    assert_eq!((found.n, found.groups, found.rules.len(), &found.network), (40, 40, 2, &None));
    assert!(found.rules.iter().all(|rule| rule.rival == "colour" && rule.recall.value == 1.0), "{:?}", found.rules);

    data_finding::run(&options("runs/brain-mri")).unwrap();
    let network = read().network.unwrap();
    assert_eq!((network.recall.value, network.is_better), (0.5, false));
    let release = ReleaseOptions {
        task: task.clone(),
        data_root: at("sets"),
        run: Some(at("runs/brain-mri")),
        models: models.clone(),
        model_version: "0.1.0".into(),
    };
    let why = release::run(&release).unwrap_err().to_string();
    assert!(why.contains("did no better than a rule"), "{why}");
    assert!(file.is_file() && !models.join(&task).join("manifest.json").is_file());
    // Of a task with a model the card has the figures.
    folder.write("models/brain-mri/manifest.json", b"{}");
    let why = data_finding::run(&options("runs/brain-mri")).unwrap_err().to_string();
    assert!(why.contains("has a model"), "{why}");
}
