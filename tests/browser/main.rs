//! Tests that need a browser: `cargo xtask browser`.

use onsight::protocol::PROTOCOL_VERSION;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn the_protocol_has_a_version() {
    assert!(PROTOCOL_VERSION > 0);
}
