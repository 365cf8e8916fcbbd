//! gzip (RFC 1952): one member or several, one after the other, as `bgzip`, `pigz` and `cat` write them.
//!
//! What follows the last member is ignored, as by `gzip` itself: tapes and some mail programs pad with zeros.

use super::error::{ContainerError, Quantity, Shortage};
use super::sums::crc32;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Maximum expansion per byte of deflated data (RFC 1951 allows 258 bytes for two bits).
const MOST_RATIO: usize = 1040;
/// Initial capacity where the size is unknown.
const FIRST_ROOM: usize = 64 << 10;

/// Compression level: `gzip`'s default.
const LEVEL: u8 = 6;

/// Whether a member starts here.
#[must_use]
pub fn is_gzip(bytes: &[u8]) -> bool {
    deflated(bytes).is_some()
}

/// A member of these bytes, without a name and a time.
///
/// ```
/// use containers::gzip;
///
/// let packed = gzip::pack(b"hello");
/// assert_eq!(gzip::unpack(&packed, 100).unwrap(), b"hello");
/// ```
#[must_use]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    // Deflate, no flags, no time, unknown system.
    let mut packed = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    packed.extend(compress_to_vec(bytes, LEVEL));
    packed.extend(crc32(&[bytes]).to_le_bytes());
    // Modulo 2³² (RFC 1952, 2.3.1).
    packed.extend((bytes.len() as u32).to_le_bytes());
    packed
}

/// The first `most` decompressed bytes, or all if there are fewer. For a truncated file, what there is, to examine its
/// start.
///
/// # Errors
/// `Packed` for bytes that no deflate stream has.
pub fn start(packed: &[u8], most: usize) -> Result<Vec<u8>, ContainerError> {
    let (bytes, end) = members(packed, most)?;
    match end {
        StreamEnd::Spoilt if bytes.is_empty() => Err(ContainerError::Packed),
        _ => Ok(bytes),
    }
}

/// Exactly the first `wanted` decompressed bytes; what follows is ignored.
///
/// # Errors
/// `Short` for fewer, `Packed` for corrupted data, as far as it was read.
pub fn first(packed: &[u8], wanted: usize) -> Result<Vec<u8>, ContainerError> {
    if packed.len().saturating_mul(MOST_RATIO) < wanted {
        return Err(ContainerError::Short(Shortage::TooFew { wanted: wanted as u64 }));
    }
    // A little more, so that the checksum of a member that ends there is verified.
    let (mut bytes, end) = members(packed, wanted.saturating_add(64))?;
    match end {
        StreamEnd::Spoilt => Err(ContainerError::Packed),
        _ if bytes.len() < wanted => {
            let (wanted, found) = (wanted as u64, bytes.len() as u64);
            Err(ContainerError::Short(Shortage::Bytes { wanted, found }))
        }
        _ => {
            bytes.truncate(wanted);
            Ok(bytes)
        }
    }
}

/// All decompressed bytes.
///
/// ```
/// use containers::{crc32, gzip};
///
/// let text = b"hello";
/// let file = [
///     &[0x1F_u8, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..],
///     // One block, the last one, of five bytes as they are.
///     &[1, 5, 0, 0xFA, 0xFF],
///     text,
///     &crc32(&[text]).to_le_bytes(),
///     &5_u32.to_le_bytes(),
/// ]
/// .concat();
/// assert!(gzip::is_gzip(&file));
/// assert_eq!(gzip::unpack(&file, 1000).unwrap(), text);
/// assert_eq!(gzip::unpack(&file, 2).unwrap_err().kind().name(), "too_large");
/// assert_eq!(gzip::unpack(&file[..16], 1000).unwrap_err().kind().name(), "truncated");
/// ```
///
/// # Errors
/// `Short` and `Packed` for a stream that is cut off or damaged, `TooLarge` for more than `most` bytes.
pub fn unpack(packed: &[u8], most: usize) -> Result<Vec<u8>, ContainerError> {
    let (bytes, end) = members(packed, most.saturating_add(1))?;
    match end {
        _ if bytes.len() > most => {
            let (limit, found) = (most as u64, bytes.len() as u64);
            Err(ContainerError::TooLarge { what: Quantity::Unpacked, limit, found })
        }
        StreamEnd::Whole => Ok(bytes),
        StreamEnd::Cut => Err(ContainerError::Short(Shortage::NoEnd)),
        StreamEnd::Spoilt => Err(ContainerError::Packed),
        StreamEnd::Full => Ok(bytes),
    }
}

