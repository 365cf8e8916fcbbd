//! A picture as a Secondary Capture (PS3.3, A.8.1), several as a Multi-frame True Color one (A.8.5).

use super::attributes::Attributes;
use super::code::ConceptCode;
use super::context::{ExportContext, WrittenObject, model_name};
use super::date_time;
use super::modules::ObjectKind;
use super::{ObjectError, terms};
use dicom_core::VR;
use dicom_dictionary_std::tags;
use finding::Finding;

const SECONDARY_CAPTURE: &str = "1.2.840.10008.5.1.4.1.1.7";
const MULTI_FRAME_TRUE_COLOUR: &str = "1.2.840.10008.5.1.4.1.1.7.4";

/// A picture as the page drew it: with its map, its outline, or nothing over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnPicture<'a> {
    /// Columns, 1…65,535.
    pub width: u32,
    /// Rows, 1…65,535.
    pub height: u32,
    /// Red, green and blue, 0…255, pixel by pixel, row by row from the top.
    pub rgb: &'a [u8],
    /// What it shows, 16 characters at most: `PICTURE`, `MAP` … Told where there are several.
    pub label: &'a str,
}

/// Whether what identifies a patient may stand in the pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BurnedIn {
    /// Somebody looked, or what draws the picture knows, and nothing does.
    No,
    /// It may.
    Yes,
    /// Nobody looked.
    Unknown,
}

/// The pictures of an answer: one as a Secondary Capture, several as the frames of one object. Text that was seen at the
/// borders of the picture that was answered is told, whatever `burned_in` says.
///
/// # Errors
/// `NoPictures`, `UnlikePictures`, `Sides`, `Samples`; `NotAUid` and `NoSuchTime`, of what the context holds.
pub fn picture(
    finding: &Finding,
    pictures: &[DrawnPicture<'_>],
    burned_in: BurnedIn,
    context: &ExportContext<'_>,
) -> Result<WrittenObject, ObjectError> {
    context.check()?;
    let (columns, rows) = size(pictures)?;
    let is_one = pictures.len() == 1;
    let kind = ObjectKind {
        class_uid: if is_one { SECONDARY_CAPTURE } else { MULTI_FRAME_TRUE_COLOUR },
        part: "picture",
        modality: "OT",
        series: 9002,
        description: &text::dicom_objects::picture(),
        needs_date: false,
    };
    let mut set = kind.begun(context, &finding.provenance.model);
    // Of pixels that a program made while it ran: PS3.3, C.8.6.1.
    set.text(tags::CONVERSION_TYPE, VR::CS, "WSD");
    set.texts(tags::IMAGE_TYPE, VR::CS, &["DERIVED", "SECONDARY"]);
    // Of type 2C: what the picture shows may be one of a pair, and nobody says which.
    set.empty(tags::LATERALITY, VR::CS);
    set.empty(tags::PATIENT_ORIENTATION, VR::CS);
    if let Some(made) = context.made {
        set.text(tags::DATE_OF_SECONDARY_CAPTURE, VR::DA, &date_time::date(made));
        set.text(tags::TIME_OF_SECONDARY_CAPTURE, VR::TM, &date_time::time(made));
    }
    described(&mut set, finding, context);
    let was_seen = !finding.provenance.text_at_borders.is_empty();
    let burned = match burned_in {
        BurnedIn::No if !was_seen => Some("NO"),
        BurnedIn::No | BurnedIn::Yes => Some("YES"),
        // Of several frames it must be said (type 1), and where nobody looked something may be there.
        BurnedIn::Unknown => (was_seen || !is_one).then_some("YES"),
    };
    if let Some(word) = burned {
        set.text(tags::BURNED_IN_ANNOTATION, VR::CS, word);
    }
    set.us(tags::SAMPLES_PER_PIXEL, &[3]);
    set.text(tags::PHOTOMETRIC_INTERPRETATION, VR::CS, "RGB");
    set.us(tags::PLANAR_CONFIGURATION, &[0]);
    set.us(tags::ROWS, &[rows]);
    set.us(tags::COLUMNS, &[columns]);
    for (tag, number) in
        [(tags::BITS_ALLOCATED, 8), (tags::BITS_STORED, 8), (tags::HIGH_BIT, 7), (tags::PIXEL_REPRESENTATION, 0)]
    {
        set.us(tag, &[number]);
    }
    if !is_one {
        set.is(tags::NUMBER_OF_FRAMES, &[u32::try_from(pictures.len()).unwrap_or(u32::MAX)]);
        set.at(tags::FRAME_INCREMENT_POINTER, tags::FRAME_LABEL_VECTOR);
        let labels: Vec<&str> = pictures.iter().map(|picture| picture.label).collect();
        set.texts(tags::FRAME_LABEL_VECTOR, VR::SH, &labels);
    }
    let samples = pictures.iter().flat_map(|picture| picture.rgb).copied().collect();
    set.bytes(tags::PIXEL_DATA, VR::OB, samples);
    Ok(kind.written(context, &set))
}

/// Columns and rows, that all pictures have.
fn size(pictures: &[DrawnPicture<'_>]) -> Result<(u16, u16), ObjectError> {
    let Some(first) = pictures.first() else { return Err(ObjectError::NoPictures) };
    let (width, height) = (first.width, first.height);
    if pictures.iter().any(|picture| (picture.width, picture.height) != (width, height)) {
        return Err(ObjectError::UnlikePictures);
    }
    let sides = ObjectError::Sides { width, height };
    let one = (3 * u64::from(width)).saturating_mul(u64::from(height));
    // The length of a value has 32 bits, and not all of them: the largest one is no length.
    let fits = one > 0 && one.saturating_mul(pictures.len() as u64) < u64::from(u32::MAX) - 1;
    let expected = usize::try_from(one).ok().filter(|_| fits).ok_or_else(|| sides.clone())?;
    if let Some(other) = pictures.iter().find(|picture| picture.rgb.len() != expected) {
        return Err(ObjectError::Samples { expected, found: other.rgb.len() });
    }
    u16::try_from(width).ok().zip(u16::try_from(height).ok()).ok_or(sides)
}

/// What the picture is made of, and what it is not (PS3.3, C.7.6.1 and C.12.4).
fn described(set: &mut Attributes, finding: &Finding, context: &ExportContext<'_>) {
    let derived = context.says(&text::dicom_objects::derived(model_name(&finding.provenance.model)));
    set.text(tags::DERIVATION_DESCRIPTION, VR::ST, &derived);
    set.text(tags::IMAGE_COMMENTS, VR::LT, &context.says(&text::dicom_objects::not_for_diagnosis()));
    let lossy = context.source.and_then(|source| source.lossy.as_ref());
    if context.source.is_some() || finding.provenance.source.format == "JPEG" {
        let is_lossy = lossy.is_some() || finding.provenance.source.format == "JPEG";
        set.text(tags::LOSSY_IMAGE_COMPRESSION, VR::CS, if is_lossy { "01" } else { "00" });
    }
    if let Some(lossy) = lossy {
        set.ds(tags::LOSSY_IMAGE_COMPRESSION_RATIO, &[lossy.ratio]);
        set.text(tags::LOSSY_IMAGE_COMPRESSION_METHOD, VR::CS, &lossy.method);
    }
    if let Some(source) = context.source {
        let purpose: &ConceptCode = &terms::PROCESSED_FROM;
        set.items(tags::SOURCE_IMAGE_SEQUENCE, vec![source.reference_for(purpose)]);
    }
}
