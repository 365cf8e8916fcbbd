//! A task with labels of which none, one or several apply: from its folder and a run to a released model and its answers.

use crate::engine::parts::{calm, opening};
use crate::folder::Folder;
use ::task::AnswerKind;
use engine::{Choice, Engine, block_on};
use evaluation::{Metric, Split};
use finding::{Abstention, Finding, Found, LabelState, Provenance, Timing};
use fixtures::made_weights::made_weights;
use lab::calibrate::{self, CalibrateOptions};
use lab::evaluate::{self, EvaluateOptions};
use lab::labels;
use lab::model::{Model, Precision};
use lab::predict;
use lab::probe;
use lab::release::{self, ReleaseOptions};
use lab::rivals::{self, BaselineOptions};
use model::{Colour, Manifest, write_f32};
use protocol::Backend;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use training::data::ImageDataset;
use training::input_spec;
use training::run_record::{EpochRecord, RunConfig, RunRecord, append};

const ID: &str = "leaf-marks";

/// In the order of the logits.
const LABELS: [&str; 3] = ["holes", "mildew", "rust"];

/// What the leaves show, in turn.
const LISTS: [&str; 4] = ["-", "rust", "holes;rust", "mildew"];

struct MadeLabels {
    folder: Folder,
}

impl MadeLabels {
    fn models(&self) -> PathBuf {
        self.folder.path().join("models")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data").join(ID)
    }

    fn manifest(&self) -> Manifest {
        manifest_in(&self.models())
    }

    /// `lab release` into the models of that folder.
    fn release(&self, models: PathBuf) -> ReleaseOptions {
        ReleaseOptions {
            task: ID.into(),
            data_root: self.folder.path().join("data"),
            run: Some(self.folder.path().join("run")),
            models,
            model_version: "0.1.0".into(),
        }
    }

    /// The released model in a folder of its own, to be written to.
    fn copied(&self, name: &str) -> Folder {
        let copy = Folder::new(name);
        for entry in std::fs::read_dir(self.models().join(ID)).unwrap() {
            let entry = entry.unwrap();
            let file = format!("models/{ID}/{}", entry.file_name().to_string_lossy());
            copy.write(&file, &std::fs::read(entry.path()).unwrap());
        }
        copy
    }
}

fn manifest_in(models: &Path) -> Manifest {
    Manifest::from_json(&std::fs::read(models.join(ID).join("manifest.json")).unwrap()).unwrap()
}

/// The folder of the task, leaves of four looks, and a run of random weights that was released.
fn made() -> &'static MadeLabels {
    static MADE: OnceLock<MadeLabels> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = MadeLabels { folder: Folder::new("labels") };
        let file =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/tasks/leaf-marks/task.toml");
        made.folder.write("models/leaf-marks/task.toml", &std::fs::read(file).unwrap());
        draw_data(&made.folder);
        made.folder.write("run/best.safetensors", &write_f32(&made_weights(3)).unwrap());
        let data = ImageDataset::open(&made.data()).unwrap();
        let config = RunConfig {
            task: ID.into(),
            architecture: "efficientnet-lite0".into(),
            answer: AnswerKind::Labels,
            labels: LABELS.map(String::from).to_vec(),
            input: input_spec(64, Colour::Rgb),
            data: data.name.clone(),
            data_sha256: data.sha256(),
            train_images: 16,
            val_images: 16,
            pretrained: "numbers drawn at random".into(),
            seed: 1,
            backend: "none".into(),
            threads: 1,
            options: serde_json::json!({ "rate": 0.5 }),
        };
        let record = made.folder.path().join("run/record.jsonl");
        append(&record, &RunRecord::Config(Box::new(config))).unwrap();
        append(&record, &RunRecord::Epoch(EpochRecord { epoch: 1, ..EpochRecord::default() })).unwrap();
        release::run(&made.release(made.models())).unwrap();
        made
    })
}

