//! Tests inside a dedicated worker of headless Chromium: `cargo xtask browser`.
//!
//! They show what native tests cannot: that the WebAssembly build decodes and prepares pictures to the same bytes,
//! computes the same logits, and stores what it should.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kernels;
mod messages;
mod network;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn pictures_are_prepared_to_the_same_bytes_as_on_the_command_line() {
    // JPEG and PNG; a journey covers the formats that the reader opens.
    assert_eq!(fixtures::prepared::check(imaging::open), 7);
}
