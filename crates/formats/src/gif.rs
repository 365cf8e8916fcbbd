//! GIF: the blocks up to the end of the first frame are checked first.

use super::fields::{Order, small};
use imaging::Format::Gif;
use imaging::{ImagingError, Limits};
use std::borrow::Cow;

/// Maximum number of picture bytes per LZW byte: a code of 12 bits stands for at most as many bytes as there are codes.
const MOST_RATIO: u64 = 4096 * 8 / 12;
/// Limit of a screen's pixels that its first frame does not cover: they cost memory without a byte in the file.
const MOST_EMPTY: u64 = 16 << 20;

/// Checks that the first frame is complete and within the limits; a frame may be larger than the stated screen. Returns
/// the file for the decoder, in which a screen without a size gets that of the first frame, as in browsers; and the
/// number of frames.
pub(super) fn check<'a>(bytes: &'a [u8], limits: &Limits) -> Result<(Cow<'a, [u8]>, usize), ImagingError> {
    let side = |at| small(bytes, at, 2, Order::Little).ok_or_else(|| Gif.truncated(text::imaging::header_cut()));
    let screen = [side(6)?, side(8)?];
    if !screen.contains(&0) {
        limits.check_size(screen[0], screen[1])?;
    }
    let mut at = 13 + colour_table(bytes, 10)?;
    loop {
        match bytes.get(at) {
            // Extension: its label, then its blocks (GIF89a, 23 to 26).
            Some(0x21) => at = after_blocks(bytes, at + 2)?,
            Some(0x2C) => break,
            Some(0x3B) => return Err(Gif.damaged(text::formats::no_frame())),
            Some(_) => return Err(Gif.damaged(text::formats::unknown_block())),
            None => return Err(Gif.truncated(text::formats::no_frame())),
        }
    }
    let (width, height) = (side(at + 5)?, side(at + 7)?);
    let area = |[width, height]: [u32; 2]| u64::from(width) * u64::from(height);
    let filled = area([width, height]);
    if screen.contains(&0) || filled > limits.pixels {
        limits.check_size(width, height)?;
    }
    // The frame header, its colours, the code size, the picture data.
    let data = at + 11 + colour_table(bytes, at + 9)?;
    let end = after_blocks(bytes, data)?;
    if filled > MOST_RATIO * (end - data) as u64 {
        return Err(Gif.truncated(text::imaging::data_few()));
    }
    if area(screen) > filled.saturating_add(MOST_EMPTY) {
        return Err(Gif.unsupported(text::formats::empty_screen()));
    }
    let frames = 1 + further(bytes, end);
    if !screen.contains(&0) {
        return Ok((Cow::Borrowed(bytes), frames));
    }
    let mut file = bytes.to_vec();
    for (place, from, side) in [(6, at + 1, width), (8, at + 3, height)] {
        // Both below 65,536, and so are the sums if the frame fits into 16-bit sides.
        let whole = u16::try_from(small(bytes, from, 2, Order::Little).unwrap_or_default() + side).unwrap_or(u16::MAX);
        if let Some(field) = file.get_mut(place..place + 2) {
            field.copy_from_slice(&whole.to_le_bytes());
        }
    }
    Ok((Cow::Owned(file), frames))
}

/// Number of complete frames from `at` on.
fn further(bytes: &[u8], mut at: usize) -> usize {
    let mut frames = 0;
    loop {
        let next = match bytes.get(at) {
            Some(0x21) => after_blocks(bytes, at + 2),
            Some(0x2C) => colour_table(bytes, at + 9).and_then(|table| after_blocks(bytes, at + 11 + table)),
            _ => return frames,
        };
        let Ok(next) = next else { return frames };
        frames += usize::from(bytes.get(at) == Some(&0x2C));
        at = next;
    }
}

/// Bytes of the colour table that the flags at `at` declare (GIF89a, 18 and 20).
fn colour_table(bytes: &[u8], at: usize) -> Result<usize, ImagingError> {
    let flags = bytes.get(at).ok_or_else(|| Gif.truncated(text::imaging::header_cut()))?;
    Ok(if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) })
}

/// Skips sub-blocks, each preceded by its length; an empty one ends them.
fn after_blocks(bytes: &[u8], mut at: usize) -> Result<usize, ImagingError> {
    loop {
        match bytes.get(at) {
            Some(0) => return Ok(at + 1),
            Some(&length) => at += 1 + usize::from(length),
            None => return Err(Gif.truncated(text::imaging::data_stop())),
        }
    }
}
