//! Mutations that know where fields are: in directories of TIFF, records of ZIP, chunks of PNG, headers of volumes, and
//! text of JSON.

use super::mutate::{number, put};
use fastrand::Rng;

/// An entry of the first directory: its tag, type, count or value (TIFF 6.0, section 2).
pub(crate) fn tiff(bytes: &mut [u8], rng: &mut Rng) {
    let is_big = bytes.starts_with(b"MM");
    let Some(&start) = bytes.get(4..).and_then(<[u8]>::first_chunk::<4>) else { return };
    let start = if is_big { u32::from_be_bytes(start) } else { u32::from_le_bytes(start) } as usize;
    let Some(&count) = bytes.get(start..).and_then(<[u8]>::first_chunk::<2>) else { return };
    let count = if is_big { u16::from_be_bytes(count) } else { u16::from_le_bytes(count) };
    let entry = start + 2 + 12 * rng.usize(..usize::from(count.clamp(1, 100)));
    let (at, width) = [(0, 2), (2, 2), (4, 4), (8, 4), (8, 2)][rng.usize(..5)];
    let number = if at == 0 { u64::from(rng.u16(250..360)) } else { number(rng) };
    put(bytes, entry + at, width, is_big, number);
}

/// A field of a record (PKWARE APPNOTE, 4.3).
pub(crate) fn zip(bytes: &mut [u8], rng: &mut Rng) {
    let records: Vec<usize> = (0..bytes.len())
        .filter(|&at| bytes[at..].starts_with(b"PK") && bytes.get(at + 2).is_some_and(|&b| b < 9))
        .collect();
    if let Some(&record) = rng.choice(&records) {
        put(bytes, record + 4 + 2 * rng.usize(..21), [2, 4][rng.usize(..2)], false, number(rng));
    }
}

/// Size, depth, colour type, interlacing, or the length of a chunk (PNG 3rd edition, 5.3 and 11.2.1).
pub(crate) fn png(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let chunks = chunks(bytes);
    let Some(&(start, end)) = rng.choice(&chunks) else { return };
    match rng.u8(..5) {
        0 => put(bytes, 16 + 4 * rng.usize(..2), 4, true, number(rng)),
        1 => put(bytes, 24 + rng.usize(..5), 1, true, [0, 1, 2, 3, 4, 6, 8, 16][rng.usize(..8)]),
        2 => put(bytes, start, 4, true, number(rng)),
        3 => {
            let again = bytes[start..end].to_vec();
            bytes.splice(start..start, again);
        }
        _ => drop(bytes.drain(start..end)),
    }
}

/// Where complete chunks begin and end.
fn chunks(bytes: &[u8]) -> Vec<(usize, usize)> {
    let (mut at, mut found) = (8, Vec::new());
    while let Some(&length) = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) {
        let end = at.saturating_add(12).saturating_add(u32::from_be_bytes(length) as usize);
        if end > bytes.len() {
            break;
        }
        found.push((at, end));
        at = end;
    }
    found
}

/// Corrects the CRCs of complete chunks, or no mutation would get past them.
pub(crate) fn with_sums(mut bytes: Vec<u8>) -> Vec<u8> {
    for (start, end) in chunks(&bytes) {
        let sum = containers::crc32(&[&bytes[start + 4..end - 4]]);
        put(&mut bytes, end - 4, 4, true, u64::from(sum));
    }
    bytes
}

/// A field in the header of a volume: dimensions, type, offset, scale, transforms.
pub(crate) fn header(bytes: &mut [u8], rng: &mut Rng) {
    let (at, width) = match rng.u8(..5) {
        0 => (40 + 2 * rng.usize(..8), 2),
        1 => (70 + 2 * rng.usize(..2), 2),
        2 => (76 + 4 * rng.usize(..8), 4),
        3 => (108 + 4 * rng.usize(..5), 4),
        _ => (252 + 2 * rng.usize(..48), 4),
    };
    let floats = [0.0, -1.0, f32::NAN, f32::INFINITY, f32::MAX, f32::MIN_POSITIVE, 1e10, 352.0];
    let number =
        if width == 4 && rng.bool() { u64::from(floats[rng.usize(..floats.len())].to_bits()) } else { number(rng) };
    put(bytes, at, width, rng.u8(..8) == 0, number);
}

/// Replaces a number, a string or a bracket of JSON by another.
pub(crate) fn json(bytes: &mut Vec<u8>, rng: &mut Rng) {
    const TOKENS: [&str; 20] = [
        "0",
        "-0",
        "-1",
        "1e400",
        "1e39",
        "1e-400",
        "0.1",
        "4294967296",
        "18446744073709551616",
        "null",
        "true",
        "\"\"",
        "\"a\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[[[[[[[",
        "]",
        "}",
        ",",
    ];
    let from = rng.usize(..bytes.len().max(1)).min(bytes.len());
    let starts = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'"' | b'[' | b'{' | b'-');
    let Some(start) = bytes[from..].iter().position(starts).map(|offset| from + offset) else { return };
    let rest = &bytes[start + 1..];
    let length = match bytes[start] {
        b'"' => rest.iter().position(|&byte| byte == b'"').map_or(rest.len(), |at| at + 1),
        b'[' | b'{' => 0,
        _ => rest.iter().position(|byte| !(byte.is_ascii_digit() || b".eE+-".contains(byte))).unwrap_or(rest.len()),
    };
    let token = TOKENS[rng.usize(..TOKENS.len())];
    bytes.splice(start..start + 1 + length, token.bytes());
}
