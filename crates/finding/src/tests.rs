//! Findings of every version stay readable, and round-trip unchanged.

use super::*;
use serde_json::{Value, json};

const CLASSES: &str = include_str!("../../../tests/data/finding/version-1-classes.json");
const LABELS: &str = include_str!("../../../tests/data/finding/version-1-labels.json");
const MASK: &str = include_str!("../../../tests/data/finding/version-1-mask.json");

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn provenance() -> Provenance {
    let measure = |name: &str, value, limit| Measure { name: name.into(), value, limit };
    let passed = |gate, measures| GateReport { gate, outcome: GateOutcome::Passed, measures };
    let refusal = Refusal {
        kind: RefusalKind::TooDark,
        message: text::refusal::too_dark(),
        hint: text::refusal::too_dark_help(),
        task: None,
    };
    Provenance {
        timing: Timing {
            decode_ms: 12.5,
            gates_ms: 30.0,
            prepare_ms: 2.25,
            inference_ms: 81.0,
            explain_ms: 1.5,
            total_ms: 128.0,
        },
        model: ModelIdentity {
            task: "leaf-colour".into(),
            name: "example-lite0".into(),
            version: "1.2.0".into(),
            weights_sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".into(),
        },
        preprocessing: Preprocessing {
            side_pixels: 224,
            colour: Colour::Grey,
            resize: Resize { fit: Fit::Contain, filter: Filter::CatmullRom, fill: 0 },
            levels: InputLevels::Percentiles,
            mean: [127.0; 3],
            standard_deviation: [128.0; 3],
        },
        source: SourceReport {
            format: "DICOM".into(),
            width: 512,
            height: 384,
            orientation: 1,
            warnings: vec![text::failure::said("The file names two windows; the first was taken.")],
        },
        text_at_borders: vec![Border::Top, Border::Left],
        gates: vec![
            passed(Gate::File, vec![measure("contrast", 0.5, 0.0625)]),
            GateReport { gate: Gate::Modality, outcome: GateOutcome::NotRun, measures: Vec::new() },
            GateReport {
                gate: Gate::Quality,
                outcome: GateOutcome::Refused(refusal),
                measures: vec![measure("white", 0.25, 0.5)],
            },
            passed(Gate::Likeness, Vec::new()),
        ],
        device: DeviceReport {
            backend: Backend::WebGpu,
            adapter: "Some adapter".into(),
            reason: text::browser::gpu_there(),
            check: CheckReport {
                passed: true,
                runs: 13,
                largest_deviation: 0.000_976_562_5,
                tolerance: 0.0625,
                occasion: CheckOccasion::Answers(10),
                at_ms: 1_767_225_600_000.0,
            },
        },
        cross_check: Some(CrossCheck { largest_deviation: 0.001_953_125, agreed: true }),
    }
}

fn map() -> ActivationMap {
    ActivationMap {
        map: Map { width: 2, height: 1, values: vec![1.0, -0.5] },
        summary: text::finding::strongest(text::finding::place("left"), 0.125_f32),
    }
}

fn classes() -> Found {
    let probability = |label: &str, value| Probability { label: label.into(), value };
    Found::Classes(Classes {
        probabilities: vec![probability("rust", 0.75), probability("mould", 0.125), probability("none", 0.125)],
        decision: Decision::Set { labels: owned(&["rust", "mould"]) },
        prediction_sets: vec![PredictionSet { level: 0.5, labels: owned(&["rust", "mould"]) }],
        maps: vec![map()],
        outline: Some(Outline {
            width: 2,
            height: 2,
            probabilities: vec![0, 9, 140, 255],
            threshold: 0.375,
            regions: vec![OutlinedRegion {
                share: 0.25,
                part: Part::LowerRight,
                square_millimetres: Some(12.5),
                patient_sides: Some(vec![BodySide::Left, BodySide::Front]),
            }],
            specks: 1,
            mask: vec![137, 80],
        }),
    })
}

fn labels() -> Found {
    let rust = LabelFound {
        label: "rust".into(),
        probability: 0.75,
        threshold: 0.5,
        level: Some(0.875),
        state: LabelState::Present,
    };
    let mould = LabelFound {
        label: "mould".into(),
        probability: 0.25,
        threshold: 0.25,
        level: None,
        state: LabelState::Unclear,
    };
    Found::Labels(Labels { labels: vec![rust, mould], abstention: None, maps: vec![map()] })
}

fn mask() -> Found {
    let area = |label: &str, square_millimetres, probability| Area {
        label: label.into(),
        cells: 2,
        share: 0.5,
        square_millimetres,
        probability,
    };
    Found::Mask(Mask {
        width: 2,
        height: 2,
        cells: vec![0, 0, 1, 1],
        areas: vec![area("background", None, Some(0.75)), area("rust", Some(12.5), None)],
        abstention: Some(Abstention::Gate),
    })
}

fn acquisition() -> Acquisition {
    let named = |words: &str| text::Word::from(words);
    Acquisition {
        name: "daylight".into(),
        probability: Some(0.25),
        from: AcquisitionFrom::File,
        looks_like: Some("lamp".into()),
        said: vec![text::acquisition::differs(named("pictures by daylight"), named("pictures by lamp"))],
    }
}

#[test]
fn findings_of_the_first_version_are_read_and_written_as_they_are() {
    let all = [(CLASSES, classes(), Some(acquisition())), (LABELS, labels(), None), (MASK, mask(), None)];
    for (file, found, acquisition) in all {
        let expected = Finding { version: Version::CURRENT, provenance: provenance(), found, acquisition };
        assert_eq!(serde_json::from_str::<Finding>(file).unwrap(), expected);
        let value: Value = serde_json::from_str(file).unwrap();
        assert_eq!(serde_json::to_value(&expected).unwrap(), value, "a name has changed");
    }
}

