//! The modality gate, with a constant modality classifier, and with the shipped one.

use crate::engine::parts::{FakeGpu, TestHost, calm, model, png};
use engine::{Choice, Engine, EngineError, Manifest, ModalityClassifier, Native, block_on};
use lab::modality::{MODALITY, ModalityData, labels, tasks};
use lab::model_folder;
use lab::phantom::Example;
use model::{Array, Golden, WeightsFile, sha256_hex, write_quantised};
use network::Architecture;
use protocol::{Abstention, Answer, Backend, Decision, Gate, GateOutcome, Refusal};
use std::collections::BTreeMap;
use std::path::Path;
use training::data::Split;
use training::task_file;
use trust::modality::Modality;

/// Classes of the modality classifier.
const CLASSES: usize = 8;

/// A modality classifier with these logits for every input.
pub(crate) fn classifier_that_says(logits: [f32; CLASSES]) -> (Manifest, Vec<u8>) {
    let front = Architecture::named("efficientnet-lite0-front").unwrap();
    let mut weights = BTreeMap::new();
    let mut add = |name: String, shape: [usize; 2]| {
        weights.insert(format!("{name}.weight"), Array { shape: shape.to_vec(), data: vec![0.0; shape[0] * shape[1]] });
        weights.insert(format!("{name}.bias"), Array { shape: vec![shape[1]], data: vec![0.0; shape[1]] });
    };
    add("stem".into(), [27, front.stem]);
    for (index, block) in front.blocks.iter().enumerate() {
        if block.expands() {
            add(format!("blocks.{index}.expand"), [block.input, block.middle]);
        }
        add(format!("blocks.{index}.depthwise"), [block.kernel * block.kernel, block.middle]);
        add(format!("blocks.{index}.project"), [block.middle, block.output]);
    }
    add("head".into(), [front.last_block_output(), front.head]);
    add("classifier".into(), [front.head, CLASSES]);
    weights.get_mut("classifier.bias").unwrap().data = logits.to_vec();
    let bytes = write_quantised(&weights).unwrap();
    let mut manifest = model().manifest.clone();
    (manifest.task, manifest.architecture) = (MODALITY.into(), "efficientnet-lite0-front".into());
    manifest.labels = labels().into_iter().map(String::from).collect();
    manifest.text = Some(task_file::read(models(), MODALITY).unwrap().text);
    manifest.input.size = 64;
    manifest.weights = WeightsFile {
        file: "weights.safetensors".into(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(&bytes),
        chunks: Vec::new(),
    };
    // Every value is zero: any range will do.
    manifest.activations.block_peaks = vec![1.0; front.blocks.len()];
    manifest.goldens = vec![Golden { seed: 1, logits: logits.to_vec() }];
    (manifest, bytes)
}

/// One class has a higher logit than the others.
pub(crate) fn sure_of(label: &str) -> [f32; CLASSES] {
    let logits: Vec<f32> = labels().into_iter().map(|other| if other == label { 6.0 } else { 0.0 }).collect();
    logits.try_into().unwrap()
}

pub(crate) fn start_classifier((manifest, bytes): (Manifest, Vec<u8>)) -> Result<ModalityClassifier, EngineError> {
    block_on(ModalityClassifier::start(manifest, &bytes, &Native::default()))
}

/// The answer of the model with random weights, as that of `task`, behind a modality classifier with these logits.
fn answer(task: &str, logits: [f32; CLASSES]) -> Answer {
    let mut manifest = model().manifest.clone();
    manifest.task = task.into();
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(TestHost::with(FakeGpu::None));
    let engine = block_on(Engine::start(manifest, &model().weights, choice, host, &mut |_, _, _| {})).unwrap();
    let mut engine = engine.with_modality(start_classifier(classifier_that_says(logits)).unwrap());
    block_on(engine.classify(&png(300, 200), &mut calm())).unwrap()
}

fn outcome(answer: &Answer) -> &GateOutcome {
    &answer.finding.provenance.gates.iter().find(|report| report.gate == Gate::Modality).unwrap().outcome
}

fn refused(answer: &Answer) -> &Refusal {
    match outcome(answer) {
        GateOutcome::Refused(refusal) => refusal,
        other => panic!("expected a refusal, found {other:?}"),
    }
}

#[test]
fn a_picture_of_its_own_kind_is_answered() {
    let answer = answer("brain-mri", sure_of("brain-mri"));
    assert_eq!(*outcome(&answer), GateOutcome::Passed);
    assert_eq!(answer.finding.classes().unwrap().probabilities.len(), 4);
    let report = answer.finding.provenance.gates.iter().find(|report| report.gate == Gate::Modality).unwrap();
    let [measure] = report.measures.as_slice() else { panic!("one measure, found {:?}", report.measures) };
    assert!(measure.value > 0.98 && measure.limit == 0.5, "{measure:?}");
}

#[test]
fn any_other_picture_gets_no_class_and_the_right_reason() {
    for (logits, kind, task) in [
        (sure_of("chest-xray"), "other_task", Some("chest-xray")),
        (sure_of("other-medical"), "other_medical", None),
        (sure_of("not-medical"), "not_medical", None),
        (sure_of("photographed"), "photographed", None),
        ([0.0; CLASSES], "unsure_modality", None),
    ] {
        let answer = answer("brain-mri", logits);
        let refusal = refused(&answer);
        assert_eq!((refusal.kind.name(), refusal.task.as_deref()), (kind, task));
        assert_eq!(answer.finding.classes().unwrap().decision, Decision::Abstain { why: Abstention::Gate }, "{kind}");
        assert!(
            answer.finding.classes().unwrap().probabilities.is_empty()
                && answer.finding.classes().unwrap().maps.is_empty(),
            "the network has not run: {kind}"
        );
        assert_eq!(answer.finding.provenance.gates.last().unwrap().outcome, GateOutcome::NotRun, "{kind}");
    }
    let other = answer("brain-mri", sure_of("chest-xray"));
    assert!(text::english(&refused(&other).message).contains("chest X-ray"));
}

#[test]
fn a_classifier_that_does_not_know_the_task_does_not_judge() {
    assert_eq!(*outcome(&answer("made", sure_of("not-medical"))), GateOutcome::NotRun);
}

#[test]
fn a_damaged_classifier_is_refused() {
    let (manifest, mut bytes) = classifier_that_says([0.0; CLASSES]);
    *bytes.last_mut().unwrap() ^= 1;
    assert!(matches!(start_classifier((manifest, bytes)), Err(EngineError::Integrity { .. })));
    let (mut manifest, bytes) = classifier_that_says([0.0; CLASSES]);
    manifest.goldens[0].logits[2] = 1.0;
    assert!(matches!(start_classifier((manifest, bytes)), Err(EngineError::Device { .. })));
}

fn models() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models"))
}

