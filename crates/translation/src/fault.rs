//! Faults in a file of sentences.

use std::fmt;

/// One fault, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, from the root of the repository.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
    /// Whether a sentence is only missing: the English one is the fallback.
    pub is_gap: bool,
}

impl Fault {
    pub(crate) fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into(), is_gap: false }
    }

    pub(crate) fn gap(file: &str, what: impl Into<String>) -> Self {
        Self { is_gap: true, ..Self::new(file, 1, what) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}
