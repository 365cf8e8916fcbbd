//! A finding as a FHIR bundle: observations, collected in a preliminary report.
//!
//! ```text
//! DiagnosticReport ─┬─ result ──► Observation: the answer, or why there is none
//!                   │             Observation: one per class, label or area ─┬─ device ──────► Device: the model
//!                   └─ study ─────────────────────────────────────────────────┴─ derivedFrom ─► ImagingStudy
//! ```
//!
//! R4 and R5 name some fields of these resources differently; otherwise the JSON is the same, and that of R4B is that
//! of R4. What has no code in a public terminology has one in those of [`CLASS_SYSTEM`] and [`TERM_SYSTEM`]:
//! `docs/export.md` lists them. Every resource is identified by a version 8 UUID derived from its content, so that the
//! same finding gives the same bundle, and what two bundles share, such as the model, has the same identifier in both.
//!
//! Invariant: a report is always preliminary, and it contains no identifier, date or name that was not allowed.

mod layout;
mod observations;
mod options;
mod people;
mod resource;
mod terms;

pub use options::{FhirClass, FhirCode, FhirOptions, FhirPerson, FhirRelease, FhirSource, FhirWords};
pub use terms::{CLASS_SYSTEM, TERM_SYSTEM, WEIGHTS_SYSTEM};

use crate::date_time::{date, instant};
use finding::Finding;
use layout::laid_out;
use observations::{ObservationContext, concluded, observations};
use resource::{
    FhirBundle, FhirDevice, FhirDeviceName, FhirDeviceVersion, FhirEntry, FhirIdentifier, FhirInstance, FhirOneOrList,
    FhirReference, FhirReport, FhirResource, FhirSeries, FhirStudy,
};
use serde::Serialize;
use terms::{URI, coded, imaging, modality, report_code, software, term};
use vault::Fingerprint;

/// The bundle as a JSON file, one field per line.
///
/// # Errors
/// None in practice: only texts and numbers are written.
pub fn bundle(finding: &Finding, options: &FhirOptions<'_>) -> Result<String, serde_json::Error> {
    let mut entries = Vec::new();
    let person = people::patient(options).map(|patient| add(&mut entries, FhirResource::Patient(Box::new(patient))));
    let subject = person.transpose()?;
    let study = study(options, subject.clone()).map(|study| add(&mut entries, FhirResource::Study(Box::new(study))));
    let study = study.transpose()?;
    let device = add(&mut entries, FhirResource::Device(Box::new(device(finding, options))))?;
    let context = ObservationContext {
        subject: subject.clone(),
        effective: examined(options),
        device,
        derived_from: study.iter().cloned().collect(),
    };
    let mut result = Vec::new();
    for observation in observations(finding, options, &context) {
        result.push(add(&mut entries, FhirResource::Observation(Box::new(observation)))?);
    }
    let report = report(finding, options, subject, study, result);
    add(&mut entries, FhirResource::Report(Box::new(report)))?;
    // In reading order.
    entries.rotate_right(1);
    let bundle = FhirBundle {
        resource_type: "Bundle",
        language: options.words.language.to_owned(),
        identifier: FhirIdentifier { system: Some(URI), value: name_of(&entries)? },
        kind: "collection",
        timestamp: answered(options),
        entry: entries,
    };
    let mut file = laid_out(&serde_json::to_string(&bundle)?);
    file.push('\n');
    Ok(file)
}

/// Puts a resource into the bundle, under the identifier derived from its content.
fn add(entries: &mut Vec<FhirEntry>, resource: FhirResource) -> Result<FhirReference, serde_json::Error> {
    let full_url = name_of(&resource)?;
    let reference = FhirReference { reference: Some(full_url.clone()), extension: Vec::new() };
    entries.push(FhirEntry { full_url, resource });
    Ok(reference)
}

