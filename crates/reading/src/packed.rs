//! What is in a file before it is looked at: objects that are gzipped, volumes in two files, archives in archives.

use super::{LIMITS, wording};
use containers::gzip;
use containers::zip::Entry;
use dicom::nifti::{self, Half};
use formats::OFFICE_ENTRIES;
use imaging::{Sniffed, sniff};
use protocol::Failure;
use std::borrow::Cow;

/// Archives in archives that are opened: one in another.
const DEEPEST: u8 = 1;
/// Bytes that all archives in archives may hold at a time.
const MOST_HELD: u64 = 256 << 20;
/// Bytes that tell what is packed.
const HEAD: usize = 4096;

/// How much archives in archives hold.
#[derive(Debug, Default)]
pub struct Nested {
    held: u64,
}

impl Nested {
    /// How many bytes an archive that is `depth` archives deep may have.
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

/// Entries that are files to be looked at.
///
/// # Errors
/// `unsupported` for a text document, which is an archive by its make.
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
    /// Keeps what may be a half by its name, of files that are nothing by themselves; gives back any other.
    pub fn keep(&mut self, path: String, source: S) -> Option<(String, S)> {
        match nifti::half(&path) {
            Some(Half::Header(stem)) => self.headers.push((stem, path, source)),
            Some(Half::Voxels(stem)) => self.voxels.push((stem, path, source)),
            None => return Some((path, source)),
        }
        None
    }

    /// Headers with their voxels, under the names of the headers, and the names of what lacks its other half.
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

/// Whether an object or a picture is gzipped here, told by the start of the file.
#[must_use]
pub fn is_wrapped(start: &[u8]) -> bool {
    let is_one = |start: &[u8]| dicom::is_dicom(start) || matches!(sniff(start), Sniffed::Picture(_));
    gzip::is_gzip(start) && gzip::start(start, HEAD).is_ok_and(|head| is_one(&head))
}

/// The bytes of an object or a picture that is gzipped; any other file as it is, volumes among them, which unpack
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
