//! Step 5: padding, pixels that are not part of the picture.

use crate::field::View;
use dicom_dictionary_std::tags;

/// The range of stored padding values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Padding {
    /// Smallest of them.
    pub least: f64,
    /// Largest of them.
    pub most: f64,
}

impl Padding {
    /// Whether a stored value is padding.
    #[must_use]
    pub fn holds(&self, stored: f64) -> bool {
        self.least <= stored && stored <= self.most
    }
}

/// PS3.3, C.7.5.1.1.2: one value, or all between it and the range limit, whichever is larger. Padding is detected
/// before the modality step, because the attribute refers to stored values.
pub(crate) fn padding(view: View<'_>, signed: bool) -> Option<Padding> {
    let one = |tag| view.words(tag, signed).first().copied().map(f64::from);
    let value = one(tags::PIXEL_PADDING_VALUE)?;
    let limit = one(tags::PIXEL_PADDING_RANGE_LIMIT).unwrap_or(value);
    Some(Padding { least: value.min(limit), most: value.max(limit) })
}
