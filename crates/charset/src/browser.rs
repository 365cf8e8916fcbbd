//! Decoding by the browser.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

// Declared by hand: the workers share one set of `web_sys` features.
#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str) -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

/// See [`crate::decoded`].
pub(crate) fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    TextDecoder::new(label).ok()?.decode(bytes).ok()
}
