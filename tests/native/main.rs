//! Native tests, one binary: `cargo test --release --test native NAME`.

mod folder;
mod lab_baseline;
mod lab_data;
mod lab_metrics;
mod lab_records;
