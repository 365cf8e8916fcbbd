//! ZIP archives (PKWARE APPNOTE 6.3.10), read in pieces: the end record gives the position of the directory, the
//! directory those of the entries, and an entry is decompressed on demand. A visitor's archive is never in memory as a
//! whole: of a CD of gigabytes the last 64 KiB, the directory and the start of each entry are read, by `Blob.slice`,
//! and one entry at a time when it is shown.
//!
//! Candidates compared, by their source:
//!
//! - `zip` 9.4 over `FileReaderSync`, `default-features = false` and `flate2` on miniz_oxide. It refuses encrypted and
//!   multi-disk archives, reads ZIP64, takes sizes from the directory, so that data descriptors do no harm, and ends an
//!   entry that is larger than it says, as this module does. It finds a directory after prepended bytes, which this one
//!   does not. But it keeps one entry of each name, where exports put the same name twice; neither the directory nor
//!   the number of entries nor their decompressed size has a limit, and no size is checked against deflate's maximum
//!   ratio, so these checks would stay here; a directory whose stated size is wrong has it search the file for one,
//!   gigabytes, with every read blocking the worker. Overlaps are refused only by `validate_header_consistency`, which
//!   reads the header of every entry and all that lies between them. It brings `indexmap`, `hashbrown`, `memchr`,
//!   `typed-path` and the streams of `flate2`: 65,480 bytes after brotli, where this module has 2,753, each on top of
//!   8,426 of miniz_oxide, which the reader needs anyway. Measured on 30 November 2026 with rustc 1.95, `zip` 9.8.2
//!   (`deflate-flate2`, `flate2` on miniz_oxide) and the profile `web`: a program that returns the names in an archive
//!   of bytes and one entry decompressed, less one that only decompresses. What it brings of the standard library is
//!   in it; the reader has some of that. With the profile `page` and wasm-opt: 53,015 and 1,595.
//! - `rc-zip` 5: no IO of its own, but a parser generator and a state machine for the same.
//!
//! Names with `..` or a drive are harmless here: they are only shown, and no file is written under them.
//!
//! ```
//! use containers::{crc32, zip};
//!
//! // One file, stored as it is: its own header and its data, the directory, the end record (4.3).
//! let (name, text) = (b"a.txt", b"hello");
//! let sum = crc32(&[text]).to_le_bytes();
//! let sizes = [5, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0_u8];
//! let about = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0_u8][..], &sum, &sizes].concat();
//! let local = [&b"PK\x03\x04"[..], &about, name, text].concat();
//! let listed = [&b"PK\x01\x02\x14\0"[..], &about, &[0; 14], name].concat();
//! let [bytes, start] = [&listed, &local].map(|part| (part.len() as u32).to_le_bytes());
//! let end = [&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &bytes, &start, &[0, 0]].concat();
//! let archive = [local, listed, end].concat();
//!
//! let part = |start: u64, bytes: u64| &archive[start as usize..(start + bytes) as usize];
//! let directory = zip::directory(&archive, archive.len() as u64).unwrap();
//! let entries = zip::entries(part(directory.start, directory.bytes)).unwrap();
//! assert_eq!(entries[0].name, "a.txt");
//! let data = entries[0].data(part(entries[0].header, zip::HEAD)).unwrap();
//! assert_eq!(entries[0].unpack(part(data.start, data.bytes)).unwrap(), text);
//! ```

use super::error::{ContainerError, Damage, Quantity};
use super::sums::crc32;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Number of bytes at the end of an archive that contain its end record: 22 of it, a comment of up to 65,535, and the
/// records of ZIP64 before it.
pub const TAIL: u64 = 22 + 65_535 + 20 + 56;

/// Bytes of an entry's own header that determine where its data begin.
pub const HEAD: u64 = 30;

/// Limit of entries.
const MOST_ENTRIES: u64 = 100_000;
/// Size limit of the directory in bytes: 46 and a name for each entry.
const MOST_DIRECTORY: u64 = 64 << 20;
/// Limit of decompressed bytes of one entry.
const MOST_BYTES: u64 = 256 << 20;
/// Limit of decompressed bytes of all entries together; a patient CD holds less than 9 GB.
const MOST_IN_ALL: u64 = 32 << 30;
/// Deflate packs at most 1032 to 1 (RFC 1951 allows 258 bytes for two bits); an entry that states more is invalid.
const MOST_RATIO: u64 = 1040;

