//! Sample conversions after decoding, in place where they shrink: a picture of 100 megapixels must not be in memory
//! twice.

use super::Range;
use crate::eight_bits;

/// Blends colour over black: each colour sample times alpha, rounded; `WITH` is `COLOURS + 1`.
///
/// Black, because it is the background of nearly every medical picture.
pub(super) fn over_black<const COLOURS: usize, const WITH: usize>(mut samples: Vec<u8>) -> Vec<u8> {
    let pixels = samples.len() / WITH;
    for pixel in 0..pixels {
        let from = pixel * WITH;
        let alpha = samples.get(from + COLOURS).map_or(0, |&alpha| u16::from(alpha));
        for channel in 0..COLOURS {
            let value = samples.get(from + channel).map_or(0, |&value| (u16::from(value) * alpha + 127) / 255);
            if let Some(target) = samples.get_mut(pixel * COLOURS + channel) {
                // At most 255.
                *target = value as u8;
            }
        }
    }
    samples.truncate(pixels * COLOURS);
    samples.shrink_to_fit();
    samples
}

/// Native-endian pairs of bytes as 16-bit samples.
pub(super) fn wide(bytes: &[u8]) -> Vec<u16> {
    bytes.as_chunks::<2>().0.iter().map(|&pair| u16::from_ne_bytes(pair)).collect()
}

/// Grey and alpha, 16 bits each, over black.
pub(super) fn wide_over_black(bytes: &[u8]) -> Vec<u16> {
    let over = |&[g0, g1, a0, a1]: &[u8; 4]| {
        let [grey, alpha] = [[g0, g1], [a0, a1]].map(|pair| u32::from(u16::from_ne_bytes(pair)));
        // At most 65,535 × 65,535 + 32,767, which fits 32 bits.
        ((grey * alpha + 32_767) / 65_535) as u16
    };
    bytes.as_chunks::<4>().0.iter().map(over).collect()
}

/// 16-bit samples as 8 bit over the full range, rounded.
pub(super) fn narrowed(mut bytes: Vec<u8>) -> Vec<u8> {
    let count = bytes.len() / 2;
    for index in 0..count {
        let Some(&[low, high]) = bytes.get(2 * index..2 * index + 2) else {
            break;
        };
        if let Some(target) = bytes.get_mut(index) {
            *target = eight_bits(u16::from_ne_bytes([low, high]));
        }
    }
    bytes.truncate(count);
    bytes.shrink_to_fit();
    bytes
}

/// Red, green, blue and alpha of 16 bits as 8 bit over black, in one pass, so that the buffer is shrunk only once.
pub(super) fn narrowed_over_black(mut bytes: Vec<u8>) -> Vec<u8> {
    let pixels = bytes.len() / 8;
    for pixel in 0..pixels {
        let Some(&wide) = bytes.get(8 * pixel..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let sample = |at: usize| u16::from(eight_bits(u16::from_ne_bytes([wide[2 * at], wide[2 * at + 1]])));
        let alpha = sample(3);
        // At most 255.
        let rgb = [0, 1, 2].map(|at| ((sample(at) * alpha + 127) / 255) as u8);
        if let Some(target) = bytes.get_mut(3 * pixel..3 * pixel + 3) {
            target.copy_from_slice(&rgb);
        }
    }
    bytes.truncate(3 * pixels);
    bytes.shrink_to_fit();
    bytes
}

/// Scales 16-bit colours in place where they use only a part of the range; the first `COLOURS` of `SAMPLES` per pixel.
pub(super) fn spread<const COLOURS: usize, const SAMPLES: usize>(bytes: &mut [u8], most: Option<u16>) -> Option<Range> {
    let colours = |bytes: &[u8]| {
        let pixel = bytes.as_chunks::<2>().0.chunks_exact(SAMPLES).flat_map(|pixel| pixel.iter().take(COLOURS));
        Range::of(pixel.map(|&pair| u16::from_ne_bytes(pair)), most)
    };
    let range = colours(bytes)?;
    for pixel in bytes.as_chunks_mut::<2>().0.chunks_exact_mut(SAMPLES) {
        for pair in pixel.iter_mut().take(COLOURS) {
            *pair = range.spread(u16::from_ne_bytes(*pair)).to_ne_bytes();
        }
    }
    Some(range)
}
