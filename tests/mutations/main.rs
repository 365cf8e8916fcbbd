//! `cargo xtask fuzz`: randomly mutated files, with memory and time as oracles. See `docs/fuzzing.md`.

use mutations::{Counting, Options, supervise, work};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(what) => {
            eprintln!("error: {what}");
            return ExitCode::FAILURE;
        }
    };
    match &options.part {
        Some(part) => work(&options, part),
        None => supervise(&options),
    }
}
