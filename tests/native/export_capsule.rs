//! Capsules: what is kept without a picture, and told apart to the digit.

use crate::export_fhir::{LABELS, MASK, NAMED, finding};
use ::finding::{Abstention, Backend, Decision, Finding, Found, Gate, GateOutcome, LabelState};
use export::MayGoAlong;
use export::capsule::{Capsule, CapsuleDifference, CapsuleError, CapsuleOptions, PictureHashes, PictureMatch, compare};
use serde_json::Value;

const FIRST: &str = include_str!("../data/export/capsule/version-1.json");

fn picture() -> PictureHashes {
    PictureHashes::of(b"a picture", &[0, 1, 2])
}

fn options(may: MayGoAlong) -> CapsuleOptions<'static> {
    CapsuleOptions { may, program: "0.1.0", file_name: Some("Blatt 1.png"), answered_ms: Some(1_767_225_600_123) }
}

fn with_all(json: &str) -> Capsule {
    let may = MayGoAlong { dates: true, file_names: true, ..MayGoAlong::default() };
    Capsule::new(&finding(json), picture(), &options(may))
}

#[test]
fn a_capsule_is_the_one_that_was_made_without_this_code() {
    let capsule = with_all(NAMED);
    assert_eq!(capsule.to_json().unwrap(), FIRST);
    assert_eq!(Capsule::from_json(FIRST.as_bytes()), Ok(capsule));
}

#[test]
fn nothing_goes_along_unless_it_is_allowed() {
    let capsule = Capsule::new(&finding(NAMED), picture(), &options(MayGoAlong::default()));
    assert_eq!((capsule.file_name.as_deref(), capsule.answered_ms), (None, None));
    let json = capsule.to_json().unwrap();
    // The device was checked at 1767225600000.
    assert!(FIRST.contains("17672256") && !json.contains("17672256") && !json.contains("Blatt"), "{json}");
    let read = Capsule::from_json(json.as_bytes()).unwrap();
    assert!(compare(&read, &finding(NAMED)).is_same(), "when the device was checked is no part of the answer");
}

#[test]
fn a_file_that_was_laid_out_anew_is_the_same_capsule() {
    let value: Value = serde_json::from_str(FIRST).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(Capsule::from_json(pretty.as_bytes()), Capsule::from_json(FIRST.as_bytes()));
}

#[test]
fn what_is_no_capsule_of_this_program_is_said() {
    let read = |text: &str| Capsule::from_json(text.as_bytes()).map(|_| ());
    for foreign in ["", "{}", "[1]", "{\"format\":\"something else\",\"version\":1}", NAMED, "\u{1}\u{2}"] {
        assert_eq!(read(foreign), Err(CapsuleError::Foreign), "{foreign}");
    }
    let newer = FIRST.replacen("\"version\":1", "\"version\":7", 1);
    assert_eq!(read(&newer), Err(CapsuleError::Newer { known: 1, found: 7 }));
    for wrong in ["0", "\"1\"", "null"] {
        let odd = FIRST.replacen("\"version\":1", &format!("\"version\":{wrong}"), 1);
        assert_eq!(read(&odd), Err(CapsuleError::Damaged), "{wrong}");
    }
    for cut in [FIRST.len() - 2, FIRST.len() / 2, 40] {
        assert_eq!(read(&FIRST[..cut]), Err(CapsuleError::Damaged), "{cut}");
    }
    let says = "Expected a capsule of version 1 or older, found version 7.";
    assert_eq!(read(&newer).unwrap_err().to_string(), says);
}

#[test]
fn every_changed_digit_is_told() {
    let mut digits = 0;
    for (at, byte) in FIRST.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        // What the version says is another matter.
        if FIRST[..at].ends_with("\"version\":") {
            continue;
        }
        let mut changed = FIRST.as_bytes().to_vec();
        changed[at] = if byte == b'9' { b'8' } else { byte + 1 };
        assert_eq!(Capsule::from_json(&changed), Err(CapsuleError::Damaged), "at {at}");
        digits += 1;
    }
    assert!(digits > 100, "{digits}");
}

#[test]
fn a_finding_of_a_later_program_is_said() {
    // As a later program would write it, with a hash that fits.
    let first: Value = serde_json::from_str(FIRST).unwrap();
    let mut content = first["content"].clone();
    content["finding"]["version"] = 9.into();
    let sha256 = canonical_sha256(&content);
    let later = serde_json::json!({ "format": "onsight-capsule", "version": 1, "sha256": sha256, "content": content });
    assert_eq!(Capsule::from_json(later.to_string().as_bytes()), Err(CapsuleError::LaterFinding));
}

