//! `lab`: the native tool-chain. See `lab --help`.

use lab::cli;
use std::process::ExitCode;

/// Training allocates and frees large activations at every step, and the system allocator returns these pages to the
/// kernel each time. mimalloc does too, for allocations larger than its reserve; where page faults are expensive, as in
/// a virtual machine, `MIMALLOC_PURGE_DELAY=-1 MIMALLOC_ARENA_RESERVE=10GiB` avoids most of them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(None)
}