/// A leaf whose colour and spots depend on its number.
fn leaf(number: u32) -> Vec<u8> {
    let colours = [[60, 160, 70], [180, 110, 50], [150, 90, 40], [190, 200, 190u8]];
    let colour = colours[(number % 4) as usize].map(|level| level - (number % 16) as u8);
    let picture = image::RgbImage::from_fn(96, 80, |x, y| {
        let inside = (x as f32 - 48.0).hypot(y as f32 - 40.0) < 34.0;
        let spotted = (x * 7 + y * 3 + number) % 11 < number % 5;
        image::Rgb(match (inside, spotted) {
            (false, _) => [230; 3],
            (true, true) => colour.map(|level| level / 2),
            (true, false) => colour,
        })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn draw_data(folder: &Folder) {
    let mut manifest = String::from("file,label,split,group,source\n");
    for number in 0..48u32 {
        let (list, split) = (LISTS[(number % 4) as usize], ["train", "val", "test"][(number / 16) as usize]);
        folder.write(&format!("data/leaf-marks/{number}.png"), &leaf(number));
        manifest += &format!("{number}.png,{list},{split},plant-{number},garden\n");
    }
    folder.write("data/leaf-marks/manifest.csv", manifest.as_bytes());
}

#[test]
fn a_run_is_released_and_each_label_is_calibrated_and_measured() {
    let manifest = made().manifest();
    assert_eq!(
        (manifest.answer, manifest.labels.as_slice()),
        (AnswerKind::Labels, LABELS.map(String::from).as_slice())
    );
    assert!(manifest.calibration.is_none() && manifest.negative.is_none());
    let fitted: Vec<_> =
        manifest.label_calibrations.iter().map(|one| (one.label.as_str(), one.n, one.positives)).collect();
    assert_eq!(fitted, [("holes", 16, 4), ("mildew", 16, 4), ("rust", 16, 8)]);
    for label in LABELS.map(String::from) {
        for (metric, weights) in [
            (Metric::Auc(label.clone()), "int8"),
            (Metric::Recall(label.clone()), "int8"),
            (Metric::Specificity(label.clone()), "int8"),
            (Metric::Auc(label.clone()), "f32"),
        ] {
            let mut scores = manifest.scores.iter();
            let score =
                scores.find(|score| score.metric == metric && score.weights == weights && score.split == Split::Test);
            let score = score.unwrap_or_else(|| panic!("no score of {label} of {weights}"));
            assert!(score.interval[0] <= score.value && score.value <= score.interval[1], "{score:?}");
            assert_eq!((score.n, score.groups), (16, 16));
        }
    }
    let of_classes = manifest.scores.iter().find(|score| {
        matches!(score.metric, Metric::Accuracy | Metric::MacroRecall | Metric::SourceAccuracy(_) | Metric::Baseline(_))
    });
    assert_eq!(of_classes, None, "nothing is measured as if one of them were the answer");
    let test = manifest.measured.unwrap().data.unwrap().splits.into_iter().find(|split| split.split == Split::Test);
    assert_eq!(test.unwrap().classes, [4, 4, 8], "a picture counts for each label");
}

#[test]
fn the_card_speaks_of_labels() {
    let card = std::fs::read_to_string(made().models().join(ID).join("MODEL_CARD.md")).unwrap();
    for part in [
        "Judges on one photograph of a leaf each of three marks by itself.",
        "for each of holes, mildew, rust by itself",
        "rust, on “leaf-marks”, split test, 16 pictures of 16 groups: area under the curve",
        "its logit is divided by",
        "counts as present from a probability of",
        "Rounding the weights to int8 took the area under the curve of holes on test",
    ] {
        assert!(card.contains(part), "no `{part}` in {card}");
    }
    assert!(!card.contains("Macro recall") && !card.contains("macro recall of"), "{card}");
}

#[test]
fn what_is_there_is_not_made_again() {
    let copy = made().copied("labels-released");
    let models = copy.path().join("models");
    // Quantising would write it anew.
    copy.write("models/leaf-marks/curves.svg", b"untouched");
    release::run(&made().release(models.clone())).unwrap();
    assert_eq!(std::fs::read(models.join(ID).join("curves.svg")).unwrap(), b"untouched");
    assert_eq!(manifest_in(&models), made().manifest());
}

#[test]
fn calibrating_again_gives_the_same_and_keeps_the_scores_before_rounding() {
    let copy = made().copied("labels-again");
    let models = copy.path().join("models");
    calibrate::run(&CalibrateOptions { task: ID.into(), data: vec![made().data()], models: models.clone() }).unwrap();
    assert_eq!(manifest_in(&models), made().manifest());
}

#[test]
fn a_picture_is_answered_with_labels_and_as_it_was_measured() {
    let mut engine = predict::open(&made().models(), ID).unwrap();
    let kept = predict::keep(&mut engine, &made().data().join("34.png"));
    let finding = kept.finding.unwrap_or_else(|| panic!("{:?}", kept.error));
    let Found::Labels(found) = &finding.found else { panic!("{finding:?}") };
    let manifest = made().manifest();
    let model = Model::shipped_of_any_kind(&made().models(), ID).unwrap();
    let logits = model.logits(&std::fs::read(made().data().join("34.png")).unwrap()).unwrap();
    let judged = engine::judged(&manifest, &engine::steps::probabilities(&logits, &manifest));
    // The gates of a model with random weights may refuse; then no label is judged.
    if found.abstention == Some(Abstention::Gate) {
        assert!(found.labels.iter().all(|label| label.state == LabelState::Unclear), "{found:?}");
    } else {
        assert_eq!((&found.labels, found.abstention, found.maps.len()), (&judged, None, 3));
    }
    // A time of 64 bits may come back with its last digit changed: serde_json is built without `float_roundtrip`.
    let kept = Finding {
        provenance: Provenance { timing: Timing::default(), ..finding.provenance.clone() },
        ..finding.clone()
    };
    let json = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), kept);
}

#[test]
fn the_engine_judges_each_label_where_no_gate_refuses() {
    let (mut manifest, weights) = lab::model_folder::read(&made().models(), ID).unwrap();
    (manifest.quality, manifest.likeness) = (Vec::new(), None);
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let mut engine = block_on(Engine::start(manifest.clone(), &weights, choice, opening(), &mut |_, _, _| {})).unwrap();
    let answer = block_on(engine.classify(&leaf(34), &mut calm())).unwrap();
    let Found::Labels(found) = &answer.finding.found else { panic!("{:?}", answer.finding) };
    assert_eq!(found.labels.iter().map(|label| label.label.as_str()).collect::<Vec<_>>(), LABELS);
    assert_eq!((found.abstention, found.maps.len()), (None, 3));
    for (label, fitted) in found.labels.iter().zip(&manifest.label_calibrations) {
        assert_eq!((label.threshold, label.level), (fitted.threshold, Some(0.95)));
        assert!((0.0..=1.0).contains(&label.probability), "{label:?}");
    }
    assert_eq!(answer.finding.classes(), None, "no part of the program finds classes in it");
}

#[test]
fn what_is_for_classes_refuses_labels() {
    let made = made();
    let shipped = Model::shipped(&made.models(), ID).unwrap_err().to_string();
    assert_eq!(
        shipped,
        "`leaf-marks`: expected `answer = \"classes\"`, which this command is for, found `answer = \"labels\"`"
    );
    let baseline = BaselineOptions {
        task: ID.into(),
        data: vec![made.data()],
        rival: Vec::new(),
        split: Split::Test,
        size: 64,
        models: made.models(),
        json: true,
        record: false,
    };
    assert!(rivals::run(&baseline).unwrap_err().to_string().contains("expected `answer = \"classes\"`"));
    assert!(probe::probe(&made.models(), ID, &ImageDataset::open(&made.data()).unwrap(), 1).is_err());
    let evaluate = |flip: bool| EvaluateOptions {
        task: ID.into(),
        data: made.data(),
        split: None,
        weights: Precision::Int8,
        models: made.models(),
        run: None,
        flip,
        json: true,
        record: false,
        worst: None,
        sheet: None,
    };
    assert!(evaluate::run(&evaluate(true)).unwrap_err().to_string().contains("--flip"));
    evaluate::run(&evaluate(false)).unwrap();
    let mut task = training::task_file::read(&made.models(), ID).unwrap();
    task.answer = AnswerKind::Classes;
    let refused = lab::describe::describe(&mut made.manifest(), &task).unwrap_err().to_string();
    assert!(refused.contains("expected the kind of answer that the model was trained for, `labels`"), "{refused}");
}

#[test]
fn data_whose_lists_are_others_are_refused() {
    let folder = Folder::new("labels-others");
    folder.write("other/0.png", &leaf(0));
    folder.write("other/1.png", &leaf(1));
    let manifest = "file,label,split,group,source\n0.png,rust;blotch,test,a,garden\n1.png,-,test,b,garden\n";
    folder.write("other/manifest.csv", manifest.as_bytes());
    let model = Model::shipped_of_any_kind(&made().models(), ID).unwrap();
    let data = ImageDataset::open(&folder.path().join("other")).unwrap();
    let refused = labels::evaluate(&model, &data, Split::Test).unwrap_err().to_string();
    assert!(refused.contains("found `blotch`"), "{refused}");
}
