//! The input of a report: the answer as the page sent it, and the DICOM object that was answered.

use browser::PickedFile;
use browser::report_bridge::GivenAnswer;
use dicom::ObjectOrigin;
use export::capsule::PictureHashes;
use imaging::Limits;
use protocol::{Answer, Failure, ModelReport};
use text::Message;
use view_model::report_forms::{OriginKnown, ReportGrounds};
use view_model::state::ClassAnswer;
use view_model::words;

/// A file of slices may be as large as the light box opens them (`reading::LIMITS`).
const MOST_BYTES: u64 = 256 << 20;

/// The answer.
#[derive(Clone, Debug)]
pub(crate) struct ReportSubject {
    pub(crate) answer: ClassAnswer,
    /// With its measurements.
    pub(crate) model: Option<ModelReport>,
    /// What the task is called in English.
    task: String,
    /// The name of the picture's file; may be empty.
    pub(crate) name: String,
    /// The picture is a drawing of this website.
    pub(crate) is_drawn: bool,
    file: Option<PickedFile>,
}

impl ReportSubject {
    /// From the page's data, with the names of its model for all texts from now on.
    ///
    /// # Errors
    /// An answer that names no classes.
    pub(crate) fn new(given: &GivenAnswer) -> Result<Self, Failure> {
        let (finding, model) = (given.finding.clone(), given.model.clone());
        let (original, model_input) = (given.original.clone(), given.model_input.clone());
        let answer = ClassAnswer::try_from(Answer { finding, original, model_input })?;
        // For a model that is no longer known the names of the language are used, and never those of another model.
        let words = model.as_ref().map(|model| (*model.text).clone()).unwrap_or_default();
        words::install(&answer.provenance.model.task, words);
        let file = given.file.clone();
        let name = file.as_ref().map(PickedFile::name).unwrap_or_default();
        Ok(Self { answer, model, task: given.task.clone(), name, is_drawn: given.is_drawn, file })
    }

    /// What the task is called in the language of the page.
    pub(crate) fn task(&self) -> &str {
        words::word_of(&self.answer.provenance.model.task, "text.name", &self.task)
    }

    /// The hashes that identify its picture: of its file, and of its pixels as the page shows them.
    ///
    /// # Errors
    /// Where the picture was released, or its file cannot be read again.
    pub(crate) async fn hashes(&self) -> Result<PictureHashes, Message> {
        let pixels = &self.answer.original.rgba;
        let file = self.file.as_ref().filter(|_| !pixels.is_empty()).ok_or_else(text::capsule::no_picture)?;
        let bytes = file.read().await.map_err(|failure| failure.message)?;
        Ok(PictureHashes::of(&bytes, pixels))
    }

    /// The forms that can be made of it, given this much about the object.
    pub(crate) fn grounds(&self, origin: Option<&ObjectOrigin>) -> ReportGrounds {
        let known = match origin {
            None => OriginKnown::Nothing,
            Some(origin) if self.lies_in(origin) => OriginKnown::Placed,
            Some(_) => OriginKnown::Named,
        };
        ReportGrounds { is_drawn: self.is_drawn, ..ReportGrounds::new(&self.answer, &self.name, known) }
    }

    /// Whether the pixels that were answered are those that are stored, at a position that the file states.
    fn lies_in(&self, origin: &ObjectOrigin) -> bool {
        let source = &self.answer.provenance.source;
        origin.geometry.as_ref().is_some_and(|geometry| {
            (u32::from(geometry.columns), u32::from(geometry.rows)) == (source.width, source.height)
                && source.orientation == 1
        })
    }
}

/// The identifiers of the DICOM object that was answered; `None` for other files, and where the file has none.
///
/// # Errors
/// When the file cannot be read again.
pub(crate) async fn origin_of(given: &GivenAnswer) -> Result<Option<ObjectOrigin>, Failure> {
    // Other files are not read for it.
    let is_dicom = given.finding.provenance.source.format == "DICOM";
    let (Some(file), Some(frame), true) = (&given.file, given.frame, is_dicom) else { return Ok(None) };
    let bytes = file.read().await?;
    let limits = Limits { bytes: MOST_BYTES, ..Limits::default() };
    Ok(dicom::read(&bytes, &limits).ok().and_then(|object| object.origin(frame)))
}
