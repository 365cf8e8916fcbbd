//! One section of a model card.

use serde::{Deserialize, Serialize};

/// A section; the headings follow Mitchell et al., "Model Cards for Model Reporting" (2019), and the
/// items of the CLAIM checklist (2024).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSection {
    /// Stable key: `intended_use`, `training_data`, `confounds`, `metrics`, `limits`, `licence` …
    pub id: String,
    /// Heading.
    pub title: String,
    /// Paragraphs or list items, plain text.
    pub items: Vec<String>,
}
