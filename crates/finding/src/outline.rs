//! The outline of a network: a map for the page to draw, and its regions for the page to describe.

use serde::{Deserialize, Serialize};

/// Position of a finding, from a network with a decoder. The same for every class: the class is derived from what is
/// outlined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Columns of the network's input square, in which the picture is centred.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` probabilities that a cell belongs to a finding, 255 for certain. Sent as one block.
    #[serde(with = "serde_bytes")]
    pub probabilities: Vec<u8>,
    /// Probability from which on a cell belongs to the outline, 0…1.
    pub threshold: f32,
    /// Connected regions, the largest first; none where only specks are outlined, or nothing.
    pub regions: Vec<OutlinedRegion>,
    /// Number of regions that are too small to be listed. They are part of the outline.
    pub specks: u32,
    /// The outline as a PNG file of the picture's own size, to be saved: white within, black elsewhere.
    #[serde(with = "serde_bytes")]
    pub mask: Vec<u8>,
}

/// A connected part of an outline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlinedRegion {
    /// Share of the imaged area, 0…1.
    pub share: f32,
    /// Position of its centre.
    pub part: Part,
    /// In mm² in the plane of the picture; `None` where the pixel size in the patient is unknown.
    #[serde(default)]
    pub square_millimetres: Option<f64>,
    /// The sides of the patient towards which its centre lies, from the centre of the imaged area: at most two, in the
    /// order of [`BodySide`]; empty near the centre. `None` where the orientation of the patient is unknown, or where
    /// the picture is oblique to the axes of the body.
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

/// A part of the imaged area. Sides are those of the picture as shown, not the patient's.
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
