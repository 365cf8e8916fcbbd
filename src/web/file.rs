//! Files the visitor picked, dropped, pasted, or took from the built-in examples.
//!
//! A [`PickedFile`] is a handle: nothing is read until the worker can take it, so a hundred
//! dropped files cost no memory, and a case can be sent again after a crash. A small picture that is given alone
//! may be read ahead of that.

use super::clock;
use super::failure;
use super::reach::text;
use crate::protocol::{Failure, GLANCE_BYTES, Gating, Glance, MAX_FILE_BYTES, glance};
use js_sys::{Array, ArrayBuffer, JSON, Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, ClipboardEvent, DragEvent, Event, File, FileList, HtmlInputElement, Response};

/// Bytes up to which a file that is given alone is read at once.
const AHEAD_BYTES: u64 = 4 << 20;
/// Milliseconds that the page waits for that before it shows the file: a disk may sleep, a folder may lie far away.
const AHEAD_MS: u32 = 30;

/// A file that has not been read yet. Cloning copies the handle only.
#[derive(Clone, Debug)]
pub struct PickedFile {
    name: String,
    blob: Blob,
    gating: Gating,
    /// What [`PickedFile::read_ahead`] has read, until somebody takes it.
    ahead: Rc<RefCell<Option<ArrayBuffer>>>,
}

impl PickedFile {
    /// A file made of bytes that are already here. `None` when the browser refuses to make one.
    #[must_use]
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
        Some(Self::new(name.to_owned(), blob, Gating::Stop))
    }

    /// A drawing that is part of this website; `path` is relative to the page. Gates do not stop it.
    ///
    /// # Errors
    /// Kind `network` when it cannot be fetched.
    pub async fn from_site(name: &str, path: &str) -> Result<Self, Failure> {
        let blob = fetch_blob(path).await.map_err(|why| failure::network(path, &failure::words(&why)))?;
        Ok(Self::new(name.to_owned(), blob, Gating::Tell))
    }

    fn new(name: String, blob: Blob, gating: Gating) -> Self {
        Self { name, blob, gating, ahead: Rc::default() }
    }

    /// Reads a small file before anything is drawn for it, and keeps the bytes until they are asked for: the worker
    /// has them at once, and not only after the page is painted anew. Gives up on a slow disk after a moment. The
    /// page must be sealed.
    pub async fn read_ahead(&self) {
        if self.bytes() > AHEAD_BYTES {
            return;
        }
        let file = self.clone();
        let reading = future_to_promise(async move {
            // What cannot be read is told where it is classified.
            if let Ok(bytes) = file.read().await {
                file.ahead.replace(Some(bytes));
            }
            Ok(JsValue::UNDEFINED)
        });
        let waiting = future_to_promise(async {
            clock::sleep_ms(AHEAD_MS).await;
            Ok(JsValue::UNDEFINED)
        });
        let _ = JsFuture::from(Promise::race(&Array::of2(&reading, &waiting))).await;
    }

    /// Whether the file was read ahead, and is one to be classified as it is.
    #[must_use]
    pub fn is_picture_read(&self) -> bool {
        let ahead = self.ahead.borrow();
        ahead.as_ref().is_some_and(|bytes| glance(&first(bytes, GLANCE_BYTES)) == Glance::Other)
    }

    /// What was read ahead; it is handed out once.
    pub(super) fn take_read(&self) -> Option<ArrayBuffer> {
        self.ahead.take()
    }

    /// The file's name, for showing on this page alone.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Whether its name is that of a picture, as far as the browser tells. Nothing is read.
    #[must_use]
    pub fn is_named_picture(&self) -> bool {
        self.blob.type_().starts_with("image/")
    }

    /// Size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.blob.size() as u64
    }

    /// The browser's handle.
    pub(super) fn blob(&self) -> &JsValue {
        self.blob.as_ref()
    }

    /// What gates may do with it.
    pub(super) fn gating(&self) -> Gating {
        self.gating
    }

    /// Reads the file.
    ///
    /// # Errors
    /// Kind `too_large` before anything is read; `unreadable` when the file is gone or locked.
    pub(super) async fn read(&self) -> Result<ArrayBuffer, Failure> {
        if self.bytes() > MAX_FILE_BYTES {
            return Err(failure::too_large(self.bytes()));
        }
        if let Some(bytes) = self.take_read() {
            return Ok(bytes);
        }
        let buffer = JsFuture::from(self.blob.array_buffer()).await;
        buffer
            .and_then(|value| value.dyn_into::<ArrayBuffer>())
            .map_err(|why| failure::unreadable(&failure::words(&why)))
    }
}

/// The first bytes of a file, at most `most`; `None` when it cannot be read.
pub(super) async fn start_of(file: &PickedFile, most: u32) -> Option<Vec<u8>> {
    if let Some(bytes) = file.ahead.borrow().as_ref() {
        return Some(first(bytes, most));
    }
    let start = file.blob.slice_with_f64_and_f64(0.0, f64::from(most)).ok()?;
    let buffer = JsFuture::from(start.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

fn first(bytes: &ArrayBuffer, most: u32) -> Vec<u8> {
    Uint8Array::new(bytes).subarray(0, most).to_vec()
}

impl From<File> for PickedFile {
    fn from(file: File) -> Self {
        Self::new(file.name(), file.into(), Gating::Stop)
    }
}

impl PartialEq for PickedFile {
    fn eq(&self, other: &Self) -> bool {
        JsValue::from(self.blob.clone()) == JsValue::from(other.blob.clone())
    }
}

/// The files chosen in a file input. The input is emptied, so that the same file can be picked again.
#[must_use]
pub fn files_from_input(event: &Event) -> Vec<PickedFile> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = picked(input.files());
    input.set_value("");
    files
}

/// The files dropped. The caller prevents the default action, which is to open the file as a page.
#[must_use]
pub fn files_from_drop(event: &DragEvent) -> Vec<PickedFile> {
    picked(event.data_transfer().and_then(|data| data.files()))
}

/// The files pasted; empty when text was pasted.
#[must_use]
pub fn files_from_paste(event: &ClipboardEvent) -> Vec<PickedFile> {
    picked(event.clipboard_data().and_then(|data| data.files()))
}

/// Whether a drag carries files, as far as the browser tells before they are dropped.
#[must_use]
pub fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

fn picked(list: Option<FileList>) -> Vec<PickedFile> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).map(PickedFile::from).collect()
}

/// A list of this website, as JSON: these texts of each entry, empty where one is missing; `path` is relative to
/// the page. None where it cannot be fetched or is no list. The browser reads it: a reader of JSON of our own would
/// be a fiftieth of the page.
pub async fn site_list<const N: usize>(path: &str, names: [&str; N]) -> Vec<[String; N]> {
    let parsed =
        async { JSON::parse(&JsFuture::from(fetch_blob(path).await?.text()).await?.as_string().unwrap_or_default()) };
    let list = parsed.await.ok().and_then(|list| list.dyn_into::<Array>().ok());
    list.iter().flat_map(Array::iter).map(|entry| names.map(|name| text(&entry, name))).collect()
}

async fn fetch_blob(path: &str) -> Result<Blob, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let response: Response = JsFuture::from(window.fetch_with_str(path)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&format!("status {}", response.status())));
    }
    JsFuture::from(response.blob()?).await?.dyn_into()
}
