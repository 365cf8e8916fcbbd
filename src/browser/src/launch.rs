//! Files that the system hands to the installed program.

use super::PickedFile;
use super::reflect::{call, get, object};
use js_sys::{Array, Promise};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

/// Calls `take` with the files that the visitor opens with this program, now and later. Browsers
/// without installed programs never call it.
pub fn on_launch(take: impl Fn(Vec<PickedFile>) + 'static) {
    let take = Rc::new(take);
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let handles = get(&launch, "files").dyn_into::<Array>().unwrap_or_default();
        let take = Rc::clone(&take);
        spawn_local(async move {
            let mut files = Vec::new();
            for handle in handles.iter() {
                files.extend(file_of(&handle).await);
            }
            if !files.is_empty() {
                take(files);
            }
        });
    });
    let queue = web_sys::window().and_then(|window| object(&window, "launchQueue"));
    if let Some(queue) = queue
        && call(&queue, "setConsumer", &[consumer.as_ref()]).is_some()
    {
        // Listens for the page's whole lifetime.
        consumer.forget();
    }
}

async fn file_of(handle: &JsValue) -> Option<PickedFile> {
    let file = call(handle, "getFile", &[])?.dyn_into::<Promise>().ok()?;
    JsFuture::from(file).await.ok()?.dyn_into::<File>().ok().map(PickedFile::from)
}
