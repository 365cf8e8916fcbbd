//! Differences between a capsule and an answer, each by its kind.

use crate::export::capsule::{options, picture, with_all};
use crate::export::fhir::{LABELS, MASK, NAMED, finding};
use ::finding::{Abstention, Backend, Decision, Finding, Found, Gate, GateOutcome, LabelState, Measure};
use export::MayGoAlong;
use export::capsule::{Capsule, CapsuleDifference, CapsuleVerdict, PictureHashes, PictureMatch, compare};

/// Labels unchanged.
fn plain(label: &str) -> String {
    label.to_owned()
}

/// What differs when a finding has been changed.
fn differences(json: &str, change: impl Fn(&mut Finding)) -> Vec<CapsuleDifference> {
    let capsule = Capsule::from_json(with_all(json).to_json().unwrap().as_bytes()).unwrap();
    let mut now = finding(json);
    change(&mut now);
    compare(&capsule, &now).differences
}

#[test]
fn the_same_answer_is_the_same_to_the_digit() {
    for json in [NAMED, LABELS, MASK] {
        let capsule = Capsule::from_json(with_all(json).to_json().unwrap().as_bytes()).unwrap();
        let mut now = finding(json);
        now.provenance.timing.total_ms = 999.0;
        now.provenance.device.adapter = "another".into();
        now.provenance.device.backend = Backend::Cpu;
        let same = compare(&capsule, &now);
        assert!(same.is_same() && same.hint().is_none(), "{:?}", same.differences);
        assert_eq!(text::english(&same.message()), "The answer is the same to the digit.");
    }
}

#[test]
fn the_next_number_is_another_one() {
    let (kept, next) = (0.75_f32, 0.75_f32.next_up());
    let found = differences(NAMED, |now| {
        let Found::Classes(classes) = &mut now.found else { panic!("classes") };
        classes.probabilities[0].value = next;
    });
    let expected = CapsuleDifference::Probability { label: "rust".into(), kept, now: next };
    let says = "The probability of rust was 0.75 and is 0.75000006.";
    assert_eq!(text::english(&expected.message(&plain)), says);
    assert_eq!(found, [expected]);
}

#[test]
fn long_areas_are_the_same_after_they_were_read() {
    // Sizes whose last digit a fast decimal parser may get wrong.
    for step in 0..2_000_u32 {
        let size = f64::from(step).sqrt() / 7.0 + 1e-3;
        let with_size = |finding: &mut Finding| {
            let Found::Mask(mask) = &mut finding.found else { panic!("mask") };
            mask.areas[1].square_millimetres = Some(size);
        };
        let mut now = finding(MASK);
        with_size(&mut now);
        let capsule = Capsule::new(&now, picture(), &options(MayGoAlong::default()));
        let read = Capsule::from_json(capsule.to_json().unwrap().as_bytes()).unwrap();
        assert!(compare(&read, &now).is_same(), "{size}");
    }
}

#[test]
fn long_numbers_in_sentences_are_the_same_after_they_were_read() {
    // Numbers whose last digit a fast decimal parser may get wrong.
    let mut now = finding(NAMED);
    let number = |step: u32| f64::from(step).sqrt() / 7.0 + 1e-3;
    now.provenance.source.warnings = (0..2_000).map(|step| text::charts::sets_said(number(step))).collect();
    let capsule = Capsule::new(&now, picture(), &options(MayGoAlong::default()));
    let read = Capsule::from_json(capsule.to_json().unwrap().as_bytes()).unwrap();
    assert_eq!(compare(&read, &now).differences, [] as [CapsuleDifference; 0]);
}

#[test]
fn any_number_of_measures_is_compared() {
    let mut capsule = with_all(NAMED);
    let measure = |number: u32| Measure { name: format!("measure-{number}"), value: 0.5, limit: 0.25 };
    capsule.finding.provenance.gates[0].measures.extend((0..100_000).map(measure));
    // The gate has other limits, and all measurements are missing.
    assert_eq!(compare(&capsule, &finding(NAMED)).differences.len(), 100_001);
}

