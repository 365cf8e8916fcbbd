//! The kind of group decides what a score refers to: a task whose groups are not patients is never said to be measured
//! on people, by `lab`, on the page, in reports or on its card, in English or German.

use crate::engine::parts::model;
use crate::lab::task::config;
use ::task::{CatalogueEntry, GroupsOf, Task, TaskWords};
use evaluation::{
    AnyFinding, DataSummary, Elsewhere, Evaluation, Measured, Metric, Score, SetCoverage, SetScoreKind, Split,
    SplitSummary,
};
use fixtures::answered::answer;
use lab::any_finding::{Findings, named_as};
use lab::case_report::SpokenLanguage;
use lab::describe::describe;
use lab::model_card::ModelCard;
use lab::report::{MeasuredData, MeasuredModel, Report};
use lab::report_text::document_from_report;
use lab::trust_evaluation::TrustEvaluation;
use model::{Calibration, Colour, Golden, Manifest, Quantiles};
use protocol::{Classes, Decision, Found, ModelReport, Probability};
use std::path::{Path, PathBuf};
use training::metrics::Outcome;
use training::task_file;
use view_model::case_report::{CaseReport, document_from_case};
use view_model::state::{ClassAnswer, Reading};
use view_model::{catalogue, report, words};

const ID: &str = "leaf-colour";
const LABELS: [&str; 3] = ["healthy", "mildew", "rust"];

fn root() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).to_path_buf()
}

/// The made-up task, with such groups.
fn known(groups: GroupsOf) -> Task {
    Task { groups, ..task_file::read(&root().join("tests/data/tasks"), ID).unwrap() }
}

fn labels() -> Vec<String> {
    LABELS.map(str::to_owned).to_vec()
}

fn calibration(why: &str) -> Calibration {
    Calibration {
        data: "leaves".into(),
        split: Split::Val,
        n: 60,
        temperature: 1.0,
        lapse: 0.0,
        score: SetScoreKind::Lac,
        penalty: [0.0; 2],
        why: why.into(),
        floor: 0.0,
        quantiles: vec![Quantiles { level: 0.9, per_class: vec![0.5; 3] }],
        operating_points: Vec::new(),
    }
}

/// Sixty answers in twenty groups, every fourth wrong, as `lab evaluate` counts them.
fn counted(groups: GroupsOf) -> Report {
    let one = |number: usize| {
        let (truth, wrong) = (number % 3, number.is_multiple_of(4));
        let mut probabilities = vec![0.1; 3];
        probabilities[if wrong { (truth + 1) % 3 } else { truth }] = 0.8;
        Outcome { truth, probabilities, group: format!("group-{}", number / 3), source: "garden".into() }
    };
    let outcomes: Vec<Outcome> = (0..60).map(one).collect();
    let model = MeasuredModel {
        task: ID.into(),
        name: "a-model".into(),
        version: "1.0.0".into(),
        weights: "int8".into(),
        sha256: "ab".repeat(32),
        flip: false,
    };
    let data = MeasuredData { name: "leaves".into(), sha256: "cd".repeat(32), split: Split::Test };
    let mut report = Report::new(&outcomes, &labels(), groups, model, data);
    let fitted = calibration("");
    report.trust = Some(TrustEvaluation::new([&outcomes, &outcomes], &labels(), groups, Some(&fitted)));
    report.any_finding = Some(Findings::new(&outcomes, 0, groups));
    report
}

fn elsewhere(any: AnyFinding, trained: bool) -> Elsewhere {
    let split = if trained { Split::Test } else { Split::External };
    Elsewhere { data: "other leaves".into(), split, source: None, trained, turned_away: Some(0.1), any }
}

/// What a manifest holds of it, elsewhere as well.
fn measured(report: &Report) -> Measured {
    let own: Evaluation = report.evaluation().unwrap();
    let any = own.any.unwrap();
    let splits = vec![SplitSummary { split: Split::Test, n: 60, groups: 20, classes: vec![20; 3] }];
    Measured {
        evaluations: vec![own.clone(), Evaluation { split: Split::External, ..own }],
        elsewhere: vec![elsewhere(any, false), elsewhere(any, true)],
        data: Some(DataSummary { name: "leaves".into(), sha256: "cd".repeat(32), splits, sources: Vec::new() }),
        ..Measured::default()
    }
}

