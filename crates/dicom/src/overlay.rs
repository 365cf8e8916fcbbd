//! Graphics that a file lays over its pictures (PS3.3, C.9.2): one bit per pixel, in separate elements or in the unused
//! bits of the cells.
//!
//! They are not part of the measurement: the light box draws them, and a network gets the picture without them.

use super::dictionary::named;
use super::error::DicomError;
use super::field::View;
use super::notes::Notes;
use super::pixels::description::Description;
use dicom_core::Tag;
use std::ops::Range;

/// The repeating groups 6000 to 601E.
const GROUPS: u16 = 16;
/// How many times more pixels than its picture an overlay may have.
const LARGEST: u64 = 4;

/// One overlay on one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// Its label in the file, else its group: `6000`.
    pub name: String,
    /// Column of the frame, counted from 0, under its first column.
    pub left: i32,
    /// Row of the frame under its first row.
    pub top: i32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Row by row without gaps, the first pixel the lowest bit of its byte.
    bits: Vec<u8>,
}

impl Overlay {
    /// Whether one of its own pixels, counted from 0, is set.
    #[must_use]
    pub fn draws(&self, column: u32, row: u32) -> bool {
        let at = row as usize * self.width as usize + column as usize;
        column < self.width && self.bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }

    /// Runs of set pixels inside a frame of that size: row, first column and end.
    pub fn runs(&self, width: u32, height: u32) -> impl Iterator<Item = (u32, Range<u32>)> {
        (0..self.height).flat_map(move |row| {
            let line = u32::try_from(i64::from(self.top) + i64::from(row)).ok().filter(|&line| line < height);
            let mut column = 0;
            std::iter::from_fn(move || {
                let line = line?;
                loop {
                    while column < self.width && !self.draws(column, row) {
                        column += 1;
                    }
                    let from = column;
                    while column < self.width && self.draws(column, row) {
                        column += 1;
                    }
                    if from == column {
                        return None;
                    }
                    let place =
                        |column: u32| (i64::from(self.left) + i64::from(column)).clamp(0, i64::from(width)) as u32;
                    let run = place(from)..place(column);
                    if !run.is_empty() {
                        return Some((line, run));
                    }
                }
            })
        })
    }
}

/// An overlay's element of the given number.
fn tag(group: u16, element: u16) -> Tag {
    Tag(0x6000 + 2 * group, element)
}

/// Positions of the cell bits that contain overlays.
pub(super) fn embedded_bits(view: View<'_>, of: &Description) -> Vec<u32> {
    let bit = |group| embedded(view, group).filter(|bit| beside(of, *bit));
    let mut bits: Vec<u32> = (0..GROUPS).filter_map(bit).collect();
    bits.dedup();
    bits
}

/// C.9.2.1.1: the bit of an overlay without its own data element.
fn embedded(view: View<'_>, group: u16) -> Option<u32> {
    let has_data = view.raw(tag(group, 0x3000)).is_some_and(|raw| !raw.is_empty());
    let rows = view.words(tag(group, 0x0010), false).first().copied()?;
    let bit = view.words(tag(group, 0x0102), false).first().copied()?;
    (!has_data && rows > 0).then_some(bit.cast_unsigned())
}

/// Whether a bit of a cell lies outside the stored bits.
fn beside(of: &Description, bit: u32) -> bool {
    let is_stored = bit <= of.high_bit && bit + of.bits_stored > of.high_bit;
    of.samples == 1 && of.bits_allocated > 1 && bit < of.bits_allocated && !is_stored
}

/// The overlays of a frame, counted from 0, that draw anything. `planes` are the bits of [`embedded_bits`].
pub(super) fn overlays(
    view: View<'_>,
    (of, frame): (&Description, u32),
    planes: &[(u32, Vec<u8>)],
    notes: &mut Notes,
) -> Vec<Overlay> {
    let mut found = Vec::new();
    for group in 0..GROUPS {
        match overlay(view, group, (of, frame), planes) {
            Ok(Some(overlay)) if overlay.bits.iter().any(|&byte| byte != 0) => found.push(overlay),
            Ok(_) => {}
            Err(why) => notes.instead(&why, text::dicom_pixels::overlay_left_out()),
        }
    }
    if !found.is_empty() {
        let names: Vec<&str> = found.iter().map(|overlay| overlay.name.as_str()).collect();
        notes.say(text::dicom_pixels::overlays(names.join(", ")));
    }
    found
}

