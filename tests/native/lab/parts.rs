//! The score on pictures of other hospitals goes first, on the card too: of the classes with enough pictures there, with what it
//! stands beside, and by who is shown.

use crate::engine::parts::model;
use crate::lab::task::config;
use ::task::{GroupsOf, Task};
use evaluation::{Figure, HiddenPart, Measured, Metric, Probe, Score, Split};
use lab::any_finding::Findings;
use lab::describe::describe;
use lab::model_card::ModelCard;
use lab::parts::by_subgroup;
use lab::report::{MeasuredData, MeasuredModel, Report};
use lab::report_text::document_from_report;
use lab::scores::{is_kept_elsewhere, scores_elsewhere, scores_from_report};
use lab::trust_evaluation::TrustEvaluation;
use model::{Colour, Golden, Manifest};
use std::path::Path;
use training::metrics::Outcome;
use training::task_file;

const ID: &str = "leaf-colour";
/// In logit order.
const LABELS: [&str; 3] = ["healthy", "mildew", "rust"];

fn known(groups: GroupsOf) -> Task {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/tasks");
    Task { groups, ..task_file::read(&folder, ID).unwrap() }
}

fn labels() -> Vec<String> {
    LABELS.map(str::to_owned).to_vec()
}

/// So many pictures of each class, two a group, by turns of a nursery and a garden; of each class every fourth is named wrongly.
fn report(split: Split, counts: [usize; 3], task: &Task) -> Report {
    let one = |(truth, number): (usize, usize)| {
        let mut probabilities = vec![0.1; 3];
        probabilities[if number.is_multiple_of(4) { (truth + 1) % 3 } else { truth }] = 0.8;
        let source = if number.is_multiple_of(2) { "nursery" } else { "garden" };
        Outcome { truth, probabilities, group: format!("{truth}-{}", number / 2), source: source.into() }
    };
    let places =
        counts.into_iter().enumerate().flat_map(|(truth, count)| (0..count).map(move |number| (truth, number)));
    let outcomes: Vec<Outcome> = places.map(one).collect();
    let measured = MeasuredModel {
        task: ID.into(),
        name: "a-model".into(),
        version: "1.0.0".into(),
        weights: "int8".into(),
        sha256: "ab".repeat(32),
        flip: false,
    };
    let on = MeasuredData { name: "leaves".into(), sha256: "cd".repeat(32), split };
    let mut report = Report::new(&outcomes, &labels(), task.groups, measured, on);
    report.per_subgroup = by_subgroup(&outcomes, &labels(), &task.subgroups);
    report.trust = Some(TrustEvaluation::new([&outcomes, &outcomes], &labels(), task.groups, None));
    report.any_finding = Some(Findings::new(&outcomes, 0, task.groups));
    report
}

fn named(scores: &[Score]) -> Vec<String> {
    scores.iter().map(|score| score.metric.to_string()).collect()
}

#[test]
fn a_manifest_has_the_recall_of_the_classes_with_enough_pictures_elsewhere_and_that_of_subgroups() {
    let task = known(GroupsOf::Nodule);
    let external = report(Split::External, [10, 40, 80], &task);
    let scores = scores_from_report(&external);
    let of = |metric: &str| scores.iter().find(|score| score.metric.to_string() == metric).unwrap();
    let classes = of("macro_recall_of_mildew,rust");
    assert_eq!((classes.value, classes.n, classes.groups), (0.75, 120, 60));
    // Even numbers are of the nursery, and every second of those is named wrongly.
    let seedlings = of("macro_recall_subgroup_seedlings");
    assert_eq!((seedlings.value, seedlings.n), (0.5, 60));
    assert!(of("macro_auc_by_group").interval[0] < of("macro_auc_by_group").value);
    assert_eq!(named(&scores_elsewhere(&external)).len(), 5, "two parts, and calibration of all and of both sources");
    assert!(scores_elsewhere(&external).iter().all(is_kept_elsewhere));

    let is_part = |name: &String| name.starts_with("macro_recall_");
    let parts = |split: Split| {
        let all = named(&scores_from_report(&report(split, [40, 40, 80], &task)));
        all.into_iter().filter(is_part).collect::<Vec<_>>()
    };
    assert_eq!(parts(Split::Test), ["macro_recall_subgroup_seedlings"], "the mean of all classes stands for it");
    assert_eq!(parts(Split::Val), Vec::<String>::new(), "what chose the model");
    let pictures = report(Split::Test, [40, 40, 80], &known(GroupsOf::Picture));
    assert!(named(&scores_from_report(&pictures)).iter().all(|name| name != "macro_auc_by_group"));
    let told = document_from_report(&external, &task.text).plain_text();
    assert!(told.contains("seedlings") && told.contains("mildew, rust"), "{told}");
}

