//! Inputs of a bundle besides the finding.

use crate::MayGoAlong;
use text::Message;

/// Releases of FHIR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FhirRelease {
    /// 4.0.1. The same JSON is valid in 4.3.0, which is called R4B.
    #[default]
    R4,
    /// 5.0.0.
    R5,
}

/// Inputs of a bundle besides the finding. What [`MayGoAlong`] does not allow is left out, even if given here.
#[derive(Clone, Copy)]
pub struct FhirOptions<'a> {
    /// Which release.
    pub release: FhirRelease,
    /// What may be included: `names` for the patient and for UIDs, `dates` for dates and times.
    pub may: MayGoAlong,
    /// The texts, in the language of the reader.
    pub words: FhirWords<'a>,
    /// Version of this program.
    pub program: &'a str,
    /// When the model answered, in milliseconds since 1970-01-01 UTC.
    pub answered_ms: Option<u64>,
    /// The source of the picture; `None` for one without identifiers.
    pub source: Option<FhirSource<'a>>,
    /// The patient; `None` where unknown.
    pub person: Option<FhirPerson<'a>>,
}

/// The texts, in the language of the reader.
#[derive(Clone, Copy)]
pub struct FhirWords<'a> {
    /// The language as a BCP 47 tag: `de`.
    pub language: &'a str,
    /// Name of the task.
    pub task: &'a str,
    /// What was found, in one or more sentences.
    pub conclusion: &'a str,
    /// Names of the classes. A label that is not among them is used as its own name.
    pub classes: &'a [FhirClass<'a>],
    /// The text of a message.
    pub say: &'a dyn Fn(&Message) -> String,
}

/// The name of a class.
#[derive(Clone, Copy, Debug)]
pub struct FhirClass<'a> {
    /// As in the model's manifest.
    pub label: &'a str,
    /// In the language of the reader.
    pub name: &'a str,
    /// Its code in a public terminology, where the task has one.
    pub code: Option<FhirCode<'a>>,
}

/// A code of a terminology.
#[derive(Clone, Copy, Debug)]
pub struct FhirCode<'a> {
    /// URI of the terminology: `http://snomed.info/sct`.
    pub system: &'a str,
    /// The code.
    pub code: &'a str,
    /// Its display name in the terminology.
    pub display: &'a str,
}

/// The source of a picture, from its DICOM file. UIDs are digits and points.
#[derive(Clone, Copy, Debug, Default)]
pub struct FhirSource<'a> {
    /// Study Instance UID; without one there is no reference to the examination.
    pub study: &'a str,
    /// Series Instance UID; written only beside a modality, which FHIR requires.
    pub series: Option<&'a str>,
    /// SOP Instance UID; written only beside its class, likewise.
    pub instance: Option<&'a str>,
    /// SOP Class UID.
    pub sop_class: Option<&'a str>,
    /// Modality: `MR`.
    pub modality: Option<&'a str>,
    /// Study Date, `20260131`. An invalid date is left out.
    pub date: Option<&'a str>,
}

/// The patient, from the DICOM file.
#[derive(Clone, Copy, Debug, Default)]
pub struct FhirPerson<'a> {
    /// Patient ID.
    pub id: Option<&'a str>,
    /// Patient's Name: `Doe^Jane`.
    pub name: Option<&'a str>,
    /// Patient's Birth Date, `19600131`. Requires `dates` to be allowed too.
    pub birth_date: Option<&'a str>,
    /// Patient's Sex: `F`, `M` or `O`.
    pub sex: Option<&'a str>,
}
