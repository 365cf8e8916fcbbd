//! The kind of acquisition of a picture.

use serde::{Deserialize, Serialize};
use text::Message;

/// The kind of acquisition of a picture, as its task defines kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acquisition {
    /// The kind, by its name in the task's file.
    pub name: String,
    /// Calibrated probability of this kind from the picture, 0…1, among those that the file leaves open; `None` where
    /// the model was not trained on the kind.
    pub probability: Option<f32>,
    /// How it was determined.
    pub from: AcquisitionFrom,
    /// The kind that the picture confidently looks like, where that differs from its file.
    pub looks_like: Option<String>,
    /// In sentences: the model's results on this kind, then how the kind was determined.
    pub said: Vec<Message>,
}

/// How a kind of acquisition was determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcquisitionFrom {
    /// From the picture.
    Picture,
    /// From the acquisition attributes of the file.
    File,
}
