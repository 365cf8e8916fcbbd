//! Small browser functions for the page: address, persistent settings, saving files.

use super::surroundings::search;
use js_sys::{Array, Reflect, Uint8Array};
use protocol::BackendChoice;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Element, Event, HtmlElement, Node, Storage, Url, UrlSearchParams};

/// The value of `?backend=`: `cpu`, `webgpu`, `fastest`, anything else leaves the choice to the page.
#[must_use]
pub fn backend_choice() -> BackendChoice {
    match parameter("backend").as_deref() {
        Some("cpu") => BackendChoice::Cpu,
        Some("webgpu") => BackendChoice::WebGpu,
        Some("fastest") => BackendChoice::Fastest,
        _ => BackendChoice::Auto,
    }
}

/// A query parameter of the page's address.
#[must_use]
pub fn parameter(name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(&search()).ok()?.get(name)
}

/// Absolute URL of the folder that contains the page, ending in `/`, without query and fragment.
#[must_use]
pub fn base_url() -> String {
    let address =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.base_uri().ok().flatten());
    let folder = address.and_then(|address| Url::new_with_base("./", &address).ok()).map(|url| url.href());
    folder.unwrap_or_else(|| "/".into())
}

/// The browser's name for itself; empty where it gives none.
#[must_use]
pub fn user_agent() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// A setting kept by the browser for later visits; `None` when there is none, or none may be stored.
#[must_use]
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// Stores a setting. Private modes may refuse; the setting then lasts for this visit only.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(name), value);
    }
}

/// Sets the page's title, for the browser's tabs and screen readers.
pub fn set_title(text: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(text);
    }
}

/// Whether no element has the keyboard: the one that had it is gone from the document.
#[must_use]
pub fn focus_is_lost() -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    document.active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Moves the keyboard focus to the first element that matches a selector.
pub fn focus_on(selector: &str) {
    let found = || web_sys::window()?.document()?.query_selector(selector).ok().flatten();
    if let Some(element) = found().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether this happened at a button.
#[must_use]
pub fn is_at_button(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.tag_name() == "BUTTON")
}

/// Whether something inside of this has the keyboard.
#[must_use]
pub fn holds_focus(place: &Node) -> bool {
    let active = web_sys::window().and_then(|window| window.document()?.active_element());
    active.is_some_and(|element| {
        let element: &Node = &element;
        place.contains(Some(element))
    })
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Puts text on the clipboard. Returns whether the browser allowed it.
pub async fn copy_text(text: &str) -> bool {
    let copied = async {
        let navigator = web_sys::window()?.navigator();
        // Missing on pages that are not served securely, where the typed binding would throw.
        let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object)?;
        let write = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        let promise = write.call1(&clipboard, &text.into()).ok()?.dyn_into::<js_sys::Promise>().ok()?;
        JsFuture::from(promise).await.ok()
    };
    copied.await.is_some()
}

/// Offers bytes as a file to save. Returns whether the browser took it.
pub fn save_bytes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let offered = || {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        offer(name, &blob)
    };
    offered().is_some()
}

/// Offers a file to save; `None` when the browser does not take it.
#[must_use]
pub fn offer(name: &str, file: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(file).ok()?;
    let document = web_sys::window()?.document()?;
    let link = document.create_element("a").ok()?.dyn_into::<HtmlElement>().ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // Revoking at once would race with the browser taking the file.
    gloo_timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}

/// The current theme: `dark` or `light`. Applies the one chosen on an earlier visit;
/// the system's is used when none was chosen.
#[must_use]
pub fn theme() -> String {
    if let (Some(root), Some(chosen)) = (root(), kept("theme")) {
        let _ = root.set_attribute("data-theme", &chosen);
        return chosen;
    }
    let dark = || web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok().flatten();
    if dark().is_some_and(|query| query.matches()) { "dark".into() } else { "light".into() }
}

/// Chooses a theme, for now and for later visits.
pub fn keep_theme(name: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("data-theme", name);
    }
    keep("theme", name);
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn key(name: &str) -> String {
    format!("onsight.{name}")
}