#[test]
fn a_card_tells_other_hospitals_first_then_its_own_test_pictures_then_what_stands_beside_them() {
    let task = known(GroupsOf::Nodule);
    let (test, external) = (report(Split::Test, [40, 40, 80], &task), report(Split::External, [10, 40, 80], &task));
    let mut manifest: Manifest = model().manifest.clone();
    (manifest.task, manifest.labels, manifest.input.colour) = (ID.into(), labels(), Colour::Rgb);
    manifest.goldens = vec![Golden { seed: 1, logits: vec![0.0; 3] }];
    describe(&mut manifest, &task).unwrap();
    let rival = |metric: Metric| Score {
        metric: Metric::Baseline(Box::new(metric)),
        value: 0.883,
        interval: [0.8, 0.9],
        data: "leaves".into(),
        split: Split::Test,
        weights: "baseline: area, logistic regression".into(),
        n: 160,
        groups: 80,
    };
    manifest.scores = [scores_from_report(&test), scores_from_report(&external)].concat();
    manifest.scores.extend([rival(Metric::MacroRecall), rival(Metric::GroupAuc)]);
    let probe = |by: &str, value: f32| {
        let figure = Figure { value, low: value, high: value };
        let (by, data) = (by.to_owned(), "leaves".to_owned());
        let hidden = HiddenPart::Blackout;
        Probe { hidden, by, data, split: Split::Test, n: 160, accuracy: figure, macro_recall: figure }
    };
    let measured = Measured {
        evaluations: [&test, &external].map(|report| report.evaluation().unwrap()).into(),
        probes: vec![probe("nothing: all pictures, whole", 0.75), probe("the mask in black", 0.35)],
        ..Measured::default()
    };
    let section = |measured: &Measured, id: &str| {
        let run = [config(&manifest)];
        let card = ModelCard { manifest: &manifest, measured, parameters: 1, run: &run, task: &task };
        let all = card.sections().unwrap();
        all.into_iter().find(|section| section.id == id).unwrap().items.join("\n")
    };
    let results = section(&measured, "results");
    let order = [
        "On pictures of other hospitals (“leaves”, split external, 120 pictures of 60 groups): macro recall of mildew and rust 75.0 %",
        "On “leaves”, split external, 130 pictures",
        "On “leaves”, split test, 160 pictures",
        "area under the curve by nodule 0.",
        "With the anatomy blacked out",
        "A baseline (area, logistic regression) reaches, on “leaves”, test: macro recall 88.3 %",
        "area under the curve by nodule 0.883 (0.800 to 0.900)",
        "Source garden",
        "Who is shown: seedlings",
    ];
    let places: Vec<Option<usize>> = order.map(|said| results.find(said)).to_vec();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {results}");
    assert!(!section(&measured, "explanation").contains("blacked out"), "it is told once");
    // Without pictures of other hospitals nothing changes its place.
    let home = Measured { evaluations: vec![test.evaluation().unwrap()], ..measured };
    assert!(section(&home, "explanation").contains("blacked out"));
    let results = section(&home, "results");
    assert!(results.find("Source garden") < results.find("A baseline (area"), "{results}");
}
