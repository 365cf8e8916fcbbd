//! Journeys through the built page in headless Chromium: `cargo xtask e2e`.
//!
//! The page is served from a sub-path by the server of `cargo xtask serve`, and driven through WebDriver by its
//! interface for scripts: roles, visible text and test ids. [`turns`] limits how many run at a time.

// Tests fail by panicking.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod about;
mod answers;
mod attempts;
mod batch;
mod benchmark;
mod beside_answer;
mod breach;
mod capsules;
mod catalogue;
mod chest_xray;
mod device_choice;
mod driver;
mod earlier_versions;
mod errors;
mod failing;
mod foreign;
mod host;
mod hundred;
mod installed;
mod integrity;
mod kept_cases;
mod kept_cases_charts;
mod kept_cases_handover;
mod kept_cases_hardships;
mod kept_cases_leaving;
mod kept_cases_many;
mod kept_cases_passkeys;
mod kept_cases_pictures;
mod kept_cases_readers;
mod kept_cases_restore;
mod kept_cases_secrets;
mod kept_cases_waiting;
mod language;
mod language_tasks;
mod leaving;
mod lightbox;
mod lightbox_classify;
mod lightbox_drawing;
mod lightbox_faces;
mod lightbox_files;
mod lightbox_measures;
mod lightbox_outline;
mod looks;
mod made_up_labels;
mod made_up_task;
mod many;
mod offline;
mod opened;
mod outlined;
mod page;
mod paper;
mod phone;
mod pictures;
mod privacy;
mod report_codes;
mod reports;
mod room;
mod room_choice;
mod routing;
mod sealed;
mod sealed_alone;
mod signed_release;
mod site;
mod storage;
mod threads;
mod trust;
mod turns;
mod viewer;

use std::path::PathBuf;

/// The repository, from cargo's environment at run time: clones that share a target folder may share this binary too.
fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.join("../..")
}
