//! The bridge between the page and the list of kept cases, through events of the window. Neither knows the other's code.
//!
//! Invariant: the page sends a finding and the handle of its file; what of them is kept is decided on the other side.

use super::PickedFile;
use super::viewer_bridge::{dispatch, slice_for_event};
use super::wire::Beside;
use js_sys::{Array, Uint8Array};
use protocol::{Finding, SliceAddress};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CustomEvent, File, Url};

/// The page asks for the kept cases: nothing, or a list of a finding, what its task and classes are called, and its file.
/// `start.js` loads them at the first one.
const CASES: &str = "onsight-cases";
/// The kept cases ask the page for every answer of this visit; it gives each as [`keep_case`] does.
const ALL: &str = "onsight-cases-all";
/// The kept cases have the page open a picture: what [`slice_for_event`] makes of it.
const OPEN: &str = "onsight-open";

/// Opens the list of kept cases.
pub fn open_cases() {
    dispatch(CASES, &JsValue::NULL);
}

/// Opens it to keep this finding, with its file where there is one. `words` is what its task is called in English, then label,
/// name and headline of each class.
pub fn keep_case<'a>(finding: &Finding, words: impl Iterator<Item = &'a str>, file: Option<&PickedFile>) {
    let Ok(packed) = postcard::to_stdvec(finding) else { return };
    let words: Array = words.map(JsValue::from_str).collect();
    let list = Array::of2(&Uint8Array::from(packed.as_slice()), &words);
    // A file of many slices would be kept anew with each of them.
    let is_one_of_many =
        |slice| matches!(slice, Some(SliceAddress::Cut { .. } | SliceAddress::Frame { frame: 1.., .. }));
    if let Some(file) = file.filter(|file| !is_one_of_many(file.slice())) {
        list.push(file.blob());
    }
    dispatch(CASES, &list);
}

/// A finding that is to be kept.
#[derive(Clone, Debug)]
pub struct ToKeep {
    /// What was found.
    pub finding: Finding,
    /// What its task is called in English; empty where the page does not know.
    pub task: String,
    /// Label, name and headline of each class, likewise.
    pub classes: Vec<[String; 3]>,
    /// The file that it was made of.
    pub file: Option<PickedFile>,
}

/// Listens to the page for its whole lifetime.
pub fn on_cases(take: impl Fn(Option<ToKeep>) + 'static) {
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        let list: Option<Array> = event.detail().dyn_into().ok();
        take(list.and_then(|list| to_keep(&list)));
    });
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback(CASES, listener.as_ref().unchecked_ref()).is_ok()
    {
        listener.forget();
    }
}

/// Has the page give every answer of this visit to [`on_cases`], before this returns.
pub fn ask_for_all() {
    dispatch(ALL, &JsValue::NULL);
}

/// Has the page open a picture that was kept, under this name and for the task of its answer, which is the name of a folder.
/// Returns whether there is one.
pub fn open_kept(name: &str, picture: &Beside, task: Option<&str>) -> bool {
    let file = blob_of(picture).and_then(|blob| File::new_with_blob_sequence(&Array::of1(&blob), name).ok());
    let Some(file) = file else { return false };
    dispatch(OPEN, &slice_for_event(&file, "", None, task));
    true
}

/// An address at which this page alone finds a picture, until it is given to [`forget_address`].
#[must_use]
pub fn picture_address(picture: &Beside) -> Option<String> {
    Url::create_object_url_with_blob(&blob_of(picture)?).ok()
}

/// Lets a picture go.
pub fn forget_address(address: &str) {
    // Fails for no address that was given out.
    let _ = Url::revoke_object_url(address);
}

fn to_keep(list: &Array) -> Option<ToKeep> {
    let packed: Uint8Array = list.get(0).dyn_into().ok()?;
    let finding = postcard::from_bytes(&packed.to_vec()).ok()?;
    let words: Array = list.get(1).dyn_into().ok()?;
    let words: Vec<String> = words.iter().filter_map(|word| word.as_string()).collect();
    let (task, classes) = words.split_first()?;
    let classes = classes.as_chunks::<3>().0.to_vec();
    let file = list.get(2).dyn_into::<Blob>().ok().map(PickedFile::nameless);
    Some(ToKeep { finding, task: task.clone(), classes, file })
}

fn blob_of(picture: &Beside) -> Option<Blob> {
    match picture {
        Beside::Samples(bytes) => Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::new(bytes))).ok(),
        Beside::File(file) => Some(file.clone()),
        Beside::Nothing => None,
    }
}