/// A UUID of version 8, by SHA-256 as in RFC 9562, from the compact JSON.
fn name_of(content: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut bytes = b"onsight fhir ".to_vec();
    bytes.extend(serde_json::to_vec(content)?);
    let digits = Fingerprint::of(&bytes).to_string();
    // Two bits are the variant.
    let variant = match &digits[16..17] {
        "0" | "4" | "8" | "c" => '8',
        "1" | "5" | "9" | "d" => '9',
        "2" | "6" | "a" | "e" => 'a',
        _ => 'b',
    };
    let [first, second, third] = [&digits[..8], &digits[8..12], &digits[13..16]];
    Ok(format!("urn:uuid:{first}-{second}-8{third}-{variant}{}-{}", &digits[17..20], &digits[20..32]))
}

/// When the picture was taken.
fn examined(options: &FhirOptions<'_>) -> Option<String> {
    options.source.and_then(|source| source.date).filter(|_| options.may.dates).and_then(date)
}

/// When the model answered.
fn answered(options: &FhirOptions<'_>) -> Option<String> {
    options.answered_ms.filter(|_| options.may.dates).map(instant)
}

fn report(
    finding: &Finding,
    options: &FhirOptions<'_>,
    subject: Option<FhirReference>,
    study: Option<FhirReference>,
    result: Vec<FhirReference>,
) -> FhirReport {
    let words = &options.words;
    let (imaging_study, study) = match options.release {
        FhirRelease::R4 => (study, None),
        FhirRelease::R5 => (None, study),
    };
    FhirReport {
        resource_type: "DiagnosticReport",
        language: words.language.to_owned(),
        status: "preliminary",
        category: vec![imaging()],
        code: report_code(words.task),
        subject,
        effective_date_time: examined(options),
        issued: answered(options),
        result,
        imaging_study: imaging_study.into_iter().collect(),
        study: study.into_iter().collect(),
        conclusion: Some(words.conclusion.to_owned()).filter(|text| !text.trim().is_empty()),
        conclusion_code: concluded(finding).into_iter().filter_map(|label| coded(words, label)).collect(),
    }
}

/// The model, and the program around it.
fn device(finding: &Finding, options: &FhirOptions<'_>) -> FhirDevice {
    let model = &finding.provenance.model;
    let kind = "user-friendly-name";
    let (device_name, name) = match options.release {
        FhirRelease::R4 => (vec![FhirDeviceName { name: Some(model.name.clone()), value: None, kind }], Vec::new()),
        FhirRelease::R5 => (Vec::new(), vec![FhirDeviceName { name: None, value: Some(model.name.clone()), kind }]),
    };
    let version = |kind, value: &str| FhirDeviceVersion { kind: term(kind, None), value: value.to_owned() };
    FhirDevice {
        resource_type: "Device",
        identifier: vec![FhirIdentifier { system: Some(WEIGHTS_SYSTEM), value: model.weights_sha256.clone() }],
        status: "active",
        device_name,
        name,
        kind: match options.release {
            FhirRelease::R4 => FhirOneOrList::One(software()),
            FhirRelease::R5 => FhirOneOrList::List([software()]),
        },
        version: vec![version("model-version", &model.version), version("program-version", options.program)],
    }
}

/// The imaging study, where its identifiers are known and may be included.
fn study(options: &FhirOptions<'_>, subject: Option<FhirReference>) -> Option<FhirStudy> {
    let source = options.source.filter(|source| options.may.names && !source.study.is_empty())?;
    let instance = source
        .instance
        .zip(source.sop_class)
        .map(|(uid, class)| FhirInstance { uid: uid.to_owned(), sop_class: terms::uri(format!("urn:oid:{class}")) });
    let series = source.series.zip(source.modality).map(|(uid, code)| FhirSeries {
        uid: uid.to_owned(),
        modality: modality(code, options.release),
        instance: instance.into_iter().collect(),
    });
    Some(FhirStudy {
        resource_type: "ImagingStudy",
        identifier: vec![FhirIdentifier { system: Some("urn:dicom:uid"), value: format!("urn:oid:{}", source.study) }],
        status: "available",
        // FHIR requires a subject; without one it is stated as unknown.
        subject: subject.unwrap_or_else(FhirReference::unknown),
        started: examined(options),
        series: series.into_iter().collect(),
    })
}
