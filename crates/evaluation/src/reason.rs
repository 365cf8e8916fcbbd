//! Whether the model looks at the right region, and whether its map is faithful.

use super::{Figure, Split};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The score with part of every picture hidden.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// What was hidden. In a control, a row whose `by` begins with `nothing: ` is for the unchanged pictures.
    pub hidden: HiddenPart,
    /// How the hidden part was determined, for instance `outlines` or `centre`.
    pub by: String,
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Share of correct answers.
    pub accuracy: Figure,
    /// Mean of the classes' recalls.
    pub macro_recall: Figure,
}

/// What is hidden of pictures to see how much of the score comes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HiddenPart {
    /// Nothing: the score that the others are compared with.
    Nothing,
    /// The anatomy, covered by its surroundings.
    Anatomy,
    /// A border on every side.
    Borders,
    /// The corners, where text is.
    Corners,
    /// A control: the anatomy, in black.
    Blackout,
    /// A control: all but a border, in black.
    BorderOnly,
    /// A control: nothing, but the colours are changed.
    Stain,
}

impl HiddenPart {
    /// The word in a manifest.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Anatomy => "anatomy",
            Self::Borders => "borders",
            Self::Corners => "corners",
            Self::Blackout => "blackout",
            Self::BorderOnly => "border-only",
            Self::Stain => "stain",
        }
    }
}

impl fmt::Display for HiddenPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
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
    /// Probability of the class as the strongest cells are removed. A smaller area means a more faithful map.
    pub deletion: Curve,
    /// Probability of the class as the strongest cells are inserted. A larger area means a more faithful map.
    pub insertion: Curve,
    /// How often the strongest cell is in the outlined finding; `None` without outlines.
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
    /// The expected share for a random cell within the picture.
    pub chance: f32,
}
