//! Writes a function for every sentence of `text/en`, and the English catalogue.
//!
//! Invariant: reads `text/`, and writes `sentences.rs` and `english.txt` into `$OUT_DIR`.

// Cargo listens on stdout.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let text = Path::new("../../text");
    // A folder covers everything in it.
    println!("cargo::rerun-if-changed={}", text.display());
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    match translation::generate(text, Path::new(&out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            ExitCode::FAILURE
        }
    }
}
