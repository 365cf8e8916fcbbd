//! Where the bytes of an instance are: a file of the visitor, or an entry of an archive.

use crate::container::zip::{self, Entry, Span};
use crate::protocol::Failure;
use crate::reading::wording;
use crate::web::failure;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes that may be read again at any time. Nothing is held.
#[derive(Clone, Debug)]
pub(super) enum Source {
    File(Blob),
    Entry { archive: Blob, entry: Entry },
}

impl Source {
    /// How many bytes there are, unpacked.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::File(blob) => blob.size() as u64,
            Self::Entry { entry, .. } => entry.unpacked,
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
                let packed = read(archive, data(archive, entry).await?).await?;
                entry.unpack(&packed).map_err(wording::of_container)
            }
        }
    }

    /// The first of them, at most `most`.
    pub(super) async fn start(&self, most: u64) -> Result<Vec<u8>, Failure> {
        match self {
            Self::File(blob) => read(blob, Span { start: 0, bytes: most.min(self.size()) }).await,
            Self::Entry { archive, entry } => {
                let span = data(archive, entry).await?;
                // Deflate makes few things larger: as much packed as is wanted unpacked is enough.
                let packed = read(archive, Span { bytes: span.bytes.min(most + 1024), ..span }).await?;
                entry.unpack_start(&packed, most).map_err(wording::of_container)
            }
        }
    }
}

/// The entries of an archive.
pub(super) async fn entries(archive: &Blob) -> Result<Vec<Entry>, Failure> {
    let size = archive.size() as u64;
    let start = size.saturating_sub(zip::TAIL);
    let tail = read(archive, Span { start, bytes: size - start }).await?;
    let span = zip::directory(&tail, size).map_err(wording::of_container)?;
    zip::entries(&read(archive, span).await?).map_err(wording::of_container)
}

async fn data(archive: &Blob, entry: &Entry) -> Result<Span, Failure> {
    let head = read(archive, Span { start: entry.header, bytes: zip::HEAD }).await?;
    entry.data(&head).map_err(wording::of_container)
}

async fn read(blob: &Blob, span: Span) -> Result<Vec<u8>, Failure> {
    let (start, end) = (span.start as f64, span.start.saturating_add(span.bytes) as f64);
    let told = |why: wasm_bindgen::JsValue| failure::unreadable(&failure::words(&why));
    let slice = blob.slice_with_f64_and_f64(start, end).map_err(told)?;
    let buffer: ArrayBuffer = JsFuture::from(slice.array_buffer()).await.and_then(JsCast::dyn_into).map_err(told)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
