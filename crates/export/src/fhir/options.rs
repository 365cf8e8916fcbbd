//! What a bundle is made of beside the finding.

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

/// What a bundle is made of beside the finding. What [`MayGoAlong`] does not allow is left out, however much is given here.
#[derive(Clone, Copy)]
pub struct FhirOptions<'a> {
    /// Which release.
    pub release: FhirRelease,
    /// What may go along: `names` for the patient and for UIDs, `dates` for dates and times.
    pub may: MayGoAlong,
    /// What is said, in the language of the reader.
    pub words: FhirWords<'a>,
    /// Version of this program.
    pub program: &'a str,
    /// When the model answered, in milliseconds since 1970-01-01 UTC.
    pub answered_ms: Option<u64>,
    /// Where the picture comes from; `None` for one without identifiers.
    pub source: Option<FhirSource<'a>>,
    /// Whose picture it is; `None` where nobody knows.
    pub person: Option<FhirPerson<'a>>,
}

/// What is said, in the language of the reader.
#[derive(Clone, Copy)]
pub struct FhirWords<'a> {
    /// The language, as BCP 47 has it: `de`.
    pub language: &'a str,
    /// Name of the task.
    pub task: &'a str,
    /// What was found, in one or more sentences.
    pub conclusion: &'a str,
    /// What the classes are called. A label that is not among them stands for itself.
    pub classes: &'a [FhirClass<'a>],
    /// Says a message.
    pub say: &'a dyn Fn(&Message) -> String,
}

/// What a class is called.
#[derive(Clone, Copy, Debug)]
pub struct FhirClass<'a> {
    /// As in the model's manifest.
    pub label: &'a str,
    /// In the language of the reader.
    pub name: &'a str,
    /// Its code in a terminology that others know, where the task names one.
    pub code: Option<FhirCode<'a>>,
}

/// A code of a terminology.
#[derive(Clone, Copy, Debug)]
pub struct FhirCode<'a> {
    /// URI of the terminology: `http://snomed.info/sct`.
    pub system: &'a str,
    /// The code.
    pub code: &'a str,
    /// What the terminology calls it.
    pub display: &'a str,
}

/// Where a picture comes from, as its DICOM file says. UIDs are digits and points.
#[derive(Clone, Copy, Debug, Default)]
pub struct FhirSource<'a> {
    /// Study Instance UID; without one there is no reference to the examination.
    pub study: &'a str,
    /// Series Instance UID; written only beside a modality, which FHIR asks for.
    pub series: Option<&'a str>,
    /// SOP Instance UID; written only beside its class, likewise.
    pub instance: Option<&'a str>,
    /// SOP Class UID.
    pub sop_class: Option<&'a str>,
    /// Modality: `MR`.
    pub modality: Option<&'a str>,
    /// Study Date, `20260131`. What is no day is left out.
    pub date: Option<&'a str>,
}

/// Whose picture it is, as its DICOM file says.
#[derive(Clone, Copy, Debug, Default)]
pub struct FhirPerson<'a> {
    /// Patient ID.
    pub id: Option<&'a str>,
    /// Patient's Name: `Doe^Jane`.
    pub name: Option<&'a str>,
    /// Patient's Birth Date, `19600131`. It needs `dates` to be allowed too.
    pub birth_date: Option<&'a str>,
    /// Patient's Sex: `F`, `M` or `O`.
    pub sex: Option<&'a str>,
}
