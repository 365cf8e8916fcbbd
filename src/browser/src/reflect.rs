//! Properties and functions of the browser that `web-sys` has no stable or no compiled-in binding for, by `Reflect`.
//!
//! Invariant: what is missing is `undefined` or `None`, never a panic.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property; `undefined` where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is an object.
pub(super) fn object(of: &JsValue, name: &str) -> Option<JsValue> {
    Some(get(of, name)).filter(JsValue::is_object)
}

/// A property as text; empty where it is none.
pub(super) fn text(of: &JsValue, name: &str) -> String {
    get(of, name).as_string().unwrap_or_default()
}

/// A property as number; 0 where it is none.
pub(super) fn number(of: &JsValue, name: &str) -> f64 {
    get(of, name).as_f64().unwrap_or_default()
}

/// Calls a method; `None` when it is missing or throws.
pub(super) fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let method = get(of, name).dyn_into::<Function>().ok()?;
    let list = arguments.iter().map(|&argument| argument.clone()).collect::<Array>();
    Reflect::apply(&method, of, &list).ok()
}

/// An object with these properties.
pub(super) fn made(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
