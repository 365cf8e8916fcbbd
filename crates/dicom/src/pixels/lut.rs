//! Look-up tables, as the modality, VOI and palette modules store them.

use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::{View, words};
use crate::notes::Notes;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;

/// A table of integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lut {
    /// Input value of the first entry.
    pub first: i32,
    /// Bits of an entry, 8 to 16.
    pub bits: u32,
    /// Entries, at least one; never signed, whatever the pixels are (PS3.3, C.11.1.1.1 and C.11.2.1.1).
    pub entries: Vec<u16>,
}

impl Lut {
    /// PS3.3, C.11.1.1 and C.7.6.3.1.5: the descriptor holds the number of entries (0 means 65,536), the first
    /// mapped value and the bits of an entry; entries of 8 bits may take a byte or a word each. `input` is
    /// the least and the largest value that can be looked up.
    ///
    /// # Errors
    /// `Missing`, or `Damaged` for fewer entries than the descriptor states.
    pub(crate) fn read(view: View<'_>, descriptor: Tag, data: Tag, input: (f64, f64)) -> Result<Self, DicomError> {
        let raw = view.raw(data).ok_or_else(|| DicomError::missing(data))?;
        let count = count(view, descriptor)?;
        let (entries, is_packed) = entries(view, data, raw, count);
        if entries.len() < count {
            return Err(too_few(data, count, entries.len()));
        }
        Self::from_entries(view, descriptor, entries, is_packed, input)
    }

    /// As many entries as there are, for a table that the picture needs.
    ///
    /// # Errors
    /// `Missing`, or `Damaged` for a table without any entry.
    pub(crate) fn read_some(
        view: View<'_>,
        descriptor: Tag,
        data: Tag,
        input: (f64, f64),
        notes: &mut Notes,
    ) -> Result<Self, DicomError> {
        let raw = view.raw(data).ok_or_else(|| DicomError::missing(data))?;
        let count = count(view, descriptor)?;
        let (entries, is_packed) = entries(view, data, raw, count);
        if entries.len() < count && !entries.is_empty() {
            notes.instead(&too_few(data, count, entries.len()), text::dicom_pixels::last_entry());
        }
        Self::from_entries(view, descriptor, entries, is_packed, input)
    }

    /// A table whose entries were extracted before.
    ///
    /// # Errors
    /// `Damaged` for a table without entries or a descriptor without three numbers.
    pub(crate) fn from_entries(
        view: View<'_>,
        descriptor: Tag,
        entries: Vec<u16>,
        is_packed: bool,
        input: (f64, f64),
    ) -> Result<Self, DicomError> {
        if entries.is_empty() {
            return Err(DicomError::Damaged(text::dicom_pixels::no_entries(named(descriptor))));
        }
        let fields = view.words(descriptor, false);
        let &[_, first, bits] = fields.as_slice() else {
            return Err(DicomError::Damaged(text::dicom_pixels::three_values(named(descriptor), fields.len())));
        };
        let is_signed = view.element(descriptor).is_some_and(|element| element.vr == VR::SS);
        // Some writers omit the bits, or give those of the pixels instead.
        let bits = if is_packed {
            8
        } else if (8..=16).contains(&bits) {
            bits.cast_unsigned()
        } else {
            16
        };
        Ok(Self { first: first_mapped(first as u16, is_signed, entries.len(), input), bits, entries })
    }

    /// Corrects the bits where the descriptor contradicts the entries: entries that do not fit, and 8 or 12 bits
    /// in a table that claims 16, which would make a black picture.
    pub(crate) fn fit_bits(&mut self, notes: &mut Notes) {
        let needed = bits_of(&self.entries);
        if needed <= self.bits && needed + 2 > self.bits || self.entries.iter().all(|&entry| entry == 0) {
            return;
        }
        let (said, fitting) = (self.bits, needed.max(8));
        if fitting != said {
            self.bits = fitting;
            let tag = named(tags::LUT_DESCRIPTOR);
            notes.say(text::dicom_pixels::entry_bits(said, tag, fitting));
        }
    }

    /// Whether it maps any value of a range.
    pub(crate) fn covers(&self, (least, most): (f64, f64)) -> bool {
        let first = f64::from(self.first);
        first <= most && first + self.entries.len() as f64 > least
    }

    /// The entry of a value; values beyond the ends get the first or last entry.
    #[must_use]
    pub fn entry(&self, value: f64) -> u16 {
        let place = (value - f64::from(self.first)).clamp(0.0, self.entries.len().saturating_sub(1) as f64);
        self.entries.get(place as usize).copied().unwrap_or_default()
    }
}

fn too_few(data: Tag, count: usize, found: usize) -> DicomError {
    DicomError::Damaged(text::dicom_pixels::entries(count, named(data), found))
}

/// Bits that the largest entry takes.
pub(crate) fn bits_of(entries: &[u16]) -> u32 {
    16 - entries.iter().copied().max().unwrap_or_default().leading_zeros()
}

/// At most `count` entries, and whether each takes one byte.
fn entries(view: View<'_>, data: Tag, raw: &[u8], count: usize) -> (Vec<u16>, bool) {
    if raw.len() >= 2 * count || raw.len() < count {
        return (words(raw, view.is_big(data)).take(count).collect(), false);
    }
    // Bytes in big endian words are swapped (PS3.5, annex A.3).
    let is_swapped = view.is_big(data) && view.element(data).is_some_and(|element| element.vr != VR::OB);
    let at = |place: usize| raw.get(if is_swapped { place ^ 1 } else { place }).copied().map(u16::from);
    ((0..count).filter_map(at).collect(), true)
}

/// The first mapped value. PS3.3, C.11.2.1.1 and C.7.6.3.1.5: it is signed where the values looked up are. Implicit VR
/// files cannot state the sign and others state it wrongly, so the interpretation is used whose table covers more of
/// the possible values; a representation of SS is always taken as signed.
fn first_mapped(word: u16, is_signed: bool, count: usize, (least, most): (f64, f64)) -> i32 {
    let (unsigned, signed) = (i32::from(word), i32::from(word.cast_signed()));
    if is_signed || unsigned == signed {
        return signed;
    }
    let covered = |first: i32| (f64::from(first) + count as f64 - 1.0).min(most) - f64::from(first).max(least);
    let (by_unsigned, by_signed) = (covered(unsigned), covered(signed));
    if by_signed > by_unsigned || by_signed == by_unsigned && least < 0.0 { signed } else { unsigned }
}

fn count(view: View<'_>, descriptor: Tag) -> Result<usize, DicomError> {
    match view.words(descriptor, false).first() {
        Some(0) => Ok(1 << 16),
        Some(&count) => Ok(count as usize),
        None => Err(DicomError::missing(descriptor)),
    }
}
