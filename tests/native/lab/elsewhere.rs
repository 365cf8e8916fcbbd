//! Any finding against none on external data sets, and the tumour mirrored away, with a model with random weights.

use crate::engine::gates::png;
use crate::folder::Folder;
use crate::lab::models::made;
use evaluation::{AnyFinding, Elsewhere, Figure, SetScoreKind, Telling};
use imaging::resize::fit_within;
use imaging::synthetic::{Phantom, phantom};
use lab::any_finding::named_as;
use lab::evaluate::{self, EvaluateOptions, TrainedBaseline, evaluate};
use lab::model::{Model, Precision, Views};
use lab::predict;
use lab::probe::mirrored;
use lab::worst_sheets::{Mistake, worst};
use model::Manifest;
use std::path::PathBuf;
use training::data::{ImageDataset, Split};
use training::metrics::Outcome;

/// A copy of the model with random weights, and drawn heads as lines of `manifest.csv` without the file's name.
fn folder(lines: &[&str]) -> (Folder, PathBuf, PathBuf) {
    let folder = Folder::new("elsewhere");
    for entry in std::fs::read_dir(made().models().join("brain-mri")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        folder.write(&format!("models/brain-mri/{name}"), &std::fs::read(&path).unwrap());
    }
    let mut manifest = String::from("file,label,split,group,source,mask\n");
    for (number, line) in lines.iter().enumerate() {
        let head = fit_within(&phantom(Phantom::BrightLesion, number as u64), 224);
        folder.write(&format!("others/{number}.png"), &png(&head));
        manifest += &format!("{number}.png,{line},\n");
    }
    folder.write("others/manifest.csv", manifest.as_bytes());
    let (models, data) = (folder.path().join("models"), folder.path().join("others"));
    (folder, models, data)
}

fn manifest(models: &std::path::Path) -> Manifest {
    Manifest::from_json(&std::fs::read(models.join("brain-mri/manifest.json")).unwrap()).unwrap()
}

const OTHERS: [&str; 6] = [
    "notumor,external,p1,clinic-t1c",
    "notumor,external,p1,clinic-t1c",
    "pituitary,external,p1,clinic-t1c",
    "pituitary,external,p2,clinic-flair",
    "notumor,external,p2,clinic-flair",
    "pituitary,external,p3,clinic-flair",
];

#[test]
fn a_set_with_some_of_the_labels_and_external_alone_is_scored() {
    let (_folder, models, data) = folder(&OTHERS);
    let model = Model::shipped(&models, "brain-mri").unwrap();
    let data = ImageDataset::open_for(&data, &model.manifest.labels).unwrap();
    // Two labels of four: by name, not by index.
    assert_eq!(data.records.iter().map(|record| record.label).collect::<Vec<_>>(), [2, 2, 3, 3, 2, 3]);
    assert!(TrainedBaseline::fit_where_possible(&model, &data).unwrap().is_none(), "nothing to fit on");
    let report = evaluate(&model, &data, Split::External, Views::One, None).unwrap();
    let key = model.manifest.text.clone().unwrap().finding_key;
    let json = named_as(serde_json::to_value(&report).unwrap(), &key, report.grouped_by);
    let any = &json["any_tumour"];
    assert_eq!((any["n"].as_u64(), any["tumours"].as_u64()), (Some(6), Some(3)));
    for figures in
        [any, &any["by_patient"], &any["per_source"]["clinic-flair"], &any["per_sequence"]["t1c"]["by_patient"]]
    {
        for figure in ["sensitivity", "specificity", "auc"] {
            let value = figures[figure].as_f64().unwrap_or_else(|| panic!("no {figure} in {figures}"));
            assert!((0.0..=1.0).contains(&value));
            assert!(figures["intervals"][figure][0].as_f64().unwrap() <= value, "{figures}");
        }
    }
    assert_eq!(any["by_patient"]["n"], 5, "p1 and p2 are counted once with a tumour and once without");
    assert_eq!(json["by_patient"]["n"], 5);
    assert_eq!(json["per_class"]["glioma"]["n"], 0);
    assert!(json["per_class"]["glioma"]["recall"].is_null());
}

#[test]
fn one_label_is_enough_to_be_scored_and_an_unknown_one_is_refused() {
    let (_folder, models, data) = folder(&["glioma,test,p1,clinic", "glioma,test,p2,clinic"]);
    let model = Model::shipped(&models, "brain-mri").unwrap();
    let opened = ImageDataset::open_for(&data, &model.manifest.labels).unwrap();
    let report = evaluate(&model, &opened, Split::Test, Views::One, None).unwrap();
    let any = report.any_finding.unwrap();
    assert!(any.slices.sensitivity.is_some() && any.slices.specificity.is_none() && any.slices.auc.is_none());

    let (_folder, models, data) = folder(&["glioma,test,p1,clinic", "metastasis,test,p2,clinic"]);
    let model = Model::shipped(&models, "brain-mri").unwrap();
    let error = ImageDataset::open_for(&data, &model.manifest.labels).unwrap_err().to_string();
    assert!(error.contains("metastasis") && error.contains("pituitary") && error.contains("rename"), "{error}");
}

