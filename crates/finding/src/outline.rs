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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlinedRegion {
    /// How much of what is imaged, 0…1.
    pub share: f32,
    /// Where its middle lies.
    pub part: Part,
    /// In mm² in the plane of the picture; `None` where the file does not say how large a pixel is in the patient.
    #[serde(default)]
    pub square_millimetres: Option<f64>,
    /// The sides of the patient towards which its middle lies, from the middle of what is imaged: at most two, in the order
    /// of [`BodySide`]; none about the middle. `None` where the file does not say how the patient lies, or where the
    /// picture lies across the axes of the body.
    #[serde(default)]
    pub patient_sides: Option<Vec<BodySide>>,
}

/// A side of the body: the patient's own left and right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodySide {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
    /// Anterior.
    Front,
    /// Posterior.
    Back,
    /// Superior: towards the head.
    Head,
    /// Inferior: towards the feet.
    Feet,
}

impl BodySide {
    /// The word used in JSON and in sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Front => "front",
            Self::Back => "back",
            Self::Head => "head",
            Self::Feet => "feet",
        }
    }
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
