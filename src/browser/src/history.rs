//! The entries of this tab's history: a mark on each, and an additional entry for what going back should close.
//!
//! Invariant: an entry holds one keyword of this program; no name of a picture is ever written there.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The key of the keyword.
const KEY: &str = "onsight";

/// The keyword on the entry that is shown; `None` on one that is new.
#[must_use]
pub fn state() -> Option<String> {
    let state = Reflect::get(&own()?, &"state".into()).ok()?;
    Reflect::get(&state, &KEY.into()).ok()?.as_string()
}

/// Marks the entry that is shown.
pub fn mark(word: &str) {
    call("replaceState", word);
}

/// Adds an entry for the same address.
pub fn push(word: &str) {
    call("pushState", word);
}

/// Goes back by one entry.
pub fn back() {
    let go = || {
        let own = own()?;
        Reflect::get(&own, &"back".into()).ok()?.dyn_into::<Function>().ok()?.call0(&own).ok()
    };
    let _ = go();
}

fn call(name: &str, word: &str) {
    let write = || {
        let (own, state) = (own()?, Object::new());
        Reflect::set(&state, &KEY.into(), &word.into()).ok()?;
        let function = Reflect::get(&own, &name.into()).ok()?.dyn_into::<Function>().ok()?;
        function.call2(&own, &state, &"".into()).ok()
    };
    // A browser that keeps no history has nothing to go back to either.
    let _ = write();
}

/// By name: the typed binding would be one more feature for which every bundle is recompiled.
fn own() -> Option<JsValue> {
    Reflect::get(web_sys::window()?.as_ref(), &"history".into()).ok().filter(JsValue::is_object)
}
