//! The bridge between page and light box: files, and which slice of one, through events of the window. Neither knows
//! the other's code.
//!
//! Invariant: only handles are exchanged; nothing is read here but the first bytes of a file, on a sealed page.

use super::PickedFile;
use super::file::start_of;
use js_sys::{Array, Uint8Array};
use protocol::{self, FILE_ROLE_BYTES, Failure, SliceAddress, file_role, is_capsule};
use text::Message;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Event, File};

/// The page requests the light box: a list of `[name, blob]`. `start.js` loads it at the first one.
pub const LOOK: &str = "onsight-look";

/// Opens files in the light box.
pub fn open_in_viewer(files: &[PickedFile]) {
    let pair = |file: &PickedFile| Array::of2(&file.name().into(), file.blob().as_ref());
    dispatch(LOOK, &files.iter().map(pair).collect::<Array>());
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileWay {
    /// It is a picture, or of an unknown kind.
    Classify,
    /// The light box opens it.
    LightBox,
    /// It is marked as a capsule.
    Capsule,
}

/// What is done with these files, by their first bytes. The page must be sealed.
pub async fn file_ways(files: &[PickedFile]) -> Vec<FileWay> {
    let (mut roles, mut capsules) = (Vec::new(), Vec::new());
    for file in files {
        // A file that cannot be read is reported when it is classified.
        let start = start_of(file, FILE_ROLE_BYTES).await.unwrap_or_default();
        roles.push((file.name(), file_role(&start)));
        capsules.push(is_capsule(&start));
    }
    let way = |(for_light_box, is_capsule)| match (for_light_box, is_capsule) {
        (_, true) => FileWay::Capsule,
        (true, _) => FileWay::LightBox,
        _ => FileWay::Classify,
    };
    protocol::need_viewer(&roles).into_iter().zip(capsules).map(way).collect()
}

/// The files of a folder that an event carries.
#[must_use]
pub fn files_from_event(event: &Event) -> Vec<PickedFile> {
    let list: Option<Array> = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().dyn_into().ok());
    let files =
        |list: Array| list.iter().filter_map(|file| file.dyn_into::<File>().ok()).map(PickedFile::from).collect();
    list.map(files).unwrap_or_default()
}

/// What the light box says of the slice that it hands over: the file that holds it, where it comes from in words, and
/// which slice it is; an ordinary picture is its file, and has neither. A picture that was made for the model of one task names
/// its folder. [`slice_from_event`] reads it.
#[must_use]
pub fn slice_for_event(file: &File, origin: &str, slice: Option<SliceAddress>, task: Option<&str>) -> Array {
    let address = slice.and_then(|slice| postcard::to_stdvec(&slice).ok());
    let address = address.map_or(JsValue::UNDEFINED, |address| Uint8Array::from(address.as_slice()).into());
    let list = Array::of3(file, &origin.into(), &address);
    list.push(&task.map_or(JsValue::UNDEFINED, JsValue::from));
    list
}

/// The slice that an event of the light box carries, where it comes from in words, empty for ordinary pictures, and the folder of
/// the task that it was made for.
#[must_use]
pub fn slice_from_event(event: &Event) -> Option<(PickedFile, String, Option<String>)> {
    let list: Array = event.dyn_ref::<CustomEvent>()?.detail().dyn_into().ok()?;
    let file = PickedFile::from(list.get(0).dyn_into::<File>().ok()?);
    let address = list.get(2).dyn_into::<Uint8Array>().ok().map(|address| address.to_vec());
    let slice = address.and_then(|address| postcard::from_bytes(&address).ok());
    Some((file.with_slice(slice), list.get(1).as_string()?, list.get(3).as_string()))
}

/// Why the light box could open none of the files it was given.
#[must_use]
pub fn failure_from_event(event: &Event) -> Option<Failure> {
    let packed: Uint8Array = event.dyn_ref::<CustomEvent>()?.detail().dyn_into().ok()?;
    postcard::from_bytes(&packed.to_vec()).ok()
}

/// Whether the light box could not be loaded, which `start.js` reports with `true`: what to tell the visitor.
#[must_use]
pub fn words_from_event(event: &Event) -> Option<Message> {
    let has_failed = event.dyn_ref::<CustomEvent>().is_some_and(|event| event.detail().is_truthy());
    has_failed.then(text::browser::no_light_box)
}

/// Dispatches it to the listeners on the window.
pub fn dispatch(name: &str, detail: &JsValue) {
    let options = CustomEventInit::new();
    options.set_detail(detail);
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(name, &options)) {
        let _ = window.dispatch_event(&event);
    }
}
