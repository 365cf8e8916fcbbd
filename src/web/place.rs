//! Which page the address names, and moving there.

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

/// Puts view and keyboard at the top of the page that has just come.
pub fn to_top() {
    let Some(window) = web_sys::window() else { return };
    window.scroll_to_with_x_and_y(0.0, 0.0);
    let main = window.document().and_then(|document| document.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        let _ = main.focus();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The content security policy, as it stands in the page.
#[must_use]
pub fn policy() -> String {
    let meta = || {
        let document = web_sys::window()?.document()?;
        document.query_selector("meta[http-equiv=Content-Security-Policy]").ok()??.get_attribute("content")
    };
    meta().unwrap_or_default()
}
