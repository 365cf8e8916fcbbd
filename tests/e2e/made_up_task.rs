//! A made-up task, put into a copy of the built page without compiling: everything said about it comes from its folder.
//!
//! Its weights are random, so no particular class is expected for a picture, only the same one that this model gives on
//! the command line.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use engine::{Choice, CpuRunner, Engine, Manifest, Native, Runner, block_on, steps};
use evaluation::Measured;
use finding::Finding;
use fixtures::dicom_made::Made;
use fixtures::made_weights::{made_manifest, made_weights};
use imaging::{Image, Pixels};
use lab::describe::describe;
use lab::model_card::ModelCard;
use lab::model_folder::cut_weights;
use model::{Colour, Golden, read_stored, write_quantised};
use protocol::Backend;
use serde_json::{Value, json};
use task::{Task, Translation};
use training::activations::widest;
use training::run_record::{RunConfig, RunRecord};

use crate::language::{SHORTLY, choose, open, wait_for_language};
use crate::page::Page;
use crate::pictures::{Folder, png_from_image};
use crate::site::{Site, copy};

pub(crate) const ID: &str = "leaf-colour";
const LABELS: [&str; 3] = ["healthy", "mildew", "rust"];
/// Side of the pictures, in pixels.
const SIDE: u32 = 200;

/// The folder with what people wrote about the task.
fn written() -> PathBuf {
    crate::root().join("tests/data/tasks").join(ID)
}

/// A model of the task, as `lab` would have written it: manifest and weights.
pub(crate) fn model(task: &Task) -> (Manifest, Vec<u8>) {
    let weights = write_quantised(&made_weights(LABELS.len())).expect("weights");
    let mut manifest = made_manifest(&weights);
    manifest.task = ID.into();
    manifest.labels = LABELS.map(str::to_owned).to_vec();
    manifest.input.colour = Colour::Rgb;
    completed(manifest, weights, task)
}

/// Adds to a manifest what follows from the weights and from the task's file: ranges of values, known inputs, card.
pub(crate) fn completed(mut manifest: Manifest, weights: Vec<u8>, task: &Task) -> (Manifest, Vec<u8>) {
    let stored = read_stored(&weights).expect("weights");
    let seen: Vec<Image> = (1..=2).map(|seed| steps::golden_input(seed, &manifest.input)).collect();
    manifest.activations =
        widest(&manifest.architecture, manifest.labels.len(), &stored, &manifest.input, &seen).expect("activations");
    let runner = CpuRunner::new(&manifest, &stored).expect("a network");
    for (seed, image) in (1..).zip(&seen) {
        let runs = block_on(runner.run(std::slice::from_ref(image))).expect("an inference");
        manifest.goldens.push(Golden { seed, logits: runs[0].logits.clone() });
    }
    describe(&mut manifest, task).expect("what the file says");
    let config = RunConfig {
        task: manifest.task.clone(),
        architecture: manifest.architecture.clone(),
        answer: manifest.answer,
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

/// The page with this task and the modality classifier, and nothing else; `change` makes what the task's file says out of
/// what people wrote there.
pub(crate) fn shipped(name: &str, manifest: &Manifest, weights: &[u8], change: impl FnOnce(String) -> String) -> Site {
    let (site, models) = (Site::new(name), Folder::new(&format!("{name}-models")));
    copy(&crate::root().join("models/modality"), &models.path().join("modality"));
    put(&models, manifest, weights);
    let file = fs::read_to_string(written().join("task.toml")).expect("the task's file");
    models.write(&format!("{ID}/task.toml"), change(file).as_bytes());
    ship(&site, &models);
    site
}

/// Puts a made-up task with its model into a folder of models.
pub(crate) fn put(models: &Folder, manifest: &Manifest, weights: &[u8]) {
    let id = &manifest.task;
    copy(&crate::root().join("tests/data/tasks").join(id), &models.path().join(id));
    let mut named = manifest.clone();
    for (name, bytes) in cut_weights(&mut named, weights) {
        models.write(&format!("{id}/{name}"), &bytes);
    }
    models.write(&format!("{id}/manifest.json"), named.to_json().expect("a manifest").as_bytes());
}

/// Replaces the models of a copy of the page by those of a folder.
pub(crate) fn ship(site: &Site, models: &Folder) {
    let root = crate::root().canonicalize().expect("the repository");
    // Outside of `cargo xtask test` it has to be searched for.
    let mut command = std::env::var_os("ONSIGHT_XTASK").map_or_else(
        || {
            let mut cargo = Command::new("cargo");
            cargo.arg("xtask");
            cargo
        },
        Command::new,
    );
    command.arg("ship").current_dir(&root).env("CARGO_MANIFEST_DIR", root.join("xtask"));
    command.env("ONSIGHT_DIST", site.path()).env("ONSIGHT_MODELS", models.path());
    let output = command.output().expect("cargo xtask");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The probabilities that the same model gives on the command line.
pub(crate) fn natively(manifest: Manifest, weights: &[u8], file: &[u8]) -> BTreeMap<String, f64> {
    let finding = found_natively(manifest, weights, file);
    let classes = finding.classes().expect("classes");
    classes.probabilities.iter().map(|each| (each.label.clone(), f64::from(each.value))).collect()
}

/// What the same model finds on the command line.
pub(crate) fn found_natively(manifest: Manifest, weights: &[u8], file: &[u8]) -> Finding {
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?)));
    let mut engine = block_on(Engine::start(manifest, weights, choice, host, &mut |_, _, _| {})).expect("an engine");
    let answer = block_on(engine.classify(file, &mut |_| std::ops::ControlFlow::Continue(()))).expect("an answer");
    answer.finding
}