#[test]
fn a_finding_of_before_there_were_kinds_of_acquisition_is_read() {
    let mut value: Value = serde_json::from_str(CLASSES).unwrap();
    assert!(value.as_object_mut().unwrap().remove("acquisition").is_some());
    let expected = Finding { acquisition: None, ..serde_json::from_str::<Finding>(CLASSES).unwrap() };
    assert_eq!(serde_json::from_value::<Finding>(value).unwrap(), expected);
}

#[test]
fn an_outline_from_before_areas_and_sides_of_the_patient_is_read() {
    let mut value: Value = serde_json::from_str(CLASSES).unwrap();
    let region = value.pointer_mut("/found/classes/outline/regions/0").unwrap();
    *region = json!({ "share": 0.25, "part": "lower_right" });
    let read: Finding = serde_json::from_value(value).unwrap();
    let region = OutlinedRegion { share: 0.25, part: Part::LowerRight, square_millimetres: None, patient_sides: None };
    assert_eq!(read.classes().unwrap().outline.as_ref().unwrap().regions, [region]);
}

#[test]
fn names_that_a_reader_does_not_know_are_passed_over() {
    let places =
        ["", "/provenance", "/provenance/model", "/provenance/device/check", "/provenance/gates/0", "/found/classes"];
    for place in places {
        let mut value: Value = serde_json::from_str(CLASSES).unwrap();
        value.pointer_mut(place).unwrap()["of_a_later_version"] = json!({ "a": [1, 2] });
        let read: Finding = serde_json::from_value(value).unwrap();
        assert_eq!(read, serde_json::from_str::<Finding>(CLASSES).unwrap(), "{place}");
    }
}

#[test]
fn a_later_version_is_refused() {
    let mut value: Value = serde_json::from_str(CLASSES).unwrap();
    for version in [0, 2] {
        value["version"] = json!(version);
        let why = serde_json::from_value::<Finding>(value.clone()).unwrap_err().to_string();
        assert!(why.contains(&format!("found version {version}")), "{why}");
    }
}

#[test]
fn the_words_of_code_are_those_of_json() {
    let refusals = [RefusalKind::Blank, RefusalKind::OtherTask, RefusalKind::UnsureModality, RefusalKind::Unlike];
    for kind in refusals {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
    }
    for check in [QualityCheck::TooDark, QualityCheck::Moire, QualityCheck::Borders] {
        assert_eq!(serde_json::to_value(check).unwrap(), check.name());
    }
    for measure in QualityMeasure::ALL {
        assert_eq!(serde_json::to_value(measure).unwrap(), measure.name());
    }
    for gate in [Gate::File, Gate::Modality, Gate::Quality, Gate::Likeness] {
        assert_eq!(serde_json::to_value(gate).unwrap(), gate.name());
    }
    for why in [Abstention::Gate, Abstention::EmptySet, Abstention::NoFinding] {
        assert_eq!(serde_json::to_value(why).unwrap(), why.name());
    }
    for side in [BodySide::Left, BodySide::Right, BodySide::Front, BodySide::Back, BodySide::Head, BodySide::Feet] {
        assert_eq!(serde_json::to_value(side).unwrap(), side.name());
    }
    for backend in [Backend::WebGpu, Backend::Cpu] {
        assert_eq!(serde_json::to_value(backend).unwrap(), backend.name());
    }
}

#[test]
fn of_equal_classes_the_first_is_the_most_probable() {
    let Found::Classes(mut found) = classes() else { panic!("classes") };
    assert_eq!(found.most_probable().unwrap().label, "rust");
    found.probabilities.remove(0);
    assert_eq!(found.most_probable().unwrap().label, "mould");
    found.probabilities.clear();
    assert_eq!(found.most_probable(), None);
}

#[test]
fn the_gate_that_refused_is_found() {
    let provenance = provenance();
    let (gate, refusal) = provenance.refusal().unwrap();
    assert_eq!((gate, refusal.kind), (Gate::Quality, RefusalKind::TooDark));
}

#[test]
fn a_refusal_tells_what_the_picture_looks_like_and_what_its_headline_does_not() {
    let named = |words: &str| text::refusal::worded(words);
    let of = |message| Refusal {
        kind: RefusalKind::OtherTask,
        message,
        hint: text::refusal::switch_help(),
        task: Some("chest-xray".into()),
    };
    let said = |refusal: &Refusal| {
        let looks = refusal.looks_like().map(text::english);
        (looks, text::english(&refusal.beyond_headline()))
    };
    let x_ray = Some("an X-ray".to_owned());
    let by_looks = of(text::refusal::other_task(named("an X-ray"), named("leaves")));
    assert_eq!(said(&by_looks), (x_ray.clone(), "This model reads leaves.".to_owned()));
    let both = of(text::refusal::file_task("MR", named("an X-ray"), named("leaves")));
    let whole = "The file says MR; the picture looks like an X-ray. This model reads leaves.";
    assert_eq!(said(&both), (x_ray, whole.to_owned()));
    for message in [
        text::refusal::other_medical(named("leaves")),
        text::refusal::not_medical(named("leaves")),
        text::refusal::photographed(named("leaves")),
        text::refusal::unsure(named("leaves")),
    ] {
        assert_eq!(said(&of(message)), (None, "This model reads leaves.".to_owned()));
    }
    let blurred = "Expected a sharp picture, found a blurred one.";
    assert_eq!(said(&of(text::refusal::blurred())), (None, blurred.to_owned()));
}
