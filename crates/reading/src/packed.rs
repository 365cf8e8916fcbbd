//! Unpacking of files before they are read: gzipped objects, volumes in two files, nested archives.

use super::{LIMITS, wording};
use containers::gzip;
use containers::zip::Entry;
use dicom::nifti::{self, Half};
use formats::OFFICE_ENTRIES;
use imaging::{Sniffed, sniff};
use protocol::Failure;
use std::borrow::Cow;

/// Limit of nested archives: one level.
const DEEPEST: u8 = 1;
/// Limit of bytes that all nested archives may hold at a time.
const MOST_HELD: u64 = 256 << 20;
/// Bytes needed to recognise compressed content.
const HEAD: usize = 4096;

/// Memory held by nested archives.
#[derive(Debug, Default)]
pub struct Nested {
    held: u64,
}

impl Nested {
    /// Size limit of an archive at nesting level `depth`.
    ///
    /// # Errors
    /// `unsupported` for one that is too deep.
    pub fn room(&self, depth: u8) -> Result<u64, Failure> {
        if depth > DEEPEST { Err(wording::too_deep()) } else { Ok(MOST_HELD.saturating_sub(self.held)) }
    }

    /// Counts an archive that is held.
    pub fn hold(&mut self, bytes: usize) {
        self.held = self.held.saturating_add(bytes as u64);
    }
}

/// Entries that are files to be read.
///
/// # Errors
/// `unsupported` for an office document, which is technically an archive.
pub fn checked(entries: Vec<Entry>) -> Result<Vec<Entry>, Failure> {
    let is_office = entries.iter().any(|entry| OFFICE_ENTRIES.contains(&entry.name.as_str()));
    if is_office { Err(wording::office()) } else { Ok(entries) }
}

/// Halves of volumes until their other half is found; `S` is where their bytes are.
///
/// ```
/// use reading::Pairs;
///
/// let mut pairs = Pairs::default();
/// assert_eq!(pairs.keep("scans/Head.hdr".into(), 1), None);
/// assert_eq!(pairs.keep("scans/head.img".into(), 2), None);
/// assert_eq!(pairs.keep("scans/foot.img".into(), 3), None);
/// assert_eq!(pairs.keep("scans/read-me.txt".into(), 4), Some(("scans/read-me.txt".to_owned(), 4)));
/// let (matched, alone) = pairs.matched();
/// assert_eq!(matched, [("scans/Head.hdr".to_owned(), [1, 2])]);
/// assert_eq!(alone[0].0, "scans/foot.img");
/// ```
#[derive(Debug)]
pub struct Pairs<S> {
    headers: Vec<(String, String, S)>,
    voxels: Vec<(String, String, S)>,
}

impl<S> Default for Pairs<S> {
    fn default() -> Self {
        Self { headers: Vec::new(), voxels: Vec::new() }
    }
}

/// The name of a header, and header and voxels.
pub type NiftiPair<S> = (String, [S; 2]);

impl<S> Pairs<S> {
    /// Keeps unrecognised files whose name may be that of a half; returns any other.
    pub fn keep(&mut self, path: String, source: S) -> Option<(String, S)> {
        match nifti::half(&path) {
            Some(Half::Header(stem)) => self.headers.push((stem, path, source)),
            Some(Half::Voxels(stem)) => self.voxels.push((stem, path, source)),
            None => return Some((path, source)),
        }
        None
    }

    /// Headers with their voxels, under the names of the headers, and the names of those without their other half.
    #[must_use]
    pub fn matched(mut self) -> (Vec<NiftiPair<S>>, Vec<(String, Failure)>) {
        let (mut pairs, mut alone) = (Vec::new(), Vec::new());
        for (stem, path, header) in self.headers {
            match self.voxels.iter().position(|(of, ..)| *of == stem) {
                Some(at) => pairs.push((path, [header, self.voxels.swap_remove(at).2])),
                None => alone.push((path, wording::header_alone())),
            }
        }
        alone.extend(self.voxels.into_iter().map(|(_, path, _)| (path, wording::voxels_alone())));
        (pairs, alone)
    }
}

/// Whether the file is a gzipped object or picture, by its start.
#[must_use]
pub fn is_wrapped(start: &[u8]) -> bool {
    let is_one = |start: &[u8]| dicom::is_dicom(start) || matches!(sniff(start), Sniffed::Picture(_));
    gzip::is_gzip(start) && gzip::start(start, HEAD).is_ok_and(|head| is_one(&head))
}

/// The decompressed bytes of a gzipped object or picture; any other file unchanged, including volumes, which decompress
/// themselves.
///
/// # Errors
/// What is wrong with the packing.
pub fn unwrapped(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Failure> {
    if !is_wrapped(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    let most = usize::try_from(LIMITS.bytes).unwrap_or(usize::MAX);
    gzip::unpack(bytes, most).map(Cow::Owned).map_err(wording::of_container)
}