fn score(metric: Metric) -> Score {
    let (data, weights) = ("leaves".to_owned(), "int8".to_owned());
    Score { metric, value: 0.75, interval: [0.65, 0.85], data, split: Split::Test, weights, n: 60, groups: 20 }
}

/// Every text about a model's scores where it is shown, and about one picture that it answered.
fn said(groups: GroupsOf, speak: &SpokenLanguage) -> String {
    let known = known(groups);
    let say = |message: &text::Message| speak.say(message);
    let of = |measured: Option<Measured>, scores: Vec<Score>| ModelReport {
        task: ID.into(),
        name: "a-model".into(),
        version: "1.0.0".into(),
        sha256: "ab".repeat(32),
        bytes: 3,
        labels: labels(),
        negative: Some("healthy".into()),
        input_size: 224,
        scores,
        temperature: 1.0,
        text: Box::new(TaskWords::new(&known.text, groups, &labels())),
        measured: measured.map(Box::new),
    };
    let whole = measured(&counted(groups));
    let own = Measured { elsewhere: vec![whole.elsewhere[1].clone()], ..whole.clone() };
    let mut all = String::new();
    for model in [
        of(Some(whole), vec![score(Metric::Accuracy)]),
        of(Some(own), vec![score(Metric::MacroRecall)]),
        of(None, vec![score(Metric::MacroRecall)]),
        of(None, Vec::new()),
    ] {
        words::install(ID, (*model.text).clone());
        all += &format!("{:?}\n", report::sections(&model, &say));
        let probability = |label: &str, value| Probability { label: label.into(), value };
        let found = Classes {
            probabilities: vec![probability("rust", 0.8), probability("mildew", 0.1), probability("healthy", 0.1)],
            decision: Decision::Class { label: "rust".into() },
            prediction_sets: Vec::new(),
            maps: Vec::new(),
            outline: None,
        };
        let answer = ClassAnswer::try_from(answer(Found::Classes(found))).unwrap();
        for reading in [Reading::Patient, Reading::Clinician] {
            let case = CaseReport {
                answer: &answer,
                model: Some(&model),
                task: &known.text.name,
                reading,
                language: speak.tag(),
                has_pictures: false,
                is_drawn: false,
                written: "",
                version: "9.8.7",
            };
            all += &document_from_case(&case, &say).markdown();
        }
    }
    let packed = format!(
        "task\t{ID}\toffered\tLeaves\t1.0.0\t3\tCC0-1.0\t{}\n{}",
        groups.name(),
        ["val", "test", "external"]
            .map(|split| format!("score\t{split}\tmacro_recall\t0.9\t0.8\t1.0\t60\tleaves\n"))
            .concat()
    );
    let entry = &CatalogueEntry::all(&packed)[0];
    for (heading, figures) in catalogue::scores(&entry.of("score"), entry.groups) {
        all += &say(&heading);
        all.extend(figures.iter().map(say));
    }
    all
}

#[test]
fn whatever_is_said_of_a_score_is_said_of_patients_only_where_groups_are_patients() {
    let german = SpokenLanguage::read(&root().join("text"), &root().join("models"), "de").unwrap();
    let english = SpokenLanguage::read(Path::new("nowhere"), Path::new("nowhere"), "en").unwrap();
    for (speak, people, nodules, pictures) in [
        (
            &english,
            "pictures of patients it never saw",
            "20 nodules",
            "One person may stand among them and in training",
        ),
        (&german, "Bildern von Patienten", "20 Rundherden", "Ein Mensch kann hier und auch im Training vorkommen"),
    ] {
        let [patient, nodule, picture] =
            [GroupsOf::Patient, GroupsOf::Nodule, GroupsOf::Picture].map(|groups| said(groups, speak));
        assert!(patient.contains(people) && !patient.contains(pictures), "{patient}");
        assert!(nodule.contains(nodules), "{nodule}");
        assert!(picture.contains(pictures), "{picture}");
        for other in [nodule, picture] {
            let at = other.to_lowercase().find("patient");
            assert_eq!(at.map(|at| other.chars().skip(at.saturating_sub(80)).take(160).collect::<String>()), None);
        }
    }
}

