//! The three forms of DICOM.

use dicom::ObjectOrigin;
use dicom_objects::{
    BurnedIn, ConceptCode, ContentLanguage, DrawnPicture, ExportContext, LabelCode, LossyCompression, ObjectError,
    PatientDetails, SegmentedProperty, SourceImage, StudyDetails, UidSeed, picture, report, segmentation,
};
use protocol::Finding;
use text::Message;
use view_model::conclusion::elsewhere_of;
use view_model::laid_over::{rgb, with_map};
use view_model::report_forms::ReportForm;
use view_model::state::ClassAnswer;
use view_model::words;

use super::{ReportWishes, VERSION, WritingTime, finding, say, term};
use crate::subject::ReportSubject;

/// The file. It names its origin where one is given, and becomes part of its study.
///
/// # Errors
/// Where the browser provides no random numbers, and the writer's errors.
pub(super) fn write(
    subject: &ReportSubject,
    origin: Option<&ObjectOrigin>,
    wishes: &ReportWishes,
    at: WritingTime,
) -> Result<Vec<u8>, Message> {
    let mut seed = [0; 32];
    if !browser::entropy::fill(&mut seed) {
        return Err(text::reports::no_entropy());
    }
    let tag = browser::language_tag();
    let name = browser::languages().into_iter().find(|(known, _)| known == tag).map(|(_, name)| name);
    // What is not in the list is called by its tag.
    let name = name.unwrap_or_else(|| tag.to_owned());
    let source = origin.map(source_image);
    let remarks: Vec<Message> = elsewhere_of(&subject.answer, subject.model.as_ref()).into_iter().collect();
    let all = subject.answer.classes.probabilities.iter();
    let labels: Vec<LabelCode> = all.map(|one| coded(&subject.answer, &one.label)).collect();
    let context = ExportContext {
        patient: &PatientDetails::default(),
        study: &StudyDetails::default(),
        source: source.as_ref(),
        made: at.local(),
        seed: UidSeed(seed),
        program_version: VERSION,
        labels: &labels,
        remarks: &remarks,
        language: ContentLanguage { tag, name: &name },
        say: &say,
    };
    let finding = finding(subject, wishes);
    let made = match wishes.form {
        ReportForm::SecondaryCapture => drawn(subject, &finding, &context),
        ReportForm::Segmentation => {
            segmentation(&finding, &SegmentedProperty::LESION, &[], &context).map(|made| made.object.bytes)
        }
        ReportForm::StructuredReport | ReportForm::Pdf | ReportForm::Fhir | ReportForm::Capsule => {
            report(&finding, None, &context).map(|made| made.bytes)
        }
    };
    made.map_err(|error| error.message())
}

/// The concept of a label: of the one that the answer names, that of a public terminology where its task gives one, with
/// its name there; else a private one. Sentences have the name that the page shows, and not the model's internal one.
fn coded(answer: &ClassAnswer, label: &str) -> LabelCode {
    let named = LabelCode::named(label, words::class_name(label));
    match term(answer, label) {
        Some(term) => LabelCode { code: ConceptCode::known(term.code, term.scheme, term.display), ..named },
        None => named,
    }
}

/// The picture as it is shown, and once more with its overlay. Only the gates looked for text in it, and they
/// only at its borders.
fn drawn(subject: &ReportSubject, finding: &Finding, context: &ExportContext<'_>) -> Result<Vec<u8>, ObjectError> {
    let (answer, original) = (&subject.answer, &subject.answer.original);
    let (plain, laid_over) = (rgb(original), with_map(answer));
    let label = if answer.classes.outline.is_some() { "OUTLINE" } else { "MAP" };
    let one = |rgb, label| DrawnPicture { width: original.width, height: original.height, rgb, label };
    let mut pictures = vec![one(plain.as_slice(), "PICTURE")];
    pictures.extend(laid_over.as_deref().map(|laid_over| one(laid_over, label)));
    picture(finding, &pictures, BurnedIn::Unknown, context).map(|made| made.bytes)
}

fn source_image(origin: &ObjectOrigin) -> SourceImage {
    SourceImage {
        study_uid: origin.study_uid.clone(),
        series_uid: origin.series_uid.clone(),
        class_uid: origin.class_uid.clone(),
        instance_uid: origin.instance_uid.clone(),
        frame: (origin.frames > 1).then_some(origin.frame + 1),
        modality: origin.modality.clone(),
        lossy: origin.lossy.clone().map(|(ratio, method)| LossyCompression { ratio, method }),
        geometry: origin.geometry.clone(),
    }
}
