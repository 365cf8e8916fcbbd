//! Where the bytes of an instance are: a file on disk, an entry of an archive, or two of these that form one volume.

use crate::failure::unreadable;
use containers::zip::{self, Entry, Span};
use dicom::nifti;
use protocol::Failure;
use reading::{LIMITS, wording};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Bytes that may be read again at any time. Only nested archives are held in memory.
#[derive(Clone, Debug)]
pub(super) enum FileSource {
    File(PathBuf),
    Entry {
        archive: FileArchive,
        entry: Entry,
    },
    /// A header and its voxels.
    Pair(Box<[FileSource; 2]>),
}

/// Where entries are read from.
#[derive(Clone, Debug)]
pub(super) enum FileArchive {
    File(PathBuf),
    /// A nested archive.
    Held(Rc<Vec<u8>>),
}

impl FileSource {
    /// Size in bytes, decompressed.
    pub(super) fn size(&self) -> Result<u64, Failure> {
        match self {
            Self::File(path) => Ok(std::fs::metadata(path).map_err(unreadable)?.len()),
            Self::Entry { entry, .. } => Ok(entry.unpacked),
            Self::Pair(halves) => halves.iter().map(Self::size).sum(),
        }
    }

    /// All of them.
    pub(super) fn bytes(&self, most: u64) -> Result<Vec<u8>, Failure> {
        let size = self.size()?;
        if size > most {
            return Err(wording::too_large(size, most));
        }
        match self {
            Self::File(path) => read(path, Span { start: 0, bytes: size }),
            Self::Entry { archive, entry } => {
                let packed = archive.read(archive.data(entry)?)?;
                entry.unpack(&packed).map_err(wording::of_container)
            }
            Self::Pair(halves) => {
                let [header, voxels] = &**halves;
                nifti::joined(&header.bytes(most)?, &voxels.bytes(most)?, &LIMITS).map_err(wording::of_dicom)
            }
        }
    }

    /// The first of them, at most `most`.
    pub(super) fn start(&self, most: u64) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(path) => read(path, Span { start: 0, bytes: most }),
            Self::Entry { archive, entry } => {
                let span = archive.data(entry)?;
                // Deflate rarely expands data: reading as many compressed bytes as decompressed ones are wanted is
                // enough.
                let packed = archive.read(Span { bytes: span.bytes.min(most + 1024), ..span })?;
                entry.unpack_start(&packed, most).map_err(wording::of_container)
            }
            // A header by itself is not enough: both are read.
            Self::Pair(_) => self.bytes(LIMITS.bytes),
        }
    }
}

impl FileArchive {
    /// The entries.
    pub(super) fn entries(&self) -> Result<Vec<Entry>, Failure> {
        let size = match self {
            Self::File(path) => std::fs::metadata(path).map_err(unreadable)?.len(),
            Self::Held(bytes) => bytes.len() as u64,
        };
        let start = size.saturating_sub(zip::TAIL);
        let tail = self.read(Span { start, bytes: size - start })?;
        let span = zip::directory(&tail, size).map_err(wording::of_container)?;
        zip::entries(&self.read(span)?).map_err(wording::of_container)
    }

    fn data(&self, entry: &Entry) -> Result<Span, Failure> {
        let head = self.read(Span { start: entry.header, bytes: zip::HEAD })?;
        entry.data(&head).map_err(wording::of_container)
    }

    fn read(&self, span: Span) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(path) => read(path, span),
            Self::Held(bytes) => {
                let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                let (start, end) = (place(span.start), place(span.start.saturating_add(span.bytes)));
                Ok(bytes.get(start..end).unwrap_or_default().to_vec())
            }
        }
    }
}

/// Reads as many bytes of a range of a file as there are.
fn read(path: &Path, span: Span) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(unreadable)?;
    file.seek(SeekFrom::Start(span.start)).map_err(unreadable)?;
    file.take(span.bytes).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}
