//! From a run to a shipped model, its scores and its predictions, with random weights.

use crate::engine::gates::png;
use crate::engine::parts::model;
use crate::folder::Folder;
use engine::steps;
use finding::Finding;
use imaging::synthetic::{Phantom, phantom};
use imaging::{Image, Pixels, resize::fit_within};
use lab::evaluate::{TrainedBaseline, evaluate};
use lab::model::{Model, Views};
use lab::predict;
use lab::quantise::{self, QuantiseOptions};
use model::{Manifest, write_f32};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use training::data::{ImageDataset, Split};
use training::run_record::{EpochRecord, RunConfig, RunRecord, append};

const LABELS: [&str; 4] = ["glioma", "meningioma", "notumor", "pituitary"];

/// A data set, a run and the model that `lab quantise` made of them.
pub(crate) struct MadeModels {
    folder: Folder,
}

impl MadeModels {
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn run(&self) -> PathBuf {
        self.folder.path().join("run")
    }

    pub(crate) fn models(&self) -> PathBuf {
        self.folder.path().join("models")
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.models().join("brain-mri").join(name)).unwrap()
    }
}

pub(crate) fn made() -> &'static MadeModels {
    static MADE: OnceLock<MadeModels> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = MadeModels { folder: Folder::new("models") };
        draw_data(&made.folder);
        made.folder.write("models/brain-mri/task.toml", &std::fs::read(shipped_task()).unwrap());
        made.folder.write("run/best.safetensors", &write_f32(&model().arrays).unwrap());
        let config = RunConfig {
            task: "brain-mri".into(),
            architecture: "efficientnet-lite0".into(),
            answer: Default::default(),
            labels: LABELS.map(String::from).to_vec(),
            input: model().manifest.input.clone(),
            data: "data".into(),
            data_sha256: ImageDataset::open(&made.data()).unwrap().sha256(),
            train_images: 16,
            val_images: 8,
            pretrained: "numbers drawn at random".into(),
            seed: 1,
            backend: "none".into(),
            threads: 1,
            options: serde_json::json!({ "rate": 0.5, "data": made.data(), "run": made.run() }),
        };
        let record = made.run().join("record.jsonl");
        append(&record, &RunRecord::Config(Box::new(config))).unwrap();
        append(&record, &RunRecord::Epoch(EpochRecord { epoch: 1, seconds: 3600.0, ..EpochRecord::default() }))
            .unwrap();
        quantise::run(&QuantiseOptions {
            task: "brain-mri".into(),
            data: vec![made.data()],
            run: Some(made.run()),
            models: made.models(),
            model_version: "1.2.3".into(),
        })
        .unwrap();
        made
    })
}

/// The task file of the task whose labels the model has.
fn shipped_task() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models/brain-mri/task.toml")
}

/// 40 drawn heads, ten per label; two sources.
fn draw_data(folder: &Folder) {
    let mut manifest = String::from("file,label,split,group,source,mask\n");
    for number in 0..40u64 {
        let label = LABELS[(number % 4) as usize];
        let split = ["train", "train", "val", "test", "test"][(number / 8) as usize];
        let kind = [Phantom::Plain, Phantom::BrightLesion, Phantom::MidlineLesion][(number % 3) as usize];
        folder.write(&format!("data/{number}.png"), &png(&fit_within(&phantom(kind, number), 224)));
        let source = ["north", "south"][usize::from(number % 8 < 3)];
        manifest += &format!("{number}.png,{label},{split},patient-{},{source},\n", number / 2);
    }
    folder.write("data/manifest.csv", manifest.as_bytes());
}

#[test]
fn the_shipped_folder_is_whole_and_within_budget() {
    let made = made();
    let folder = made.models().join("brain-mri");
    let manifest = Manifest::from_json(made.text("manifest.json").as_bytes()).unwrap();
    assert_eq!((manifest.version.as_str(), manifest.name.as_str()), ("1.2.3", "onsight-brain-mri-lite0"));
    assert_eq!(manifest.goldens.iter().map(|golden| golden.seed).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let bytes: u64 = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < 4_000_000, "{bytes} bytes");
    for metric in [
        "accuracy",
        "macro_recall",
        "macro_auc",
        "ece",
        "recall_glioma",
        "accuracy_source_north",
        "baseline_macro_recall",
    ] {
        let found = |split: Split| {
            manifest.scores.iter().find(|score| score.metric.to_string() == metric && score.split == split)
        };
        let score = found(Split::Test).unwrap_or_else(|| panic!("no {metric} on test"));
        assert!(score.interval[0] <= score.value && score.value <= score.interval[1], "{score:?}");
        assert!(score.n > 0 && score.groups > 0 && found(Split::Val).is_some());
    }
    assert!(manifest.scores.iter().any(|score| score.weights == "f32"));
    assert_eq!(manifest.scores[0].weights, "int8", "what people get comes first");
}

