//! Positions of a segmentation's frames and their sources (PS3.3, C.7.6.16 and C.7.6.17).

use super::attributes::Attributes;
use super::context::ExportContext;
use super::source::SourceImage;
use super::terms;
use dicom::FrameGeometry;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;

/// Adds the functional groups of this many frames, one per segment, and the dimensions that order them.
pub(crate) fn add(
    set: &mut Attributes,
    count: usize,
    source: &SourceImage,
    geometry: &FrameGeometry,
    context: &ExportContext<'_>,
) {
    let organization = context.seed.uid("segmentation.dimensions");
    let mut named = Attributes::default();
    named.uid(tags::DIMENSION_ORGANIZATION_UID, &organization);
    set.items(tags::DIMENSION_ORGANIZATION_SEQUENCE, vec![named]);
    let index = |pointer: Tag, group: Tag, label: &str| {
        let mut item = Attributes::default();
        item.uid(tags::DIMENSION_ORGANIZATION_UID, &organization);
        item.at(tags::DIMENSION_INDEX_POINTER, pointer);
        item.at(tags::FUNCTIONAL_GROUP_POINTER, group);
        item.text(tags::DIMENSION_DESCRIPTION_LABEL, VR::LO, label);
        item
    };
    let indices = vec![
        index(tags::REFERENCED_SEGMENT_NUMBER, tags::SEGMENT_IDENTIFICATION_SEQUENCE, "Segment Number"),
        index(tags::IMAGE_POSITION_PATIENT, tags::PLANE_POSITION_SEQUENCE, "Image Position Patient"),
    ];
    set.items(tags::DIMENSION_INDEX_SEQUENCE, indices);
    set.items(tags::SHARED_FUNCTIONAL_GROUPS_SEQUENCE, vec![shared(geometry)]);
    let frames = (1..=count).map(|number| frame(number, source, geometry)).collect();
    set.items(tags::PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames);
}

fn shared(geometry: &FrameGeometry) -> Attributes {
    let mut orientation = Attributes::default();
    orientation.ds(tags::IMAGE_ORIENTATION_PATIENT, &geometry.orientation);
    let mut measures = Attributes::default();
    measures.ds(tags::PIXEL_SPACING, &geometry.spacing);
    if let Some(thickness) = geometry.thickness {
        measures.ds(tags::SLICE_THICKNESS, &[thickness]);
    }
    let mut groups = Attributes::default();
    groups.items(tags::PLANE_ORIENTATION_SEQUENCE, vec![orientation]);
    groups.items(tags::PIXEL_MEASURES_SEQUENCE, vec![measures]);
    groups
}

/// `number` is counted from 1.
fn frame(number: usize, source: &SourceImage, geometry: &FrameGeometry) -> Attributes {
    let number = u16::try_from(number).unwrap_or(u16::MAX);
    let mut content = Attributes::default();
    content.ul(tags::DIMENSION_INDEX_VALUES, &[u32::from(number), 1]);
    let mut position = Attributes::default();
    position.ds(tags::IMAGE_POSITION_PATIENT, &geometry.position);
    let mut segment = Attributes::default();
    segment.us(tags::REFERENCED_SEGMENT_NUMBER, &[number]);
    let mut image = source.reference_for(&terms::PROCESSED_FROM);
    image.text(tags::SPATIAL_LOCATIONS_PRESERVED, VR::CS, "YES");
    let mut derivation = Attributes::default();
    derivation.items(tags::SOURCE_IMAGE_SEQUENCE, vec![image]);
    derivation.items(tags::DERIVATION_CODE_SEQUENCE, terms::SEGMENTED.items());
    let mut groups = Attributes::default();
    groups.items(tags::FRAME_CONTENT_SEQUENCE, vec![content]);
    groups.items(tags::PLANE_POSITION_SEQUENCE, vec![position]);
    groups.items(tags::SEGMENT_IDENTIFICATION_SEQUENCE, vec![segment]);
    groups.items(tags::DERIVATION_IMAGE_SEQUENCE, vec![derivation]);
    groups
}