/// A part of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u64,
    /// How many.
    pub bytes: u64,
}

/// A file in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path, with `/`; only for people.
    pub name: String,
    /// Offset of its header.
    pub header: u64,
    /// Compressed size in bytes.
    pub packed: u64,
    /// Decompressed size in bytes.
    pub unpacked: u64,
    crc: u32,
    method: u16,
}

/// Position of the directory, from the last [`TAIL`] bytes of an archive of `file_bytes`, or from all of it.
///
/// # Errors
/// `Damaged` where there is no end record, `TooLarge` for an oversized directory.
pub fn directory(tail: &[u8], file_bytes: u64) -> Result<Span, ContainerError> {
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06");
    let end = end.ok_or(ContainerError::Damaged(Damage::NoEnd))?;
    let short = || ContainerError::Damaged(Damage::ShortEnd);
    let record = LittleEndian(tail.get(end..).unwrap_or_default());
    let (bytes, start) = (record.long(12).ok_or_else(short)?, record.long(16).ok_or_else(short)?);
    let span = if start == u64::from(u32::MAX) || bytes == u64::from(u32::MAX) {
        let wide = tail.windows(4).rposition(|window| window == b"PK\x06\x06");
        let record = LittleEndian(wide.and_then(|wide| tail.get(wide..)).unwrap_or_default());
        let none = || ContainerError::Damaged(Damage::NoWideEnd);
        Span { start: record.wide(48).ok_or_else(none)?, bytes: record.wide(40).ok_or_else(none)? }
    } else {
        Span { start, bytes }
    };
    if span.bytes > MOST_DIRECTORY {
        return Err(ContainerError::TooLarge { what: Quantity::Directory, limit: MOST_DIRECTORY, found: span.bytes });
    }
    match span.start.checked_add(span.bytes) {
        Some(last) if last <= file_bytes => Ok(span),
        _ => Err(ContainerError::Damaged(Damage::DirectoryBeyond)),
    }
}

/// The files that the directory lists; folders are left out.
///
/// # Errors
/// `Damaged`, or `TooLarge` for too many entries or too much in them.
pub fn entries(directory: &[u8]) -> Result<Vec<Entry>, ContainerError> {
    let (mut list, mut rest, mut sum) = (Vec::new(), directory, 0_u64);
    while rest.starts_with(b"PK\x01\x02") {
        let (entry, length) = entry(rest).ok_or(ContainerError::Damaged(Damage::DirectoryPart))?;
        rest = rest.get(length..).unwrap_or_default();
        if entry.name.ends_with('/') {
            continue;
        }
        sum = sum.saturating_add(entry.unpacked);
        if sum > MOST_IN_ALL {
            return Err(ContainerError::TooLarge { what: Quantity::Unpacked, limit: MOST_IN_ALL, found: sum });
        }
        list.push(entry);
        if list.len() as u64 > MOST_ENTRIES {
            let found = list.len() as u64;
            return Err(ContainerError::TooLarge { what: Quantity::Entries, limit: MOST_ENTRIES, found });
        }
    }
    Ok(list)
}

/// One entry of the directory (4.3.12), and its length in bytes.
fn entry(bytes: &[u8]) -> Option<(Entry, usize)> {
    let fields = LittleEndian(bytes);
    let [name, extra, comment] = [28, 30, 32].map(|at| fields.short(at).map(usize::from));
    let (name, extra, comment) = (name?, extra?, comment?);
    let text = bytes.get(46..46 + name)?;
    let mut sizes = [fields.long(24)?, fields.long(20)?, fields.long(42)?];
    widen(&mut sizes, bytes.get(46 + name..46 + name + extra)?);
    let [unpacked, packed, header] = sizes;
    let flags = fields.short(8)?;
    // Bit 0 means encrypted: reported as a method of its own.
    let method = if flags & 1 == 1 { LOCKED } else { fields.short(10)? };
    let entry = Entry {
        name: String::from_utf8_lossy(text).into_owned(),
        header,
        packed,
        unpacked,
        crc: u32::try_from(fields.long(16)?).ok()?,
        method,
    };
    Some((entry, 46 + name + extra + comment))
}

const LOCKED: u16 = u16::MAX;