#[test]
fn nothing_shipped_tells_of_the_machine_that_trained() {
    let made = made();
    for name in ["manifest.json", "MODEL_CARD.md", "training.jsonl", "curves.svg"] {
        let text = made.text(name);
        assert!(!text.contains(&made.folder.path().display().to_string()), "{name}: {text}");
    }
    assert!(made.text("training.jsonl").contains("\"rate\":0.5"));
}

#[test]
fn the_card_says_what_it_is_for_and_what_was_measured() {
    let made = made();
    let card = made.text("MODEL_CARD.md");
    for part in ["## Intended use", "## Not for", "## Scores", "## Known confounding", "## Limits", "a medical device"]
    {
        assert!(card.contains(part), "no `{part}` in {card}");
    }
    let data = ImageDataset::open(&made.data()).unwrap();
    let report = evaluate(&shipped(made), &data, Split::Test, Views::One, None).unwrap();
    assert!(card.contains(&format!("{:.1} %", report.accuracy.unwrap() * 100.0)));
    assert!(card.contains("60 minutes in all") && card.contains(&data.sha256()));
}

fn shipped(made: &MadeModels) -> Model {
    Model::shipped(&made.models(), "brain-mri").unwrap()
}

#[test]
fn a_report_has_the_keys_that_scripts_rely_on() {
    let made = made();
    let data = ImageDataset::open(&made.data()).unwrap();
    let model = shipped(made);
    let baseline = TrainedBaseline::fit(&model, &data).unwrap();
    let report = evaluate(&model, &data, Split::Test, Views::One, Some(&baseline)).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    for key in [
        "n",
        "accuracy",
        "macro_recall",
        "macro_auc",
        "ece",
        "confusion",
        "labels",
        "per_class",
        "per_source",
        "intervals",
        "baseline",
        "ece_before",
        "temperature",
        "reliability",
        "sets",
        "operating_points",
    ] {
        assert!(!json[key].is_null(), "no `{key}` in {json}");
    }
    assert_eq!(json["n"], 16);
    assert_eq!(json["groups"], 8);
    let counted: u64 = json["confusion"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(counted, 16);
    assert_eq!(json["per_source"]["north"]["n"], 10);
    assert_eq!(json["per_class"]["glioma"]["n"], 4);
    assert_eq!(json["model"]["sha256"], model.manifest.weights.sha256);
    assert_eq!(json["data"]["split"], "test");
}

#[test]
fn f32_and_int8_answer_alike() {
    let made = made();
    let bytes = std::fs::read(made.data().join("3.png")).unwrap();
    let int8 = shipped(made).answer(&bytes, Views::One).unwrap().raw;
    let task = training::task_file::read(&made.models(), "brain-mri").unwrap();
    let f32 = Model::trained(&made.run(), &task).unwrap().answer(&bytes, Views::One).unwrap().raw;
    // The weights came from an int8 file, so quantising them again loses nothing.
    for (a, b) in int8.iter().zip(&f32) {
        assert!((a - b).abs() < 1e-3, "{int8:?} {f32:?}");
    }
}

#[test]
fn with_its_mirror_a_picture_and_its_mirror_image_answer_the_same() {
    let model = shipped(made());
    let head = fit_within(&phantom(Phantom::BrightLesion, 5), 224);
    let Pixels::Grey8(samples) = head.pixels() else { panic!("drawn heads are grey") };
    let mirrored = samples.chunks(224).flat_map(|row| row.iter().rev().copied()).collect();
    let mirrored = Image::new(224, 224, Pixels::Grey8(mirrored)).unwrap();
    let [one, other] = [&head, &mirrored].map(|image| model.answer(&png(image), Views::One).unwrap().calibrated);
    let [both, again] =
        [&head, &mirrored].map(|image| model.answer(&png(image), Views::WithMirror).unwrap().calibrated);
    assert_ne!(one, other, "the made network tells left from right");
    assert_eq!(both, again);
    assert!(((one[0] + other[0]) / 2.0 - both[0]).abs() < 1e-6);
}

#[test]
fn labels_that_do_not_fit_are_refused() {
    let made = made();
    let folder = Folder::new("labels");
    folder.write("a.png", b"");
    folder.write("b.png", b"");
    folder.write("manifest.csv", b"file,label,split,group,source\na.png,cat,test,1,s\nb.png,dog,test,2,s\n");
    let data = ImageDataset::open(folder.path()).unwrap();
    let error = evaluate(&shipped(made), &data, Split::Test, Views::One, None).unwrap_err().to_string();
    assert!(error.contains("glioma") && error.contains("cat"), "{error}");
}

#[test]
fn predictions_are_the_measured_answers_and_bad_files_do_not_stop_them() {
    let made = made();
    let mut engine = predict::open(&made.models(), "brain-mri").unwrap();
    let report = engine.model();
    made.folder.write("empty.png", b"");
    let file = made.data().join("3.png");
    let line = |engine: &mut _, file: &Path| serde_json::to_value(predict::predict(engine, &report, file)).unwrap();

    let empty = line(&mut engine, &made.folder.path().join("empty.png"));
    assert_eq!(empty["error"]["kind"], "empty_file");
    assert!(!empty["error"]["hint"].as_str().unwrap().is_empty());
    let missing = line(&mut engine, Path::new("no/such/file.png"));
    assert_eq!((&missing["error"]["kind"], &missing["file"]), (&"unreadable".into(), &"no/such/file.png".into()));

    let good = line(&mut engine, &file);
    let model = shipped(made);
    let measured = model.answer(&std::fs::read(&file).unwrap(), Views::One).unwrap().calibrated;
    for (label, probability) in LABELS.iter().zip(&measured) {
        assert_eq!(good["probabilities"][label], serde_json::json!(probability), "one code path, one answer");
    }
    let sets = steps::prediction_sets(&measured, &model.manifest);
    let set: Vec<&str> = sets.last().unwrap().labels.iter().map(String::as_str).collect();
    assert_eq!(good["prediction_set"], serde_json::json!(set), "the 95 % set; gates: {}", good["gates"]);
    // This model has no external evaluation, so it may not say that there is no tumour.
    let (decision, why) = match set.as_slice() {
        [] => ("abstain", Some("empty_set")),
        all if all.len() == LABELS.len() => ("abstain", Some("full_set")),
        ["notumor"] => ("abstain", Some("no_finding")),
        some if some.contains(&"notumor") => ("abstain", Some("unclear")),
        [_] => ("class", None),
        _ => ("set", None),
    };
    assert_eq!((&good["decision"], &good["why"]), (&decision.into(), &serde_json::json!(why)));
    if decision == "abstain" {
        assert!(good["predicted_class"].is_null() && good["confidence"].is_null(), "{good}");
    } else {
        assert_eq!(good["predicted_class"], set[0]);
        assert_eq!(good["confidence"], good["probabilities"][set[0]]);
    }
    assert_eq!(good["gates"].as_object().unwrap().len(), 4, "{good}");
    assert_eq!(good["backend"], "cpu");
    assert!(good["inference_time_ms"].as_f64().unwrap() > 0.0);
    assert_eq!(good["model"]["sha256"], report.sha256.as_str());
    assert!(good["error"].is_null());

    // The same, as stored.
    let kept = serde_json::to_value(predict::keep(&mut engine, &file)).unwrap();
    let finding: Finding = serde_json::from_value(kept["finding"].clone()).unwrap();
    let found = finding.classes().unwrap().probabilities.iter().map(|one| one.value);
    assert!(found.eq(measured.iter().copied()) && kept["error"].is_null(), "{kept}");
    assert_eq!(finding.provenance.model.weights_sha256, report.sha256);
    let missing = serde_json::to_value(predict::keep(&mut engine, Path::new("no/such/file.png"))).unwrap();
    assert!(missing["error"]["kind"] == "unreadable" && missing["finding"].is_null(), "{missing}");
}
