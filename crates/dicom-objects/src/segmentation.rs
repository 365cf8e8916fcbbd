//! A network's outline as a Segmentation (PS3.3, A.51), one bit per pixel.

use super::attributes::Attributes;
use super::bits::{of_class, outlined, packed};
use super::code::{ConceptCode, code_of};
use super::context::{ExportContext, WrittenObject};
use super::frames;
use super::groups::parameters;
use super::modules::{MANUFACTURER, ObjectKind};
use super::source::{SourceImage, reference};
use super::{ObjectError, terms};
use dicom::FrameGeometry;
use dicom_core::VR;
use dicom_dictionary_std::tags;
use finding::{Finding, Found};

const SEGMENTATION: &str = "1.2.840.10008.5.1.4.1.1.66.4";

/// The meaning of a task's segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentedProperty {
    /// Category (PS3.16, CID 7150): `49755003`, `SCT`, "Morphologically Abnormal Structure" …
    pub category: ConceptCode,
    /// Type of an outline that covers every class: `52988006`, `SCT`, "Lesion" … Segments of a class have the code of
    /// the class.
    pub outlined: ConceptCode,
}

impl SegmentedProperty {
    /// For tasks that look for pathology.
    pub const LESION: Self = Self {
        category: ConceptCode::known("49755003", "SCT", "Morphologically Abnormal Structure"),
        outlined: ConceptCode::known("52988006", "SCT", "Lesion"),
    };
}

/// A segmentation with the meaning of its segments, which a report of the same export references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenSegmentation {
    /// The file.
    pub object: WrittenObject,
    /// Label of each segment, in order of segment number from 1; an outline's is empty. Each has one frame, of the
    /// same number.
    pub labels: Vec<String>,
}

/// A non-empty segment.
pub(crate) struct DrawnSegment {
    pub(crate) label: String,
    pub(crate) kind: ConceptCode,
    pub(crate) pixels: Vec<bool>,
}

/// The segmentation in the pixels of the answered picture: an outline as one segment, a mask of classes as one for each
/// class that has a pixel, without `background`.
///
/// # Errors
/// `NoGeometry` where the context has no source with a position in the patient; `OtherSize` where that has another size
/// than the answered picture; `NoOutline`, `NothingOutlined`; `NotAUid` and `NoSuchTime` for values of the context.
pub fn segmentation(
    finding: &Finding,
    property: &SegmentedProperty,
    background: &[&str],
    context: &ExportContext<'_>,
) -> Result<WrittenSegmentation, ObjectError> {
    context.check()?;
    let source = context.source.ok_or(ObjectError::NoGeometry)?;
    let geometry = source.geometry.as_ref().ok_or(ObjectError::NoGeometry)?;
    let size = size(finding, geometry)?;
    let segments = segments(finding, property, background, size, context)?;
    let kind = ObjectKind {
        class_uid: SEGMENTATION,
        part: "segmentation",
        modality: "SEG",
        series: 9003,
        description: &text::dicom_objects::segmentation(),
        needs_date: true,
    };
    let mut set = kind.begun(context, &finding.provenance.model);
    image(&mut set, geometry, context);
    lossy(&mut set, source);
    set.is(tags::NUMBER_OF_FRAMES, &[u32::try_from(segments.len()).unwrap_or(u32::MAX)]);
    let one = |(at, segment): (usize, &DrawnSegment)| segment_item(at, segment, finding, property, context);
    set.items(tags::SEGMENT_SEQUENCE, segments.iter().enumerate().map(one).collect());
    frames::add(&mut set, segments.len(), source, geometry, context);
    let mut series = Attributes::default();
    series.uid(tags::SERIES_INSTANCE_UID, &source.series_uid);
    series.items(tags::REFERENCED_INSTANCE_SEQUENCE, vec![reference(&source.class_uid, &source.instance_uid)]);
    set.items(tags::REFERENCED_SERIES_SEQUENCE, vec![series]);
    let bits = packed(segments.iter().flat_map(|segment| segment.pixels.iter().copied()));
    set.bytes(tags::PIXEL_DATA, VR::OB, bits);
    let labels = segments.into_iter().map(|segment| segment.label).collect();
    Ok(WrittenSegmentation { object: kind.written(context, &set), labels })
}

/// The size of the answered picture, where it equals the stored one.
fn size(finding: &Finding, geometry: &FrameGeometry) -> Result<(u32, u32), ObjectError> {
    let answered = (finding.provenance.source.width, finding.provenance.source.height);
    let stored = (u32::from(geometry.columns), u32::from(geometry.rows));
    // Non-square pixels are resampled before answering, and the geometry of rotated pictures differs.
    if answered != stored || finding.provenance.source.orientation != 1 || stored.0 == 0 || stored.1 == 0 {
        return Err(ObjectError::OtherSize { answered, stored });
    }
    Ok(stored)
}

