//! Look-up tables, as the modality, VOI and palette modules store them.

use crate::dicom::error::DicomError;
use crate::dicom::field::{View, words};
use dicom_core::Tag;

/// A table of whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lut {
    /// Stored value that the first entry stands for.
    pub first: i32,
    /// Bits of an entry, 8 to 16.
    pub bits: u32,
    /// Entries; never signed, whatever the pixels are (PS3.3, C.11.1.1.1 and C.11.2.1.1).
    pub entries: Vec<u16>,
}

impl Lut {
    /// PS3.3, C.11.1.1 and C.7.6.3.1.5: the descriptor holds the number of entries (0 means 65,536), the first
    /// mapped value (signed as the pixels are) and the bits of an entry; entries of 8 bits may stand one in a
    /// byte or one in a word.
    pub(in crate::dicom) fn read(view: View<'_>, descriptor: Tag, data: Tag, signed: bool) -> Result<Self, DicomError> {
        let raw = view.raw(data).ok_or_else(|| DicomError::missing(data))?;
        let count = count(view, descriptor)?;
        let entries: Vec<u16> = if raw.len() < 2 * count && raw.len() >= count {
            raw.iter().take(count).map(|&byte| u16::from(byte)).collect()
        } else {
            words(raw, view.big).take(count).collect()
        };
        if entries.len() < count {
            return Err(DicomError::value(data, format!("{count} entries"), entries.len()));
        }
        Self::from_entries(view, descriptor, entries, signed)
    }

    /// A table whose entries were unfolded before.
    pub(in crate::dicom) fn from_entries(
        view: View<'_>,
        descriptor: Tag,
        entries: Vec<u16>,
        signed: bool,
    ) -> Result<Self, DicomError> {
        if entries.is_empty() {
            return Err(DicomError::value(descriptor, "a table with entries", "none"));
        }
        let fields = view.words(descriptor, signed);
        let &[_, first, bits] = fields.as_slice() else {
            return Err(DicomError::value(descriptor, "3 values", fields.len()));
        };
        // Writers are known to leave the bits out, or to give those of the pixels instead.
        let bits = if (8..=16).contains(&bits) { bits.cast_unsigned() } else { 16 };
        Ok(Self { first, bits, entries })
    }

    /// The entry of a stored value; the ends go on for ever.
    #[must_use]
    pub fn entry(&self, stored: f64) -> u16 {
        let place = (stored - f64::from(self.first)).clamp(0.0, (self.entries.len() - 1) as f64);
        self.entries.get(place as usize).copied().unwrap_or_default()
    }
}

fn count(view: View<'_>, descriptor: Tag) -> Result<usize, DicomError> {
    match view.words(descriptor, false).first() {
        Some(0) => Ok(1 << 16),
        Some(&count) => Ok(count as usize),
        None => Err(DicomError::missing(descriptor)),
    }
}
