//! Codes and their terminologies.

use super::resource::{FhirCoding, FhirConcept, FhirModality};
use super::{FhirRelease, FhirWords};

/// Classes of tasks: the code is the task's name, a slash and the label. An OID derived from a UUID belongs to whoever
/// generated the UUID.
pub const CLASS_SYSTEM: &str = "urn:oid:2.25.210471641138527606812373376111437871102";

/// What this program measures, and why it abstains.
pub const TERM_SYSTEM: &str = "urn:oid:2.25.238010511621695130027747548450068855548";

/// Identifiers of models: the SHA-256 of the weights file, 64 hexadecimal digits.
pub const WEIGHTS_SYSTEM: &str = "urn:oid:2.25.228967582308029116639181694237052168273";

/// The system of values that are URIs themselves.
pub(super) const URI: &str = "urn:ietf:rfc:3986";

fn coding(system: &str, code: impl Into<String>, display: Option<&str>) -> FhirCoding {
    FhirCoding { system: system.to_owned(), code: code.into(), display: display.map(str::to_owned) }
}

fn concept(coding: FhirCoding) -> FhirConcept {
    FhirConcept { coding: vec![coding], text: None }
}

pub(super) fn uri(value: String) -> FhirCoding {
    coding(URI, value, None)
}

/// A term of this program.
pub(super) fn term(code: &str, text: Option<&str>) -> FhirConcept {
    FhirConcept { coding: vec![coding(TERM_SYSTEM, code, None)], text: text.map(str::to_owned) }
}

/// A class of the task, with its name and its codes.
pub(super) fn class(task: &str, words: &FhirWords<'_>, label: &str) -> FhirConcept {
    let known = words.classes.iter().find(|class| class.label == label);
    let name = known.map_or(label, |class| class.name);
    // FHIR does not allow consecutive spaces.
    let code = format!("{task}/{}", label.split_whitespace().collect::<Vec<_>>().join(" "));
    let others = known.and_then(|class| class.code).map(|code| coding(code.system, code.code, Some(code.display)));
    FhirConcept {
        coding: std::iter::once(coding(CLASS_SYSTEM, code, Some(name))).chain(others).collect(),
        text: Some(name.to_owned()),
    }
}

/// The code of a class in a public terminology; `None` where it has none.
pub(super) fn coded(words: &FhirWords<'_>, label: &str) -> Option<FhirConcept> {
    let known = words.classes.iter().find(|class| class.label == label)?;
    let code = known.code?;
    let coding = vec![coding(code.system, code.code, Some(code.display))];
    Some(FhirConcept { coding, text: Some(known.name.to_owned()) })
}

pub(super) fn imaging() -> FhirConcept {
    concept(coding("http://terminology.hl7.org/CodeSystem/observation-category", "imaging", Some("Imaging")))
}

pub(super) fn report_code(task: &str) -> FhirConcept {
    let study = coding("http://loinc.org", "18748-4", Some("Diagnostic imaging study"));
    FhirConcept { coding: vec![study], text: Some(task.to_owned()).filter(|task| !task.is_empty()) }
}

pub(super) fn software() -> FhirConcept {
    concept(coding("http://snomed.info/sct", "706689003", Some("Application program software")))
}

pub(super) fn modality(code: &str, release: FhirRelease) -> FhirModality {
    let coding = coding("http://dicom.nema.org/resources/ontology/DCM", code, None);
    match release {
        FhirRelease::R4 => FhirModality::Coding(coding),
        FhirRelease::R5 => FhirModality::Concept(concept(coding)),
    }
}

/// Why there is no value: a code of FHIR, one of this program, and a text for people.
pub(super) fn absent(code: &str, why: &str, said: &str) -> FhirConcept {
    let system = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    let text = Some(said.to_owned()).filter(|said| !said.trim().is_empty());
    FhirConcept { coding: vec![coding(system, code, None), coding(TERM_SYSTEM, why, None)], text }
}

/// `POS`, `NEG` or `IND`.
pub(super) fn interpretation(code: &str) -> FhirConcept {
    concept(coding("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", code, None))
}
