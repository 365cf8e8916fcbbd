//! Step 3: palette indices become colours.

use super::lut::{Lut, bits_of};
use super::samples::Samples;
use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::{View, words};
use crate::notes::Notes;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// Descriptor, entries, segmented entries of each colour.
const TABLES: [(Tag, Tag, Tag); 3] = [
    (
        tags::RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
        tags::RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        tags::SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
    ),
    (
        tags::GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
        tags::GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        tags::SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
    ),
    (
        tags::BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
        tags::BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        tags::SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
    ),
];

/// PS3.3, C.7.6.3.1.5 and C.7.6.3.1.6: each stored value is looked up in three tables; values below the first
/// mapped one take the first entry, values above the last take the last. Returns red, green, blue and their bits.
/// `input` is the least and the largest stored number. Tables with fewer entries than declared are used as far as they
/// go.
///
/// # Errors
/// The fault of the first unusable table.
pub(crate) fn rgb_from_palette(
    samples: &Samples,
    view: View<'_>,
    input: (f64, f64),
    notes: &mut Notes,
) -> Result<(Samples, u32), DicomError> {
    let mut table = |(descriptor, data, segmented): (Tag, Tag, Tag)| match view.element(segmented) {
        Some(_) if view.element(data).is_none() => {
            let (entries, _, fault) = unfolded(view, segmented);
            if let (Some(why), false) = (fault, entries.is_empty()) {
                notes.instead(&why, text::dicom_pixels::colours_used());
            }
            Lut::from_entries(view, descriptor, entries, false, input)
        }
        _ => Lut::read_some(view, descriptor, data, input, notes),
    };
    let [red, green, blue] = TABLES;
    let tables = [table(red)?, table(green)?, table(blue)?];
    let said = tables.iter().map(|table| table.bits).max().unwrap_or(8);
    let needed = tables.iter().map(|table| bits_of(&table.entries)).max().unwrap_or(8);
    // Entries of 8 bits in a table that claims 16 would make a black picture.
    let bits = if needed > said || (needed <= 8 && needed > 0) { needed.max(8) } else { said };
    if bits != said {
        notes.say(text::dicom_pixels::colour_bits(said, bits));
    }
    // Each number that can stand there is looked up once, and its three entries are written as one.
    if bits <= 8 {
        let colour = |stored: f64| tables.each_ref().map(|table| table.entry(stored) as u8);
        return Ok((Samples::U8(samples.map_by_number(colour).into_flattened()), 8));
    }
    let colour = |stored: f64| tables.each_ref().map(|table| table.entry(stored));
    Ok((Samples::U16(samples.map_by_number(colour).into_flattened()), bits))
}

/// Bytes of a segmented table that are read.
pub(crate) fn segments_length(view: View<'_>, tag: Tag) -> usize {
    2 * unfolded(view, tag).1
}

/// PS3.3, C.7.9.2: a segmented table, expanded: discrete (0), linear (1), and copies of earlier segments (2); also the
/// number of words read, and the fault of the first invalid segment.
fn unfolded(view: View<'_>, tag: Tag) -> (Vec<u16>, usize, Option<DicomError>) {
    let codes: Vec<u16> = view.raw(tag).map(|raw| words(raw, view.is_big(tag)).collect()).unwrap_or_default();
    let mut entries = Vec::new();
    let mut at = 0;
    while at < codes.len() {
        let next = match (codes.get(at), codes.get(at + 1)) {
            (Some(2), Some(&count)) => copies(&codes, at, count, &mut entries),
            _ => segment(&codes, at, &mut entries),
        };
        let Some(next) = next else {
            return (entries, at, Some(DicomError::Damaged(text::dicom_pixels::segment(named(tag)))));
        };
        at = next;
        if entries.len() > 1 << 16 {
            entries.truncate(1 << 16);
            return (entries, at, Some(DicomError::Damaged(text::dicom_pixels::too_many_colours(named(tag)))));
        }
    }
    (entries, at, None)
}

/// Copies `count` earlier segments; returns where the next one starts.
fn copies(codes: &[u16], at: usize, count: u16, entries: &mut Vec<u16>) -> Option<usize> {
    let &[low, high] = codes.get(at + 2..at + 4)? else { return None };
    // In bytes, as the standard counts them.
    let mut from = (usize::from(high) << 16 | usize::from(low)) / 2;
    for _ in 0..count {
        from = segment(codes, from, entries)?;
        if entries.len() > 1 << 16 {
            break;
        }
    }
    Some(at + 4)
}

/// One discrete or linear segment at `at`; returns where the next one starts.
fn segment(codes: &[u16], at: usize, entries: &mut Vec<u16>) -> Option<usize> {
    let (&kind, &count) = (codes.get(at)?, codes.get(at + 1)?);
    match kind {
        0 => {
            let end = at + 2 + usize::from(count);
            entries.extend_from_slice(codes.get(at + 2..end)?);
            Some(end)
        }
        1 => {
            let (from, to) = (f64::from(*entries.last()?), f64::from(*codes.get(at + 2)?));
            let step = (to - from) / f64::from(count.max(1));
            entries.extend((1..=count).map(|place| (from + step * f64::from(place)).round() as u16));
            Some(at + 3)
        }
        _ => None,
    }
}
