//! A made-up task with labels of which none, one or several apply, put into a copy of the built page without compiling: a bar
//! and a word for each label, a headline that names what stands out, and no class anywhere.
//!
//! Its weights are random, so its limits are set such that of every picture one label stands out, one does not, and one is
//! left open.

use std::collections::BTreeMap;

use engine::Manifest;
use evaluation::Split;
use finding::{Found, LabelState};
use fixtures::made_weights::{made_manifest, made_weights};
use model::{Colour, LabelCalibration, write_quantised};
use serde_json::{Value, json};
use task::{AnswerKind, Task};

use crate::language::{choose, open, wait_for_language};
use crate::made_up_task::{completed, found_natively, leaf, put, ship};
use crate::pictures::Folder;
use crate::site::{Site, copy};

const ID: &str = "leaf-marks";

/// By label its threshold, from where on its set holds that it applies, and up to where that it does not.
const LIMITS: [(&str, f32, f32, f32); 3] =
    [("holes", 0.0, 0.0, 0.0), ("mildew", 1.0, 1.0, 1.0), ("rust", 0.5, 0.0, 1.0)];

/// A model of the task, as `lab` would have written it: manifest and weights.
fn model(task: &Task) -> (Manifest, Vec<u8>) {
    let weights = write_quantised(&made_weights(LIMITS.len())).expect("weights");
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
    completed(manifest, weights, task)
}

/// The page with this task and the modality classifier, and nothing else.
fn shipped(manifest: &Manifest, weights: &[u8]) -> Site {
    let (site, models) = (Site::new("made-up-labels"), Folder::new("made-up-labels-models"));
    copy(&crate::root().join("models/modality"), &models.path().join("modality"));
    put(&models, manifest, weights);
    ship(&site, &models);
    site
}

/// What the same model says of each label on the command line.
fn natively(manifest: Manifest, weights: &[u8], file: &[u8]) -> BTreeMap<String, (f64, LabelState)> {
    let Found::Labels(found) = found_natively(manifest, weights, file).found else { panic!("labels") };
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
