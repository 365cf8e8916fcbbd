//! The formats in which an answer can be saved, and what each may include.
//!
//! Invariant: nothing personal is included unless the visitor chose it, except what a format requires: a DICOM picture
//! is the picture, and a segmentation references its source. The dialog says so.

#[cfg(test)]
mod tests;

use crate::state::ClassAnswer;
use crate::words;
use text::Message;

/// A format in which an answer is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportForm {
    /// A report in words.
    #[default]
    Pdf,
    /// A DICOM Structured Report.
    StructuredReport,
    /// A DICOM Secondary Capture of the picture.
    SecondaryCapture,
    /// A DICOM Segmentation of the outline.
    Segmentation,
    /// A FHIR bundle.
    Fhir,
    /// The finding with hashes of its picture, to be run again and compared.
    Capsule,
}

/// What is known about the answered DICOM object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OriginKnown {
    /// Nothing: it is not DICOM, or lacks an identifier.
    #[default]
    Nothing,
    /// Its identifiers.
    Named,
    /// Its identifiers, and the position of the answered picture in the patient.
    Placed,
}

/// The parts of an answer that files can be made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportGrounds {
    /// The picture is still held.
    pub has_picture: bool,
    /// There is an outline, and the page shows it.
    pub has_outline: bool,
    /// The picture's file has a name.
    pub has_name: bool,
    /// The picture is one of the page's own drawings. It shows no patient, so it does not belong in an archive or a
    /// record.
    pub is_drawn: bool,
    /// The DICOM object.
    pub origin: OriginKnown,
}

/// A part that may be included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportPart {
    /// Pixels.
    Picture,
    /// Identifiers of the answered DICOM object.
    Source,
    /// The name of its file.
    FileName,
    /// When the report is written.
    Date,
}

/// Whether a format includes a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartChoice {
    /// It cannot.
    Never,
    /// If the visitor chooses it.
    Asked,
    /// The format requires it.
    Always,
}

/// The visitor's choices: nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportParts {
    /// [`ReportPart::Picture`].
    pub picture: bool,
    /// [`ReportPart::Source`].
    pub source: bool,
    /// [`ReportPart::FileName`].
    pub file_name: bool,
    /// [`ReportPart::Date`].
    pub date: bool,
}

/// Characters of a picture's name in that of a file: file systems allow 255 bytes, and a character has up to four.
const MOST_OF_NAME: usize = 50;

/// A name without separators of folders, what Windows forbids, control characters, and marks of the direction of text,
/// by which the end of a name can be shown as another one.
fn plain(name: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = name.chars().filter(|&c| !c.is_control() && !turns(c));
    let plain: String = kept.map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).take(MOST_OF_NAME).collect();
    plain.trim_matches(|c: char| c == '.' || c.is_whitespace()).to_owned()
}