fn shipped() -> ModalityClassifier {
    start_classifier(model_folder::read(models(), MODALITY).unwrap()).unwrap()
}

#[test]
fn the_modality_classifier_knows_the_tasks_that_are_shipped() {
    let folders = std::fs::read_dir(models()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // A task that is still to be trained has no manifest.
    let has_model = |name: &String| name != MODALITY && models().join(name).join("manifest.json").is_file();
    let mut folders: Vec<String> = folders.filter(has_model).collect();
    folders.sort();
    assert_eq!(task_file::shipped(models()).unwrap(), folders);
    let modality = shipped();
    assert_eq!(modality.manifest().labels, labels());
    assert!(folders.iter().all(|task| tasks().contains(&task.as_str())));
}

#[test]
fn the_hint_of_a_refusal_knows_which_models_are_shipped() {
    let mut manifest = model().manifest.clone();
    manifest.task = "chest-xray".into();
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(TestHost::with(FakeGpu::None));
    let engine = block_on(Engine::start(manifest, &model().weights, choice, host, &mut |_, _, _| {})).unwrap();
    let modality = start_classifier(classifier_that_says(sure_of("brain-mri"))).unwrap();
    let mut engine = engine.with_modality(modality.with_tasks(vec!["brain-mri".into()]));
    let answer = block_on(engine.classify(&png(300, 200), &mut calm())).unwrap();
    let refusal = refused(&answer);
    assert_eq!(refusal.hint, text::refusal::switch_help());
    // The model has no texts of its own here: the modality classifier's are used.
    assert!(text::english(&refusal.message).ends_with("This model reads chest X-rays."), "{refusal:?}");
}

#[test]
fn the_pages_examples_pass_the_shipped_modality_classifier() {
    let modality = shipped();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("public/examples");
    let list = std::fs::read(folder.join("index.json")).unwrap();
    let examples: Vec<Example> = serde_json::from_slice(&list).unwrap();
    assert!(!examples.is_empty());
    for Example { file, task, .. } in examples {
        let picture = reading::open(&std::fs::read(folder.join(&file)).unwrap()).unwrap();
        let probabilities = modality.probabilities(&picture.image).unwrap();
        assert_eq!(modality.judge(&probabilities, &task), Modality::Own, "{file}");
    }
}

/// Pictures tested per class.
const SAMPLE: usize = 40;

#[test]
fn the_shipped_modality_classifier_tells_pictures_apart_that_it_never_saw() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data");
    if !folder.join("router-extra").exists() {
        println!("SKIPPED the_shipped_modality_classifier_tells_pictures_apart_that_it_never_saw: no data sets");
        return;
    }
    let (modality, data) = (shipped(), ModalityData::open(&folder).unwrap());
    let mut wrong = Vec::new();
    for (index, label) in labels().into_iter().enumerate() {
        let of_class: Vec<_> = data.split(Split::Test).into_iter().filter(|record| record.label == index).collect();
        // Spread over the class, which is listed source by source.
        for record in of_class.iter().step_by((of_class.len() / SAMPLE).max(1)) {
            let Some(picture) = record.open().unwrap() else { continue };
            let probabilities = modality.probabilities(&picture).unwrap();
            let taken = |task: &&str| modality.judge(&probabilities, task) == Modality::Own;
            let takers: Vec<&str> = tasks().into_iter().filter(|task| taken(task)).collect();
            let expected: Vec<&str> = tasks().into_iter().filter(|task| *task == label).collect();
            if takers != expected {
                wrong.push((label, takers, record.path.file_name().unwrap().to_owned()));
            }
        }
    }
    // Seven classes with pictures of about forty: fewer than one in fifty may go the wrong way.
    assert!(wrong.len() <= 5, "{wrong:?}");
}
