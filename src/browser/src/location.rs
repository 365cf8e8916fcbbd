//! Which page the address names, and navigation to it.

use super::{history, surroundings};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The fragment of the address, with its `#`; empty when there is none.
#[must_use]
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another page of this site; nothing is loaded for it.
pub fn go(to: &str) {
    if let Some(window) = web_sys::window()
        && fragment() != to
        && !(fragment().is_empty() && to == "#/")
    {
        let _ = window.location().set_hash(to);
    }
}

/// Moves scroll position and keyboard focus to the top of the page that was just shown.
pub fn to_top() {
    to_height(0.0);
}

/// Moves the keyboard focus to the top of the page that was just shown, and restores the scroll position.
pub fn to_height(height: f64) {
    let Some(window) = web_sys::window() else { return };
    let main = window.document().and_then(|document| document.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        // Scrolls as well, so it is done first.
        let _ = main.focus();
    }
    window.scroll_to_with_x_and_y(0.0, height);
}

/// The vertical scroll position, in CSS pixels.
#[must_use]
pub fn height() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Whether the visitor has come back to this entry of the history, or reloaded it; an entry that is new is marked.
#[must_use]
pub fn is_return() -> bool {
    let marked = history::state().is_some();
    if !marked {
        history::mark("page");
    }
    marked
}

/// Marks the entry of the history that the page began with.
pub fn begin_history() {
    history::mark("page");
}

/// Scrolls so that the element of this id begins in its upper half: at the top of the page where that is enough,
/// so that no header is cut through, else with the element at the top of the view.
pub fn reveal(id: &str) {
    let Some(window) = web_sys::window() else { return };
    let Some(element) = window.document().and_then(|document| document.get_element_by_id(id)) else { return };
    let half = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() / 2.0;
    let top = element.get_bounding_client_rect().top();
    if top + height() < half {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    } else if !(0.0..half).contains(&top) {
        element.scroll_into_view();
    }
}

/// Opens the folded part of the page that has this id, and shows its beginning.
pub fn unfold(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        if element.tag_name() == "DETAILS" {
            let _ = element.set_attribute("open", "");
        }
        element.scroll_into_view();
    }
}

/// Reloads the page.
pub fn reload() {
    surroundings::reload();
}

/// The content security policy, as written in the page.
#[must_use]
pub fn policy() -> String {
    let meta = || {
        let document = web_sys::window()?.document()?;
        document.query_selector("meta[http-equiv=Content-Security-Policy]").ok()??.get_attribute("content")
    };
    meta().unwrap_or_default()
}
