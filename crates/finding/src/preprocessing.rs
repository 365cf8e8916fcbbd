//! How a picture becomes the network's input.

use serde::{Deserialize, Serialize};
use task::Colour;

/// What was done to the picture, in this order: resized into a square, its grey levels windowed, each sample `x` of
/// 0…255 made `(x - mean) / standard_deviation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preprocessing {
    /// Side of the square in pixels.
    pub side_pixels: u32,
    /// Grey, which the network gets three times, or red, green and blue.
    pub colour: Colour,
    /// How the picture was brought to size.
    pub resize: Resize,
    /// What was done to grey levels then.
    pub levels: InputLevels,
    /// Per channel, on 0…255.
    pub mean: [f32; 3],
    /// Per channel, on 0…255; above 0.
    pub standard_deviation: [f32; 3],
}

/// What is done to a picture's grey levels before the network sees them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputLevels {
    /// Nothing.
    #[default]
    AsGiven,
    /// Black and white are percentiles of the picture itself: `imaging::levels`.
    Percentiles,
}

impl InputLevels {
    /// Whether nothing is done to them.
    #[must_use]
    pub fn are_as_given(&self) -> bool {
        *self == Self::AsGiven
    }
}

/// How a picture is brought to the size of the network's square.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resize {
    /// How a picture that is not square is fitted into the square.
    pub fit: Fit,
    /// Interpolation.
    pub filter: Filter,
    /// Grey level of the padding, 0…255.
    pub fill: u8,
}

/// How a picture that is not square is fitted into the square.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// The longest side becomes that of the square, the rest is padded evenly on both sides.
    #[default]
    Contain,
}

/// Interpolation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// Convolved over the source footprint, so antialiased when shrinking.
    #[default]
    CatmullRom,
}
