//! Which kept cases a list has, and in which order.

use finding::ReaderAgreement;
use serde::{Deserialize, Serialize};

/// The filter of a list: all conditions apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseQuery {
    /// Words that must all occur in labels, tags, notes, comments or the task, in either case.
    pub words: String,
    /// By word, in lower case: labels that match it by their names in the language of the page.
    pub named: Vec<(String, Vec<String>)>,
    /// The task.
    pub task: Option<String>,
    /// A label that the answer names.
    pub label: Option<String>,
    /// Saved at this time or later, in milliseconds since 1970-01-01 UTC.
    pub from_ms: Option<u64>,
    /// Saved before this time, likewise.
    pub before_ms: Option<u64>,
    /// What the first reader says.
    pub agreement: Option<AgreementFilter>,
    /// Whether the model abstained.
    pub abstained: Option<bool>,
    /// Those alone whose picture a gate turned away.
    pub turned_away: bool,
    /// The order.
    pub order: CaseOrder,
}

/// What the first reader says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementFilter {
    /// Not assessed yet.
    Unread,
    /// This.
    Said(ReaderAgreement),
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseOrder {
    /// Last saved first.
    #[default]
    Newest,
    /// First saved first.
    Oldest,
    /// Last changed first.
    Changed,
    /// Least probable answer first, and those without one before all others.
    LeastProbable,
}
