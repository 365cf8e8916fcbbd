//! The live shortcut probe: the same picture with parts covered.

use super::Probability;
use serde::{Deserialize, Serialize};

/// The network's answers with parts of the picture covered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeReport {
    /// One run per covered part, the unchanged picture first.
    pub runs: Vec<ProbeRun>,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeRun {
    /// What was covered.
    pub covered: Covered,
    /// Share of the picture that was covered, 0…1.
    pub share: f32,
    /// Calibrated, one per label, in logit order.
    pub probabilities: Vec<Probability>,
    /// Exactly the network's input.
    pub model_input: super::Bitmap,
}

/// What was covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Covered {
    /// Nothing: the answer to compare with.
    Nothing,
    /// Where the map of the first answer's class is strongest.
    Strongest,
    /// A frame along the borders.
    Borders,
}

impl Covered {
    /// The word in `data-covered` and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Strongest => "strongest",
            Self::Borders => "borders",
        }
    }
}
