//! `cargo xtask dist`: the built page, ready for any static host.
//!
//! `release/site` is the page with a brotli and a gzip copy beside each file that benefits, `release/hosting` has a
//! recipe for each kind of host, `SHA256SUMS` the hash of every file, and one zip file holds all of it, with a start
//! page for use from an intranet share or a USB stick. If the publisher gives a key, the lists of hashes are signed,
//! and [`verify`] checks them.
//!
//! Invariant: reads `dist/` and never changes it; equal input makes equal bytes, except for signatures.

mod archive;
pub mod checksums;
pub mod compressed;
pub mod headers;
mod recipes;
pub mod reproduce;
mod security;
pub mod signing;
pub mod verify;

use std::fs;
use std::path::{Path, PathBuf};

pub use archive::unpack;

use crate::paths::Paths;
use crate::post_build;
use crate::shell::{Problem, at};
use security::Settings;
use signing::Signer;

/// File size limit of Cloudflare Pages, the strictest of the usual hosts.
const LARGEST_FILE: u64 = 25 << 20;

/// The hashes of a whole release.
pub const SUMS: &str = "SHA256SUMS";
/// Those of the site alone, beside the page, which compares its files with them; with an extension that every server
/// knows.
pub const SITE_SUMS: &str = "SHA256SUMS.txt";

/// The result.
#[derive(Clone, Debug)]
pub struct ReleaseFiles {
    /// The page, to be copied to a host unchanged.
    pub site: PathBuf,
    /// One recipe per kind of host.
    pub hosting: PathBuf,
    /// Everything in one file.
    pub zip: PathBuf,
}

/// Recreates `release/` from `dist/`.
///
/// # Errors
/// When `dist/` is missing, a file is too large for a host, a setting or the signing key is wrong, or the disk is full.
pub fn make(paths: &Paths) -> Result<ReleaseFiles, Problem> {
    let signer = Signer::from_environment(paths)?;
    let release = make_from(&paths.dist(), paths, &Settings::from_environment(), signer.as_ref())?;
    if signer.is_none() {
        println!("NOTE: no signing key was given: this release is unsigned, see docs/hosting.md.");
    }
    Ok(release)
}

fn make_from(
    dist: &Path,
    paths: &Paths,
    settings: &Settings,
    signer: Option<&Signer>,
) -> Result<ReleaseFiles, Problem> {
    let folder = paths.root.join("release");
    if !dist.join("index.html").is_file() {
        return Err(Problem::new(format!("{} holds no page", dist.display()), "run `cargo xtask build` first"));
    }
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    let (site, hosting) = (folder.join("site"), folder.join("hosting"));
    let mut compressed_copies = 0;
    for file in files_in(dist)? {
        copy(&dist.join(&file), &site.join(&file))?;
        let bytes = at(&site.join(&file), fs::metadata(site.join(&file)))?.len();
        if bytes > LARGEST_FILE {
            let what = format!("{}: {bytes} bytes, at most {LARGEST_FILE}", file.display());
            return Err(Problem::new(what, "some hosts refuse it: cut it into pieces"));
        }
        compressed_copies += compressed::write_beside(&paths.cache, &site.join(&file))?;
    }
    if let Some(leak) = post_build::first_leak(paths, &site)? {
        return Err(Problem::new(leak, "build anew with `cargo xtask build`, which masks the paths of this machine"));
    }
    for (path, text) in recipes::all(&files_in(&site)?)? {
        write(&folder.join(path), &text)?;
    }
    for name in ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&paths.root.join(name), &folder.join(name))?;
    }
    let (version, time) = (version(paths)?, archive::time_of_commit(paths));
    let (path, text) = settings.file(time)?;
    write(&folder.join(path), &text)?;
    let listed = |list: &Path, text: &str| -> Result<(), Problem> {
        write(list, text)?;
        signer.map_or(Ok(()), |signer| signer.sign(list, &version, time))
    };
    listed(&site.join(SITE_SUMS), &checksums::of(&site, &files_in(&site)?)?)?;
    let list = checksums::of(&folder, &files_in(&folder)?)?;
    listed(&folder.join(SUMS), &list)?;
    let zip = folder.join(format!("onsight-{version}.zip"));
    archive::write(&zip, &folder, &files_in(&folder)?, time)?;
    let name = PathBuf::from(zip.file_name().unwrap_or_default());
    listed(&folder.join(SUMS), &(list + &checksums::of(&folder, &[name])?))?;
    println!("{}: {} files and {compressed_copies} compressed copies", site.display(), files_in(dist)?.len());
    println!("{}: {} bytes", zip.display(), at(&zip, fs::metadata(&zip))?.len());
    Ok(ReleaseFiles { site, hosting, zip })
}

/// Every file below a folder, as paths inside it, in a platform-independent order.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let (mut open, mut files) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(next) = open.pop() {
        for entry in at(&next, fs::read_dir(&next))? {
            let path = at(&next, entry)?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                files.push(inside.to_path_buf());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A path inside the site as in URLs, with slashes.
pub fn address_of(file: &Path) -> String {
    file.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The version in `Cargo.toml`.
pub(crate) fn version(paths: &Paths) -> Result<String, Problem> {
    let path = paths.root.join("Cargo.toml");
    let text = at(&path, fs::read_to_string(&path))?;
    let line = text.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    line.map(str::to_owned).ok_or_else(|| Problem::new(format!("{}: no version", path.display()), "name one"))
}

fn copy(from: &Path, to: &Path) -> Result<(), Problem> {
    if let Some(folder) = to.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(from, fs::copy(from, to)).map(drop)
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    if let Some(folder) = path.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(path, fs::write(path, text))
}

#[cfg(test)]
mod tests;
