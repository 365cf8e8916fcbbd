//! PNG: the chunks before the picture are parsed first.

use crate::Format::Png;
use crate::{ImagingError, Limits};

/// Maximum expansion per byte of deflated data (RFC 1951 allows 258 bytes for two bits).
const MOST_RATIO: u64 = 1040;

/// The information in the chunks before the picture.
pub(super) struct Checked {
    /// The largest 16-bit number according to the file.
    pub(super) most: Option<u16>,
    /// Frames of an animation, or 1.
    pub(super) frames: usize,
}

/// Checks size and palette, and whether the data can suffice for the size; returns how many bits are used.
///
/// A palette with an incomplete colour makes png 0.18.1 panic (found by
/// mutating files), so it is refused here.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Checked, ImagingError> {
    // The header is always the first chunk (PNG 3rd edition, 5.6 and 11.2.1).
    let (Some(width), Some(height)) = (number(bytes, 16), number(bytes, 20)) else {
        return Err(Png.truncated(text::imaging::header_cut()));
    };
    limits.check_size(width, height)?;
    let (mut at, mut most, mut frames) = (8, None, 1);
    loop {
        let length = number(bytes, at).ok_or_else(|| Png.truncated(text::imaging::no_data()))?;
        match bytes.get(at + 4..at + 8) {
            Some(b"IDAT") => {
                let rest = bytes.len().saturating_sub(at) as u64;
                if least_bytes(bytes, width, height) > rest.saturating_mul(MOST_RATIO) {
                    return Err(Png.truncated(text::imaging::data_few()));
                }
                return Ok(Checked { most, frames });
            }
            Some(b"IEND") => return Err(Png.damaged(text::imaging::no_data())),
            Some(b"PLTE") if length % 3 != 0 || !(3..=768).contains(&length) => {
                return Err(Png.damaged(text::imaging::palette()));
            }
            Some(name) => {
                // PNG 3rd edition, 11.3.4.2: the number of frames, then the number of plays.
                if name == b"acTL" {
                    frames = number(bytes, at + 8).and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
                }
                if name == b"sBIT" {
                    most = largest(bytes.get(at + 8..).unwrap_or_default(), length, bytes.get(24..26));
                }
                at = at.saturating_add(length as usize).saturating_add(12);
            }
            None => return Err(Png.truncated(text::imaging::no_data())),
        }
    }
}

/// Minimum number of decompressed bytes of the pixels: by depth and colour type (PNG 3rd edition, 11.2.1).
fn least_bytes(bytes: &[u8], width: u32, height: u32) -> u64 {
    let Some(&[depth, colour]) = bytes.get(24..26).and_then(<[u8]>::first_chunk::<2>) else { return 0 };
    let samples = match colour {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    (u64::from(width) * u64::from(height)).saturating_mul(u64::from(depth) * samples) / 8
}

/// The largest number of the significant bits (PNG 3rd edition, 11.3.2.6): one byte each for grey, or red, green and
/// blue, before one for alpha. Only for 16-bit pictures.
fn largest(body: &[u8], length: u32, depth_and_colour: Option<&[u8]>) -> Option<u16> {
    let colours = match depth_and_colour {
        Some([16, 0 | 4]) => 1,
        Some([16, 2 | 6]) => 3,
        _ => return None,
    };
    let bits = body.get(..colours.min(length as usize))?.iter().copied().max()?;
    (1..=16).contains(&bits).then(|| u16::MAX >> (16 - bits))
}

/// Four bytes, the highest first; `None` past the end.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}
