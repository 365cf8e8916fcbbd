//! Native tests, one binary: `cargo test --release --test native NAME`.

// A test that cannot go on should panic: that is how it fails.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers_agree;
mod container;
mod dicom;
mod dicom_anywhere;
mod dicom_burned_in;
mod dicom_colour;
mod dicom_compressed;
mod dicom_conformance;
mod dicom_deidentify;
mod dicom_display;
mod dicom_engine;
mod dicom_hidden;
mod dicom_hostile;
mod dicom_lengths;
mod dicom_letters;
mod dicom_made;
mod dicom_memory;
mod dicom_names;
mod dicom_nifti;
mod dicom_nifti_kinds;
mod dicom_order;
mod dicom_orientation;
mod dicom_overlays;
mod dicom_packed;
mod dicom_pixels;
mod dicom_residual;
mod dicom_streams;
mod dicom_suv;
mod dicom_unknown;
mod engine;
mod engine_advice;
mod engine_gates;
mod engine_kind;
mod engine_modality;
mod engine_outline;
mod engine_parts;
mod engine_probe;
mod engine_trust;
mod folder;
mod imaging_bytes;
mod imaging_errors;
mod imaging_files;
mod imaging_half_size;
mod imaging_hostile;
mod imaging_kinds;
mod imaging_memory;
mod imaging_orient;
mod imaging_pages;
mod imaging_prepared;
mod imaging_resize;
mod imaging_samples;
mod imaging_synthetic;
mod imaging_tiff;
mod lab_baseline;
mod lab_calibrate;
mod lab_card;
mod lab_data;
mod lab_deidentify;
mod lab_elsewhere;
mod lab_examples;
mod lab_metrics;
mod lab_model_folder;
mod lab_models;
mod lab_open;
mod lab_open_packed;
mod lab_probe;
mod lab_records;
mod lab_task;
mod nn;
#[path = "protocol.rs"]
mod protocol_messages;
mod reading_slices;
mod weights;

// What the page's own words need, compiled here from their files as in `tests/page`.
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "../page/ui.rs"]
mod ui;
