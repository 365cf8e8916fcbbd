//! What readers say of a finding, and how much of its picture is kept with it.

use serde::{Deserialize, Serialize};

/// What a reader says of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderAssessment {
    /// Which reader.
    pub reader: ReaderOrder,
    /// Whether the finding is right.
    pub agreement: ReaderAgreement,
    /// What it is in the reader's own words, or a class of the task; `None` where they say none.
    pub label: Option<String>,
    /// Why; may be empty.
    pub comment: String,
}

/// Readers are asked apart, as a second reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReaderOrder {
    /// The first reader.
    First,
    /// The second reader.
    Second,
}

/// Whether a reader says the same as the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReaderAgreement {
    /// The same.
    Agree,
    /// Something else.
    Disagree,
    /// Neither.
    Unsure,
}

/// How much of a picture is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureExtent {
    /// Nothing.
    #[default]
    Nothing,
    /// A small one.
    Thumbnail,
    /// The file, byte for byte.
    Whole,
}