/// How decompression ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StreamEnd {
    /// After a complete member, without another one.
    Whole,
    /// The requested number of bytes was reached.
    Full,
    /// The bytes end inside a member.
    Cut,
    /// An invalid deflate stream, or a wrong checksum.
    Spoilt,
}

/// At most `most` bytes of the members, and how they ended.
fn members(packed: &[u8], most: usize) -> Result<(Vec<u8>, StreamEnd), ContainerError> {
    let mut rest = packed;
    let mut bytes = Vec::new();
    while let Some(stream) = deflated(rest) {
        let begun = bytes.len();
        let (end, read) = member(stream, &mut bytes, most)?;
        if end != StreamEnd::Whole {
            return Ok((bytes, end));
        }
        // CRC-32 and length of the member (2.3.1).
        let Some((sum, after)) = stream.get(read..).and_then(|tail| tail.split_first_chunk::<4>()) else {
            return Ok((bytes, StreamEnd::Cut));
        };
        if u32::from_le_bytes(*sum) != crc32(&[bytes.get(begun..).unwrap_or_default()]) {
            return Ok((bytes, StreamEnd::Spoilt));
        }
        rest = after.get(4..).unwrap_or_default();
        if bytes.len() >= most {
            return Ok((bytes, StreamEnd::Full));
        }
    }
    Ok((bytes, StreamEnd::Whole))
}

/// Decompresses one member's stream and appends it; returns how it ended and how many bytes of it were read. The
/// capacity is bounded by what the stream can hold, and doubled as it fills: never by what it only claims.
fn member(stream: &[u8], bytes: &mut Vec<u8>, most: usize) -> Result<(StreamEnd, usize), ContainerError> {
    let mut state = Box::new(DecompressorOxide::new());
    let ceiling = stream.len().saturating_mul(MOST_RATIO).saturating_add(bytes.len()).min(most);
    let (mut at, mut written) = (0, bytes.len());
    let mut room = written.saturating_add(FIRST_ROOM.max(stream.len().saturating_mul(2))).min(ceiling);
    loop {
        let more = room.saturating_sub(bytes.len());
        let none = |_| ContainerError::TooLarge { what: Quantity::Memory, limit: most as u64, found: room as u64 };
        bytes.try_reserve_exact(more).map_err(none)?;
        bytes.resize(room.max(written), 0);
        let input = stream.get(at..).unwrap_or_default();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, wrote) = decompress(&mut state, input, bytes, written, flags);
        (at, written) = (at + read, written + wrote);
        let end = match status {
            TINFLStatus::Done => StreamEnd::Whole,
            TINFLStatus::HasMoreOutput if room < ceiling => {
                room = room.saturating_mul(2).min(ceiling);
                continue;
            }
            TINFLStatus::HasMoreOutput => StreamEnd::Full,
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => StreamEnd::Cut,
            _ => StreamEnd::Spoilt,
        };
        bytes.truncate(written);
        return Ok((end, at));
    }
}

/// The deflated part of the member that starts here, and all that follows it (2.3).
fn deflated(bytes: &[u8]) -> Option<&[u8]> {
    let &[0x1F, 0x8B, 8, flags, _, _, _, _, _, _] = bytes.first_chunk()? else { return None };
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    }
    // A name and a comment, each zero-terminated.
    for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0)? + 1;
    }
    bytes.get(at + if flags & 2 != 0 { 2 } else { 0 }..)
}
