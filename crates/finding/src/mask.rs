//! A mask of classes.

use super::Abstention;
use serde::{Deserialize, Serialize};

/// The answer of a network that gives every cell of a picture a class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mask {
    /// Columns of the network's input square, in which the picture is centred. 0 where a gate refused the picture
    /// before it.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` indices into `areas`, counted from 0, row by row from the top. Sent as one block.
    #[serde(with = "serde_bytes")]
    pub cells: Vec<u8>,
    /// One per class, in the order of the model's logits, including the background.
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
    /// In mm²; `None` where the pixel size is unknown.
    pub square_millimetres: Option<f64>,
    /// Mean calibrated probability of its cells, 0…1; `None` where there are none.
    pub probability: Option<f32>,
}
