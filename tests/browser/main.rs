//! Tests inside a dedicated worker of headless Chromium: `cargo xtask browser`.
//!
//! Here is what native tests cannot show: that the browser's build decodes and prepares pictures to
//! the same bytes, gives the same logits, and keeps what it should keep.

// A test that cannot go on should panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kernels;
mod messages;
mod network;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn pictures_are_prepared_to_the_same_bytes_as_on_the_command_line() {
    // JPEG and PNG; a journey has the reader open the others.
    assert_eq!(fixtures::prepared::check(imaging::open), 7);
}
