//! Native tests, one binary: `cargo test --release --test native NAME`.

// A test that cannot go on should panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine;
mod engine_parts;
mod folder;
mod lab_baseline;
mod lab_data;
mod lab_metrics;
mod lab_models;
mod lab_records;
mod nn;
mod protocol;
