//! A complete training of a synthetic task in colour, two steps long, from its folder alone.

use super::checkpoint::{self, Checkpoint, RunProgress};
use super::optimiser::AdamW;
use super::{RunRecord, TrainCommand, run, run_record};
use anyhow::Result;
use clap::Parser;
use fastrand::Rng;
use image::{GrayImage, Luma, RgbImage};
use model::{Array, Weights};
use network::Architecture;
use std::path::{Path, PathBuf};

const ID: &str = "leaf-colour";

/// Labels of the leaves, in turn.
const CLASSES: [&str; 3] = ["healthy", "mildew", "rust"];

/// The same of a task of which several may apply, and none.
const MARKS: [&str; 3] = ["-", "mildew", "holes;rust"];

#[derive(Parser)]
struct MadeRunLine {
    #[command(flatten)]
    train: TrainCommand,
}

/// Leaves of three colours in a separate folder, and a checkpoint of random weights, so that nothing is fetched.
struct MadeRun(PathBuf);

impl MadeRun {
    fn new(name: &str, task: &str) -> Self {
        Self::labelled(name, task, CLASSES)
    }

    fn labelled(name: &str, task: &str, labels: [&str; 3]) -> Self {
        let folder = std::env::temp_dir().join(format!("onsight-{}-{name}", std::process::id()));
        for inside in ["models/leaf-colour", "data/leaf-colour", "run"] {
            std::fs::create_dir_all(folder.join(inside)).unwrap();
        }
        std::fs::write(folder.join("models/leaf-colour/task.toml"), task).unwrap();
        let data = folder.join("data/leaf-colour");
        let mut manifest = String::from("file,label,split,group,source,mask\n");
        let colours = [[60, 160, 70], [190, 200, 190], [180, 110, 50]];
        for number in 0..15u8 {
            let (label, colour) = (labels[usize::from(number % 3)], colours[usize::from(number % 3)]);
            let inside = |x: u32, y: u32| (x as f32 - 30.0).hypot(y as f32 - 24.0) < 18.0;
            let leaf = |x, y| image::Rgb(if inside(x, y) { colour.map(|level: u8| level - number) } else { [230; 3] });
            RgbImage::from_fn(60, 48, leaf).save(data.join(format!("{number}.png"))).unwrap();
            let split = if number < 9 { "train" } else { "val" };
            let source = ["garden", "wood"][usize::from(number % 4 == 0)];
            // Only some have an outline.
            let mask = if number % 2 == 0 { format!("{number}-mask.png") } else { String::new() };
            if !mask.is_empty() {
                let drawn = GrayImage::from_fn(60, 48, |x, y| Luma([u8::from(inside(x, y)) * 255]));
                drawn.save(data.join(&mask)).unwrap();
            }
            manifest += &format!("{number}.png,{label},{split},plant-{number},{source},{mask}\n");
        }
        std::fs::write(data.join("manifest.csv"), manifest).unwrap();
        let state = drawn_weights();
        let made = Checkpoint {
            average: state.clone(),
            state,
            optimiser: AdamW::default(),
            progress: RunProgress::default(),
            group_weights: Vec::new(),
        };
        checkpoint::write(&checkpoint::path(&folder.join("run")), &made).unwrap();
        Self(folder)
    }

    /// Trains with these options in addition to those of the task's file.
    fn train(&self, more: &[&str]) -> Result<Vec<RunRecord>> {
        let of = |name: &str| self.0.join(name).display().to_string();
        let mut line: Vec<String> = ["lab", ID, "--resume", "--device=cpu", "--epochs=1", "--size=64", "--frozen=12"]
            .map(str::to_owned)
            .to_vec();
        line.extend([format!("--models={}", of("models")), format!("--data-root={}", of("data"))]);
        line.push(format!("--run={}", of("run")));
        line.extend(more.iter().map(|part| (*part).to_owned()));
        run(&MadeRunLine::parse_from(line).train.options()?, None)?;
        run_record::read(&self.0.join("run/record.jsonl"))
    }
}

