//! The CPU worker on several threads: compiled with atomics, for pages that are cross-origin isolated.

use wasm_bindgen::prelude::wasm_bindgen;

/// The entry point of a helper thread; the helpers' script calls it, once, and it does not return.
#[wasm_bindgen]
pub fn help() {
    threads::POOL.help();
}

fn main() {
    worker::run(None, Some(worker::start_helpers));
}
