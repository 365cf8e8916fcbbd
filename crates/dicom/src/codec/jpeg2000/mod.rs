//! JPEG 2000 (ITU-T T.800), by `hayro-jpeg2000`, and its High-Throughput form (T.814), by `htj2k`.
//!
//! Chosen over `openjp2` (the C library turned into Rust, unsafe throughout) and `justjp2` (0.1, untested against
//! a conformance suite): it forbids unsafe code, is maintained, and returns components at full depth. It stores samples
//! as 32-bit floating point, exact for the 16 bits of DICOM. It does not report whether samples are signed, so that is
//! read here.
//!
//! Invariant: memory is bounded before it is allocated: [`cost`] estimates it from the headers of a stream.

mod cost;
mod high_throughput;

use super::{DecodedFrame, StreamColour, StreamShape, by_pixel};
use crate::error::DicomError;
use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};

/// Decodes a code stream, or the one in a JP2 file, which DICOM forbids (PS3.5, 8.2.4) and writers leave.
pub(super) fn decode(bytes: &[u8], shape: StreamShape) -> Result<DecodedFrame, DicomError> {
    let stream = code_stream(bytes).ok_or_else(|| DicomError::Damaged(text::dicom_codec::jpeg2000_no_stream()))?;
    let size = Size::read(stream)?;
    shape.check("JPEG 2000", size.width, size.height, size.components)?;
    let (is_transformed, is_high_throughput) = cost::check(stream, &size)?;
    if is_high_throughput || size.high_throughput {
        return high_throughput::decode(stream);
    }
    let settings = DecodeSettings { resolve_palette_indices: false, strict: true, target_resolution: None };
    let image = Image::new(stream, &settings).map_err(refused)?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(refused)?;
    let planes: Vec<&[f32]> = decoded.components().iter().map(|component| component.samples()).collect();
    if planes.len() != shape.components || planes.iter().any(|plane| plane.len() < shape.pixels()) {
        return Err(DicomError::Damaged(text::dicom_codec::jpeg2000_components(planes.len())));
    }
    // The decoder level-shifts all samples by half the range, though T.800, G.1.2 shifts only unsigned ones.
    let (lift, least, most) = if size.signed {
        let half = (1_i64 << (size.bits - 1)) as f32;
        (half, -half, half - 1.0)
    } else {
        (0.0, 0.0, ((1_i64 << size.bits) - 1) as f32)
    };
    // Within 17 bits by the clamp; the lower 16 are the two's complement.
    let sample = |value: f32| (value - lift).round_ties_even().clamp(least, most) as i32 as u16;
    let samples = by_pixel(&planes, shape.pixels(), sample);
    // T.800, G.2 and G.3: the decoder has undone the stream's own colour transform, so these are red, green and blue.
    let colour = if is_transformed && shape.components >= 3 { StreamColour::Rgb } else { StreamColour::Declared };
    Ok(DecodedFrame { samples, bits: size.bits, colour })
}

/// Components of a code stream.
pub(super) fn components(bytes: &[u8]) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(*code_stream(bytes)?.get(40..)?.first_chunk()?)))
}

/// T.800, A.5.1: what the SIZ segment says.
struct Size {
    width: u32,
    height: u32,
    /// Columns and rows of a tile, at most those of the picture.
    tile: (u32, u32),
    /// How many tiles there are.
    tiles: u64,
    components: usize,
    bits: u32,
    signed: bool,
    high_throughput: bool,
}

impl Size {
    fn read(stream: &[u8]) -> Result<Self, DicomError> {
        let short = |at: usize| Some(u16::from_be_bytes(*stream.get(at..)?.first_chunk()?));
        let long = |at: usize| Some(u32::from_be_bytes(*stream.get(at..)?.first_chunk()?));
        let read = || {
            // Marker and length of SIZ stand from 2 to 5, its fields from 6.
            let (right, bottom, left, top) = (long(8)?, long(12)?, long(16)?, long(20)?);
            let (wide, high, first_left, first_top) = (long(24)?, long(28)?, long(32)?, long(36)?);
            let (wide, high) = (wide.max(1), high.max(1));
            let count = |end: u32, first: u32, side: u32| Some(u64::from(end.checked_sub(first)?.div_ceil(side)));
            let tiles = count(right, first_left, wide)? * count(bottom, first_top, high)?;
            let components = usize::from(short(40)?);
            let first: [u8; 3] = *stream.get(42..)?.first_chunk()?;
            let all = stream.get(42..42 + 3 * components)?;
            let same = all.as_chunks::<3>().0.iter().all(|each| *each == first);
            let [depth, across, down] = first;
            let size = Self {
                width: right.checked_sub(left)?,
                height: bottom.checked_sub(top)?,
                tile: (wide.min(right.checked_sub(left)?), high.min(bottom.checked_sub(top)?)),
                tiles,
                components,
                bits: u32::from(depth & 0x7F) + 1,
                signed: depth & 0x80 != 0,
                // T.814, annex A: bit 14, and the capabilities (CAP) that must follow it.
                high_throughput: short(6)? & 0x4000 != 0 && short(42 + 3 * components)? == 0xFF50,
            };
            Some((size, same && (across, down) == (1, 1)))
        };
        let (size, plain) = read().ok_or_else(|| DicomError::Damaged(text::dicom_codec::jpeg2000_size_cut()))?;
        if !plain {
            return Err(DicomError::Unsupported(text::dicom_codec::jpeg2000_unequal()));
        }
        if size.bits > 16 {
            return Err(DicomError::Unsupported(text::dicom_codec::jpeg2000_bits(size.bits)));
        }
        Ok(size)
    }
}

/// The code stream itself: the bytes, or the `jp2c` box of a JP2 file (T.800, I.5.4).
pub(crate) fn code_stream(bytes: &[u8]) -> Option<&[u8]> {
    if bytes.starts_with(&[0xFF, 0x4F]) {
        return Some(bytes);
    }
    let mut at = 0;
    loop {
        let length = u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?) as usize;
        let kind = bytes.get(at + 4..at + 8)?;
        if kind == b"jp2c" {
            return bytes.get(at + 8..);
        }
        at = at.checked_add(length.max(8))?;
    }
}

/// The decoder's own error message.
fn refused(why: impl ToString) -> DicomError {
    DicomError::Damaged(text::dicom_codec::jpeg2000_stream(why.to_string()))
}
