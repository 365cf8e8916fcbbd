//! Bytes of a named character encoding to text, by the browser; natively `charset.rs` has the same names.
//!
//! Invariant: pure; the same bytes give the same text.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

// By hand: of `web_sys` the workers share one set of features.
#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str) -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

/// The text that bytes stand for; what stands for nothing becomes U+FFFD. `None` for a label that the standard does
/// not name.
#[must_use]
pub fn decoded(label: &str, bytes: &[u8]) -> Option<String> {
    TextDecoder::new(label).ok()?.decode(bytes).ok()
}
