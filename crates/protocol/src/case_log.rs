//! What is chosen before kept cases leave the vault as a table.

use serde::{Deserialize, Serialize};

/// The form of a log. Both have the same columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogForm {
    /// Comma-separated values, for spreadsheets.
    #[default]
    Csv,
    /// One JSON object a line, for programs.
    Ndjson,
}

/// What goes along in a log beside the answers. By default nothing does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogParts {
    /// Notes, tags, comments and what readers say in their own words: a name may stand in each.
    pub names: bool,
    /// When a case was kept and changed.
    pub dates: bool,
}