#[test]
fn each_difference_is_told_by_what_it_is() {
    let classes = |finding: &mut Finding, change: &dyn Fn(&mut ::finding::Classes)| {
        let Found::Classes(classes) = &mut finding.found else { panic!("classes") };
        change(classes);
    };
    let preprocessing = differences(NAMED, |now| now.provenance.preprocessing.side_pixels = 240);
    assert_eq!(preprocessing, [CapsuleDifference::Preprocessing]);
    let source = differences(NAMED, |now| now.provenance.source.width += 1);
    let read = finding(NAMED).provenance.source;
    let says = |width: u32| format!("{}, {width} × {}, {}", read.format, read.height, read.orientation);
    let (kept, now) = (says(read.width), says(read.width + 1));
    let told = format!("The file was read in another way: then {kept}, now {now}.");
    assert_eq!(source, [CapsuleDifference::Source { kept, now }]);
    assert_eq!(text::english(&source[0].message(&plain)), told);
    let warned = differences(NAMED, |now| now.provenance.source.warnings.push(text::capsule::same()));
    assert_eq!(warned, [CapsuleDifference::Warnings]);
    assert_eq!(differences(NAMED, |now| now.acquisition = None), [CapsuleDifference::Acquisition]);
    assert_eq!(differences(NAMED, |now| now.provenance.text_at_borders.clear()), [CapsuleDifference::TextAtBorders]);
    let gate = differences(NAMED, |now| now.provenance.gates[3].outcome = GateOutcome::NotRun);
    let was = finding(NAMED).provenance.gates[3].outcome.clone();
    let outcomes = |now: Option<GateOutcome>| Box::new([Some(was.clone()), now]);
    let of_gate = |now| [CapsuleDifference::Gate { gate: Gate::Likeness, outcomes: outcomes(now) }];
    assert_eq!(gate, of_gate(Some(GateOutcome::NotRun)));
    let told = text::english(&gate[0].message(&plain));
    assert!(told.ends_with(", now not run."), "{told}");
    let gone = differences(NAMED, |now| drop(now.provenance.gates.pop()));
    assert_eq!(gone, of_gate(None));
    let limit = differences(NAMED, |now| now.provenance.gates[0].measures[0].limit += 0.5);
    assert_eq!(text::english(&limit[0].message(&plain)), "The check of the file has other limits.");
    let measure = differences(NAMED, |now| now.provenance.gates[0].measures[0].value = 0.25);
    let (kept, now) = (Some(0.5), Some(0.25));
    let expected = CapsuleDifference::Measure { gate: Gate::File, name: "contrast".into(), kept, now };
    assert_eq!(measure, [expected]);
    let outline = differences(NAMED, |now| {
        classes(now, &|classes| classes.outline.as_mut().unwrap().probabilities[0] = 1);
    });
    assert_eq!(outline, [CapsuleDifference::Outline]);
    let maps = differences(NAMED, |now| classes(now, &|classes| classes.maps[0].map.values[0] = 0.5));
    assert_eq!(maps, [CapsuleDifference::Maps]);
    let sets = differences(NAMED, |now| classes(now, &|classes| classes.prediction_sets.clear()));
    let before = finding(NAMED).classes().unwrap().prediction_sets.clone();
    assert!(!before.is_empty());
    assert_eq!(sets, [CapsuleDifference::PredictionSet { kept: before, now: Vec::new() }]);
    let told = text::english(&sets[0].message(&|label| format!("<{label}>")));
    assert!(told.contains("<rust>") && told.ends_with(", now –."), "{told}");
    let why = Decision::Abstain { why: Abstention::Unclear };
    let decision = differences(NAMED, |now| classes(now, &|classes| classes.decision = why.clone()));
    let says: Vec<String> = decision.iter().map(|one| text::english(&one.message(&plain))).collect();
    assert_eq!(says, ["Another answer is shown: then rust, now none."]);
    let others = differences(NAMED, |now| now.found = finding(MASK).found);
    assert_eq!(others, [CapsuleDifference::Labels]);
    let model = differences(NAMED, |now| now.provenance.model.weights_sha256 = "00".repeat(32));
    let says: Vec<String> = model.iter().map(|one| text::english(&one.message(&plain))).collect();
    let expected =
        "Another model answered: then example-lite0 1.2.0 (ba7816bf8f01), now example-lite0 1.2.0 (000000000000).";
    assert_eq!(says, [expected]);
}