#[track_caller]
fn farthest(one: &BTreeMap<String, f64>, other: &BTreeMap<String, f64>) -> f64 {
    assert!(one.keys().eq(other.keys()), "{one:?}, {other:?}");
    one.iter().map(|(label, value)| (value - other[label]).abs()).fold(0.0, f64::max)
}

#[track_caller]
fn assert_says(page: &Page, words: &[&str]) {
    let said = page.all_text("main");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

/// A leaf with an orange spot.
pub(crate) fn leaf() -> Vec<u8> {
    let pixel = |at: u32| {
        let (x, y) = (at % SIDE, at / SIDE);
        let is_spot = x.abs_diff(80).pow(2) + y.abs_diff(90).pow(2) < 900;
        if is_spot { [220, 120, 30] } else { [30, 90 + (x / 4) as u8, 40] }
    };
    let samples = (0..SIDE * SIDE).flat_map(pixel).collect();
    png_from_image(&Image::new(SIDE, SIDE, Pixels::Rgb8(samples)).expect("a picture"))
}

/// An object without a window of its own, most of whose values are above the task's window.
fn counts(modality: &'static str) -> Vec<u8> {
    let stored: Vec<u16> = (0..SIDE * SIDE).map(|at| ((at % SIDE) * 20) as u16).collect();
    Made { modality, ..Made::grey16(SIDE as u16, SIDE as u16, &stored) }.file()
}

#[test]
fn a_made_up_task_is_shown_answered_and_refused_in_the_words_of_its_folder() {
    let task = training::task_file::read(&crate::root().join("tests/data/tasks"), ID).expect("the task");
    let (manifest, weights) = model(&task);
    let (site, folder) = (shipped("made-up", &manifest, &weights, |file| file), Folder::new("made-up"));
    let page = open(&site, "?backend=cpu&threads=1");
    wait_for_language(&page, "en");
    let start = task.page.as_ref().expect("words for the start page");
    assert_eq!(page.text("h1"), start.title);
    assert_says(&page, &[&start.drop, &start.lead]);
    page.wait_for_guard();
    // Example drawings of another task do not belong to this one.
    let has_none = "return document.querySelector('.examples') === null";
    page.browser.wait("no examples", SHORTLY, |browser| {
        browser.run(has_none, &Value::Null).as_bool().filter(|has_none| *has_none)
    });

    // In colour, with the names of the classes and the known confounders.
    let picture = leaf();
    let answer = page.answer(&folder.file("leaf.png", &picture));
    let expected = natively(manifest.clone(), &weights, &picture);
    assert!(expected.keys().eq(&LABELS), "{expected:?}");
    assert!(farthest(&answer.probabilities, &expected) < 1e-3, "{answer:?}, {expected:?}");
    let names: Vec<&str> = task.text.classes.values().map(|class| class.name.as_str()).collect();
    assert_says(&page, &names);

    // With the task's window for its modality.
    let object = counts("FL");
    let answer = page.answer(&folder.file("fluorescence.dcm", &object));
    let expected = natively(manifest.clone(), &weights, &object);
    assert!(farthest(&answer.probabilities, &expected) < 1e-3, "{answer:?}, {expected:?}");
    let without = natively(Manifest { windowing: None, ..manifest.clone() }, &weights, &object);
    let (with, without) = (farthest(&answer.probabilities, &expected), farthest(&answer.probabilities, &without));
    assert!(
        with * 4.0 < without,
        "{with} from the answer with the window, {without} from the one without: {expected:?}"
    );

    // What the task does not read.
    let refused = page.answer(&folder.file("ct.dcm", &counts("CT")));
    assert_eq!(refused.decision, "abstain:other_modality");
    assert_says(&page, &["The file says CT. This model reads photographs of leaves."]);

    // Its card.
    page.browser.run("location.hash = '#/model'", &Value::Null);
    page.wait_for("[data-testid=model-report]");
    assert_says(&page, &[&task.card.intended[0], &task.card.limits[0]]);
    assert_says(&page, &names);

    // In another language, by its own file.
    let german = fs::read_to_string(written().join("text/de.toml")).expect("German words");
    let words = toml::from_str::<Translation>(&german).expect("a translation").words();
    let word = |field: &str| words.iter().find(|(known, _)| known == field).expect("a word").1.clone();
    page.browser.run("location.hash = '#/'", &Value::Null);
    // Nothing is fetched while a picture is open.
    page.remove_all();
    choose(&page, "de");
    wait_for_language(&page, "de");
    let title = word("page.title");
    page.browser.wait("the German title", SHORTLY, |_| page.all_text("h1").contains(&title).then_some(()));

    // Nothing of the task that was compiled in is requested.
    // The page has words of its own about its models, in its folder of texts.
    let is_of_a_model = |target: &str| target.contains("models/") && !target.contains("text/models/");
    let others = page.requests().into_iter().filter(|request| is_of_a_model(&request.target));
    let others: Vec<String> = others.map(|request| request.target).collect();
    let is_known = |target: &String| target.contains(ID) || target.contains("models/modality/");
    assert!(!others.is_empty() && others.iter().all(is_known), "{others:?}");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
