//! `lab`: the native tool-chain. See `lab --help`.

use onsight::lab::cli;
use std::process::ExitCode;

/// Training allocates and frees large activations at every step, where the system allocator
/// gives the pages back and takes them again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(None)
}
