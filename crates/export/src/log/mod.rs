//! Kept cases as a table, one line a case: CSV for spreadsheets, NDJSON for programs.
//!
//! [`COLUMNS`] says what there is; `docs/log.schema.json` is the JSON Schema of a line, and `docs/log.md` describes both. A
//! column keeps its name and its meaning for good; a new one stands behind the others.
//!
//! CSV is quoted as RFC 4180 has it, in UTF-8 without a mark of the byte order, with a point in numbers. A text in which a
//! spreadsheet would see a formula has an apostrophe before it. NDJSON has every text as it is.
//!
//! Invariant: a line never has another number of columns than [`COLUMNS`], and no cell of it begins a formula.

mod cell;
mod columns;
mod line;

pub use columns::{COLUMNS, LogColumn, LogContent};
pub use line::LogLine;

/// The first line of a CSV file: the names of the columns.
///
/// ```
/// let head = export::log::csv_head();
/// assert_eq!(head.split(',').count(), export::log::COLUMNS.len());
/// assert!(head.ends_with(",picture\r\n"));
/// ```
#[must_use]
pub fn csv_head() -> String {
    let mut line = COLUMNS.map(|column| column.name).join(",");
    line.push_str("\r\n");
    line
}
