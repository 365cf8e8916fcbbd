//! Which bytes belong to which frame.

use super::dictionary::named;
use super::error::DicomError;
use super::field::{DataSet, Element, Value, View, longs};
use super::header::{IMPLICIT, ITEM, header};
use super::transfer::packing_from_frame;
use dicom_dictionary_std::tags;
use std::borrow::Cow;
use std::ops::Range;

/// Pixel data that should be encapsulated but have a defined length: the fragments inside, or one picture without
/// fragments.
pub(super) fn in_fragments(set: &mut DataSet, bytes: &[u8]) {
    let pixels = set.elements.iter_mut().filter(|element| element.tag == tags::PIXEL_DATA);
    for element in pixels {
        let Value::Bytes(range) = &element.value else { continue };
        let value = bytes.get(range.clone()).unwrap_or_default();
        if let Some(fragments) = items(bytes, range.clone()) {
            element.value = Value::Fragments(fragments);
        } else if packing_from_frame(value).is_some() {
            element.value = Value::Fragments(vec![range.start..range.start, range.clone()]);
        }
    }
}

/// The items that fill a value up to a delimiter, if it starts with one.
fn items(bytes: &[u8], of: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut fragments = Vec::new();
    let mut at = of.start;
    while at + 8 <= of.end {
        let (tag, _, length, body) = header(bytes, at, IMPLICIT)?;
        if tag != ITEM {
            break;
        }
        at = body.checked_add(length as usize)?;
        fragments.push(body..at.min(of.end));
    }
    (!fragments.is_empty()).then_some(fragments)
}

/// The compressed bytes of a frame, counted from 0, of `frames` (PS3.5, A.4).
///
/// In this order: one frame has all fragments up to the next picture; as many fragments as frames, one each; the
/// extended offset table, the basic one; finally every fragment that starts like a compressed picture starts a frame.
pub(super) fn frame_bytes<'a>(
    view: View<'a>,
    fragments: &[Range<usize>],
    frames: u32,
    frame: u32,
) -> Result<Cow<'a, [u8]>, DicomError> {
    let missing =
        |found: usize| DicomError::Truncated(text::dicom_pixels::fragments(frames, named(tags::PIXEL_DATA), found));
    let (table, data) = table_and_data(view.bytes, fragments);
    let at = frame as usize;
    let chosen = if frames == 1 {
        let next = data.iter().skip(1).position(|range| starts_picture(view.bytes, range));
        let first = data.first().filter(|first| starts_picture(view.bytes, first));
        let end = first.and(next).map_or(data.len(), |next| next + 1);
        data.get(..end).unwrap_or_default()
    } else if data.len() == frames as usize {
        data.get(at..=at).unwrap_or_default()
    } else {
        let starts = starts(view, table, data, frames);
        let from = starts.get(at).copied().ok_or_else(|| missing(data.len()))?;
        let to = starts.get(at + 1).copied().unwrap_or(data.len());
        data.get(from..to).unwrap_or_default()
    };
    match chosen {
        [] => Err(missing(data.len())),
        [one] => Ok(Cow::Borrowed(view.bytes.get(one.clone()).unwrap_or_default())),
        several => Ok(Cow::Owned(joined(view.bytes, several))),
    }
}

/// The bytes of a frame of `size` bytes that is not compressed, which may span fragments; `None` where each frame has
/// its own fragment, or the fragments are too short.
pub(super) fn uncompressed_frame<'a>(
    bytes: &'a [u8],
    fragments: &[Range<usize>],
    frames: u32,
    frame: u32,
    size: u64,
) -> Result<Option<Cow<'a, [u8]>>, DicomError> {
    let (_, data) = table_and_data(bytes, fragments);
    let total: u64 = data.iter().map(|range| range.len() as u64).sum();
    if data.len() == frames as usize || total / size.max(1) < u64::from(frames) {
        return Ok(None);
    }
    let (mut from, to) = (u64::from(frame) * size, (u64::from(frame) + 1) * size);
    let mut found = Vec::new();
    let mut start = 0;
    for range in data {
        let end = start + range.len() as u64;
        if from < end && from < to {
            // Both within this fragment.
            let (first, last) = ((from - start) as usize, (to.min(end) - start) as usize);
            let value = bytes.get(range.clone()).and_then(|value| value.get(first..last));
            found.extend_from_slice(value.unwrap_or_default());
            from = end;
        }
        start = end;
    }
    Ok(Some(Cow::Owned(found)))
}

