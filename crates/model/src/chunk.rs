//! A weights file in chunks, each a small separate file.
//!
//! Small whole files fit every static host, and an interrupted download resumes at the first missing one. Byte ranges
//! of one large file would not work: the Cache API rejects partial responses (w3c/ServiceWorker #937).

use super::sha256_hex;
use serde::{Deserialize, Serialize};

/// Size limit of a chunk in a manifest: 4 MiB.
pub const MOST_CHUNK_BYTES: u64 = 4 << 20;

/// Chunk size of [`cut`]: half a second on a slow line (8 Mbit/s), which is the most that an interruption loses.
const CHUNK_BYTES: usize = 512 << 10;

/// Digits of its SHA-256 in a chunk's name. A name with its hash may be cached for ever and never refers to two
/// contents.
const NAMED_DIGITS: usize = 16;

/// One part of a weights file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// File name, no folder.
    pub file: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

impl Chunk {
    /// Whether these bytes are this chunk.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        self.bytes == bytes.len() as u64 && self.sha256.eq_ignore_ascii_case(&sha256_hex(bytes))
    }
}

/// Splits a weights file: every chunk with its bytes, in order. The names sort in that order too, so that `cat`
/// reassembles the file. `file` is the whole's name, for instance `weights.safetensors`.
///
/// ```
/// let bytes = vec![7_u8; 600_000];
/// let parts = model::cut("weights.safetensors", &bytes);
/// let sizes: Vec<usize> = parts.iter().map(|(_, bytes)| bytes.len()).collect();
/// assert_eq!(sizes, [512 << 10, 600_000 - (512 << 10)]);
/// assert!(parts[0].0.file.starts_with("weights-000-"));
/// assert!(parts[0].0.is(parts[0].1) && !parts[0].0.is(parts[1].1));
/// ```
#[must_use]
pub fn cut<'a>(file: &str, bytes: &'a [u8]) -> Vec<(Chunk, &'a [u8])> {
    let stem = file.split('.').next().unwrap_or(file);
    let named = |(at, part): (usize, &'a [u8])| {
        let sha256 = sha256_hex(part);
        let digits: String = sha256.chars().take(NAMED_DIGITS).collect();
        (Chunk { file: format!("{stem}-{at:03}-{digits}.bin"), bytes: part.len() as u64, sha256 }, part)
    };
    bytes.chunks(CHUNK_BYTES).enumerate().map(named).collect()
}