fn segments(
    finding: &Finding,
    property: &SegmentedProperty,
    background: &[&str],
    size: (u32, u32),
    context: &ExportContext<'_>,
) -> Result<Vec<DrawnSegment>, ObjectError> {
    let all: Vec<DrawnSegment> = match &finding.found {
        Found::Classes(classes) => {
            let outline = classes.shown_outline().ok_or(ObjectError::NoOutline)?;
            let pixels = outlined(outline, size);
            vec![DrawnSegment { label: String::new(), kind: property.outlined.clone(), pixels }]
        }
        Found::Mask(mask) if mask.abstention.is_none() => {
            let own = mask.areas.iter().enumerate().filter(|(_, area)| !background.contains(&area.label.as_str()));
            let segment = |(at, area): (usize, &finding::Area)| DrawnSegment {
                label: area.label.clone(),
                kind: code_of(&area.label, context.labels),
                pixels: of_class(mask, at, size),
            };
            own.map(segment).collect()
        }
        Found::Labels(_) | Found::Mask(_) => return Err(ObjectError::NoOutline),
    };
    let some: Vec<DrawnSegment> = all.into_iter().filter(|segment| segment.pixels.contains(&true)).collect();
    if some.is_empty() { Err(ObjectError::NothingOutlined) } else { Ok(some) }
}

/// Segmentation Image and Image Pixel (C.8.20.2).
fn image(set: &mut Attributes, geometry: &FrameGeometry, context: &ExportContext<'_>) {
    set.texts(tags::IMAGE_TYPE, VR::CS, &["DERIVED", "PRIMARY"]);
    set.text(tags::CONTENT_LABEL, VR::CS, "SEGMENTATION");
    set.text(tags::CONTENT_DESCRIPTION, VR::LO, &context.says(&text::dicom_objects::unverified()));
    set.empty(tags::CONTENT_CREATOR_NAME, VR::PN);
    set.text(tags::IMAGE_COMMENTS, VR::LT, &context.says(&text::dicom_objects::not_for_diagnosis()));
    set.text(tags::SEGMENTATION_TYPE, VR::CS, "BINARY");
    set.text(tags::SEGMENTS_OVERLAP, VR::CS, "NO");
    set.text(tags::PHOTOMETRIC_INTERPRETATION, VR::CS, "MONOCHROME2");
    set.text(tags::BURNED_IN_ANNOTATION, VR::CS, "NO");
    for (tag, number) in [
        (tags::SAMPLES_PER_PIXEL, 1),
        (tags::ROWS, geometry.rows),
        (tags::COLUMNS, geometry.columns),
        (tags::BITS_ALLOCATED, 1),
        (tags::BITS_STORED, 1),
        (tags::HIGH_BIT, 0),
        (tags::PIXEL_REPRESENTATION, 0),
    ] {
        set.us(tag, &[number]);
    }
    set.uid(tags::FRAME_OF_REFERENCE_UID, &geometry.frame_of_reference_uid);
    set.empty(tags::POSITION_REFERENCE_INDICATOR, VR::LO);
}

/// Lossy compression of the source also applies to what is derived from it.
fn lossy(set: &mut Attributes, source: &SourceImage) {
    set.text(tags::LOSSY_IMAGE_COMPRESSION, VR::CS, if source.lossy.is_some() { "01" } else { "00" });
    if let Some(lossy) = &source.lossy {
        set.ds(tags::LOSSY_IMAGE_COMPRESSION_RATIO, &[lossy.ratio]);
        set.text(tags::LOSSY_IMAGE_COMPRESSION_METHOD, VR::CS, &lossy.method);
    }
}

/// `at` is counted from 0, segments from 1.
fn segment_item(
    at: usize,
    segment: &DrawnSegment,
    finding: &Finding,
    property: &SegmentedProperty,
    context: &ExportContext<'_>,
) -> Attributes {
    let (model, number) = (&finding.provenance.model, u16::try_from(at + 1).unwrap_or(u16::MAX));
    let mut algorithm = Attributes::default();
    algorithm.items(tags::ALGORITHM_FAMILY_CODE_SEQUENCE, terms::ARTIFICIAL_INTELLIGENCE.items());
    algorithm.text(tags::ALGORITHM_NAME, VR::LO, &model.name);
    algorithm.text(tags::ALGORITHM_VERSION, VR::LO, &model.version);
    algorithm.text(tags::ALGORITHM_PARAMETERS, VR::LT, &parameters(finding).join("\n"));
    algorithm.text(tags::ALGORITHM_SOURCE, VR::LO, MANUFACTURER);
    let mut item = Attributes::default();
    item.us(tags::SEGMENT_NUMBER, &[number]);
    item.text(tags::SEGMENT_LABEL, VR::LO, &segment.kind.meaning);
    item.text(tags::SEGMENT_ALGORITHM_TYPE, VR::CS, "AUTOMATIC");
    item.text(tags::SEGMENT_ALGORITHM_NAME, VR::LO, &model.name);
    item.items(tags::SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE, vec![algorithm]);
    item.items(tags::SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, property.category.items());
    item.items(tags::SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, segment.kind.items());
    item.text(tags::TRACKING_ID, VR::UT, &format!("segment {number}"));
    item.uid(tags::TRACKING_UID, &context.seed.uid(&format!("segmentation.segment.{number}")));
    item
}