#[test]
fn labels_and_areas_are_compared_too() {
    let labels = |change: &dyn Fn(&mut ::finding::Labels)| {
        differences(LABELS, |now| {
            let Found::Labels(labels) = &mut now.found else { panic!("labels") };
            change(labels);
        })
    };
    let (kept, now) = (LabelState::Unclear, LabelState::Absent);
    let state = labels(&|found| found.labels[1].state = LabelState::Absent);
    assert_eq!(state, [CapsuleDifference::State { label: "mould".into(), kept, now }]);
    let threshold = labels(&|found| found.labels[0].threshold = 0.625);
    let was = match finding(LABELS).found {
        Found::Labels(labels) => (labels.labels[0].threshold, labels.labels[0].level),
        _ => panic!("labels"),
    };
    let (kept, now) = (was, (0.625, was.1));
    assert_eq!(threshold, [CapsuleDifference::Threshold { label: "rust".into(), kept, now }]);
    let told = text::english(&threshold[0].message(&plain));
    assert!(told.contains(&format!("was {} (", was.0)) && told.contains("is 0.625 ("), "{told}");
    let told = text::english(&state[0].message(&plain));
    assert_eq!(told, "What is shown of mould is another thing: then unclear, now absent.");
    let nothing = labels(&|found| found.abstention = Some(Abstention::Gate));
    assert_eq!(nothing, [CapsuleDifference::Abstention { kept: None, now: Some(Abstention::Gate) }]);
    assert_eq!(text::english(&nothing[0].message(&plain)), "Something was shown then, and nothing is now.");
    let area = differences(MASK, |now| {
        let Found::Mask(mask) = &mut now.found else { panic!("mask") };
        mask.areas[1].cells = 1;
        mask.cells[3] = 0;
    });
    let [CapsuleDifference::Area { kept, now }, CapsuleDifference::Outline] = area.as_slice() else {
        panic!("{area:?}")
    };
    assert!(kept.label == "rust" && kept.cells != 1 && now.cells == 1, "{kept:?} {now:?}");
    let told = text::english(&area[0].message(&plain));
    assert!(told.contains(&format!("then {}, ", kept.cells)) && told.contains("now 1, "), "{told}");
}

#[test]
fn another_device_is_a_reason_where_something_differs() {
    let capsule = with_all(NAMED);
    let mut now = finding(NAMED);
    now.provenance.device.backend = Backend::Cpu;
    now.provenance.source.width += 1;
    let differs = compare(&capsule, &now);
    assert_eq!(text::english(&differs.message()), "1 thing differs from the capsule.");
    let says =
        "The answer of the capsule was computed on WebGPU, this one on CPU. The last digits may differ for that alone.";
    assert_eq!(differs.hint().map(|hint| text::english(&hint)).as_deref(), Some(says));
}

#[test]
fn a_capsule_is_compared_with_its_own_picture_alone() {
    let capsule = with_all(NAMED);
    let other = PictureHashes::of(b"another picture", &[9]);
    let verdict = CapsuleVerdict::of(&capsule, &other, &finding(NAMED));
    let (kept, now) = (picture().file_sha256, other.file_sha256);
    assert_eq!(verdict, CapsuleVerdict::OtherPicture { kept, now });
    assert_eq!(text::english(&verdict.message()), "This is another picture than that of the capsule.");
    // A copy without its metadata is the same picture.
    let copy = PictureHashes::of(b"a copy", &[0, 1, 2]);
    let verdict = CapsuleVerdict::of(&capsule, &copy, &finding(NAMED));
    assert_eq!(text::english(&verdict.message()), "The answer is the same to the digit.");
    let CapsuleVerdict::Compared { picture, comparison } = verdict else { panic!("compared") };
    assert!(picture == PictureMatch::SameSamples && comparison.is_same());
}

#[test]
fn another_model_is_said_first() {
    let found = differences(NAMED, |now| {
        now.provenance.model.version = "9.0.0".into();
        now.provenance.source.width += 1;
        let Found::Classes(classes) = &mut now.found else { panic!("classes") };
        classes.probabilities[0].value = 0.5;
    });
    assert!(matches!(found.first(), Some(CapsuleDifference::Model { now, .. }) if now.version == "9.0.0"), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");
}
