//! A made-up task, from its folder alone: its name, what it refuses, its card, with no code for it.

use crate::engine::parts::{calm, model};
use ::task::{Task, TaskWords, Translation};
use engine::{Choice, Engine, Native, block_on};
use evaluation::Measured;
use fixtures::dicom_made::Made;
use imaging::Pixels;
use imaging::synthetic::{Phantom, phantom};
use lab::describe::describe;
use lab::model_card::ModelCard;
use model::{Colour, Golden, Manifest};
use protocol::{Backend, GateOutcome};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use text::{Catalogue, EnglishLocale};
use training::run_record::{RunConfig, RunRecord};
use training::task_file;
use translation::Language;
use view_model::words;

const ID: &str = "leaf-colour";

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/tasks")
}

/// The manifest of a model with the task's classes.
fn manifest() -> Manifest {
    let known = task_file::read(&folder(), ID).unwrap();
    let mut manifest = model().manifest.clone();
    manifest.task = ID.into();
    manifest.labels = known.text.classes.keys().cloned().collect();
    manifest.input.colour = Colour::Rgb;
    manifest.goldens = vec![Golden { seed: 1, logits: vec![0.0; manifest.labels.len()] }];
    describe(&mut manifest, &known).unwrap();
    manifest
}

/// The English catalogue under the name of German, with the German texts of the task.
fn german() -> Catalogue {
    let text = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("text");
    let (language, sources) = translation::language_in(&text, "en").unwrap();
    let english = translation::english(&sources, &language).unwrap();
    let first = translation::first(&english, &language);
    let language = Language { tag: "de".into(), ..language };
    let [mut at_once, later] = translation::parts(&english, &[], &language, first);
    let file = folder().join(ID).join("text/de.toml");
    let words: Translation = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let known: Task = task_file::read(&folder(), ID).unwrap();
    assert_eq!(words.check(&known, "de").first(), None);
    at_once += &translation::words(ID, &words.words());
    let mut catalogue = Catalogue::read(at_once).unwrap();
    assert!(catalogue.complete(later));
    catalogue
}

thread_local! {
    static GERMAN: RefCell<Option<Catalogue>> = const { RefCell::new(None) };
}

#[test]
fn in_another_language_the_task_is_spoken_of_in_the_words_of_that_language() {
    let known = task_file::read(&folder(), ID).unwrap();
    let labels: Vec<String> = known.text.classes.keys().cloned().collect();
    words::install(ID, TaskWords::new(&known.text, known.groups, &labels));
    let names = || labels.iter().map(|label| words::class_name(label)).collect::<Vec<_>>();
    assert_eq!(names(), ["No spot", "Mildew", "Rust"]);
    assert_eq!(text::english(&words::one_of(&labels[1..])), "Mildew or rust");
    GERMAN.set(Some(german()));
    words::translate_with(|task, field| GERMAN.with_borrow(|german| german.as_ref()?.word(task, field)));
    assert_eq!(names(), ["kein Fleck", "Mehltau", "Rost"]);
    // German nouns keep their capitals.
    assert_eq!(text::english(&words::one_of(&labels[1..])), "Mehltau or Rost");
    assert_eq!(text::english(&words::none_stood_out(2)), "Neither of the two Flecken stood out");
    assert_eq!(["healthy", "rust"].map(words::class_headline), ["Das Modell hat keinen Fleck gesehen", "Rost"]);
    let meaning = words::class_meaning("rust");
    assert_eq!(meaning.as_deref(), Some("Rost ist ein Pilz, der orangefarbene Flecken macht."));
    assert_eq!(words::word_of(ID, "page.drop", "Drop"), "Foto eines Blattes hier ablegen");
    // For a task and a label without a translation there.
    assert_eq!(
        (words::word_of("petals", "text.name", "Petals"), words::class_name("scab").as_str()),
        ("Petals", "scab")
    );
}

#[test]
fn a_manifest_takes_everything_from_the_file() {
    let read = Manifest::from_json(manifest().to_json().unwrap().as_bytes()).unwrap();
    assert_eq!(read.labels, ["healthy", "mildew", "rust"]);
    assert_eq!(read.negative_class(), Some(0));
    let text = read.text.unwrap();
    assert_eq!(text.name, "Leaf spots");
    assert_eq!((text.class_name("rust"), text.headline("healthy")), ("Rust", "No spot seen by the model"));
    let windowing = read.windowing.unwrap();
    assert_eq!((windowing.modalities[0].modality.as_str(), windowing.modalities[0].width), ("FL", 600.0));
    assert_eq!(windowing.modalities.len(), 1, "and no other task's");
    assert_eq!(read.intended.unwrap().modalities, ["XC", "FL"]);
    assert!(read.subgroups.len() == 1 && read.subgroups[0].holds("nursery") && !read.subgroups[0].holds("garden"));
    let page = task_file::read(&folder(), ID).unwrap().page.unwrap();
    assert_eq!(page.title, "What does a network see on a leaf?");
}