#[test]
fn scripts_find_groups_under_what_they_are_and_pictures_under_nothing() {
    let of = |groups: GroupsOf| {
        let report = counted(groups);
        let json = named_as(serde_json::to_value(&report).unwrap(), "spot", groups);
        (json, document_from_report(&report, &known(groups).text).plain_text())
    };
    let (patients, text) = of(GroupsOf::Patient);
    assert_eq!((&patients["grouped_by"], &patients["by_patient"]["n"]), (&"patient".into(), &60.into()));
    assert!(patients["sets"][0]["by_patient"]["value"].is_number() && text.contains("By patient"), "{text}");
    let (nodules, text) = of(GroupsOf::Nodule);
    assert_eq!(&nodules["any_spot"]["by_nodule"]["n"], &60, "each group has one of every class");
    assert!(text.contains("By nodule") && !text.to_lowercase().contains("patient"), "{text}");
    let (pictures, text) = of(GroupsOf::Picture);
    let json = pictures.to_string();
    assert!(!json.contains("\"by_") && !json.contains("patient"), "{json}");
    assert!(!text.to_lowercase().contains("patient") && text.contains("60 pictures of 20 groups"), "{text}");
}

#[test]
fn what_a_manifest_counted_by_patient_is_left_out_once_its_groups_are_pictures() {
    let why = "LAC was kept: with patients of val left out in turn, every patient weighing the same.";
    let figure = serde_json::json!({ "value": 0.5, "low": 0.25, "high": 0.75 });
    let class =
        serde_json::json!({ "label": "rust", "n": 3, "coverage": figure, "by_patient": figure, "mean_size": 1.0 });
    let set = serde_json::json!({
        "level": 0.9, "coverage": figure, "by_patient": figure, "mean_size": 1.0, "sizes": [], "classes": [class]
    });
    let set: SetCoverage = serde_json::from_value(set).unwrap();
    assert_eq!(
        (set.by_group, set.classes[0].by_group),
        (Some(set.coverage), Some(set.coverage)),
        "as it used to be written"
    );
    let told = serde_json::json!(
        { "n": 3, "positives": 1, "groups": 3, "sensitivity": null, "specificity": null, "auc": null }
    );
    let any: AnyFinding = serde_json::from_value(serde_json::json!({ "slices": told, "patients": told })).unwrap();
    assert_eq!(any.groups.map(|told| told.n), Some(3));

    let (task, mut manifest) = (known(GroupsOf::Picture), model().manifest.clone());
    (manifest.task, manifest.labels, manifest.input.colour) = (ID.into(), labels(), Colour::Rgb);
    manifest.goldens = vec![Golden { seed: 1, logits: vec![0.0; 3] }];
    manifest.calibration = Some(calibration(why));
    let mut found = measured(&counted(GroupsOf::Patient));
    found.evaluations[0].sets = vec![set];
    found.evaluations[0].any = Some(any);
    manifest.measured = Some(found);
    // Written before the field existed: groups are not assumed to be patients.
    assert_eq!((manifest.groups, manifest.groups_of()), (None, GroupsOf::Picture));
    let card = |manifest: &Manifest, task: &Task| {
        let measured = manifest.measured.as_ref().unwrap();
        ModelCard { manifest, measured, parameters: 1, run: &[config(manifest)], task }.markdown().unwrap()
    };
    let patients = card(&manifest, &known(GroupsOf::Patient));
    assert!(patients.contains("By patient: any spot against none"), "{patients}");

    let before = manifest.clone();
    describe(&mut manifest, &known(GroupsOf::Patient)).unwrap();
    assert_eq!(
        (&manifest.measured, &manifest.calibration),
        (&before.measured, &before.calibration),
        "they are patients"
    );
    describe(&mut manifest, &task).unwrap();
    assert_eq!(manifest.groups, Some(GroupsOf::Picture));
    let json = manifest.to_json().unwrap();
    assert!(!json.contains("patient") && json.contains("with groups of val left out"), "{json}");
    let found = manifest.measured.as_ref().unwrap();
    assert!(found.evaluations.iter().all(|one| one.sets.iter().all(|set| set.by_group.is_none())));
    assert!(found.elsewhere.iter().all(|one| one.any.groups.is_none() && one.any.slices.n == 60));
    let pictures = card(&manifest, &task);
    assert!(!pictures.to_lowercase().contains("patient"), "{pictures}");
    assert!(pictures.contains("## A spot or none, on other pictures"), "{pictures}");
}
