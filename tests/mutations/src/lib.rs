//! Randomly mutated files, and what no decoder may do with them: panic, hang, take more memory than its budget, or let
//! through what it promises to remove.
//!
//! [`TARGETS`] lists the decoders. Each is a plain function of bytes, which `fuzz/fuzz_targets` hands to libFuzzer where
//! there is a nightly compiler, and `main.rs` runs here on stable Rust: [`Cases`] makes the files, the same ones for
//! the same seed on every machine with the same corpus; `supervisor` starts processes, each for a part of them,
//! `worker` is that process, and [`Counting`] its allocator. How to use it: `docs/fuzzing.md`.
//!
//! Invariant: a file depends only on the seed, the target, its index and the corpus.

// Tests fail by panicking. The output is the purpose of the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod allocator;
mod cases;
mod corpus;
mod elements;
mod faulty;
mod fields;
mod hash;
mod mutate;
mod options;
mod report;
mod seeds;
mod segments;
mod supervisor;
pub mod targets;
mod worker;

pub use allocator::Counting;
pub use cases::Cases;
pub use options::{FileRange, Options};
pub use supervisor::supervise;
pub use targets::{Budget, SeedFormat, TARGETS, Target, run};
pub use worker::work;
