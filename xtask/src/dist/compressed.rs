//! Brotli and gzip copies: what a host sends instead of a file to browsers that accept the encoding.
//!
//! Copies are kept in the cache folder by the hash of their source, because the GPU worker alone
//! takes brotli most of a minute.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::dist::checksums;
use crate::paths::forget_old;
use crate::shell::{Problem, at};

/// Files that benefit. Pictures are already compressed; weights gain little, and would have to be decompressed before a
/// chunk can be verified.
const TEXT_LIKE: [&str; 10] = ["html", "js", "css", "wasm", "json", "jsonl", "webmanifest", "svg", "txt", "md"];

/// Copies kept in the cache.
const KEPT: usize = 400;

/// The compression of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Quality 11, the best.
    Brotli,
    /// Level 9, the best of deflate as every browser reads it.
    Gzip,
}

impl Coding {
    /// Both, in the order in which a host prefers them.
    pub const BOTH: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The extension added to the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// Its name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn of(self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let mut small = Vec::new();
                let size_hint = bytes.len();
                let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint, ..Default::default() };
                brotli::BrotliCompress(&mut &*bytes, &mut small, &best)?;
                Ok(small)
            }
            Self::Gzip => {
                // No name and no time in the header, so that equal files have equal copies.
                let mut encoder = flate2::GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::best());
                encoder.write_all(bytes)?;
                encoder.finish()
            }
        }
    }
}

/// Counts copies made by this process, to distinguish what its threads are writing.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A compressed copy of `bytes`, from the cache if an earlier run made it.
///
/// # Errors
/// When the cache folder cannot be written.
pub fn compressed_bytes(cache: &Path, bytes: &[u8], coding: Coding) -> Result<Vec<u8>, Problem> {
    let folder = cache.join("squeezed");
    let kept = folder.join(format!("{}.{}", checksums::sha256(bytes), coding.ending()));
    if let Ok(small) = fs::read(&kept) {
        return Ok(small);
    }
    let small = at(&kept, coding.of(bytes))?;
    at(&folder, fs::create_dir_all(&folder))?;
    // Written atomically: another run or thread may read or make it at the same time.
    let unique = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let fresh = kept.with_extension(format!("{}.{}.{}", coding.ending(), unique.0, unique.1));
    at(&fresh, fs::write(&fresh, &small))?;
    at(&kept, fs::rename(&fresh, &kept))?;
    forget_old(&folder, KEPT);
    Ok(small)
}

/// Writes the copies of a file beside it where they are smaller; returns how many.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_beside(cache: &Path, file: &Path) -> Result<u64, Problem> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !TEXT_LIKE.contains(&ending) {
        return Ok(0);
    }
    let bytes = at(file, fs::read(file))?;
    let mut written = 0;
    for coding in Coding::BOTH {
        let small = compressed_bytes(cache, &bytes, coding)?;
        if small.len() < bytes.len() {
            let copy = copy_of(file, coding);
            at(&copy, fs::write(&copy, small))?;
            written += 1;
        }
    }
    Ok(written)
}

/// The path of a file's copy.
pub fn copy_of(file: &Path, coding: Coding) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(coding.ending());
    name.into()
}

/// Whether a path is such a copy.
pub fn is_copy(file: &Path) -> bool {
    file.extension().is_some_and(|ending| Coding::BOTH.iter().any(|coding| ending == coding.ending()))
}

#[cfg(test)]
mod tests {
    use super::Coding;

    #[test]
    fn copies_are_smaller_equal_each_time_and_read_back() {
        let bytes = b"the same words, ".repeat(1000);
        for coding in Coding::BOTH {
            let small = coding.of(&bytes).unwrap();
            assert!(small.len() < 200, "{coding:?}: {} bytes", small.len());
            assert_eq!(small, coding.of(&bytes).unwrap());
            let mut back = Vec::new();
            match coding {
                Coding::Brotli => brotli::BrotliDecompress(&mut small.as_slice(), &mut back).unwrap(),
                Coding::Gzip => drop(std::io::copy(&mut flate2::read::GzDecoder::new(&*small), &mut back).unwrap()),
            }
            assert_eq!(back, bytes);
        }
    }
}
