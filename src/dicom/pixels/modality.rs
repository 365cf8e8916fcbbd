//! Step 6: stored numbers become what the device measured.

use super::lut::Lut;
use crate::dicom::error::DicomError;
use crate::dicom::groups::Groups;
use dicom_dictionary_std::tags;

/// How a stored number becomes a value: of CT, Hounsfield units.
#[derive(Clone, Debug, PartialEq)]
pub enum Modality {
    /// Value = stored × slope + intercept; the slope may be negative.
    Linear {
        /// Factor, not 0.
        slope: f64,
        /// Value of a stored 0.
        intercept: f64,
    },
    /// Value = entry of a table.
    Table(Lut),
}

impl Modality {
    /// Stored is value.
    pub const IDENTITY: Self = Self::Linear { slope: 1.0, intercept: 0.0 };

    /// The value of a stored number.
    #[must_use]
    pub fn value(&self, stored: f64) -> f64 {
        match self {
            Self::Linear { slope, intercept } => stored * slope + intercept,
            Self::Table(lut) => f64::from(lut.entry(stored)),
        }
    }
}

/// PS3.3, C.11.1: a table where there is one, else slope and intercept. Enhanced objects keep them in the pixel
/// value transformation sequence of their functional groups (C.7.6.16.2.9), each frame its own.
pub(in crate::dicom) fn modality(groups: Groups<'_>, signed: bool) -> Result<Modality, DicomError> {
    if let Some(item) = groups.root.item(tags::MODALITY_LUT_SEQUENCE, 0) {
        return Lut::read(item, tags::LUT_DESCRIPTOR, tags::LUT_DATA, signed).map(Modality::Table);
    }
    let view = groups.find(tags::PIXEL_VALUE_TRANSFORMATION_SEQUENCE, tags::RESCALE_SLOPE);
    let slope = view.number(tags::RESCALE_SLOPE).unwrap_or(1.0);
    let intercept = view.number(tags::RESCALE_INTERCEPT).unwrap_or(0.0);
    if slope == 0.0 || !slope.is_finite() {
        return Err(DicomError::value(tags::RESCALE_SLOPE, "a factor other than 0", slope));
    }
    Ok(Modality::Linear { slope, intercept })
}
