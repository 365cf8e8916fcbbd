//! Step 3: places in a colour table become colours.

use super::lut::Lut;
use super::samples::Samples;
use crate::dicom::dictionary::named;
use crate::dicom::error::DicomError;
use crate::dicom::field::{View, words};
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
/// mapped one take the first entry, values above the last take the last. Gives red, green, blue and their bits.
pub(in crate::dicom) fn rgb_from_palette(
    samples: &Samples,
    view: View<'_>,
    signed: bool,
) -> Result<(Samples, u32), DicomError> {
    let mut tables = Vec::with_capacity(3);
    for (descriptor, data, segmented) in TABLES {
        let table = match view.element(segmented) {
            Some(_) if view.element(data).is_none() => {
                let entries = unfolded(view, segmented)?;
                Lut::from_entries(view, descriptor, entries, signed)?
            }
            _ => Lut::read(view, descriptor, data, signed)?,
        };
        tables.push(table);
    }
    let bits = tables.iter().map(|table| table.bits).max().unwrap_or(8);
    let look = |stored: f64| tables.iter().map(move |table| table.entry(stored)).collect::<Vec<u16>>();
    let colours: Vec<u16> = samples.map(look).into_iter().flatten().collect();
    Ok(if bits <= 8 {
        (Samples::U8(colours.into_iter().map(|entry| entry as u8).collect()), 8)
    } else {
        (Samples::U16(colours), bits)
    })
}

/// PS3.3, C.7.9.2: a table folded into runs: discrete (0), linear (1), and copies of earlier runs (2).
fn unfolded(view: View<'_>, tag: Tag) -> Result<Vec<u16>, DicomError> {
    let codes: Vec<u16> = view.raw(tag).map(|raw| words(raw, view.big).collect()).unwrap_or_default();
    let mut entries = Vec::new();
    let fault = |found: &str| DicomError::value(tag, "segments of a colour table", found.to_owned());
    let mut at = 0;
    while at < codes.len() {
        at = match (codes.get(at), codes.get(at + 1)) {
            (Some(2), Some(&count)) => {
                let Some(&[low, high]) = codes.get(at + 2..at + 4) else { return Err(fault("a cut one")) };
                // In bytes, as the standard counts them.
                let mut from = (usize::from(high) << 16 | usize::from(low)) / 2;
                for _ in 0..count {
                    from = segment(&codes, from, &mut entries).ok_or_else(|| fault("a copy of none"))?;
                }
                at + 4
            }
            _ => segment(&codes, at, &mut entries).ok_or_else(|| fault("an unknown or a cut one"))?,
        };
        if entries.len() > 1 << 16 {
            return Err(fault("more than 65,536 entries"));
        }
    }
    Ok(entries)
}

/// One discrete or linear segment at `at`; gives where the next one starts.
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

/// Whether the tables are there at all; the error names the first that is not.
pub(in crate::dicom) fn check(view: View<'_>) -> Result<(), DicomError> {
    let missing = TABLES.iter().find(|(descriptor, ..)| view.element(*descriptor).is_none());
    missing.map_or(Ok(()), |(descriptor, ..)| Err(DicomError::Missing { tag: named(*descriptor) }))
}
