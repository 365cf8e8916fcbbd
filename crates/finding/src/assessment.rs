//! Readers' assessments of a finding, and how much of its picture is stored with it.

use serde::{Deserialize, Serialize};

/// A reader's assessment of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderAssessment {
    /// Which reader.
    pub reader: ReaderOrder,
    /// Whether the finding is correct.
    pub agreement: ReaderAgreement,
    /// The diagnosis in the reader's own words, or a class of the task; `None` where there is none.
    pub label: Option<String>,
    /// The reason; may be empty.
    pub comment: String,
}

/// Readers assess independently, as in a second reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReaderOrder {
    /// The first reader.
    First,
    /// The second reader.
    Second,
}

/// Whether a reader agrees with the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReaderAgreement {
    /// Agrees.
    Agree,
    /// Disagrees.
    Disagree,
    /// Undecided.
    Unsure,
}

/// How much of a picture is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureExtent {
    /// Nothing.
    #[default]
    Nothing,
    /// A thumbnail.
    Thumbnail,
    /// The file, byte for byte.
    Whole,
}
