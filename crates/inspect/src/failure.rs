//! Errors of a file in English: the command line has no other language.

use protocol::{Failure, FailureKind};
use serde::Serialize;
use std::fmt;

/// Why there is no answer, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrintedFailure {
    /// What kind of fault it is.
    pub kind: FailureKind,
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl From<&Failure> for PrintedFailure {
    fn from(failure: &Failure) -> Self {
        Self { kind: failure.kind, message: text::english(&failure.message), hint: text::english(&failure.hint) }
    }
}

impl fmt::Display for PrintedFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}

/// A failure of the command line itself, which the page never shows.
#[must_use]
pub fn failure(kind: FailureKind, message: impl Into<String>, hint: impl Into<String>) -> Failure {
    Failure { kind, message: text::failure::said(message), hint: text::failure::said(hint) }
}

/// A file or folder that cannot be read.
#[must_use]
pub fn unreadable(error: std::io::Error) -> Failure {
    let message = format!("Expected a file that can be read, found: {error}.");
    failure(FailureKind::Unreadable, message, "Check the path and its permissions.")
}
