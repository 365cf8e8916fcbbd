//! PNG: the chunks before the picture are walked first.

use crate::imaging::Format::Png;
use crate::imaging::{ImagingError, Limits};

/// Checks size and palette; gives the size.
///
/// The size is needed before the decoder starts, for its own limits: a colour profile may unpack
/// to gigabytes. A palette that is not made of whole colours makes png 0.18.1 panic (found by
/// mutating files), so it is refused here.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(u32, u32), ImagingError> {
    // The header is always the first chunk (PNG 3rd edition, 5.6 and 11.2.1).
    let (Some(width), Some(height)) = (number(bytes, 16), number(bytes, 20)) else {
        return Err(Png.truncated("its header is cut"));
    };
    limits.check_size(width, height)?;
    let mut at = 8;
    loop {
        let length = number(bytes, at).ok_or_else(|| Png.truncated("it has no picture data"))?;
        match bytes.get(at + 4..at + 8) {
            Some(b"IDAT") => return Ok((width, height)),
            Some(b"IEND") => return Err(Png.damaged("it has no picture data")),
            Some(b"PLTE") if length % 3 != 0 || !(3..=768).contains(&length) => {
                return Err(Png.damaged("a palette that is not made of whole colours"));
            }
            Some(_) => at = at.saturating_add(length as usize).saturating_add(12),
            None => return Err(Png.truncated("it has no picture data")),
        }
    }
}

/// Four bytes, the highest first; `None` past the end.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}
