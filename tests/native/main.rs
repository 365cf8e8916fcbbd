//! Native tests, one binary: `cargo test --release --test native NAME`.

// Tests fail by panicking.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers_agree;
mod container;
mod dicom;
mod earlier_versions;
mod engine;
mod export;
mod folder;
mod imaging;
mod lab;
mod nn;
mod protocol_messages;
mod reading_slices;
mod weights;
