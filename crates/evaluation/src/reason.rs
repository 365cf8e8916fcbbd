//! Whether the model looks at the right thing, and whether its map tells the truth.

use super::{Figure, Split};
use serde::{Deserialize, Serialize};

/// The score with part of every picture hidden.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// What was hidden: `nothing`, `anatomy`, `borders` or `corners`. Or a control: `blackout`, `border-only` or `stain`, of which
    /// a row whose `by` begins with `nothing: ` is of the unchanged pictures.
    pub hidden: String,
    /// How the hidden part was found, for instance `outlines` or `centre`.
    pub by: String,
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Share of right answers.
    pub accuracy: Figure,
    /// Mean of the classes' recalls.
    pub macro_recall: Figure,
}

/// Deletion and insertion (Petsiuk et al., RISE, 2018), and the pointing game (Zhang et al., 2016).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Faithfulness {
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Probability of the class as the strongest cells are taken away. Lower area: truer map.
    pub deletion: Curve,
    /// Probability of the class as the strongest cells are put in. Higher area: truer map.
    pub insertion: Curve,
    /// How often the strongest cell lies in the outlined finding; `None` without outlines.
    pub pointing: Option<Pointing>,
}

/// A curve beside that of a random order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Mean probability after each step, from nothing changed to everything changed.
    pub by_map: Vec<f32>,
    /// The same in a random order of cells.
    pub by_chance: Vec<f32>,
    /// Area under `by_map`, 0…1.
    pub area: f32,
    /// Area under `by_chance`, 0…1.
    pub chance_area: f32,
}

/// The pointing game.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pointing {
    /// Number of pictures with an outline.
    pub n: u32,
    /// Share whose strongest cell touches the outline.
    pub hits: Figure,
    /// What a cell chosen by chance within the picture would reach.
    pub chance: f32,
}
