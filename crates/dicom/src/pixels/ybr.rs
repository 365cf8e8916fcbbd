//! Step 4: luma and colour differences become red, green and blue.

use super::samples::Samples;
use crate::error::DicomError;

/// Bits of fixed point.
const POINT: u32 = 16;

/// PS3.3, C.7.6.3.1.2, YBR_FULL, solved for red, green and blue: the factors of Rec. 601 (1.402, 0.344136,
/// 0.714136, 1.772) in 16-bit fixed point, rounded once. Samples have 8 bits, or `bits` up to 16.
pub(crate) fn rgb_from_ybr(samples: Samples, bits: u32) -> Result<Samples, DicomError> {
    let mut samples = match samples {
        Samples::U8(samples) => samples,
        Samples::U16(samples) => return Ok(Samples::U16(wide(samples, bits))),
        _ => return Err(DicomError::Unsupported(text::dicom_pixels::ybr())),
    };
    let half = 1 << (POINT - 1);
    let rounded = |sum: i32| (sum >> POINT).clamp(0, 255) as u8;
    for pixel in samples.as_chunks_mut::<3>().0 {
        let [y, cb, cr] = pixel.map(i32::from);
        let (y, cb, cr) = ((y << POINT) + half, cb - 128, cr - 128);
        *pixel = [rounded(y + 91_881 * cr), rounded(y - 22_554 * cb - 46_802 * cr), rounded(y + 116_130 * cb)];
    }
    Ok(Samples::U8(samples))
}

/// The same for 9 to 16 bits: zero chroma is in the middle of the range.
fn wide(mut samples: Vec<u16>, bits: u32) -> Vec<u16> {
    let (middle, most) = (1_i64 << (bits - 1), (1_i64 << bits) - 1);
    let half = 1_i64 << (POINT - 1);
    let rounded = |sum: i64| (sum >> POINT).clamp(0, most) as u16;
    for pixel in samples.as_chunks_mut::<3>().0 {
        let [y, cb, cr] = pixel.map(i64::from);
        let (y, cb, cr) = ((y << POINT) + half, cb - middle, cr - middle);
        *pixel = [rounded(y + 91_881 * cr), rounded(y - 22_554 * cb - 46_802 * cr), rounded(y + 116_130 * cb)];
    }
    samples
}

/// PS3.3, C.7.6.3.1.2, YBR_FULL_422: two luma samples, then the colour differences of both; only uncompressed frames
/// are stored like this. Returns three samples per pixel.
pub(crate) fn full_from_422(bytes: &[u8], pixels: usize) -> Vec<u8> {
    let pairs = bytes.as_chunks::<4>().0.iter().take(pixels.div_ceil(2));
    let mut samples: Vec<u8> = pairs.flat_map(|&[y0, y1, cb, cr]| [y0, cb, cr, y1, cb, cr]).collect();
    samples.truncate(pixels * 3);
    samples
}
