//! `lab`: the native tool-chain. See `lab --help`.

use lab::cli;
use std::process::ExitCode;

/// Training allocates and frees large activations at every step, where the system allocator
/// gives the pages back and takes them again. Where fresh pages are dear, as in a virtual machine, so does this one for
/// what is larger than its reserve: `MIMALLOC_PURGE_DELAY=-1 MIMALLOC_ARENA_RESERVE=10GiB` then spares a training most of
/// the clearing of pages.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(None)
}