fn options(models: PathBuf, data: PathBuf) -> EvaluateOptions {
    EvaluateOptions {
        task: "brain-mri".into(),
        data,
        split: None,
        weights: Precision::Int8,
        models,
        run: None,
        flip: false,
        json: true,
        record: true,
        worst: None,
        sheet: None,
    }
}

#[test]
fn what_was_measured_elsewhere_is_kept_in_manifest_and_card() {
    let (_folder, models, data) = folder(&OTHERS);
    evaluate::run(&options(models.clone(), data.clone())).unwrap();
    evaluate::run(&options(models.clone(), data)).unwrap();
    let measured = manifest(&models).measured.unwrap();
    let rows: Vec<(&str, &str, Option<&str>, u32)> = measured
        .elsewhere
        .iter()
        .map(|one| (one.data.as_str(), one.split.name(), one.source.as_deref(), one.any.slices.n))
        .collect();
    let expected = [
        ("others", "external", None, 6),
        ("others", "external", Some("clinic-flair"), 3),
        ("others", "external", Some("clinic-t1c"), 3),
    ];
    assert_eq!(rows, expected, "once, however often it is measured");
    assert!(measured.elsewhere.iter().all(|one| !one.trained && one.turned_away.is_some()));
    let errors: Vec<(String, u32)> = manifest(&models)
        .scores
        .into_iter()
        .filter(|score| score.data == "others" && score.interval[0] <= score.value)
        .map(|score| (score.metric.to_string(), score.n))
        .collect();
    let expected = [("ece", 6), ("ece_source_clinic-flair", 3), ("ece_source_clinic-t1c", 3)];
    assert_eq!(errors, expected.map(|(metric, n)| (metric.to_owned(), n)), "with some of the labels only, and once");
    let card = std::fs::read_to_string(models.join("brain-mri/MODEL_CARD.md")).unwrap();
    assert!(card.contains("On “others”, split external (no patient of this data set took part in training)"), "{card}");
    assert!(card.contains("“None” is not given as an answer"), "six slices are too few to say so");
    assert!(card.contains("Calibration error on “others”, external: "), "{card}");
    assert!(card.contains("Calibration error on external by source"), "{card}");

    let own = evaluate::run(&options(models, made().data())).unwrap_err().to_string();
    assert!(own.contains("lab calibrate"), "{own}");
}

#[test]
fn the_surest_wrong_answers_lie_on_sheets_that_git_passes_over() {
    let (_folder, models, data) = folder(&OTHERS);
    let sheets = data.join("sheets");
    let asked = EvaluateOptions {
        record: false,
        worst: Some(2),
        sheet: Some(sheets.clone()),
        ..options(models.clone(), data.clone())
    };
    evaluate::run(&asked).unwrap();
    assert_eq!(std::fs::read_to_string(sheets.join(".gitignore")).unwrap(), "*\n");
    let listed: Vec<String> = Mistake::ALL
        .into_iter()
        .filter_map(|mistake| std::fs::read_to_string(sheets.join(format!("{}.txt", mistake.name()))).ok())
        .collect();
    assert!(!listed.is_empty(), "a network of numbers drawn at random is wrong on some of six");
    for list in &listed {
        assert!((1..=2).contains(&list.lines().count()) && list.starts_with("1.1\t"), "{list}");
    }
    let drawn = std::fs::read_dir(&sheets).unwrap().filter_map(Result::ok);
    let drawn = drawn.filter(|entry| entry.path().extension().is_some_and(|end| end == "png"));
    assert_eq!(drawn.count(), listed.len());

    let model = Model::shipped(&models, "brain-mri").unwrap();
    let answer = |truth: usize, probabilities: [f32; 4]| Outcome {
        truth,
        probabilities: probabilities.to_vec(),
        group: "p".into(),
        source: "s".into(),
    };
    let none = model.manifest.negative_class().unwrap();
    let only = |place: usize, value: f32| {
        let mut all = [(1.0 - value) / 3.0; 4];
        all[place] = value;
        all
    };
    let finding = (none + 1) % 4;
    let outcomes = [
        answer(finding, only(none, 0.6)),
        answer(finding, only(finding, 0.9)),
        answer(finding, only(none, 0.8)),
        answer(none, only(finding, 0.7)),
        answer(finding, only(none, 0.7)),
    ];
    let found = worst(&model.manifest, &outcomes, 2);
    let places: Vec<(usize, Mistake)> = found.iter().map(|one| (one.at, one.mistake)).collect();
    assert_eq!(places, [(2, Mistake::Missed), (4, Mistake::Missed), (3, Mistake::FalseAlarm)]);
}

