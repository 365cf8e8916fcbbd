//! The patient.

use super::FhirOptions;
use super::resource::{FhirHumanName, FhirIdentifier, FhirPatient};
use crate::date_time::date;

/// The patient, where known and names may be included.
pub(super) fn patient(options: &FhirOptions<'_>) -> Option<FhirPatient> {
    let person = options.person.filter(|_| options.may.names)?;
    let id = person.id.map(str::trim).filter(|id| !id.is_empty());
    let name = person.name.and_then(human_name);
    if id.is_none() && name.is_none() {
        return None;
    }
    let gender = match person.sex.map(str::trim) {
        Some("F") => Some("female"),
        Some("M") => Some("male"),
        Some("O") => Some("other"),
        _ => None,
    };
    Some(FhirPatient {
        resource_type: "Patient",
        identifier: id.map(|id| FhirIdentifier { system: None, value: id.to_owned() }).into_iter().collect(),
        name: name.into_iter().collect(),
        gender,
        birth_date: person.birth_date.filter(|_| options.may.dates).and_then(date),
    })
}

/// A value of DICOM's type PN: family, given and middle names, prefix and suffix with `^` between them, in up to three ways
/// of writing with `=` between them, of which the first non-empty one is used.
fn human_name(value: &str) -> Option<FhirHumanName> {
    let written = value.split('=').find(|written| written.split('^').any(|part| !part.trim().is_empty()))?;
    let mut parts = written.split('^').map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut next = || parts.next().filter(|part| !part.is_empty());
    let (family, given, middle, prefix, suffix) = (next(), next(), next(), next(), next());
    Some(FhirHumanName {
        family,
        given: given.into_iter().chain(middle).collect(),
        prefix: prefix.into_iter().collect(),
        suffix: suffix.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::human_name;

    #[test]
    fn a_name_is_taken_apart() {
        let json = |value| human_name(value).map(|name| serde_json::to_string(&name).unwrap());
        let whole = r#"{"family":"Doe","given":["Jane Ann","Q"],"prefix":["Dr"],"suffix":["Jr"]}"#;
        assert_eq!(json("Doe^Jane  Ann^Q^Dr^Jr").as_deref(), Some(whole));
        assert_eq!(json("Doe").as_deref(), Some(r#"{"family":"Doe"}"#));
        assert_eq!(json("^Jane").as_deref(), Some(r#"{"given":["Jane"]}"#));
        assert_eq!(json("^^=王^小東").as_deref(), Some(r#"{"family":"王","given":["小東"]}"#));
        assert_eq!(json(" ^ "), None);
    }
}
