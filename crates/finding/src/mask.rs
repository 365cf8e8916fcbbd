//! A picture of classes.

use super::Abstention;
use serde::{Deserialize, Serialize};

/// The answer of a network that gives every cell of a picture a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mask {
    /// Columns of the square that the network saw, with the picture in its middle. 0 where a gate kept the picture from it.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` places in `areas`, counted from 0, row by row from the top. Sent as one block.
    #[serde(with = "serde_bytes")]
    pub cells: Vec<u8>,
    /// One per class, in the order of the model's logits, the background among them.
    pub areas: Vec<Area>,
    /// Why no area is shown; `None` where they are.
    pub abstention: Option<Abstention>,
}

/// How much of a picture has a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Label as in the model's manifest.
    pub label: String,
    /// Number of cells.
    pub cells: u32,
    /// Share of what is imaged, 0…1.
    pub share: f32,
    /// In mm²; `None` where the file does not say how large a pixel is.
    pub square_millimetres: Option<f64>,
    /// Mean calibrated probability of its cells, 0…1; `None` where there are none.
    pub probability: Option<f32>,
}
