//! Files the visitor picked, dropped, pasted, or took from the built-in examples.
//!
//! A [`PickedFile`] is a handle: nothing but the first bytes is read here, so a hundred
//! dropped files cost no memory, and a case can be sent again after a crash.

use super::failure;
use super::reflect::get;
use super::wire;
use js_sys::{Array, JSON, Uint8Array};
use protocol::{Failure, Gating, SliceAddress};
use text::Message;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, DragEvent, Event, File, FileList, HtmlInputElement, Response};

/// A file that has not been read yet. Cloning copies the handle only.
#[derive(Clone, Debug)]
pub struct PickedFile {
    name: String,
    blob: Blob,
    gating: Gating,
    slice: Option<SliceAddress>,
}

impl PickedFile {
    /// A file made of bytes that are already here. `None` when the browser refuses to make one.
    #[must_use]
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
        Some(Self::new(name.to_owned(), blob, Gating::Stop))
    }

    /// A drawing that is part of this website; `path` is relative to the page. Gates do with it what `gating` says.
    ///
    /// # Errors
    /// Kind `network` when it cannot be fetched.
    pub async fn from_site(name: &str, path: &str, gating: Gating) -> Result<Self, Failure> {
        let blob = fetch_blob(path).await.map_err(|why| failure::network(path, why))?;
        Ok(Self::new(name.to_owned(), blob, gating))
    }

    pub(super) fn new(name: String, blob: Blob, gating: Gating) -> Self {
        Self { name, blob, gating, slice: None }
    }

    /// A file whose name plays no part.
    pub(super) fn nameless(blob: Blob) -> Self {
        Self::new(String::new(), blob, Gating::Stop)
    }

    /// The same file, of which the light box chose a slice.
    pub(super) fn with_slice(self, slice: Option<SliceAddress>) -> Self {
        Self { slice, ..self }
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

    /// Whether its name is that of JSON, as far as the browser tells. Nothing is read.
    #[must_use]
    pub fn is_named_json(&self) -> bool {
        self.blob.type_().ends_with("json")
    }

    /// Size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.blob.size() as u64
    }

    /// Its bytes.
    ///
    /// # Errors
    /// Kind `too_large` before anything is read; `unreadable` when the file is gone or locked.
    pub async fn read(&self) -> Result<Vec<u8>, Failure> {
        wire::bytes(&self.blob).await
    }

    /// The browser's handle.
    pub(super) fn blob(&self) -> &Blob {
        &self.blob
    }

    /// Which slice of it is meant, where the light box chose one.
    pub(super) fn slice(&self) -> Option<SliceAddress> {
        self.slice
    }

    /// What gates may do with it.
    pub(super) fn gating(&self) -> Gating {
        self.gating
    }
}

/// The first bytes of a file, at most `most`; `None` when it cannot be read.
pub(super) async fn start_of(file: &PickedFile, most: u32) -> Option<Vec<u8>> {
    let start = file.blob.slice_with_f64_and_f64(0.0, f64::from(most)).ok()?;
    let buffer = JsFuture::from(start.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
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
    let parsed = async {
        let file = fetch_blob(path).await.map_err(|_| JsValue::NULL)?;
        JSON::parse(&JsFuture::from(file.text()).await?.as_string().unwrap_or_default())
    };
    let list = parsed.await.ok().and_then(|list| list.dyn_into::<Array>().ok());
    list.iter().flat_map(Array::iter).map(|entry| names.map(|name| listed(&get(&entry, name)))).collect()
}

/// A text, or several with commas between; empty where it is neither.
fn listed(value: &JsValue) -> String {
    let several = || value.dyn_ref::<Array>().map(|list| String::from(list.join(",")));
    value.as_string().or_else(several).unwrap_or_default()
}

async fn fetch_blob(path: &str) -> Result<Blob, Message> {
    let said = |why: JsValue| failure::said(&why);
    let window = web_sys::window().ok_or_else(text::browser::no_window)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.and_then(JsCast::dyn_into::<Response>);
    let response = response.map_err(said)?;
    if !response.ok() {
        return Err(text::browser::bare_status(response.status()));
    }
    JsFuture::from(response.blob().map_err(said)?).await.and_then(JsCast::dyn_into).map_err(said)
}