impl ReportForm {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Pdf, Self::StructuredReport, Self::SecondaryCapture, Self::Segmentation, Self::Fhir, Self::Capsule];

    /// The identifier for tests and scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::StructuredReport => "structured-report",
            Self::SecondaryCapture => "secondary-capture",
            Self::Segmentation => "segmentation",
            Self::Fhir => "fhir",
            Self::Capsule => "capsule",
        }
    }

    /// Its name.
    #[must_use]
    pub fn title(self) -> Message {
        match self {
            Self::Pdf => text::reports::pdf(),
            Self::StructuredReport => text::reports::structured(),
            Self::SecondaryCapture => text::reports::capture(),
            Self::Segmentation => text::reports::segmentation(),
            Self::Fhir => text::reports::fhir(),
            Self::Capsule => text::reports::capsule(),
        }
    }

    /// Its content.
    #[must_use]
    pub fn about(self) -> Message {
        match self {
            Self::Pdf => text::reports::about_pdf(),
            Self::StructuredReport => text::reports::about_structured(),
            Self::SecondaryCapture => text::reports::about_capture(),
            Self::Segmentation => text::reports::about_segmentation(),
            Self::Fhir => text::reports::about_fhir(),
            Self::Capsule => text::reports::about_capsule(),
        }
    }

    /// Media type of its file.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::StructuredReport | Self::SecondaryCapture | Self::Segmentation => "application/dicom",
            Self::Fhir => "application/fhir+json",
            Self::Capsule => "application/json",
        }
    }

    /// Whether it requires a date, so that an omitted one is replaced by a placeholder.
    #[must_use]
    pub fn needs_date(self) -> bool {
        matches!(self, Self::StructuredReport | Self::Segmentation)
    }

    /// The name of its file: derived from the picture's where that may be included, as far as it can stand in the name
    /// of a file.
    #[must_use]
    pub fn file_name(self, picture: Option<&str>) -> String {
        let stem = picture.map(|name| plain(name.rsplit_once('.').map_or(name, |(stem, _)| stem)));
        let stem = stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "onsight".to_owned());
        let end = match self {
            Self::Pdf => "report.pdf",
            Self::StructuredReport => "report.dcm",
            Self::SecondaryCapture => "picture.dcm",
            Self::Segmentation => "segmentation.dcm",
            Self::Fhir => "fhir.json",
            Self::Capsule => "capsule.json",
        };
        format!("{stem}-{end}")
    }

    /// Whether it includes a part.
    #[must_use]
    pub fn choice(self, part: ReportPart, grounds: &ReportGrounds) -> PartChoice {
        let asked = |is_there: bool| if is_there { PartChoice::Asked } else { PartChoice::Never };
        match (part, self) {
            (ReportPart::Picture, Self::Pdf) => asked(grounds.has_picture),
            (ReportPart::Picture, Self::SecondaryCapture) | (ReportPart::Source, Self::Segmentation) => {
                PartChoice::Always
            }
            (ReportPart::Picture, _) | (ReportPart::Source, Self::Pdf | Self::Capsule) => PartChoice::Never,
            (ReportPart::Source, _) => asked(grounds.origin != OriginKnown::Nothing),
            (ReportPart::FileName, _) => asked(grounds.has_name),
            (ReportPart::Date, _) => PartChoice::Asked,
        }
    }
}

impl ReportGrounds {
    /// The parts of an answer, with the name of its file and what is known about the object.
    #[must_use]
    pub fn new(answer: &ClassAnswer, name: &str, origin: OriginKnown) -> Self {
        let outline = answer.classes.shown_outline();
        Self {
            has_picture: !answer.original.rgba.is_empty(),
            has_outline: outline.is_some_and(|outline| !outline.regions.is_empty() || outline.specks > 0),
            has_name: !name.is_empty(),
            is_drawn: false,
            origin,
        }
    }

    /// The formats that can be made of it.
    #[must_use]
    pub fn forms(&self) -> Vec<ReportForm> {
        let is_offered = |form: &ReportForm| match form {
            ReportForm::Pdf => true,
            _ if self.is_drawn => false,
            ReportForm::StructuredReport | ReportForm::Fhir => true,
            ReportForm::SecondaryCapture => self.has_picture,
            // It is identified by the file and its pixels, and useless without them.
            ReportForm::Capsule => self.has_picture && self.has_name,
            ReportForm::Segmentation => self.has_outline && self.origin == OriginKnown::Placed,
        };
        ReportForm::ALL.into_iter().filter(is_offered).collect()
    }
}

impl ReportParts {
    /// Whether the visitor chose it.
    #[must_use]
    pub fn has(self, part: ReportPart) -> bool {
        match part {
            ReportPart::Picture => self.picture,
            ReportPart::Source => self.source,
            ReportPart::FileName => self.file_name,
            ReportPart::Date => self.date,
        }
    }

    /// Sets whether it is included.
    pub fn set(&mut self, part: ReportPart, chosen: bool) {
        match part {
            ReportPart::Picture => self.picture = chosen,
            ReportPart::Source => self.source = chosen,
            ReportPart::FileName => self.file_name = chosen,
            ReportPart::Date => self.date = chosen,
        }
    }

    /// The parts that a format includes.
    #[must_use]
    pub fn within(self, form: ReportForm, grounds: &ReportGrounds) -> Self {
        let goes = |part: ReportPart| match form.choice(part, grounds) {
            PartChoice::Never => false,
            PartChoice::Asked => self.has(part),
            PartChoice::Always => true,
        };
        Self {
            picture: goes(ReportPart::Picture),
            source: goes(ReportPart::Source),
            file_name: goes(ReportPart::FileName),
            date: goes(ReportPart::Date),
        }
    }

    /// The warning that included pixels seem to contain text; `None` without pixels, or if no text was detected.
    #[must_use]
    pub fn warning(self, answer: &ClassAnswer) -> Option<Message> {
        if self.picture { words::burned_in(&answer.provenance.text_at_borders) } else { None }
    }
}
