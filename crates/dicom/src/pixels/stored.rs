//! Steps 1 and 2: stored bits to numbers, planes to pixels.

use super::description::{Description, Number};
use super::samples::Samples;
use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::{doubles, longs, words};
use dicom_dictionary_std::tags;

/// Bits of one frame as stored in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<'a> {
    pub(crate) bytes: &'a [u8],
    /// Bits to skip: frames of one-bit pixels follow each other without a gap (PS3.5, 8.1.1).
    pub(crate) skip_bits: usize,
    pub(crate) big: bool,
}

/// PS3.5, 8.1.1: a cell holds the stored bits below the high bit, and may hold anything in the others. They are
/// masked, and the sign is taken from the highest stored bit, because sign extension is not guaranteed.
pub(crate) fn samples_from_cells(of: &Description, cells: Cells<'_>) -> Result<Samples, DicomError> {
    let count = of.pixels() * of.samples;
    let needed = (cells.skip_bits + count * of.bits_allocated as usize).div_ceil(8);
    let Some(bytes) = cells.bytes.get(..needed) else {
        let (element, found) = (named(tags::PIXEL_DATA), cells.bytes.len());
        return Err(DicomError::Truncated(text::dicom_pixels::cut(needed, element, found)));
    };
    let big = cells.big;
    let samples = match (of.bits_allocated, of.number) {
        (32, Number::Float) => Samples::F32(longs(bytes, big).map(f32::from_bits).collect()),
        (_, Number::Float) => Samples::F64(doubles(bytes, big).collect()),
        (1, _) => Samples::U8(bits(bytes, cells.skip_bits, count)),
        (8, _) => samples_from_raw(of, bytes.iter().map(|&byte| u32::from(byte))),
        (16, _) => samples_from_raw(of, words(bytes, big).map(u32::from)),
        _ => samples_from_raw(of, longs(bytes, big)),
    };
    Ok(if of.planar { by_pixel(samples, of.samples) } else { samples })
}

/// The first bit is the lowest of the first byte (PS3.5, 8.1.1 and annex D).
fn bits(bytes: &[u8], skip: usize, count: usize) -> Vec<u8> {
    (skip..skip + count).map(|at| bytes.get(at / 8).map_or(0, |byte| byte >> (at % 8) & 1)).collect()
}

/// Masks and extends every cell; see [`samples_from_cells`].
pub(crate) fn samples_from_raw(of: &Description, raw: impl Iterator<Item = u32>) -> Samples {
    // The stored bits are moved to the top, and back with or without their sign: at most 32 bits.
    let up = 31_u32.saturating_sub(of.high_bit);
    let down = 32_u32.saturating_sub(of.bits_stored).min(31);
    let unsigned = |cell: u32| (cell << up) >> down;
    let signed = |cell: u32| (cell << up).cast_signed() >> down;
    match (of.bits_stored, of.signed()) {
        (..=8, false) => Samples::U8(raw.map(|cell| unsigned(cell) as u8).collect()),
        (..=16, false) => Samples::U16(raw.map(|cell| unsigned(cell) as u16).collect()),
        (_, false) => Samples::U32(raw.map(unsigned).collect()),
        (..=16, true) => Samples::I16(raw.map(|cell| signed(cell) as i16).collect()),
        (_, true) => Samples::I32(raw.map(signed).collect()),
    }
}

/// PS3.3, C.7.6.3.1.3: with planar configuration 1 all red samples come first, then all green, then all blue.
pub(crate) fn by_pixel(samples: Samples, per_pixel: usize) -> Samples {
    match samples {
        Samples::U8(v) => Samples::U8(interleaved(&v, per_pixel)),
        Samples::U16(v) => Samples::U16(interleaved(&v, per_pixel)),
        Samples::I16(v) => Samples::I16(interleaved(&v, per_pixel)),
        Samples::U32(v) => Samples::U32(interleaved(&v, per_pixel)),
        Samples::I32(v) => Samples::I32(interleaved(&v, per_pixel)),
        Samples::F32(v) => Samples::F32(interleaved(&v, per_pixel)),
        Samples::F64(v) => Samples::F64(interleaved(&v, per_pixel)),
    }
}

fn interleaved<T: Copy>(planes: &[T], per_pixel: usize) -> Vec<T> {
    let pixels = planes.len() / per_pixel.max(1);
    let place = |at: usize| planes.get(at % per_pixel * pixels + at / per_pixel).copied();
    // Of its size at once: what is filtered would be collected into a vector that doubles.
    let mut by_pixel = Vec::with_capacity(pixels * per_pixel);
    by_pixel.extend((0..pixels * per_pixel).filter_map(place));
    by_pixel
}
