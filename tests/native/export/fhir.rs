//! FHIR bundles, compared with those that `tests/data/export/make.py` wrote and `fhir.resources` has validated.

use export::MayGoAlong;
use export::fhir::{FhirClass, FhirCode, FhirOptions, FhirPerson, FhirRelease, FhirSource, FhirWords, bundle};
use finding::{Abstention, Decision, Finding, Found};
use serde_json::Value;
use std::collections::BTreeSet;
use text::Message;

pub(crate) const NAMED: &str = include_str!("../../data/export/findings/named.json");
const SET: &str = include_str!("../../data/export/findings/set.json");
const UNCLEAR: &str = include_str!("../../data/export/findings/unclear.json");
const REFUSED: &str = include_str!("../../data/export/findings/refused.json");
pub(crate) const LABELS: &str = include_str!("../../data/export/findings/labels.json");
pub(crate) const MASK: &str = include_str!("../../data/export/findings/mask.json");

const NOTHING: MayGoAlong = MayGoAlong { names: false, dates: false, file_names: false, pixels: false };
const NAMES: MayGoAlong = MayGoAlong { names: true, ..NOTHING };
const ALL: MayGoAlong = MayGoAlong { names: true, dates: true, file_names: true, pixels: true };

const CLASSES: [FhirClass<'static>; 3] = [
    FhirClass {
        label: "rust",
        name: "Rost",
        code: Some(FhirCode { system: "http://example.org/leaves", code: "R1", display: "Leaf rust" }),
    },
    FhirClass { label: "mould", name: "Schimmel", code: None },
    FhirClass { label: "none", name: "Kein Befund", code: None },
];

pub(crate) fn finding(json: &str) -> Finding {
    serde_json::from_str(json).unwrap()
}

/// Messages by their keys, so that no example changes when a sentence does.
fn key(message: &Message) -> String {
    message.key().to_owned()
}

fn options(release: FhirRelease, may: MayGoAlong) -> FhirOptions<'static> {
    FhirOptions {
        release,
        may,
        words: FhirWords {
            language: "de",
            task: "Blattfarbe",
            conclusion: "Am ehesten Rost. Kein Ersatz für eine Untersuchung.",
            classes: &CLASSES,
            say: &key,
        },
        program: "0.1.0",
        answered_ms: Some(1_767_225_600_123),
        source: Some(FhirSource {
            study: "1.2.826.0.1.3680043.8.498.1",
            series: Some("1.2.826.0.1.3680043.8.498.2"),
            instance: Some("1.2.826.0.1.3680043.8.498.3"),
            sop_class: Some("1.2.840.10008.5.1.4.1.1.4"),
            modality: Some("MR"),
            date: Some("20251231"),
        }),
        person: Some(FhirPerson {
            id: Some("4711"),
            name: Some("Grün^Änne^M^Dr."),
            birth_date: Some("19600229"),
            sex: Some("F"),
        }),
    }
}

fn made(json: &str, release: FhirRelease, may: MayGoAlong) -> String {
    bundle(&finding(json), &options(release, may)).unwrap()
}

