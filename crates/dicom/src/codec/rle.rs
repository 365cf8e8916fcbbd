//! RLE (PS3.5, annex G).

use crate::error::DicomError;
use crate::field::longs;
use crate::pixels::description::Description;

/// Bytes of the header: the number of segments, and the offsets of up to fifteen of them.
const HEADER: usize = 64;

/// Samples a pixel, by the number of segments.
pub(crate) fn components(frame: &[u8], of: &Description) -> Option<usize> {
    let width = of.bits_allocated as usize / 8;
    let count = longs(frame.get(..HEADER)?, false).next()? as usize;
    (width > 0 && count.is_multiple_of(width)).then(|| count / width)
}

/// A frame's cells, little endian, the samples of a pixel together.
///
/// Each segment holds one byte of one sample of every pixel, the highest byte first (G.2).
pub(crate) fn cells_from_rle(frame: &[u8], of: &Description) -> Result<Vec<u8>, DicomError> {
    let width = of.bits_allocated as usize / 8;
    let wanted = of.samples * width;
    let header =
        frame.get(..HEADER).ok_or_else(|| DicomError::Damaged(text::dicom_codec::rle_header_cut(frame.len())))?;
    let fields: Vec<usize> = longs(header, false).map(|field| field as usize).collect();
    let (count, offsets) =
        fields.split_first().ok_or_else(|| DicomError::Damaged(text::dicom_codec::rle_no_header()))?;
    if *count != wanted || wanted == 0 || wanted > 15 {
        return Err(DicomError::Damaged(text::dicom_codec::rle_segments(wanted, *count)));
    }
    let pixels = of.pixels();
    let step = wanted;
    // A pair of bytes expands to at most 128 (G.3.1).
    if frame.len().saturating_mul(64) < pixels * step {
        return Err(DicomError::Truncated(text::dicom_codec::rle_fewer(pixels)));
    }
    let mut cells = vec![0; pixels * step];
    for (segment, &start) in offsets.iter().take(wanted).enumerate() {
        let end = if segment + 1 < wanted { offsets.get(segment + 1).copied() } else { Some(frame.len()) };
        let packed = end.and_then(|end| frame.get(start..end)).filter(|_| start >= HEADER);
        let packed = packed.ok_or_else(|| DicomError::Damaged(text::dicom_codec::rle_outside(start)))?;
        let (sample, byte) = (segment / width, segment % width);
        let first = sample * width + (width - 1 - byte);
        let filled = unpack(packed, cells.iter_mut().skip(first).step_by(step));
        if filled < pixels {
            return Err(DicomError::Truncated(text::dicom_codec::rle_cut(pixels, filled)));
        }
    }
    Ok(cells)
}

/// G.3.1: a count below 128 is followed by as many bytes and one more; above, one byte is repeated 257 less
/// the count times; 128 is a no-op. Returns how many bytes were filled.
fn unpack<'a>(packed: &[u8], mut target: impl Iterator<Item = &'a mut u8>) -> usize {
    let mut filled = 0;
    let mut at = 0;
    while let Some(&count) = packed.get(at) {
        let (run, literal): (usize, bool) = match count {
            0..128 => (usize::from(count) + 1, true),
            128 => {
                at += 1;
                continue;
            }
            129.. => (257 - usize::from(count), false),
        };
        for place in 0..run {
            let Some(&byte) = packed.get(at + 1 + if literal { place } else { 0 }) else { return filled };
            // Runs may reach beyond the last pixel: the segment is padded to an even length.
            let Some(cell) = target.next() else { return filled };
            *cell = byte;
            filled += 1;
        }
        at += 1 + if literal { run } else { 1 };
    }
    filled
}
