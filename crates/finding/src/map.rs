//! Maps of a picture.

use serde::{Deserialize, Serialize};
use text::Message;

/// A value for each cell of a grid over the network's input square.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `height * width` values, row by row from the top. For evidence: negative where it counts against the class. For
    /// an outline: probabilities.
    pub values: Vec<f32>,
}

/// Class activation map on the last feature grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivationMap {
    /// Evidence for one class, scaled so that the largest magnitude over all maps of one picture is 1.
    pub map: Map,
    /// Where it is strongest, in words: "strongest in the upper left quarter".
    pub summary: Message,
}
