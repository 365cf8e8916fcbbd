//! `SHA256SUMS`, as `sha256sum --check` reads it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::dist::address_of;
use crate::shell::{Problem, at};

/// One line per file.
///
/// # Errors
/// When a file cannot be read.
pub fn of(folder: &Path, files: &[PathBuf]) -> Result<String, Problem> {
    let mut list = String::new();
    for file in files {
        let path = folder.join(file);
        list += &format!("{}  {}\n", sha256(&at(&path, fs::read(&path))?), address_of(file));
    }
    Ok(list)
}

/// SHA-256 in hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn the_hash_is_that_of_the_standard() {
    // FIPS 180-2, appendix B.1.
    assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
