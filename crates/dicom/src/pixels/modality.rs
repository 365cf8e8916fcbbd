//! Step 6, modality transform: stored numbers become measured values.

use super::description::Description;
use super::lut::Lut;
use crate::dictionary::named;
use crate::functional_groups::Groups;
use crate::notes::{Notes, said};
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// How a stored number becomes a value: for CT, in Hounsfield units.
#[derive(Clone, Debug, PartialEq)]
pub enum ModalityLut {
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

impl ModalityLut {
    /// The identity.
    pub const IDENTITY: Self = Self::Linear { slope: 1.0, intercept: 0.0 };

    /// The least and the largest value of stored numbers between two.
    #[must_use]
    pub(crate) fn range(&self, (least, most): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Linear { .. } => {
                let (one, other) = (self.value(least), self.value(most));
                (one.min(other), one.max(other))
            }
            Self::Table(lut) => (0.0, lut.entries.iter().copied().max().map_or(0.0, f64::from)),
        }
    }

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
///
/// An unusable table is ignored, and an invalid slope or intercept is not applied: the slope is 1
/// then, as GDCM takes it, and the intercept 0. Some cameras write 0 for both where nothing was rescaled.
///
/// Also returns whether the file was followed completely: only then are values in its unit.
pub(crate) fn modality(groups: Groups<'_>, of: &Description, notes: &mut Notes) -> (ModalityLut, bool) {
    let table = groups.root.item(tags::MODALITY_LUT_SEQUENCE, 0);
    if let Some(item) = table {
        match Lut::read(item, tags::LUT_DESCRIPTOR, tags::LUT_DATA, of.range()) {
            Ok(lut) => return (ModalityLut::Table(lut), true),
            Err(why) => notes.instead(&why, text::dicom_pixels::modality_left_out()),
        }
    }
    let view = groups.find(tags::PIXEL_VALUE_TRANSFORMATION_SEQUENCE, tags::RESCALE_SLOPE);
    let mut is_followed = view.element(tags::RESCALE_SLOPE).is_some() || table.is_none() && !groups.is_left_out();
    let mut one = |tag: Tag, without: f64| {
        let values = said(view, tag, notes);
        if values.is_empty() && view.element(tag).is_some() {
            notes.say(text::dicom_pixels::no_number(named(tag), without.to_string()));
        }
        let number = values.first().copied().flatten();
        is_followed &= number.is_some() || view.element(tag).is_none();
        number.unwrap_or(without)
    };
    let (slope, intercept) = (one(tags::RESCALE_SLOPE, 1.0), one(tags::RESCALE_INTERCEPT, 0.0));
    if slope != 0.0 {
        return (ModalityLut::Linear { slope, intercept }, is_followed);
    }
    let name = named(tags::RESCALE_SLOPE);
    notes.say(if intercept == 0.0 { text::dicom_pixels::no_rescale(name) } else { text::dicom_pixels::no_slope(name) });
    (ModalityLut::Linear { slope: 1.0, intercept }, false)
}
