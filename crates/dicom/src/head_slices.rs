//! Slices of a head, converted for the search for the face.

use super::error::DicomError;
use super::field::View;
use super::frame::Meaning;
use super::functional_groups::Groups;
use super::object::Object;
use deface::{DefaceRefusal, HeadSlices, SlicePlace};
use dicom_dictionary_std::tags;

/// Words for parts of the body whose slices show a face, or a part of it (PS3.16, annex L).
#[rustfmt::skip]
const HEADS: [&str; 18] = [
    "BRAIN", "CSPINE", "EAR", "EARS", "EYE", "EYES", "FACE", "HEAD", "HEADNECK", "IAC", "JAW", "NECK", "NOSE", "ORBIT",
    "ORBITS", "SINUS", "SKULL", "TMJ",
];

impl Object<'_> {
    /// The position of a frame's pixels in the patient, the frame counted from 0; `None` where the file does not state
    /// it.
    #[must_use]
    pub fn slice_place(&self, frame: u32) -> Option<SlicePlace> {
        let groups = Groups::of_frame(self.view(), frame);
        let position: View<'_> = groups.find(tags::PLANE_POSITION_SEQUENCE, tags::IMAGE_POSITION_PATIENT);
        let &[x, y, z] = position.numbers(tags::IMAGE_POSITION_PATIENT).as_slice() else { return None };
        let ([column, row], spacing) = (self.directions(frame)?, self.spacing(frame)?);
        // DICOM counts to the left and to the back (PS3.3, C.7.6.2.1.1), the crate `deface` to the right and to the
        // front.
        let turned = |[x, y, z]: [f64; 3], times: f64| [-x * times, -y * times, z * times];
        let origin = turned([x, y, z], 1.0);
        let (column, row) = (turned(column, spacing.column), turned(row, spacing.row));
        let is_told = [origin, column, row].as_flattened().iter().all(|part| part.is_finite());
        is_told.then_some(SlicePlace { origin, column, row })
    }

    /// Adds a frame, counted from 0, to those in which the face is looked for.
    ///
    /// # Errors
    /// `Face` where its position is unknown or it has no grey values; any fault of the pixels.
    pub fn add_to_head(&self, frame: u32, slices: &mut HeadSlices) -> Result<(), DicomError> {
        let place = self.slice_place(frame).ok_or(DicomError::Face(DefaceRefusal::Unplaced))?;
        let taken = self.frame(frame)?;
        let Meaning::Grey { modality, .. } = &taken.meaning else { return Err(DicomError::Face(DefaceRefusal::Kind)) };
        let values = taken.samples.map_by_number(|stored| modality.value(stored) as f32);
        slices.add(&place, taken.width as usize, taken.height as usize, &values);
        Ok(())
    }

    /// Whether a face may be reconstructed from slices like this one: of a CT or an MR of the head, or of an unknown
    /// body part.
    #[must_use]
    pub fn may_show_face(&self) -> bool {
        let said = self.kind(0).regions;
        let is_head = |name: &str| {
            name.to_uppercase().split(|letter: char| !letter.is_alphanumeric()).any(|word| HEADS.contains(&word))
        };
        matches!(self.modality().as_str(), "CT" | "MR")
            && (said.is_empty() || said.iter().any(|region| is_head(&region.name)))
    }
}
