//! A made-up task with labels of which none, one or several apply, put into a copy of the built page without compiling: a bar
//! and a word for each label, a headline that names what stands out, and no class anywhere.
//!
//! Its weights are random, so its limits are set such that of every picture one label stands out, one does not, and one is
//! left open.

use std::collections::BTreeMap;

use engine::{Choice, CpuRunner, Engine, Manifest, Native, Runner, block_on, steps};
use evaluation::{Measured, Split};
use finding::{Found, LabelState};
use fixtures::made_weights::{made_manifest, made_weights};
use imaging::Image;
use lab::describe::describe;
use lab::model_card::ModelCard;
use lab::model_folder::cut_weights;
use model::{Colour, Golden, LabelCalibration, read_stored, write_quantised};
use protocol::Backend;
use serde_json::{Value, json};
use task::{AnswerKind, Task};
use training::activations::widest;
use training::run_record::{RunConfig, RunRecord};

use crate::language::{choose, open, wait_for_language};
use crate::made_up_task::{leaf, ship};
use crate::pictures::Folder;
use crate::site::{Site, copy};

const ID: &str = "leaf-marks";

/// By label its threshold, from where on its set holds that it applies, and up to where that it does not.
const LIMITS: [(&str, f32, f32, f32); 3] =
    [("holes", 0.0, 0.0, 0.0), ("mildew", 1.0, 1.0, 1.0), ("rust", 0.5, 0.0, 1.0)];

/// A model of the task, as `lab` would have written it: manifest and weights.
fn model(task: &Task) -> (Manifest, Vec<u8>) {
    let weights = write_quantised(&made_weights(LIMITS.len())).expect("weights");
    let stored = read_stored(&weights).expect("weights");
    let mut manifest = made_manifest(&weights);
    (manifest.task, manifest.answer) = (ID.into(), AnswerKind::Labels);
    manifest.labels = LIMITS.map(|(label, ..)| label.to_owned()).to_vec();
    manifest.input.colour = Colour::Rgb;
    manifest.label_calibrations = LIMITS
        .map(|(label, threshold, applies_from, absent_up_to)| LabelCalibration {
            label: label.to_owned(),
            data: "leaves".into(),
            split: Split::Val,
            n: 3,
            positives: 1,
            temperature: 2.0,
            shift: 0.0,
            threshold,
            level: 0.95,
            applies_from,
            absent_up_to,
            operating_points: Vec::new(),
        })
        .to_vec();
    let seen: Vec<Image> = (1..=2).map(|seed| steps::golden_input(seed, &manifest.input)).collect();
    manifest.activations =
        widest(&manifest.architecture, LIMITS.len(), &stored, &manifest.input, &seen).expect("activations");
    let runner = CpuRunner::new(&manifest, &stored).expect("a network");
    for (seed, image) in (1..).zip(&seen) {
        let runs = block_on(runner.run(std::slice::from_ref(image))).expect("an inference");
        manifest.goldens.push(Golden { seed, logits: runs[0].logits.clone() });
    }
    describe(&mut manifest, task).expect("what the file says");
    let config = RunConfig {
        task: ID.into(),
        architecture: manifest.architecture.clone(),
        answer: AnswerKind::Labels,
        labels: manifest.labels.clone(),
        input: manifest.input.clone(),
        data: "leaves".into(),
        data_sha256: String::new(),
        train_images: 3,
        val_images: 3,
        pretrained: "numbers drawn at random".into(),
        seed: 1,
        backend: "none".into(),
        threads: 1,
        options: json!({}),
    };
    if let Some(latest) = task.versions.first() {
        manifest.version.clone_from(&latest.version);
    }
    let (run, measured) = ([RunRecord::Config(Box::new(config))], Measured::default());
    let card = ModelCard { manifest: &manifest, measured: &measured, parameters: 1, run: &run, task };
    let card = card.sections().expect("a card");
    manifest.measured = Some(Measured { card, ..measured });
    (manifest, weights)
}

/// The page with this task and the modality classifier, and nothing else.
fn shipped(manifest: &Manifest, weights: &[u8]) -> Site {
    let (site, models) = (Site::new("made-up-labels"), Folder::new("made-up-labels-models"));
    copy(&crate::root().join("models/modality"), &models.path().join("modality"));
    copy(&crate::root().join("tests/data/tasks").join(ID), &models.path().join(ID));
    let mut named = manifest.clone();
    for (name, bytes) in cut_weights(&mut named, weights) {
        models.write(&format!("{ID}/{name}"), &bytes);
    }
    models.write(&format!("{ID}/manifest.json"), named.to_json().expect("a manifest").as_bytes());
    ship(&site, &models);
    site
}

/// What the same model says of each label on the command line.
fn natively(manifest: Manifest, weights: &[u8], file: &[u8]) -> BTreeMap<String, (f64, LabelState)> {
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?)));
    let mut engine = block_on(Engine::start(manifest, weights, choice, host, &mut |_, _, _| {})).expect("an engine");
    let answer = block_on(engine.classify(file, &mut |_| std::ops::ControlFlow::Continue(()))).expect("an answer");
    let Found::Labels(found) = answer.finding.found else { panic!("labels") };
    found.labels.into_iter().map(|one| (one.label, (f64::from(one.probability), one.state))).collect()
}

#[test]
fn labels_are_shown_one_by_one_under_a_headline_that_agrees() {
    let task = training::task_file::read(&crate::root().join("tests/data/tasks"), ID).expect("the task");
    let (manifest, weights) = model(&task);
    let (site, folder) = (shipped(&manifest, &weights), Folder::new("made-up-labels"));
    let page = open(&site, "?backend=cpu&threads=1");
    wait_for_language(&page, "en");
    assert_eq!(page.text("h1"), task.page.as_ref().expect("words for the start page").title);
    page.wait_for_guard();

    let picture = leaf();
    let file = folder.file("leaf.png", &picture);
    let answer = page.answer(&file);
    assert_eq!(answer.decision, "judged");
    let expected = natively(manifest, &weights, &picture);
    assert!(answer.probabilities.keys().eq(expected.keys()), "{answer:?}, {expected:?}");
    for (label, (probability, _)) in &expected {
        assert!((answer.probabilities[label] - probability).abs() < 1e-3, "{label}: {answer:?}, {expected:?}");
    }
    let states = "return Object.fromEntries([...document.querySelectorAll('[data-testid=label-state]')] \
                  .map(one => [one.closest('li').dataset.label, one.dataset.state]))";
    let states = page.browser.run(states, &Value::Null);
    assert_eq!(states, json!({ "holes": "present", "mildew": "absent", "rust": "unclear" }));
    assert_eq!(
        expected.values().map(|one| one.1).collect::<Vec<_>>(),
        [LabelState::Present, LabelState::Absent, LabelState::Unclear]
    );
    assert_eq!(page.text("#answer-title"), "Stands out: Holes");
    let said = page.all_text("main");
    for words in ["does not stand out", "left open", "None of these, one or several may apply"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    for words in ["Closest match", "No answer for this picture", "cannot be ruled out"] {
        assert!(!said.contains(words), "{words}: {said}");
    }

    // In another language, by its own file.
    page.remove_all();
    choose(&page, "de");
    wait_for_language(&page, "de");
    page.answer(&file);
    assert_eq!(page.text("#answer-title"), "Fällt auf: Löcher");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
