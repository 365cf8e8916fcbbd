//! Where the bytes of an instance are: a file of the disk, or an entry of an archive.

use crate::container::zip::{self, Entry, Span};
use crate::protocol::Failure;
use crate::reading::wording;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Bytes that may be read again at any time. Nothing is held.
#[derive(Clone, Debug)]
pub(super) enum Source {
    File(PathBuf),
    Entry { archive: PathBuf, entry: Entry },
}

impl Source {
    /// How many bytes there are, unpacked.
    pub(super) fn size(&self) -> Result<u64, Failure> {
        match self {
            Self::File(path) => Ok(std::fs::metadata(path).map_err(unreadable)?.len()),
            Self::Entry { entry, .. } => Ok(entry.unpacked),
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
                let packed = read(archive, data(archive, entry)?)?;
                entry.unpack(&packed).map_err(wording::of_container)
            }
        }
    }

    /// The first of them, at most `most`.
    pub(super) fn start(&self, most: u64) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(path) => read(path, Span { start: 0, bytes: most }),
            Self::Entry { archive, entry } => {
                let span = data(archive, entry)?;
                // Deflate makes few things larger: as much packed as is wanted unpacked is enough.
                let packed = read(archive, Span { bytes: span.bytes.min(most + 1024), ..span })?;
                entry.unpack_start(&packed, most).map_err(wording::of_container)
            }
        }
    }
}

/// The entries of an archive.
pub(super) fn entries(archive: &Path) -> Result<Vec<Entry>, Failure> {
    let size = std::fs::metadata(archive).map_err(unreadable)?.len();
    let start = size.saturating_sub(zip::TAIL);
    let tail = read(archive, Span { start, bytes: size - start })?;
    let span = zip::directory(&tail, size).map_err(wording::of_container)?;
    zip::entries(&read(archive, span)?).map_err(wording::of_container)
}

fn data(archive: &Path, entry: &Entry) -> Result<Span, Failure> {
    let head = read(archive, Span { start: entry.header, bytes: zip::HEAD })?;
    entry.data(&head).map_err(wording::of_container)
}

/// As many as are there of a part of a file.
fn read(path: &Path, span: Span) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(unreadable)?;
    file.seek(SeekFrom::Start(span.start)).map_err(unreadable)?;
    file.take(span.bytes).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

pub(super) fn unreadable(error: std::io::Error) -> Failure {
    Failure {
        kind: "unreadable".to_owned(),
        message: format!("Expected a file that can be read, found: {error}."),
        hint: "Check the path and its permissions.".to_owned(),
    }
}
