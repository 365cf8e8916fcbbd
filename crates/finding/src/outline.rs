//! What a network outlined: a map for the page to draw, and what it consists of for the page to tell.

use serde::{Deserialize, Serialize};

/// Where a finding is, by a network that draws it. The same for every class: the class is read from what is outlined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Columns of the square that the network saw, with the picture in its middle.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` probabilities that a cell belongs to a finding, 255 for certain. Sent as one block.
    #[serde(with = "serde_bytes")]
    pub probabilities: Vec<u8>,
    /// Probability from which on a cell belongs to the outline, 0…1.
    pub threshold: f32,
    /// Connected regions, the largest first; none where nothing but specks is outlined, or nothing at all.
    pub regions: Vec<OutlinedRegion>,
    /// Number of regions that are too small to be told. They are part of the outline.
    pub specks: u32,
    /// The outline as a PNG file of the picture's own size, to be saved: white within, black elsewhere.
    #[serde(with = "serde_bytes")]
    pub mask: Vec<u8>,
}

/// A connected part of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlinedRegion {
    /// How much of what is imaged, 0…1.
    pub share: f32,
    /// Where its middle lies.
    pub part: Part,
}

/// A part of what is imaged. Sides are those of the picture as shown, not the patient's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Above the middle, and left of it.
    UpperLeft,
    /// Above the middle.
    Upper,
    /// Above the middle, and right of it.
    UpperRight,
    /// Left of the middle.
    Left,
    /// About the middle.
    Centre,
    /// Right of the middle.
    Right,
    /// Below the middle, and left of it.
    LowerLeft,
    /// Below the middle.
    Lower,
    /// Below the middle, and right of it.
    LowerRight,
}
