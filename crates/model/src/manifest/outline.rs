//! From which probability on a cell belongs to the outline.

use evaluation::Split;
use serde::{Deserialize, Serialize};

/// Written by `lab quantise` for a network that outlines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlineRule {
    /// Probability of a cell, 0…1.
    pub threshold: f32,
    /// Mean Dice coefficient that it gives, averaged over sources, 0…1.
    pub dice: f32,
    /// Split that it was chosen on: `val`.
    pub split: Split,
}