/// All resources of a bundle.
fn resources(bundle: &str) -> Vec<Value> {
    let bundle: Value = serde_json::from_str(bundle).unwrap();
    bundle["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone()).collect()
}

fn of_kind(bundle: &str, kind: &str) -> Vec<Value> {
    resources(bundle).into_iter().filter(|resource| resource["resourceType"] == kind).collect()
}

#[test]
fn bundles_are_those_that_a_validator_has_read() {
    let expected = |name: &str, made: String, file: &str| assert_eq!(made, file, "{name}");
    let (r4, r5) = (FhirRelease::R4, FhirRelease::R5);
    expected("named-r4", made(NAMED, r4, ALL), include_str!("../../data/export/fhir/named-r4.json"));
    expected("named-r5", made(NAMED, r5, ALL), include_str!("../../data/export/fhir/named-r5.json"));
    expected("private-r4", made(NAMED, r4, NOTHING), include_str!("../../data/export/fhir/private-r4.json"));
    expected("private-r5", made(NAMED, r5, NOTHING), include_str!("../../data/export/fhir/private-r5.json"));
    expected("set-r4", made(SET, r4, NOTHING), include_str!("../../data/export/fhir/set-r4.json"));
    expected("unclear-r5", made(UNCLEAR, r5, NOTHING), include_str!("../../data/export/fhir/unclear-r5.json"));
    expected("refused-r4", made(REFUSED, r4, NOTHING), include_str!("../../data/export/fhir/refused-r4.json"));
    expected("labels-r4", made(LABELS, r4, NAMES), include_str!("../../data/export/fhir/labels-r4.json"));
    expected("mask-r5", made(MASK, r5, ALL), include_str!("../../data/export/fhir/mask-r5.json"));
    let orphan = bundle(&finding(NAMED), &FhirOptions { person: None, ..options(r4, NAMES) }).unwrap();
    expected("orphan-r4", orphan, include_str!("../../data/export/fhir/orphan-r4.json"));
}

#[test]
fn nothing_personal_goes_along_unless_it_is_allowed() {
    let holds = |may, words: &[&str]| -> Vec<bool> {
        let bundle = made(NAMED, FhirRelease::R4, may);
        words.iter().map(|word| bundle.contains(word)).collect()
    };
    let words = ["Grün", "4711", "1.2.826", "1960", "2025-12-31", "2026-01-01"];
    assert_eq!(holds(MayGoAlong::default(), &words), [false; 6]);
    assert_eq!(holds(NAMES, &words), [true, true, true, false, false, false]);
    // A date of birth alone could identify a person.
    let dates = MayGoAlong { dates: true, ..NOTHING };
    assert_eq!(holds(dates, &words), [false, false, false, false, true, true]);
    assert_eq!(holds(MayGoAlong { file_names: true, pixels: true, ..NOTHING }, &words), [false; 6]);
    assert_eq!(holds(ALL, &words), [true; 6]);
}

#[test]
fn a_report_is_preliminary_and_names_a_code_where_the_task_has_one() {
    let bundle = made(NAMED, FhirRelease::R4, NOTHING);
    let report = &of_kind(&bundle, "DiagnosticReport")[0];
    assert_eq!(report["status"], "preliminary");
    assert_eq!(report["conclusionCode"][0]["coding"][0]["code"], "R1");
    assert_eq!(report["result"].as_array().unwrap().len(), of_kind(&bundle, "Observation").len());
    // So do the observations: of the answer in its value, of the class in its code, each beside this program's own.
    let observations = of_kind(&bundle, "Observation");
    let coded = |concept: &Value| {
        concept["coding"].as_array().map_or(0, |codings| {
            codings
                .iter()
                .filter(|coding| coding["system"] == "http://example.org/leaves" && coding["code"] == "R1")
                .count()
        })
    };
    assert_eq!(coded(&observations[0]["valueCodeableConcept"]), 1);
    let classes: Vec<usize> = observations[1..4].iter().map(|one| coded(&one["code"])).collect();
    assert_eq!(classes, [1, 0, 0], "a class without a code has this program's alone");
    // Which class of a set is the right one is not known.
    let set = made(SET, FhirRelease::R4, NOTHING);
    assert_eq!(of_kind(&set, "DiagnosticReport")[0]["conclusionCode"], Value::Null);
    for observation in of_kind(&set, "Observation") {
        assert_eq!(observation["status"], "preliminary");
    }
}

#[test]
fn what_turned_the_picture_away_stands_where_the_answer_would() {
    let bundle = made(REFUSED, FhirRelease::R5, NOTHING);
    let observations = of_kind(&bundle, "Observation");
    let [answer] = observations.as_slice() else { panic!("{observations:?}") };
    let codes: Vec<&Value> =
        answer["dataAbsentReason"]["coding"].as_array().unwrap().iter().map(|coding| &coding["code"]).collect();
    assert_eq!(codes, ["not-performed", "too_dark"]);
    assert_eq!(answer["dataAbsentReason"]["text"], "refusal-too-dark");
    assert_eq!(answer["note"][0]["text"], "refusal-too-dark-help");
}

/// As for the gate that looks at the network's output: the finding holds what must not be stated.
#[test]
fn of_a_picture_that_was_turned_away_no_class_is_named_though_the_network_has_run() {
    let with = |why: Abstention| {
        let mut finding = finding(NAMED);
        let Found::Classes(classes) = &mut finding.found else { panic!("classes") };
        assert!(classes.outline.as_ref().is_some_and(|outline| !outline.regions.is_empty()));
        classes.decision = Decision::Abstain { why };
        bundle(&finding, &options(FhirRelease::R4, NOTHING)).unwrap()
    };
    let turned = with(Abstention::Gate);
    assert_eq!(of_kind(&turned, "Observation").len(), 1);
    assert!(!turned.contains("leaf-colour/") && !turned.contains("Schimmel"), "{turned}");
    let outlines = |bundle: &str| bundle.matches("\"outlined-region\"").count();
    assert_eq!((outlines(&turned), outlines(&with(Abstention::FullSet))), (0, 0));
    assert!(outlines(&with(Abstention::NoFinding)) > 0, "what speaks against it stands beside it");
}

#[test]
fn what_is_not_shown_of_a_mask_is_not_handed_on() {
    let hidden = include_str!("../../data/finding/version-1-mask.json");
    let [shown, hidden] = [MASK, hidden].map(|json| made(json, FhirRelease::R4, NOTHING));
    assert_eq!(of_kind(&shown, "Observation").len(), 2);
    let observations = of_kind(&hidden, "Observation");
    assert_eq!(observations.len(), 1);
    assert!(observations[0]["dataAbsentReason"].is_object() && !hidden.contains("mm2"), "{hidden}");
}

#[test]
fn a_number_that_is_none_is_said_to_be_missing() {
    let mut finding = finding(NAMED);
    let Found::Classes(classes) = &mut finding.found else { panic!("classes") };
    classes.probabilities[0].value = f32::NAN;
    let bundle = bundle(&finding, &options(FhirRelease::R4, NOTHING)).unwrap();
    let broken = &of_kind(&bundle, "Observation")[1];
    assert_eq!(broken["valueQuantity"], Value::Null);
    assert_eq!(broken["dataAbsentReason"]["coding"][0]["code"], "error");
}

#[test]
fn digits_are_those_of_the_network() {
    let mut finding = finding(NAMED);
    let Found::Classes(classes) = &mut finding.found else { panic!("classes") };
    classes.probabilities[0].value = 0.1;
    let bundle = bundle(&finding, &options(FhirRelease::R4, NOTHING)).unwrap();
    assert!(bundle.contains("\"value\": 0.1,"), "{bundle}");
}

#[test]
fn a_name_stands_for_its_content_alone() {
    let names = |bundle: &str| -> BTreeSet<String> {
        let bundle: Value = serde_json::from_str(bundle).unwrap();
        let entries = bundle["entry"].as_array().unwrap();
        entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap().to_owned()).collect()
    };
    let named = made(NAMED, FhirRelease::R4, NOTHING);
    assert_eq!(named, made(NAMED, FhirRelease::R4, NOTHING));
    // Of another finding by the same model, the model is the same, and nothing else.
    let refused = made(REFUSED, FhirRelease::R4, NOTHING);
    let shared: Vec<String> = names(&named).intersection(&names(&refused)).cloned().collect();
    let device = |bundle: &str| {
        let bundle: Value = serde_json::from_str(bundle).unwrap();
        let entries = bundle["entry"].as_array().unwrap().clone();
        entries.into_iter().find(|entry| entry["resource"]["resourceType"] == "Device").unwrap()
    };
    assert_eq!(device(&named), device(&refused));
    assert_eq!(shared, [device(&named)["fullUrl"].as_str().unwrap()]);
}
