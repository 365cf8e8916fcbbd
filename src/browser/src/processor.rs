//! The processor as reported by the browser: only for the line of figures that a visitor can copy.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Architecture, bits, and the model of a phone.
const HINTS: [&str; 3] = ["architecture", "bitness", "model"];

/// Threads that the browser says may run at once; 1 where it does not say.
#[must_use]
pub fn cores() -> u32 {
    web_sys::window().map_or(1, |window| window.navigator().hardware_concurrency() as u32)
}

/// Architecture, bits, and the model of a phone, as in `arm 64 Pixel 8`; empty where the browser does not say, as Firefox
/// and Safari do not.
pub async fn processor() -> String {
    let named = async {
        let navigator = web_sys::window()?.navigator();
        let about = Reflect::get(&navigator, &"userAgentData".into()).ok().filter(JsValue::is_object)?;
        let ask = Reflect::get(&about, &"getHighEntropyValues".into()).ok()?.dyn_into::<Function>().ok()?;
        let hints: Array = HINTS.iter().map(|hint| JsValue::from_str(hint)).collect();
        let promise = ask.call1(&about, &hints).ok()?.dyn_into::<Promise>().ok()?;
        let found = JsFuture::from(promise).await.ok()?;
        let words = HINTS.iter().filter_map(|hint| Reflect::get(&found, &JsValue::from_str(hint)).ok()?.as_string());
        Some(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    };
    named.await.unwrap_or_default()
}
