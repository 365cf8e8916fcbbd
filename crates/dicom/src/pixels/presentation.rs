//! Step 8: whether the smallest value is black or white.

use super::description::Photometric;
use crate::dictionary::named;
use crate::field::View;
use crate::notes::Notes;
use dicom_dictionary_std::tags;

/// PS3.3, C.7.6.3.1.2 and C.11.6: MONOCHROME1 shows its smallest value white, and so does a presentation LUT
/// shape of INVERSE; radiographs carry both, but are inverted once. Inverted after the window, so that centre and width
/// still refer to values.
pub(crate) fn is_inverted(photometric: Photometric, view: View<'_>, notes: &mut Notes) -> bool {
    let shape = view.text(tags::PRESENTATION_LUT_SHAPE);
    let is_inverse = match shape.as_deref() {
        Some("INVERSE") => true,
        None | Some("IDENTITY" | "LIN OD") => false,
        Some(_) => {
            notes.say(text::dicom_pixels::shape(named(tags::PRESENTATION_LUT_SHAPE)));
            false
        }
    };
    photometric == Photometric::Monochrome1 || is_inverse
}