impl Drop for MadeRun {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The file of the synthetic task, as documented.
fn task_file() -> String {
    file_of("leaf-colour")
}

fn file_of(task: &str) -> String {
    let tasks = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/tasks");
    std::fs::read_to_string(tasks.join(task).join("task.toml")).unwrap()
}

/// Arrays in the shapes of the network with three classes.
fn drawn_weights() -> Weights {
    let architecture = Architecture::named("efficientnet-lite0").unwrap();
    let mut state = drawn_body(&architecture, 1.0, &mut Rng::with_seed(7));
    let weight = (0..architecture.head * 3).map(|index| ((index % 7) as f32 - 3.0) * 0.01).collect();
    state.insert("classifier.weight".into(), Array { shape: vec![architecture.head, 3], data: weight });
    state.insert("classifier.bias".into(), Array { shape: vec![3], data: vec![0.0; 3] });
    state
}

/// Every array before the classifier: small random weights, with their own running statistics.
pub(super) fn drawn_body(architecture: &Architecture, variance: f32, random: &mut Rng) -> Weights {
    let mut state = Weights::new();
    let mut unit = |name: &str, inputs: usize, outputs: usize| {
        let weight = (0..inputs * outputs).map(|_| (random.f32() - 0.5) * 3.0 / (inputs as f32).sqrt()).collect();
        state.insert(format!("{name}.weight"), Array { shape: vec![inputs, outputs], data: weight });
        for (field, value) in [("gamma", 1.0), ("beta", 0.5), ("mean", 0.0), ("variance", variance)] {
            state.insert(format!("{name}.{field}"), Array { shape: vec![outputs], data: vec![value; outputs] });
        }
    };
    unit("stem", 27, architecture.stem);
    for (index, block) in architecture.blocks.iter().enumerate() {
        if block.expands() {
            unit(&format!("blocks.{index}.expand"), block.input, block.middle);
        }
        unit(&format!("blocks.{index}.depthwise"), block.kernel * block.kernel, block.middle);
        unit(&format!("blocks.{index}.project"), block.middle, block.output);
    }
    unit("head", architecture.last_block_output(), architecture.head);
    state
}

fn done(records: &[RunRecord]) -> bool {
    records.iter().any(|record| matches!(record, RunRecord::Done(done) if done.epochs == 1))
}

#[test]
fn a_task_in_colour_is_trained_from_its_file_alone() {
    let made = MadeRun::new("colour-run", &task_file());
    let records = made.train(&["--batch=4"]).unwrap();
    let epochs = run_record::epochs(&records);
    assert_eq!(epochs.len(), 1);
    assert!(epochs[0].train_loss.is_finite() && epochs[0].val_loss.is_finite(), "{epochs:?}");
    assert!(done(&records) && made.0.join("run/best.safetensors").is_file());
}

#[test]
fn backgrounds_are_changed_where_masks_are_of_the_anatomy_and_refused_elsewhere() {
    let more = ["--batch=4", "--border=blur", "--border-share=1", "--marks=0.5", "--balance=1"];
    let refused = MadeRun::new("no-anatomy", &task_file()).train(&more).unwrap_err();
    assert!(format!("{refused:#}").contains("masks = \"anatomy\""), "{refused:#}");
    let task = task_file().replacen("colour = \"rgb\"", "colour = \"rgb\"\nmasks = \"anatomy\"", 1);
    let records = MadeRun::new("anatomy-run", &task).train(&more).unwrap();
    assert!(done(&records));
    let outlines = ["--batch=4", "--architecture=efficientnet-lite0-outline"];
    let refused = MadeRun::new("anatomy-outlines", &task).train(&outlines).unwrap_err();
    assert!(format!("{refused:#}").contains("masks of the anatomy"), "{refused:#}");
}

#[test]
fn labels_of_which_several_apply_are_trained_each_by_itself() {
    let task = file_of("leaf-marks").replace("data = [\"leaf-marks\"]", "data = [\"leaf-colour\"]");
    let made = MadeRun::labelled("marks-run", &task, MARKS);
    let records = made.train(&["--batch=4"]).unwrap();
    assert!(done(&records) && made.0.join("run/best.safetensors").is_file());
    let best = model::read(&std::fs::read(made.0.join("run/best.safetensors")).unwrap()).unwrap();
    assert_eq!(best["classifier.bias"].shape, [3], "one for each label, none for their combinations");
    let epoch = run_record::epochs(&records).remove(0);
    assert!((0.0..=1.0).contains(&epoch.val_macro_recall) && epoch.val_loss.is_finite(), "{epoch:?}");
    for vain in ["--worst-group=0.1", "--pairs=1", "--architecture=efficientnet-lite0-outline"] {
        let made = MadeRun::labelled("marks-refused", &task, MARKS);
        let refused = made.train(&["--batch=4", vain]).unwrap_err();
        assert!(format!("{refused:#}").contains("what needs no negative class"), "{vain}: {refused:#}");
    }
}

#[test]
fn a_label_without_words_is_refused_whatever_it_stands_beside() {
    let task = file_of("leaf-marks").replace("data = [\"leaf-marks\"]", "data = [\"leaf-colour\"]");
    let refused = MadeRun::labelled("marks-words", &task, ["-", "mildew", "rust;blotch"]).train(&[]).unwrap_err();
    assert!(format!("{refused:#}").contains("`blotch`"), "{refused:#}");
    // Written as one of the classes, the same list is one odd class.
    let refused = MadeRun::labelled("marks-classes", &task_file(), MARKS).train(&[]).unwrap_err();
    assert!(format!("{refused:#}").contains("words for every class of the data"), "{refused:#}");
}
