//! The bridge between the page and the list of kept cases, through events of the window. Neither knows the other's code.
//!
//! Invariant: the page sends a finding and the handle of its file; what of them is kept is decided on the other side.

use super::PickedFile;
use super::viewer_bridge::dispatch;
use js_sys::{Array, Uint8Array};
use protocol::Finding;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CustomEvent};

/// The page requests the kept cases: nothing, or a list of a finding and its file. `start.js` loads them at the first
/// one.
const CASES: &str = "onsight-cases";

/// Opens the list of kept cases.
pub fn open_cases() {
    dispatch(CASES, &JsValue::NULL);
}

/// Opens it to keep this finding, with its file where there is one.
pub fn keep_case(finding: &Finding, file: Option<&PickedFile>) {
    let Ok(packed) = postcard::to_stdvec(finding) else { return };
    let list = Array::of1(&Uint8Array::from(packed.as_slice()));
    if let Some(file) = file {
        list.push(file.blob());
    }
    dispatch(CASES, &list);
}

/// A finding that is to be kept, and the file that it was made from.
pub type ToKeep = (Finding, Option<PickedFile>);

/// Listens to the page for its whole lifetime.
pub fn on_cases(take: impl Fn(Option<ToKeep>) + 'static) {
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        let list: Option<Array> = event.detail().dyn_into().ok();
        let to_keep = list.and_then(|list| {
            let packed: Uint8Array = list.get(0).dyn_into().ok()?;
            let finding = postcard::from_bytes(&packed.to_vec()).ok()?;
            let file = list.get(1).dyn_into::<Blob>().ok().map(PickedFile::nameless);
            Some((finding, file))
        });
        take(to_keep);
    });
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback(CASES, listener.as_ref().unchecked_ref()).is_ok()
    {
        listener.forget();
    }
}