#[test]
fn a_refusal_is_in_the_words_of_the_file() {
    let known = manifest();
    // The random weights have four classes; texts and rule do not depend on the number.
    let mut manifest = model().manifest.clone();
    (manifest.task, manifest.text, manifest.intended) = (known.task, known.text, known.intended);
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?)));
    let mut engine = block_on(Engine::start(manifest, &model().weights, choice, host, &mut |_, _, _| {})).unwrap();
    let head = phantom(Phantom::Plain, 3);
    let Pixels::Grey8(levels) = head.pixels() else { panic!("a phantom is grey") };
    let stored: Vec<u16> = levels.iter().copied().map(u16::from).collect();
    let ct = Made { modality: "CT", ..Made::grey16(head.width() as u16, head.height() as u16, &stored) }.file();
    let answer = block_on(engine.classify(&ct, &mut calm())).unwrap();
    let refused = answer.finding.provenance.gates.iter().find_map(|report| match &report.outcome {
        GateOutcome::Refused(refusal) => Some(refusal.clone()),
        _ => None,
    });
    let refusal = refused.unwrap();
    assert_eq!(refusal.kind.name(), "other_modality");
    assert_eq!(text::english(&refusal.message), "The file says CT. This model reads photographs of leaves.");
    let said = german().say(&refusal.message, &EnglishLocale);
    assert_eq!(said, "The file says CT. This model reads Fotos von Blättern.");
    assert!(text::english(&refusal.hint).starts_with("Choose one of the photographs of leaves;"), "{refusal:?}");
    assert_eq!(engine.model().text.caveat, "The healthy leaves came from another garden than the others.");
}

/// The start of a run of the made-up task, without training.
pub(crate) fn config(manifest: &Manifest) -> RunRecord {
    RunRecord::Config(Box::new(RunConfig {
        task: ID.into(),
        architecture: manifest.architecture.clone(),
        answer: Default::default(),
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
        options: serde_json::json!({}),
    }))
}

#[test]
fn a_card_is_in_the_words_of_the_file() {
    let (known, manifest) = (task_file::read(&folder(), ID).unwrap(), manifest());
    let run = [config(&manifest)];
    let measured = Measured::default();
    let card = ModelCard { manifest: &manifest, measured: &measured, parameters: 1, run: &run, task: &known };
    let sections = card.sections().unwrap();
    let section = |id: &str| sections.iter().find(|section| section.id == id).unwrap();
    assert_eq!(section("intended_use").items, ["Teaching how such a network is added."]);
    assert_eq!(section("limits").items, ["It knows two fungi and nothing else."]);
    assert_eq!(section("elsewhere").title, "A spot or none, on other pictures");
    let details = section("model_details").items.join("\n");
    assert!(details.contains("Sorts one photograph of a leaf") && details.contains("pixels, rgb,"), "{details}");
    assert!(details.contains("for FL a window with centre 300 and width 600"), "{details}");
    assert!(!details.contains("for CT"), "{details}");
}

#[test]
fn a_class_without_words_and_another_colour_are_refused() {
    let known = task_file::read(&folder(), ID).unwrap();
    let labels = ["healthy", "scab"].map(str::to_owned);
    let error = known.check_labels(&labels).unwrap_err().to_string();
    assert_eq!(
        error,
        "models/leaf-colour/task.toml: expected words for every class of the data, found none for `scab`"
    );
    let mut grey = Manifest { negative: None, text: None, ..manifest() };
    grey.input.colour = Colour::Grey;
    let error = describe(&mut grey, &known).unwrap_err().to_string();
    assert!(error.contains("`grey`") && error.contains("found `rgb`"), "{error}");
}

#[test]
fn a_file_that_says_the_impossible_is_refused_in_a_sentence() {
    let text = std::fs::read_to_string(folder().join(ID).join(task_file::FILE)).unwrap();
    for (from, to, expected) in [
        ("licence = \"CC0-1.0\"", "licence = \"CC0-1.0\"\nlicense = \"CC0-1.0\"", "unknown field `license`"),
        ("many = \"photographs of leaves\"\n", "", "expected words under [text], found none for `many`"),
        ("name = \"Rust\"\n", "", "expected a name for every class, found none for `rust`"),
        ("negative = \"healthy\"", "negative = \"none\"", "expected `negative` to be one of the classes, found none"),
        ("width = 600.0", "width = 0.0", "expected windows with a width of 1 or more, found 0"),
        ("colour = \"rgb\"", "colour = \"cmyk\"", "unknown variant `cmyk`"),
        ("answer = \"classes\"", "answer = \"mask\"", "unknown variant `mask`"),
        ("groups = \"picture\"", "groups = \"person\"", "unknown variant `person`"),
        (
            "sources = [\"nursery\"]",
            "sources = []",
            "expected sources for every subgroup, and words under [text.subgroups]",
        ),
        ("seedlings = \"seedlings\"", "", "found none for `seedlings`"),
        (
            "[[subgroups]]",
            "[[subgroups]]\nname = \"seedlings\"\nsources = [\"nursery\"]\n[[subgroups]]",
            "expected every source in one subgroup at most, found `nursery` in two",
        ),
        ("groups = \"picture\"\n", "", "missing field `groups`"),
    ] {
        assert!(text.contains(from), "{from}");
        let error = format!("{:#}", task_file::from_toml(ID, &text.replacen(from, to, 1)).unwrap_err());
        assert!(error.contains(expected), "{to}: {error}");
    }
    let missing = format!("{:#}", task_file::read(&folder(), "petals").unwrap_err());
    assert!(missing.contains("petals") && missing.contains("docs/add-a-task.md"), "{missing}");
    assert!(missing.contains("expected a file with what is known of the task `petals`"), "{missing}");
}
