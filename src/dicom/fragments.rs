//! Which bytes belong to which frame.

use super::dictionary::named;
use super::error::DicomError;
use super::field::{Element, Value, View, longs};
use super::transfer::packing_from_frame;
use dicom_dictionary_std::tags;
use std::borrow::Cow;
use std::ops::Range;

/// The compressed bytes of a frame, counted from 0, of `frames` (PS3.5, A.4).
///
/// In this order: one frame has all fragments; as many fragments as frames, one each; the extended offset
/// table, the basic one; at last every fragment that starts like a compressed picture starts a frame.
pub(super) fn frame_bytes<'a>(
    view: View<'a>,
    fragments: &[Range<usize>],
    frames: u32,
    frame: u32,
) -> Result<Cow<'a, [u8]>, DicomError> {
    let missing = |found: usize| {
        let expected = format!("the fragments of {frames} frames");
        DicomError::truncated(named(tags::PIXEL_DATA), expected, format!("{found} fragments"))
    };
    let (table, data) = fragments.split_first().ok_or_else(|| missing(0))?;
    let at = frame as usize;
    let chosen = if frames == 1 {
        data
    } else if data.len() == frames as usize {
        data.get(at..=at).unwrap_or_default()
    } else {
        let starts = starts(view, table.clone(), data);
        let from = starts.get(at).copied().ok_or_else(|| missing(data.len()))?;
        let to = starts.get(at + 1).copied().unwrap_or(data.len());
        data.get(from..to).unwrap_or_default()
    };
    match chosen {
        [] => Err(missing(data.len())),
        [one] => Ok(Cow::Borrowed(view.bytes.get(one.clone()).unwrap_or_default())),
        several => {
            let parts = several.iter().filter_map(|range| view.bytes.get(range.clone()));
            Ok(Cow::Owned(parts.flatten().copied().collect()))
        }
    }
}

/// The first fragment of each frame.
fn starts(view: View<'_>, table: Range<usize>, data: &[Range<usize>]) -> Vec<usize> {
    // Offsets count from the item header of the first fragment, eight bytes before its data.
    let base = data.first().map_or(0, |first| first.start.saturating_sub(8));
    let at_offset = |offset: u64| data.iter().position(|range| (range.start - 8 - base) as u64 == offset);
    let extended = view.raw(tags::EXTENDED_OFFSET_TABLE).unwrap_or_default();
    let order = |b: &[u8; 8]| if view.big { u64::from_be_bytes(*b) } else { u64::from_le_bytes(*b) };
    let mut offsets: Vec<u64> = extended.as_chunks::<8>().0.iter().map(order).collect();
    if offsets.is_empty() {
        let table = view.bytes.get(table).unwrap_or_default();
        offsets = longs(table, view.big).map(u64::from).collect();
    }
    let found: Vec<usize> = offsets.iter().filter_map(|&offset| at_offset(offset)).collect();
    if !found.is_empty() && found.len() == offsets.len() {
        return found;
    }
    let starts_frame = |range: &Range<usize>| view.bytes.get(range.clone()).and_then(packing_from_frame).is_some();
    data.iter().enumerate().filter(|(_, range)| starts_frame(range)).map(|(at, _)| at).collect()
}

/// The uncompressed bytes of a frame and the bits to skip in the first of them.
pub(super) fn native_bytes<'a>(
    view: View<'a>,
    element: &Element,
    bits_a_frame: u64,
    bits_allocated: u32,
    frame: u32,
) -> Result<(Cow<'a, [u8]>, usize), DicomError> {
    let Value::Bytes(range) = &element.value else {
        return Err(DicomError::value(element.tag, "uncompressed pixels", "fragments"));
    };
    let all = view.bytes.get(range.clone()).unwrap_or_default();
    let first = u64::from(frame) * bits_a_frame;
    let end = (first + bits_a_frame).div_ceil(8);
    if end > all.len() as u64 {
        let expected = format!("{end} bytes up to frame {}", u64::from(frame) + 1);
        return Err(DicomError::truncated(named(element.tag), expected, format!("{} bytes", all.len())));
    }
    // Both are within the file's own length.
    let (from, to, skip) = ((first / 8) as usize, end as usize, (first % 8) as usize);
    // PS3.5, 8.1.1 and annex A.3: cells of a byte or less in big endian words have changed places.
    if view.big && bits_allocated <= 8 && element.vr == dicom_core::VR::OW {
        let even = from & !1;
        let pairs = all.get(even..to.next_multiple_of(2).min(all.len())).unwrap_or_default().chunks(2);
        let swapped: Vec<u8> = pairs.flat_map(|pair| pair.iter().rev().copied()).collect();
        return Ok((Cow::Owned(swapped.get(from - even..to - even).unwrap_or_default().to_vec()), skip));
    }
    Ok((Cow::Borrowed(all.get(from..to).unwrap_or_default()), skip))
}
