//! The page's state, wording and colours: `cargo xtask page`.
//!
//! They are plain data and plain functions, so they are compiled here from their own files, without
//! Leptos and without a browser. The tests stand beside the code that they test.

// Whoever uses the rest of these files is not part of this binary.
#![allow(dead_code, unused_imports, unreachable_pub)]

mod lightbox;
mod sentences;
mod ui;

/// How many workers a queue gets: pure, though it lies at the browser's edge.
#[path = "../../src/web/worker_pool.rs"]
mod worker_pool;

/// The open cases: pure too.
#[path = "../../src/web/ledger.rs"]
mod ledger;

/// What people wrote of the tasks, and the places for the hashes of their models: constants.
#[path = "../../src/tasks.rs"]
mod tasks;

#[path = "../../src/web/pins.rs"]
mod pins;

/// What was asked for beside answers: pure too.
#[path = "../../src/web/inquiries.rs"]
mod inquiries;