/// # Errors
/// The fault of the overlay.
fn overlay(
    view: View<'_>,
    group: u16,
    (of, frame): (&Description, u32),
    planes: &[(u32, Vec<u8>)],
) -> Result<Option<Overlay>, DicomError> {
    let word = |element: u16| view.words(tag(group, element), false).first().copied().filter(|&word| word > 0);
    let raw = view.raw(tag(group, 0x3000)).filter(|raw| !raw.is_empty());
    if raw.is_none() && embedded(view, group).is_none() {
        return Ok(None);
    }
    let side =
        |element: u16| word(element).map(i32::cast_unsigned).ok_or_else(|| DicomError::missing(tag(group, element)));
    let (height, width) = (side(0x0010)?, side(0x0011)?);
    let pixels = u64::from(width) * u64::from(height);
    if pixels > LARGEST * of.pixels() as u64 {
        let element = named(tag(group, 0x0010));
        return Err(DicomError::Damaged(text::dicom_pixels::overlay_large(LARGEST, element, width, height)));
    }
    // C.9.3: a multi-frame overlay applies to as many frames, from its origin on; one without a number of frames
    // applies to all.
    let at = match view.number(tag(group, 0x0015)) {
        Some(count) if count >= 1.0 => {
            let first = word(0x0051).map_or(1, i64::from);
            match i64::from(frame) + 1 - first {
                at if at < 0 || at as f64 >= count => return Ok(None),
                at => at as u64,
            }
        }
        _ => 0,
    };
    let bits = match raw {
        Some(raw) => taken(view, tag(group, 0x3000), raw, pixels * at..pixels * (at + 1))?,
        None => {
            let bit = embedded(view, group).unwrap_or_default();
            let plane = planes.iter().find(|(place, _)| *place == bit);
            let none = || DicomError::Damaged(text::dicom_pixels::overlay_bit(named(tag(group, 0x0102)), bit));
            let (_, plane) = plane.ok_or_else(none)?;
            if (width, height) != (of.width, of.height) {
                let element = named(tag(group, 0x0010));
                let message = text::dicom_pixels::overlay_size(of.width, of.height, element, width, height);
                return Err(DicomError::Damaged(message));
            }
            plane.clone()
        }
    };
    let origin = view.words(tag(group, 0x0050), true);
    let from_one = |at: usize| origin.get(at).copied().unwrap_or(1) - 1;
    let said = view.text(tag(group, 0x1500)).or_else(|| view.text(tag(group, 0x0022)));
    let name = said.unwrap_or_else(|| format!("{:04X}", tag(group, 0).group()));
    Ok(Some(Overlay { name, left: from_one(1), top: from_one(0), width, height, bits }))
}

/// Some bits of the data of an overlay, moved to the start of a byte.
fn taken(view: View<'_>, tag: Tag, raw: &[u8], bits: Range<u64>) -> Result<Vec<u8>, DicomError> {
    if raw.len() as u64 * 8 < bits.end {
        let needed = bits.end.div_ceil(8);
        return Err(DicomError::Truncated(text::dicom_pixels::overlay_cut(needed, named(tag), raw.len())));
    }
    // Both are within the data. Bytes of big endian words are swapped (PS3.5, annex A.3).
    let is_swapped = view.element(tag).is_some_and(|element| element.big && element.vr != dicom_core::VR::OB);
    let (from, count) = (bits.start as usize, (bits.end - bits.start) as usize);
    let byte = |at: usize| u32::from(raw.get(if is_swapped { at ^ 1 } else { at }).copied().unwrap_or_default());
    let shifted = |at: usize| {
        let place = from + 8 * at;
        ((byte(place / 8) | byte(place / 8 + 1) << 8) >> (place % 8)) as u8
    };
    let mut taken: Vec<u8> = (0..count.div_ceil(8)).map(shifted).collect();
    if let (Some(last), rest @ 1..) = (taken.last_mut(), count % 8) {
        *last &= (1 << rest) - 1;
    }
    Ok(taken)
}
