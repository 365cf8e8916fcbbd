//! Which kind of acquisition a picture is.

use serde::{Deserialize, Serialize};
use text::Message;

/// The kind of acquisition that a picture comes from, as its task knows kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acquisition {
    /// The kind, as the task's file names it.
    pub name: String,
    /// Calibrated probability of this kind by the look of the picture, 0…1, among those that the file leaves open; `None`
    /// where the model did not learn how the kind looks.
    pub probability: Option<f32>,
    /// What told it.
    pub from: AcquisitionFrom,
    /// The kind that the picture surely looks like, where that is another one than its file says.
    pub looks_like: Option<String>,
    /// In sentences: what was measured of the model on this kind, then how the kind is known.
    pub said: Vec<Message>,
}

/// What told a kind of acquisition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcquisitionFrom {
    /// The look of the picture.
    Picture,
    /// What the file says of how it was made.
    File,
}