/// The hash of a capsule, of names that stand in order, as they do in a [`std::collections::BTreeMap`].
fn canonical_sha256(value: &Value) -> String {
    fn sorted(value: &Value) -> String {
        match value {
            Value::Object(pairs) => {
                let pairs: std::collections::BTreeMap<_, _> = pairs.iter().collect();
                let pairs =
                    pairs.into_iter().map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), sorted(value)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
            }
            Value::Array(all) => format!("[{}]", all.iter().map(sorted).collect::<Vec<_>>().join(",")),
            other => other.to_string(),
        }
    }
    vault::Fingerprint::of(sorted(value).as_bytes()).to_string()
}

#[test]
fn a_number_that_is_none_is_not_written() {
    let mut broken = with_all(NAMED);
    let Found::Classes(classes) = &mut broken.finding.found else { panic!("classes") };
    classes.probabilities[0].value = f32::NAN;
    assert_eq!(broken.to_json(), Err(CapsuleError::Unwritable));
}

#[test]
fn a_picture_is_told_by_its_file_and_by_its_samples() {
    let kept = picture();
    assert_eq!(kept.compare(&PictureHashes::of(b"a picture", &[0, 1, 2])), PictureMatch::SameFile);
    assert_eq!(kept.compare(&PictureHashes::of(b"a copy", &[0, 1, 2])), PictureMatch::SameSamples);
    assert_eq!(kept.compare(&PictureHashes::of(b"a copy", &[0, 1, 3])), PictureMatch::Other);
    let says = text::english(&PictureMatch::Other.message());
    assert_eq!(says, "This is another picture than that of the capsule.");
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
    assert_eq!(text::english(&expected.message()), says);
    assert_eq!(found, [expected]);
}

#[test]
fn long_areas_are_the_same_after_they_were_read() {
    // Sizes whose last digit a quick reader of decimals may miss.
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
fn each_difference_is_told_by_what_it_is() {
    let classes = |finding: &mut Finding, change: &dyn Fn(&mut ::finding::Classes)| {
        let Found::Classes(classes) = &mut finding.found else { panic!("classes") };
        change(classes);
    };
    let preprocessing = differences(NAMED, |now| now.provenance.preprocessing.side_pixels = 240);
    assert_eq!(preprocessing, [CapsuleDifference::Preprocessing]);
    assert_eq!(differences(NAMED, |now| now.provenance.source.width += 1), [CapsuleDifference::Source]);
    assert_eq!(differences(NAMED, |now| now.acquisition = None), [CapsuleDifference::Acquisition]);
    assert_eq!(differences(NAMED, |now| now.provenance.text_at_borders.clear()), [CapsuleDifference::TextAtBorders]);
    let gate = differences(NAMED, |now| now.provenance.gates[3].outcome = GateOutcome::NotRun);
    assert_eq!(gate, [CapsuleDifference::Gate(Gate::Likeness)]);
    let gone = differences(NAMED, |now| drop(now.provenance.gates.pop()));
    assert_eq!(gone, [CapsuleDifference::Gate(Gate::Likeness)]);
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
    assert_eq!(sets, [CapsuleDifference::PredictionSet]);
    let why = Decision::Abstain { why: Abstention::Unclear };
    let decision = differences(NAMED, |now| classes(now, &|classes| classes.decision = why.clone()));
    let says: Vec<String> = decision.iter().map(|one| text::english(&one.message())).collect();
    assert_eq!(says, ["Another answer is shown: then rust, now none."]);
    let others = differences(NAMED, |now| now.found = finding(MASK).found);
    assert_eq!(others, [CapsuleDifference::Labels]);
    let model = differences(NAMED, |now| now.provenance.model.weights_sha256 = "00".repeat(32));
    let says: Vec<String> = model.iter().map(|one| text::english(&one.message())).collect();
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
    assert_eq!(threshold, [CapsuleDifference::Threshold { label: "rust".into() }]);
    let nothing = labels(&|found| found.abstention = Some(Abstention::Gate));
    assert_eq!(nothing, [CapsuleDifference::Abstention { kept: None, now: Some(Abstention::Gate) }]);
    assert_eq!(text::english(&nothing[0].message()), "Something was shown then, and nothing is now.");
    let area = differences(MASK, |now| {
        let Found::Mask(mask) = &mut now.found else { panic!("mask") };
        mask.areas[1].cells = 1;
        mask.cells[3] = 0;
    });
    assert_eq!(area, [CapsuleDifference::Area { label: "rust".into() }, CapsuleDifference::Outline]);
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