/// ZIP64 (4.5.3): fields of all ones are replaced by those of an extra field, in this order.
fn widen(sizes: &mut [u64; 3], mut extra: &[u8]) {
    while let (Some(id), Some(length)) = (LittleEndian(extra).short(0), LittleEndian(extra).short(2)) {
        let body = extra.get(4..4 + usize::from(length)).unwrap_or_default();
        if id == 1 {
            let mut numbers = body.as_chunks::<8>().0.iter().map(|&bytes| u64::from_le_bytes(bytes));
            for size in sizes.iter_mut().filter(|size| **size == u64::from(u32::MAX)) {
                *size = numbers.next().unwrap_or(*size);
            }
        }
        extra = extra.get(4 + usize::from(length)..).unwrap_or_default();
    }
}

impl Entry {
    /// Offset of its data, from the [`HEAD`] bytes at its header.
    ///
    /// # Errors
    /// `Damaged`.
    pub fn data(&self, head: &[u8]) -> Result<Span, ContainerError> {
        let fields = LittleEndian(head);
        match (signatures::ZIP.is_in(head), fields.short(26), fields.short(28)) {
            (true, Some(name), Some(extra)) => {
                let start = self.header.saturating_add(HEAD + u64::from(name) + u64::from(extra));
                Ok(Span { start, bytes: self.packed })
            }
            _ => Err(ContainerError::Damaged(Damage::NoHeader)),
        }
    }

    /// Decompresses all of it.
    ///
    /// # Errors
    /// `TooLarge` before anything is decompressed, `Unsupported`, `Damaged`.
    pub fn unpack(&self, packed: &[u8]) -> Result<Vec<u8>, ContainerError> {
        self.check()?;
        let bytes = self.inflated(packed, self.unpacked)?;
        if bytes.len() as u64 != self.unpacked || crc32(&[&bytes]) != self.crc {
            return Err(ContainerError::Damaged(Damage::OtherSum));
        }
        Ok(bytes)
    }

    /// Decompresses at most `most` bytes of it from the beginning of its data.
    ///
    /// # Errors
    /// As [`Entry::unpack`].
    pub fn unpack_start(&self, packed: &[u8], most: u64) -> Result<Vec<u8>, ContainerError> {
        self.check()?;
        self.inflated(packed, most.min(self.unpacked))
    }

    fn check(&self) -> Result<(), ContainerError> {
        if self.unpacked > MOST_BYTES {
            let (limit, found) = (MOST_BYTES, self.unpacked);
            return Err(ContainerError::TooLarge { what: Quantity::Entry, limit, found });
        }
        if self.unpacked > self.packed.saturating_mul(MOST_RATIO).saturating_add(MOST_RATIO) {
            return Err(ContainerError::Damaged(Damage::Ratio));
        }
        Ok(())
    }

    fn inflated(&self, packed: &[u8], most: u64) -> Result<Vec<u8>, ContainerError> {
        // At most `MOST_BYTES`, checked before.
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        match self.method {
            0 => Ok(packed.get(..most.min(packed.len())).unwrap_or_default().to_vec()),
            8 => match decompress_to_vec_with_limit(packed, most) {
                Ok(bytes) => Ok(bytes),
                // Only the start was requested, or given.
                Err(error)
                    if matches!(
                        error.status,
                        TINFLStatus::HasMoreOutput
                            | TINFLStatus::FailedCannotMakeProgress
                            | TINFLStatus::NeedsMoreInput
                    ) =>
                {
                    Ok(error.output)
                }
                Err(_) => Err(ContainerError::Damaged(Damage::NoStream)),
            },
            LOCKED => Err(ContainerError::Locked),
            method => Err(ContainerError::Unsupported { method }),
        }
    }
}

/// Little-endian numbers at offsets.
#[derive(Clone, Copy)]
struct LittleEndian<'a>(&'a [u8]);

impl LittleEndian<'_> {
    fn short(self, at: usize) -> Option<u16> {
        self.0.get(at..)?.first_chunk().map(|&bytes| u16::from_le_bytes(bytes))
    }

    fn long(self, at: usize) -> Option<u64> {
        self.0.get(at..)?.first_chunk().map(|&bytes| u64::from(u32::from_le_bytes(bytes)))
    }

    fn wide(self, at: usize) -> Option<u64> {
        self.0.get(at..)?.first_chunk().map(|&bytes| u64::from_le_bytes(bytes))
    }
}