/// A model that always says "none", and was right about that in so many of a hundred slices elsewhere.
fn always_none(models: &std::path::Path, specificity: f32) {
    let mut changed = manifest(models);
    let figure = |value: f32| Some(Figure { value, low: value - 0.05, high: value + 0.05 });
    let (sensitivity, auc) = (figure(0.9), figure(0.93));
    let slices = Telling { n: 100, positives: 50, groups: 20, sensitivity, specificity: figure(specificity), auc };
    let any = AnyFinding { slices, groups: Some(slices) };
    changed.measured.get_or_insert_default().elsewhere = vec![Elsewhere {
        data: "others".into(),
        split: Split::External,
        source: None,
        trained: false,
        turned_away: None,
        any,
    }];
    let calibration = changed.calibration.as_mut().unwrap();
    // The most probable class against the rest: "none" is the name of the rest here.
    calibration.score = SetScoreKind::Aps;
    calibration.quantiles.iter_mut().for_each(|level| level.per_class.fill(0.0));
    changed.quality.clear();
    changed.likeness = None;
    std::fs::write(models.join("brain-mri/manifest.json"), changed.to_json().unwrap()).unwrap();
}

#[test]
fn none_is_an_answer_only_of_a_model_that_was_right_about_it_elsewhere() {
    let (_folder, models, data) = folder(&OTHERS);
    let line = |specificity: f32, negative: &str| {
        always_none(&models, specificity);
        let mut changed = manifest(&models);
        changed.negative = Some(negative.to_owned());
        std::fs::write(models.join("brain-mri/manifest.json"), changed.to_json().unwrap()).unwrap();
        let mut engine = predict::open(&models, "brain-mri").unwrap();
        let report = engine.model();
        serde_json::to_value(predict::predict(&mut engine, &report, &data.join("0.png"))).unwrap()
    };
    let top = |line: &serde_json::Value| {
        let all = line["probabilities"].as_object().unwrap();
        all.iter().max_by(|a, b| a.1.as_f64().unwrap().total_cmp(&b.1.as_f64().unwrap())).unwrap().0.clone()
    };
    let none = top(&line(0.9, "notumor"));
    let good = line(0.80, &none);
    assert_eq!((&good["decision"], &good["predicted_class"]), (&"class".into(), &none.as_str().into()), "{good}");
    let poor = line(0.79, &none);
    assert_eq!((&poor["decision"], &poor["why"]), (&"abstain".into(), &"no_finding".into()), "{poor}");
    assert!(poor["predicted_class"].is_null() && poor["confidence"].is_null(), "{poor}");
    let other = LABELS.into_iter().find(|label| *label != none).unwrap();
    let finding = line(0.79, other);
    assert_eq!(finding["predicted_class"], none.as_str(), "a finding may be named: {finding}");
}

const LABELS: [&str; 4] = ["glioma", "meningioma", "notumor", "pituitary"];

#[test]
fn pairs_are_told_by_their_names() {
    let (folder, models, data) = folder(&[]);
    let lines = ["a_h,notumor", "a_t,glioma", "b_h,notumor", "b_t,pituitary"];
    let mut text = String::from("file,label,split,group,source\n");
    for (number, line) in lines.iter().enumerate() {
        let (name, label) = line.split_once(',').unwrap();
        let head = fit_within(&phantom(Phantom::BrightLesion, number as u64), 224);
        folder.write(&format!("others/{name}.png"), &png(&head));
        text += &format!("{name}.png,{label},test,{},mirrored\n", &name[..1]);
    }
    folder.write("others/manifest.csv", text.as_bytes());
    let model = Model::shipped(&models, "brain-mri").unwrap();
    let open = || ImageDataset::open_for(&data, &model.manifest.labels).unwrap();
    let found = mirrored(&model, &open(), Split::Test).unwrap();
    assert_eq!((found.pairs, found.groups, found.split), (2, 2, Split::Test));
    let top = |name: &str| {
        let bytes = std::fs::read(data.join(name)).unwrap();
        let values = model.answer(&bytes, Views::One).unwrap().calibrated;
        trust::argmax(&values)
    };
    let right = ["a_h.png", "b_h.png"].map(|name| f32::from(u8::from(top(name) == 2)));
    let kept = ["a_t.png", "b_t.png"].map(|name| f32::from(u8::from(top(name) != 2)));
    assert_eq!(found.healthy_right.value, right.iter().sum::<f32>() / 2.0);
    assert_eq!(found.finding_kept.value, kept.iter().sum::<f32>() / 2.0);

    folder.write("others/manifest.csv", text.replace("b_t.png,pituitary,test,b,mirrored\n", "").as_bytes());
    let error = mirrored(&model, &open(), Split::Test).unwrap_err().to_string();
    assert!(error.contains("`b` has no partner"), "{error}");
}
