//! What page and light box hand each other: files, through events of the window. Neither knows the other's code.
//!
//! Invariant: handles alone change hands; nothing is read here but the first bytes of a file, on a sealed page.

use super::PickedFile;
use super::file::start_of;
use js_sys::Array;
use protocol::{self, Failure, FailureKind, GLANCE_BYTES, glance};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Event, File};

/// The page asks for the light box: a list of `[name, blob]`. `start.js` loads it at the first one.
pub(crate) const LOOK: &str = "onsight-look";

/// Opens files in the light box.
pub fn look_at(files: &[PickedFile]) {
    let pair = |file: &PickedFile| Array::of2(&file.name().into(), file.blob().as_ref());
    dispatch(LOOK, &files.iter().map(pair).collect::<Array>());
}

/// Which of these files call for the light box; told by their first bytes. The page must be sealed.
pub async fn told_apart(files: &[PickedFile]) -> Vec<bool> {
    let mut glances = Vec::new();
    for file in files {
        // What cannot be read is told where it is classified.
        let start = start_of(file, GLANCE_BYTES).await.unwrap_or_default();
        glances.push((file.name(), glance(&start)));
    }
    protocol::told_apart(&glances)
}

/// The files that an event carries: those of the light box, or of a folder.
#[must_use]
pub fn files_from_event(event: &Event) -> Vec<PickedFile> {
    let list: Option<Array> = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().dyn_into().ok());
    let files =
        |list: Array| list.iter().filter_map(|file| file.dyn_into::<File>().ok()).map(PickedFile::from).collect();
    list.map(files).unwrap_or_default()
}

/// Where a picture comes from that the light box made of a slice, in words; empty for others.
#[must_use]
pub fn origin_from_event(event: &Event) -> String {
    let list: Option<Array> = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().dyn_into().ok());
    list.iter().flat_map(Array::iter).find_map(|part| part.as_string()).unwrap_or_default()
}

/// Why the light box could open nothing of what it was given: kind, message, hint.
#[must_use]
pub fn failure_from_event(event: &Event) -> Option<Failure> {
    let list: Array = event.dyn_ref::<CustomEvent>()?.detail().dyn_into().ok()?;
    let [kind, message, hint] = [0, 1, 2].map(|at| list.get(at).as_string());
    Some(Failure { kind: FailureKind::from_name(&kind?)?, message: message?, hint: hint? })
}

/// The words that an event carries: why the light box could not be opened.
#[must_use]
pub fn words_from_event(event: &Event) -> Option<String> {
    event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string())
}

/// Tells whoever listens on the window.
pub(crate) fn dispatch(name: &str, detail: &JsValue) {
    let options = CustomEventInit::new();
    options.set_detail(detail);
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(name, &options)) {
        let _ = window.dispatch_event(&event);
    }
}
