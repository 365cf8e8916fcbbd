//! Findings in formats that other programs read.
//!
//! | module | form | read by |
//! |---|---|---|
//! | [`fhir`] | FHIR R4 or R5, a bundle | systems of clinics |
//! | [`capsule`] | JSON: a finding with hashes of its picture | this program, to run it again and compare |
//! | [`log`] | CSV or NDJSON, one line a case | spreadsheets, statistics |
//!
//! Nothing personal is written unless [`MayGoAlong`] allows it. `docs/export.md` and `docs/log.md` describe the formats
//! for their readers; `cargo xtask validators` checks the examples in `tests/data/export/` with third-party validators.
//!
//! Candidates for FHIR were `fhirbolt` 0.4 (no release since 2023), `fhir-model` 0.13 (well maintained) and structures
//! of our own (chosen). Both crates have types for all of the hundred and fifty resources of each release, up to a
//! million and a half generated lines, where five resources are written here and none is read; a check with
//! `fhir.resources` shows that those five conform to the standard. For CSV the crate `csv` quotes well, but does not
//! handle formulas, and apart from that it would save one line.
//!
//! Invariant: no IO, no clock and no random number. The same finding with the same options gives the same file, byte
//! for byte.
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
