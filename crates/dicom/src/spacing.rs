//! The size of a pixel.

use super::dictionary::named;
use super::field::View;
use super::functional_groups::Groups;
use super::notes::{Notes, said};
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// Where a spacing applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plane {
    /// In the patient (PS3.3, 10.7.1.1), or calibrated to it.
    Patient,
    /// At the detector of a projection (PS3.3, C.8.11.2.1.1): in the patient it is smaller by the magnification.
    Detector,
}

/// Distance between pixel centres in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Between rows: the height of a pixel.
    pub row: f64,
    /// Between columns: its width.
    pub column: f64,
    /// Where it applies.
    pub plane: Plane,
}

/// PS3.3, 10.7.1.3: pixel spacing, from the functional groups where an object has them, is that of the patient;
/// without it a projection still has that of its detector. Where both are equal the first is not a calibration, and the
/// distance is that of the detector (C.8.11.2.1.1 and 10.7.1.2).
pub(super) fn spacing(groups: Groups<'_>, notes: &mut Notes) -> Option<Spacing> {
    let view = groups.find(tags::PIXEL_MEASURES_SEQUENCE, tags::PIXEL_SPACING);
    let mut two = |view: View<'_>, tag: Tag| match *said(view, tag, notes).as_slice() {
        [Some(row), Some(column), ..] if row > 0.0 && column > 0.0 => Some((row, column)),
        [] => None,
        _ => {
            notes.say(text::dicom::no_spacing(named(tag)));
            None
        }
    };
    let patient = two(view, tags::PIXEL_SPACING);
    let detector = two(groups.root, tags::IMAGER_PIXEL_SPACING);
    let (row, column) = patient.or(detector)?;
    let plane = if patient.is_none() || patient == detector { Plane::Detector } else { Plane::Patient };
    Some(Spacing { row, column, plane })
}
