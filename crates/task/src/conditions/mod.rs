//! What is known of each label of a task, for people who read its name under a picture: `models/<task>/conditions/`.
//!
//! A label has one file of facts, `<label>.toml` ([`ConditionFacts`]: sources, figures, day of review), and one of words
//! for each language, `<label>.<language>.toml` ([`ConditionText`]). [`Condition::check`] holds them against each other
//! and against the task, [`packed`] is what a build publishes and [`PackedCondition`] how a page reads it,
//! [`readability`] measures how hard a text is.
//!
//! Invariant: every claim names a source by its number, in every language the same. Nothing here knows a picture.

mod check;
mod facts;
mod pack;
pub mod readability;
mod text;

pub use check::ConditionFault;
pub use facts::{ConditionFacts, ConditionSource, SurvivalFigure};
pub use pack::{PackedCondition, packed};
pub use text::{ClinicianText, ConditionSection, ConditionText, PatientText, cited};

use std::collections::BTreeMap;

/// Everything that is known of one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The label of the data, which names the files.
    pub label: String,
    /// What is the same in every language.
    pub facts: ConditionFacts,
    /// The words, by tag of the language.
    pub texts: BTreeMap<String, ConditionText>,
}