/// The basic offset table, which some writers leave out, and the fragments after it.
fn table_and_data<'r>(bytes: &[u8], fragments: &'r [Range<usize>]) -> (Range<usize>, &'r [Range<usize>]) {
    match fragments.split_first() {
        Some((first, _)) if starts_picture(bytes, first) => (0..0, fragments),
        Some((first, data)) => (first.clone(), data),
        None => (0..0, &[]),
    }
}

fn joined(bytes: &[u8], ranges: &[Range<usize>]) -> Vec<u8> {
    let parts: Vec<&[u8]> = ranges.iter().filter_map(|range| bytes.get(range.clone())).collect();
    parts.concat()
}

fn starts_picture(bytes: &[u8], range: &Range<usize>) -> bool {
    bytes.get(range.clone()).and_then(packing_from_frame).is_some()
}

/// The first fragment of each frame.
fn starts(view: View<'_>, table: Range<usize>, data: &[Range<usize>], frames: u32) -> Vec<usize> {
    let extended = view.raw(tags::EXTENDED_OFFSET_TABLE).unwrap_or_default();
    let extended = extended.as_chunks::<8>().0.iter().map(|b| u64::from_le_bytes(*b));
    let table = view.bytes.get(table).unwrap_or_default();
    let basic = longs(table, false).map(u64::from);
    // A table must name a fragment for every frame in ascending order; otherwise it is ignored.
    let named = starts_from_offsets(extended, data, frames).or_else(|| starts_from_offsets(basic, data, frames));
    named.unwrap_or_else(|| {
        let starts = data.iter().enumerate().filter(|(_, range)| starts_picture(view.bytes, range));
        starts.map(|(at, _)| at).collect()
    })
}

/// The fragments that offsets point at. Offsets count from the item header of the first fragment, eight bytes before
/// its data. Fragments are in ascending order, so each offset is found by binary search.
fn starts_from_offsets(
    offsets: impl ExactSizeIterator<Item = u64>,
    data: &[Range<usize>],
    frames: u32,
) -> Option<Vec<usize>> {
    let base = data.first()?.start as u64;
    if offsets.len() < frames as usize {
        return None;
    }
    let place = |offset| data.binary_search_by_key(&offset, |range| range.start as u64 - base).ok();
    let starts: Vec<usize> = offsets.map(place).collect::<Option<_>>()?;
    (starts.first() == Some(&0) && starts.is_sorted_by(|a, b| a < b)).then_some(starts)
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
        return Err(DicomError::Damaged(text::dicom_pixels::not_plain(named(element.tag))));
    };
    let all = view.bytes.get(range.clone()).unwrap_or_default();
    let first = u64::from(frame) * bits_a_frame;
    let end = (first + bits_a_frame).div_ceil(8);
    if end > all.len() as u64 {
        let (number, element) = (u64::from(frame) + 1, named(element.tag));
        return Err(DicomError::Truncated(text::dicom_pixels::cut_before_frame(end, number, element, all.len())));
    }
    // Both are within the file's length.
    let (from, to, skip) = ((first / 8) as usize, end as usize, (first % 8) as usize);
    // PS3.5, 8.1.1 and annex A.3: cells of a byte or less are swapped in big endian words.
    if element.big && bits_allocated <= 8 && element.vr == dicom_core::VR::OW {
        let even = from & !1;
        let pairs = all.get(even..to.next_multiple_of(2).min(all.len())).unwrap_or_default().chunks(2);
        let swapped: Vec<u8> = pairs.flat_map(|pair| pair.iter().rev().copied()).collect();
        return Ok((Cow::Owned(swapped.get(from - even..to - even).unwrap_or_default().to_vec()), skip));
    }
    Ok((Cow::Borrowed(all.get(from..to).unwrap_or_default()), skip))
}
