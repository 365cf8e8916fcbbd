//! Step 8: whether the smallest value is black or white.

use super::description::Photometric;
use crate::dicom::field::View;
use dicom_dictionary_std::tags;

/// PS3.3, C.7.6.3.1.2 and C.11.6: MONOCHROME1 shows its smallest value white, and so does a presentation LUT
/// shape of INVERSE; radiographs carry both and mean it once. It is done after the window, so that centre and
/// width keep speaking of values.
pub(in crate::dicom) fn is_inverted(photometric: Photometric, view: View<'_>) -> bool {
    photometric == Photometric::Monochrome1 || view.text(tags::PRESENTATION_LUT_SHAPE).as_deref() == Some("INVERSE")
}
