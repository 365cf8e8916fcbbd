//! RLE rewritten (PS3.5, annex G) from the decoded cells alone.

use crate::pixels::description::Description;

/// Bytes of the header.
const HEADER: usize = 64;
/// Most bytes that one count covers.
const MOST: usize = 128;

/// A frame of little-endian cells, the samples of a pixel together.
pub(in crate::deidentify) fn rle_from_cells(cells: &[u8], of: &Description) -> Vec<u8> {
    let width = (of.bits_allocated as usize / 8).max(1);
    let step = (of.samples * width).max(1);
    let mut packed = vec![0; HEADER];
    let mut offsets = vec![step as u32];
    for segment in 0..step {
        offsets.push(packed.len() as u32);
        // The highest byte of the first sample first (G.2).
        let (sample, byte) = (segment / width, segment % width);
        let first = sample * width + (width - 1 - byte);
        let bytes: Vec<u8> = cells.iter().skip(first).step_by(step).copied().collect();
        // Rows are packed one by one (G.3.1).
        bytes.chunks((of.width as usize).max(1)).for_each(|row| pack(row, &mut packed));
        if !packed.len().is_multiple_of(2) {
            packed.push(0);
        }
    }
    for (field, offset) in packed.as_chunks_mut::<4>().0.iter_mut().zip(offsets) {
        *field = offset.to_le_bytes();
    }
    packed
}

fn pack(row: &[u8], to: &mut Vec<u8>) {
    let mut rest = row;
    while let Some(&first) = rest.first() {
        let alike = rest.iter().take(MOST).take_while(|&&byte| byte == first).count();
        let taken = if alike > 1 {
            // 2 to 128 of them as 255 down to 129.
            to.extend([(257 - alike) as u8, first]);
            alike
        } else {
            let pairs = rest.windows(2).take(MOST).position(|pair| matches!(pair, [a, b] if a == b));
            let single = pairs.unwrap_or(rest.len()).clamp(1, MOST);
            to.push((single - 1) as u8);
            to.extend_from_slice(rest.get(..single).unwrap_or_default());
            single
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}
