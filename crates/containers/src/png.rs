//! PNG files (ISO 15948), stored without compression: a mask, which is saved, has one bit per pixel.

use super::sums::{adler32, crc32};

/// The samples of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// Black or white: eight pixels per byte, the highest bit first, each row byte-aligned.
    Bit,
    /// Grey.
    One,
    /// Red, green, blue.
    Three,
}

/// Bytes of a stored block at most (RFC 1951, 3.2.4).
const BLOCK: usize = 65_535;

/// A file of `samples`, row by row from the top; `None` when they do not fill `width × height`, or a side is 0.
///
/// ```
/// use containers::{Channels, png};
///
/// let file = png(2, 1, Channels::Three, &[255, 0, 0, 0, 0, 255]).unwrap();
/// assert!(file.starts_with(b"\x89PNG\r\n\x1A\n"));
/// assert_eq!(png(2, 2, Channels::Three, &[255, 0, 0, 0, 0, 255]), None);
/// ```
#[must_use]
pub fn png(width: u32, height: u32, channels: Channels, samples: &[u8]) -> Option<Vec<u8>> {
    let across = width as usize;
    let (row, depth, colour_type) = match channels {
        Channels::Bit => (across.div_ceil(8), 1, 0),
        Channels::One => (across, 8, 0),
        Channels::Three => (across.checked_mul(3)?, 8, 2),
    };
    if row == 0 || height == 0 || row.checked_mul(height as usize)? != samples.len() {
        return None;
    }
    // Each row begins with its filter: 0, none.
    let mut rows = Vec::with_capacity(samples.len() + height as usize);
    for line in samples.chunks_exact(row) {
        rows.push(0);
        rows.extend_from_slice(line);
    }
    let mut data = vec![0x78, 0x01];
    let last = rows.len().div_ceil(BLOCK).saturating_sub(1);
    for (at, block) in rows.chunks(BLOCK).enumerate() {
        // At most 65,535 by the size of the chunks.
        let length = block.len() as u16;
        data.push(u8::from(at == last));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend_from_slice(block);
    }
    data.extend(adler32(&rows).to_be_bytes());
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[depth, colour_type, 0, 0, 0]].concat();
    let mut file = signatures::PNG.bytes.to_vec();
    for (name, body) in [(b"IHDR", header.as_slice()), (b"IDAT", data.as_slice()), (b"IEND", &[][..])] {
        file.extend(u32::try_from(body.len()).ok()?.to_be_bytes());
        file.extend(name);
        file.extend(body);
        file.extend(crc32(&[name, body]).to_be_bytes());
    }
    Some(file)
}
