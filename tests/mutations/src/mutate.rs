//! Mutations of files: some know nothing of the file, and some know its format.

use super::seeds::zipped;
use super::targets::SeedFormat;
use super::{elements, fields, segments};
use fastrand::Rng;

/// Files do not grow beyond this.
const MOST_BYTES: usize = 512 << 10;
/// Limit of bytes that one repetition adds.
const MOST_REPEATED: usize = 8 << 10;
/// Length of the part in which headers are.
const HEAD: usize = 512;

/// Boundary values of integer types.
pub(crate) const NUMBERS: [u64; 30] = [
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    9,
    12,
    15,
    16,
    17,
    31,
    64,
    127,
    128,
    255,
    256,
    1000,
    4095,
    4096,
    0x7FFF,
    0x8000,
    0xFFFE,
    0xFFFF,
    0x1_0000,
    0x7FFF_FFFF,
    0x8000_0000,
    0xFFFF_FFFF,
    u64::MAX,
];

/// A mutated copy of `start`, perhaps with parts of `other`.
pub(crate) fn mutated(start: &[u8], other: &[u8], shape: SeedFormat, rng: &mut Rng) -> Vec<u8> {
    let mut bytes = start.to_vec();
    // One mutation in half of the cases: of several, an earlier one may hide the others.
    let changes = if rng.bool() { 1 } else { 1 + rng.usize(..8) };
    for _ in 0..changes {
        if shape == SeedFormat::Bytes || rng.u8(..10) < 4 {
            change(&mut bytes, other, rng);
        } else {
            match shape {
                SeedFormat::Dicom | SeedFormat::Deflated => elements::change(&mut bytes, rng),
                SeedFormat::Jpeg => segments::change(&mut bytes, 0, rng),
                SeedFormat::Tiff => fields::tiff(&mut bytes, rng),
                SeedFormat::Zip => fields::zip(&mut bytes, rng),
                SeedFormat::Png => fields::png(&mut bytes, rng),
                SeedFormat::Volume => fields::header(&mut bytes, rng),
                SeedFormat::Json => fields::json(&mut bytes, rng),
                SeedFormat::Bytes => {}
            }
        }
        bytes.truncate(MOST_BYTES);
    }
    match shape {
        SeedFormat::Png if rng.u8(..4) > 0 => fields::with_sums(bytes),
        SeedFormat::Deflated if rng.u8(..4) > 0 => elements::deflated(&bytes),
        SeedFormat::Volume if rng.u8(..4) == 0 => zipped(&bytes),
        _ => bytes,
    }
}

/// An offset below `length`: half of the time among the headers.
fn place(length: usize, rng: &mut Rng) -> usize {
    let reach = if rng.bool() { length.min(HEAD) } else { length };
    rng.usize(..reach.max(1))
}

/// A range within `length`, not longer than `most`.
fn part(length: usize, most: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let start = place(length, rng).min(length);
    start..(start + 1 + rng.usize(..most.max(1))).min(length)
}

/// One of [`NUMBERS`], or a neighbour.
pub(crate) fn number(rng: &mut Rng) -> u64 {
    let number = NUMBERS[rng.usize(..NUMBERS.len())];
    match rng.u8(..6) {
        0 => number.wrapping_add(1),
        1 => number.wrapping_sub(1),
        _ => number,
    }
}

/// Overwrites the bytes at an offset with a number of this width, in either byte order.
pub(crate) fn put(bytes: &mut [u8], at: usize, width: usize, is_big: bool, number: u64) {
    let width = width.min(8);
    let (little, big) = (number.to_le_bytes(), number.to_be_bytes());
    let value = if is_big { &big[8 - width..] } else { &little[..width] };
    if let Some(field) = bytes.get_mut(at..at.saturating_add(width)) {
        field.copy_from_slice(value);
    }
}

/// One mutation that knows nothing of the file.
pub(crate) fn change(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    let length = bytes.len();
    if length == 0 {
        bytes.extend_from_slice(other);
        return;
    }
    match rng.u8(..12) {
        0 | 1 => {
            for _ in 0..1 + rng.usize(..4) {
                let at = place(length, rng);
                bytes[at] ^= 1 << rng.u8(..8);
            }
        }
        2 => {
            let at = place(length, rng);
            bytes[at] = rng.u8(..);
        }
        3 | 4 => {
            let (at, width) = (place(length, rng), 1 << rng.usize(..4));
            put(bytes, at, width, rng.bool(), number(rng));
        }
        5 => {
            let range = part(length, 32, rng);
            let byte = if rng.bool() { 0xFF } else { rng.u8(..) };
            bytes[range].fill(byte);
        }
        6 => bytes.truncate(rng.usize(..length)),
        7 => drop(bytes.drain(part(length, 64, rng))),
        8 => {
            let again = bytes[part(length, 256, rng)].to_vec();
            let at = place(length, rng);
            bytes.splice(at..at, again);
        }
        9 => {
            // The same bytes many times: nested structures become deep.
            let again = bytes[part(length, 24, rng)].to_vec();
            let times = 1 + rng.usize(..MOST_REPEATED / again.len().max(1));
            let at = place(length, rng);
            bytes.splice(at..at, again.repeat(times));
        }
        10 if !other.is_empty() => {
            let from = other[part(other.len(), 1024, rng)].to_vec();
            let range = part(length, 1024, rng);
            bytes.splice(range, from);
        }
        _ => {
            // The start of one file, and the end of another.
            bytes.truncate(rng.usize(..length));
            bytes.extend_from_slice(&other[rng.usize(..other.len().max(1)).min(other.len())..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, SeedFormat, mutated};
    use fastrand::Rng;

    #[test]
    fn any_bytes_can_be_changed_in_every_way() {
        let shapes = [
            SeedFormat::Bytes,
            SeedFormat::Dicom,
            SeedFormat::Deflated,
            SeedFormat::Jpeg,
            SeedFormat::Png,
            SeedFormat::Tiff,
            SeedFormat::Zip,
            SeedFormat::Volume,
            SeedFormat::Json,
        ];
        let mut rng = Rng::with_seed(7);
        for round in 0..20_000_usize {
            let [one, two] = [round % 90, round % 7].map(|length| (0..length).map(|_| rng.u8(..)).collect::<Vec<u8>>());
            let shape = shapes[round % shapes.len()];
            assert!(mutated(&one, &two, shape, &mut rng).len() < 2 * MOST_BYTES, "{shape:?}");
        }
    }
}
