//! WebP: the chunks are checked first.
//!
//! The decoder trusts some sizes that a hostile file can set: it allocates a metadata chunk by
//! its stated length and a frame by the frame's own header, and indexes an animation's alpha by
//! the frame size stated outside. So each is checked here against the file and the canvas.

use super::fields::{Order, number, small};
use imaging::Format::WebP;
use imaging::decode::exif_orientation;
use imaging::{ImagingError, Limits};

/// Checks the container (RFC 9649, section 2); returns the EXIF orientation, 1 where there is none, and the number of
/// frames.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(u8, usize), ImagingError> {
    let stated = number(bytes, 4, 4, Order::Little).map_or(0, |length| length + 8);
    if (bytes.len() as u64) < stated {
        return Err(WebP.truncated(text::formats::bytes_announced(stated, bytes.len())));
    }
    let mut chunks = Chunks { rest: bytes.get(12..).unwrap_or_default() };
    let first = chunks.next().ok_or_else(|| WebP.truncated(text::formats::no_picture()))??;
    if first.name != *b"VP8X" {
        let size = first.frame_size().ok_or_else(|| WebP.damaged(text::formats::no_picture()))?;
        limits.check_size(size.0, size.1)?;
        return Ok((1, 1));
    }
    let canvas = size_at(first.body, 4).ok_or_else(|| WebP.damaged(text::formats::webp_header()))?;
    limits.check_size(canvas.0, canvas.1)?;
    let (mut orientation, mut frames) = (1, 0);
    for chunk in chunks {
        let chunk = chunk?;
        match &chunk.name {
            b"EXIF" => orientation = exif_orientation(chunk.body).unwrap_or(orientation),
            b"VP8 " | b"VP8L" => same(chunk.frame_size(), canvas)?,
            b"ANMF" => {
                check_animation_frame(chunk.body)?;
                frames += 1;
            }
            _ => {}
        }
    }
    Ok((orientation, frames))
}

/// The size stated in an `ANMF` chunk must be that of the picture inside.
fn check_animation_frame(body: &[u8]) -> Result<(), ImagingError> {
    let size = size_at(body, 6).ok_or_else(|| WebP.damaged(text::imaging::frame_header()))?;
    for chunk in (Chunks { rest: body.get(16..).unwrap_or_default() }) {
        let chunk = chunk?;
        if matches!(&chunk.name, b"VP8 " | b"VP8L") {
            same(chunk.frame_size(), size)?;
        }
    }
    Ok(())
}

struct RiffChunk<'a> {
    name: [u8; 4],
    body: &'a [u8],
}

impl RiffChunk<'_> {
    /// Size in the frame's own header (RFC 6386, 9.1; RFC 9649, 3.4).
    fn frame_size(&self) -> Option<(u32, u32)> {
        match &self.name {
            b"VP8 " => {
                let side = |at| small(self.body, at, 2, Order::Little).map(|side| side & 0x3FFF);
                Some((side(6)?, side(8)?))
            }
            b"VP8L" => {
                let header = small(self.body, 1, 4, Order::Little)?;
                Some(((header & 0x3FFF) + 1, (header >> 14 & 0x3FFF) + 1))
            }
            _ => None,
        }
    }
}

struct Chunks<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<RiffChunk<'a>, ImagingError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&name, rest) = self.rest.split_first_chunk::<4>()?;
        let (&length, rest) = rest.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(length) as usize;
        let Some(body) = rest.get(..length) else {
            self.rest = &[];
            // What follows the picture need not be a chunk; only a known name counts as one.
            let known =
                [b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP", b"EXIF", b"XMP "].contains(&&name);
            return known.then(|| Err(WebP.truncated(text::formats::chunk_cut())));
        };
        self.rest = rest.get(length + length % 2..).unwrap_or_default();
        Some(Ok(RiffChunk { name, body }))
    }
}

/// Two 24-bit sides, each stored minus one.
fn size_at(body: &[u8], at: usize) -> Option<(u32, u32)> {
    let side = |at| small(body, at, 3, Order::Little).map(|side| side + 1);
    Some((side(at)?, side(at + 3)?))
}

fn same(found: Option<(u32, u32)>, expected: (u32, u32)) -> Result<(), ImagingError> {
    if found == Some(expected) { Ok(()) } else { Err(WebP.damaged(text::formats::frame_size())) }
}
