//! Mutations of DICOM files that know their elements: lengths, representations, tags, values, order, and sequences
//! around them.

use super::mutate::{number, put};
use super::segments;
use fastrand::Rng;
use miniz_oxide::deflate::compress_to_vec;
use std::ops::Range;

/// Limit of elements found in a file.
const MOST: usize = 500;

/// Tags that control decoding: groups and numbers, little endian.
const TAGS: [[u8; 4]; 20] = [
    [0x02, 0x00, 0x10, 0x00],
    [0x08, 0x00, 0x05, 0x00],
    [0x08, 0x00, 0x40, 0x11],
    [0x10, 0x00, 0x10, 0x00],
    [0x28, 0x00, 0x02, 0x00],
    [0x28, 0x00, 0x06, 0x00],
    [0x28, 0x00, 0x08, 0x00],
    [0x28, 0x00, 0x10, 0x00],
    [0x28, 0x00, 0x11, 0x00],
    [0x28, 0x00, 0x00, 0x01],
    [0x28, 0x00, 0x02, 0x01],
    [0x28, 0x00, 0x52, 0x10],
    [0x28, 0x00, 0x10, 0x30],
    [0x28, 0x00, 0x02, 0x30],
    [0x28, 0x00, 0x06, 0x30],
    [0x00, 0x60, 0x00, 0x30],
    [0x00, 0x52, 0x30, 0x92],
    [0xE0, 0x7F, 0x10, 0x00],
    [0xFE, 0xFF, 0x00, 0xE0],
    [0xFE, 0xFF, 0xDD, 0xE0],
];

/// Value representations (PS3.5, 6.2).
const REPRESENTATIONS: [&[u8; 2]; 16] =
    [b"SQ", b"UN", b"OB", b"OW", b"OF", b"UT", b"UI", b"US", b"SS", b"DS", b"IS", b"CS", b"LO", b"PN", b"AT", b"FD"];

/// Where an element or an item is.
struct DatasetElement {
    start: usize,
    /// Whether it has an explicit value representation.
    is_lettered: bool,
    length_at: usize,
    /// Bytes of its length field.
    width: usize,
    body: Range<usize>,
}

impl DatasetElement {
    fn whole(&self) -> Range<usize> {
        self.start..self.body.end
    }
}

/// Walks through the elements, and into those of undefined length.
fn elements(bytes: &[u8]) -> Vec<DatasetElement> {
    let mut at = if bytes.get(128..132) == Some(b"DICM") { 132 } else { 0 };
    let mut found = Vec::new();
    while let Some(&[group, _, _, _, first, second, low, high]) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>)
        && found.len() < MOST
    {
        let is_lettered = first.is_ascii_uppercase() && second.is_ascii_uppercase();
        let is_long = matches!(&[first, second], b"SQ" | b"UN" | b"OB" | b"OW" | b"OF" | b"OD" | b"OL" | b"OV" | b"UT");
        let (length_at, width) = match (is_lettered, is_long) {
            (false, _) => (at + 4, 4),
            (true, true) => (at + 8, 4),
            (true, false) => (at + 6, 2),
        };
        let length = match bytes.get(length_at..length_at + 4) {
            _ if width == 2 => u32::from(u16::from_le_bytes([low, high])),
            Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            _ => break,
        };
        let body = length_at + width;
        // Items and elements of undefined length: their content follows. Fragments are skipped as a whole.
        let is_open = length == u32::MAX || (group == 0xFE && length == 0);
        let end = if is_open { body } else { body.saturating_add(length as usize).min(bytes.len()) };
        found.push(DatasetElement { start: at, is_lettered, length_at, width, body: body.min(end)..end });
        at = end;
    }
    found
}

/// One mutation.
pub(crate) fn change(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let all = elements(bytes);
    let (Some(element), Some(other)) = (rng.choice(&all), rng.choice(&all)) else {
        super::mutate::change(bytes, &[], rng);
        return;
    };
    match rng.u8(..12) {
        0 | 1 => {
            let length = if rng.bool() {
                number(rng)
            } else {
                (element.body.len() as u64 + u64::from(rng.u8(..9))).wrapping_sub(4)
            };
            put(bytes, element.length_at, element.width, false, length);
        }
        2 => drop(bytes.drain(element.whole())),
        3 => {
            let again = bytes[element.whole()].to_vec();
            bytes.splice(other.start..other.start, again);
        }
        4 if element.is_lettered => {
            let letters = REPRESENTATIONS[rng.usize(..REPRESENTATIONS.len())];
            bytes[element.start + 4..element.start + 6].copy_from_slice(letters);
        }
        5 => {
            let tag = TAGS[rng.usize(..TAGS.len())];
            bytes[element.start..element.start + 4].copy_from_slice(&tag);
        }
        6 => {
            let (at, width) = (element.body.start, element.body.len().min(1 << rng.usize(..3)));
            put(bytes, at, width, false, number(rng));
        }
        7 => {
            let text: &[u8] =
                [&b"0 "[..], b"-1", b"1e308 ", b"nan ", b"1\\2\\", b"\\\\", b"\x1B$B", b"99999999999999 "]
                    [rng.usize(..8)];
            let body = element.body.clone();
            let fitting = body.len().min(text.len());
            bytes[body.start..body.start + fitting].copy_from_slice(&text[..fitting]);
        }
        8 => {
            // In an item of a sequence, both of undefined length (PS3.5, 7.5).
            let inner = bytes[element.whole()].to_vec();
            let head = [0x08, 0x00, 0x40, 0x11, b'S', b'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
            let item = [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
            let ends = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
            let wrapped = [&head[..], &item, &inner, &ends].concat();
            bytes.splice(element.whole(), wrapped);
        }
        _ => match stream(bytes) {
            Some(at) => segments::change(bytes, at, rng),
            None => {
                // The pixel data, which is last and longest.
                let longest = all.iter().max_by_key(|element| element.body.len()).map_or(0..0, |of| of.body.clone());
                if !longest.is_empty() {
                    let at = rng.usize(longest);
                    bytes[at] = rng.u8(..);
                }
            }
        },
    }
}

/// Start of a JPEG or JPEG 2000 stream.
fn stream(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| matches!(window, [0xFF, 0xD8, 0xFF, _] | [0xFF, 0x4F, 0xFF, 0x51]))
}

/// The file with everything behind the meta information deflated (PS3.5, A.5).
pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let is_behind = |element: &DatasetElement| bytes.get(element.start) != Some(&2);
    let start = elements(bytes).into_iter().find(is_behind).map_or(bytes.len(), |element| element.start);
    let (meta, rest) = bytes.split_at(start.min(bytes.len()));
    [meta, &compress_to_vec(rest, 1)].concat()
}
