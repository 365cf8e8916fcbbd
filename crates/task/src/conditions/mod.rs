//! What is known about each label of a task, for people who see its name in an answer: `models/<task>/conditions/`.
//!
//! A label has one file of facts, `<label>.toml` ([`ConditionFacts`]: sources, figures, day of review), and one of
//! texts for each language, `<label>.<language>.toml` ([`ConditionText`]). [`Condition::check`] checks them against
//! each other and against the task, [`packed`] is what a build publishes and [`PackedCondition`] how a page reads it,
//! [`readability`] measures how difficult a text is.
//!
//! Invariant: every claim cites a source by its number, the same in every language. Nothing here depends on a picture.

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

/// Everything that is known about one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The label of the data, which names the files.
    pub label: String,
    /// The language-independent facts.
    pub facts: ConditionFacts,
    /// The texts, by language tag.
    pub texts: BTreeMap<String, ConditionText>,
}
