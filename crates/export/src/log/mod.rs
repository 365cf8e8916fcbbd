//! Saved cases as a table, one line per case: CSV for spreadsheets, NDJSON for programs.
//!
//! [`COLUMNS`] lists the columns; `docs/log.schema.json` is the JSON Schema of a line, and `docs/log.md` describes
//! both. The name and meaning of a column never change; new ones are added at the end.
//!
//! CSV is quoted as in RFC 4180, in UTF-8 without a byte order mark, with a decimal point. A text that a spreadsheet
//! would interpret as a formula is prefixed with an apostrophe. NDJSON has every text unchanged.
//!
//! Invariant: every line has as many columns as [`COLUMNS`], and no cell begins a formula.

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
