//! What was found, in forms that others read.
//!
//! | module | form | read by |
//! |---|---|---|
//! | [`fhir`] | FHIR R4 or R5, a bundle | systems of clinics |
//! | [`capsule`] | JSON: a finding with hashes of its picture | this program, to run it again and compare |
//! | [`log`] | CSV or NDJSON, one line a case | spreadsheets, statistics |
//!
//! Nothing personal is written unless [`MayGoAlong`] allows it. `docs/export.md` and `docs/log.md` describe the forms for
//! those who read them; `cargo xtask validators` holds the examples in `tests/data/export/` against validators of others.
//!
//! Candidates for FHIR were `fhirbolt` 0.4 (no release since 2023), `fhir-model` 0.13 (well kept) and structures of our own
//! (kept). Both crates have types for all of the hundred and fifty resources of each release, up to a million and a half
//! generated lines, where five resources are written here and none is read; a check with `fhir.resources` says that those
//! five are as the standard has them. For CSV the crate `csv` quotes well, but knows nothing of formulas, and what it would
//! spare beside that is one line.
//!
//! Invariant: no IO, no clock and no random number. The same finding with the same options is the same file, byte for byte.
//!
//! ```
//! use export::MayGoAlong;
//!
//! assert_eq!(MayGoAlong::default(), MayGoAlong { names: false, dates: false, file_names: false, pixels: false });
//! assert!(export::log::csv_head().starts_with("case,task,model,"));
//! ```

pub mod capsule;
mod date_time;
pub mod fhir;
pub mod log;
mod may_go_along;

pub use may_go_along::MayGoAlong;
