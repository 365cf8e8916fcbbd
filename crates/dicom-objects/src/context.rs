//! What an object contains besides the answer: all of it is given by the caller.

use super::source::SourceImage;
use super::uid::UidSeed;
use super::{LabelCode, ObjectError};
use calendar::CalendarTime;
use finding::ModelIdentity;
use std::fmt;
use text::Message;

/// What an export contains besides the answer, and what it is made with.
#[derive(Clone, Copy)]
pub struct ExportContext<'a> {
    /// The patient. Empty by default.
    pub patient: &'a PatientDetails,
    /// The study. Empty by default.
    pub study: &'a StudyDetails,
    /// The object that was answered; `None` where it is not a DICOM object, or must not be referenced. The result is a
    /// study of its own then.
    pub source: Option<&'a SourceImage>,
    /// When the object is made; `None` where that must not be stated. Reports and segmentations must have a content
    /// date, for which 1 January 1970 is the placeholder; nothing else has a date then.
    pub made: Option<CalendarTime>,
    /// Seed of the identifiers.
    pub seed: UidSeed,
    /// Version of this program.
    pub program_version: &'a str,
    /// Codes of the model's labels. A label without one gets a private term of this program.
    pub labels: &'a [LabelCode],
    /// Further notes on the answer, such as the model's external scores: comments after it in a report. Empty by
    /// default.
    pub remarks: &'a [Message],
    /// The language of the texts.
    pub language: ContentLanguage<'a>,
    /// The text of a message in that language.
    pub say: &'a dyn Fn(&Message) -> String,
}

/// A language (RFC 5646).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentLanguage<'a> {
    /// `en`, `de` …
    pub tag: &'a str,
    /// Its name, in itself or in English.
    pub name: &'a str,
}

/// The patient: an empty field is written without a value. De-identification is never claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatientDetails {
    /// `Family^Given` (0010,0010).
    pub name: String,
    /// Identifier (0010,0020).
    pub id: String,
    /// `YYYYMMDD` (0010,0030).
    pub birth_date: String,
    /// `M`, `F` or `O` (0010,0040).
    pub sex: String,
}

/// The study: an empty field is written without a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StudyDetails {
    /// `YYYYMMDD` (0008,0020).
    pub date: String,
    /// `HHMMSS` (0008,0030).
    pub time: String,
    /// Identifier (0020,0010).
    pub id: String,
    /// Accession number (0008,0050).
    pub accession_number: String,
    /// Referring physician (0008,0090).
    pub referring_physician: String,
}

impl fmt::Debug for ExportContext<'_> {
    /// Without the patient, who must not appear in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExportContext")
            .field("made", &self.made)
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl ExportContext<'_> {
    /// Validates what the caller gave.
    pub(crate) fn check(&self) -> Result<(), ObjectError> {
        if !self.made.is_none_or(CalendarTime::exists) {
            return Err(ObjectError::NoSuchTime);
        }
        self.source.map_or(Ok(()), SourceImage::checked)
    }

    /// The study that the object belongs to.
    pub(crate) fn study_uid(&self) -> String {
        self.source.map_or_else(|| self.seed.uid("study"), |source| source.study_uid.clone())
    }

    pub(crate) fn says(&self, message: &Message) -> String {
        (self.say)(message)
    }
}

/// The model as shown to readers of files: name and version.
pub(crate) fn model_name(model: &ModelIdentity) -> String {
    format!("{} {}", model.name, model.version)
}

/// An object as a file, with the identifiers by which other objects reference it.
#[derive(Clone, PartialEq, Eq)]
pub struct WrittenObject {
    /// The whole file: preamble, meta information, elements.
    pub bytes: Vec<u8>,
    /// SOP Class UID.
    pub class_uid: &'static str,
    /// SOP Instance UID.
    pub instance_uid: String,
    /// Series Instance UID.
    pub series_uid: String,
}

impl fmt::Debug for WrittenObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrittenObject({}, {} bytes)", self.instance_uid, self.bytes.len())
    }
}
