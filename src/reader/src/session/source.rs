//! Where the bytes of an instance are: a file of the visitor, an entry of an archive, or two of them that make one
//! volume.

use browser::failure;
use containers::zip::{self, Entry, Span};
use dicom::nifti;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::Failure;
use reading::{LIMITS, wording};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes that may be read again at any time. Nothing is held in memory except archives that were inside an archive.
#[derive(Clone, Debug)]
pub(super) enum BlobSource {
    File(Blob),
    Entry {
        archive: Archive,
        entry: Entry,
    },
    /// A header and its voxels.
    Pair(Box<(BlobSource, BlobSource)>),
}

/// The source that entries are read from.
#[derive(Clone, Debug)]
pub(super) enum Archive {
    File(Blob),
    /// One that was in another.
    Held(Rc<Vec<u8>>),
}

impl BlobSource {
    /// How many bytes there are, unpacked.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::File(blob) => blob.size() as u64,
            Self::Entry { entry, .. } => entry.unpacked,
            Self::Pair(halves) => Self::size(&halves.0).saturating_add(Self::size(&halves.1)),
        }
    }

    /// All of them.
    pub(super) async fn bytes(&self, most: u64) -> Result<Vec<u8>, Failure> {
        let size = self.size();
        if size > most {
            return Err(wording::too_large(size, most));
        }
        match self {
            Self::File(blob) => read(blob, Span { start: 0, bytes: size }).await,
            Self::Entry { archive, entry } => {
                let packed = archive.read(archive.data(entry).await?).await?;
                entry.unpack(&packed).map_err(wording::of_container)
            }
            Self::Pair(halves) => {
                let header = Box::pin(halves.0.bytes(most)).await?;
                let voxels = Box::pin(halves.1.bytes(most)).await?;
                nifti::joined(&header, &voxels, &LIMITS).map_err(wording::of_dicom)
            }
        }
    }

    /// A file of them alone: the visitor's own where it is one, without reading it.
    pub(super) async fn file(&self, most: u64) -> Result<Blob, Failure> {
        match self {
            Self::File(blob) => Ok(blob.clone()),
            _ => file_of(&self.bytes(most).await?),
        }
    }

    /// The first of them, at most `most`.
    pub(super) async fn start(&self, most: u64) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(blob) => read(blob, Span { start: 0, bytes: most.min(self.size()) }).await,
            Self::Entry { archive, entry } => {
                let span = archive.data(entry).await?;
                // Deflate enlarges almost nothing: as many packed bytes as unpacked ones are wanted suffice.
                let packed = archive.read(Span { bytes: span.bytes.min(most + 1024), ..span }).await?;
                entry.unpack_start(&packed, most).map_err(wording::of_container)
            }
            // Would be the header without voxels, which is not enough: a pair is read completely.
            Self::Pair(halves) => Box::pin(halves.0.start(most)).await,
        }
    }
}

impl Archive {
    /// How many bytes there are.
    fn size(&self) -> u64 {
        match self {
            Self::File(blob) => blob.size() as u64,
            Self::Held(bytes) => bytes.len() as u64,
        }
    }

    /// The entries.
    pub(super) async fn entries(&self) -> Result<Vec<Entry>, Failure> {
        let size = self.size();
        let start = size.saturating_sub(zip::TAIL);
        let tail = self.read(Span { start, bytes: size - start }).await?;
        let span = zip::directory(&tail, size).map_err(wording::of_container)?;
        zip::entries(&self.read(span).await?).map_err(wording::of_container)
    }

    async fn data(&self, entry: &Entry) -> Result<Span, Failure> {
        let head = self.read(Span { start: entry.header, bytes: zip::HEAD }).await?;
        entry.data(&head).map_err(wording::of_container)
    }

    async fn read(&self, span: Span) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(blob) => read(blob, span).await,
            Self::Held(bytes) => {
                let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                let (start, end) = (place(span.start), place(span.start.saturating_add(span.bytes)));
                Ok(bytes.get(start..end).unwrap_or_default().to_vec())
            }
        }
    }
}

/// A file of these bytes, in the browser's memory.
pub(super) fn file_of(bytes: &[u8]) -> Result<Blob, Failure> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&parts).map_err(|why| failure::worker(failure::said(&why)))
}

/// One file of several, one behind the other.
pub(super) fn blob_of(parts: &[Blob]) -> Result<Blob, Failure> {
    let parts: Array = parts.iter().collect();
    Blob::new_with_blob_sequence(&parts).map_err(|why| failure::worker(failure::said(&why)))
}

async fn read(blob: &Blob, span: Span) -> Result<Vec<u8>, Failure> {
    let (start, end) = (span.start as f64, span.start.saturating_add(span.bytes) as f64);
    let told = |why: wasm_bindgen::JsValue| failure::unreadable(failure::said(&why));
    let slice = blob.slice_with_f64_and_f64(start, end).map_err(told)?;
    let buffer: ArrayBuffer = JsFuture::from(slice.array_buffer()).await.and_then(JsCast::dyn_into).map_err(told)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
