//! The network's input as a picture that can be shown.

use super::image::Image;
use super::levels::stretched;
use super::luma::{grey_from_image, rgb_from_image};
use super::resize::contain;

/// How a picture is converted to the network's input; the parameters are from the model's manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// Side of the square in pixels.
    pub size: u32,
    /// Channels kept.
    pub colour: InputChannels,
    /// Grey level around a picture that is not square.
    pub fill: u8,
    /// Whether grey levels are stretched by the picture's own percentiles.
    pub levels: GreyLevels,
}

/// What is done to grey levels before a network sees them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GreyLevels {
    /// Unchanged.
    #[default]
    AsGiven,
    /// Stretched between two percentiles of the picture: see [`super::levels`].
    Percentiles,
}

/// Channels a network takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputChannels {
    /// One; colour becomes luma.
    Grey,
    /// Three; grey is repeated.
    Rgb,
}

/// Exactly the network's input: `size` × `size`, `Grey8` or `Rgb8` as the input says.
///
/// Colour is reduced first, then the picture is scaled: a grey picture takes the same path
/// whether its file stored it as grey or as colour.
///
/// ```
/// use imaging::{InputChannels, Image, Input, GreyLevels, Pixels, prepare};
///
/// // White and black, in colour, twice as wide as high.
/// let image = Image::new(2, 1, Pixels::Rgb8(vec![255, 255, 255, 0, 0, 0])).unwrap();
/// let seen = prepare(&image, Input { size: 2, colour: InputChannels::Grey, fill: 7, levels: GreyLevels::AsGiven });
/// assert_eq!(seen, Image::new(2, 2, Pixels::Grey8(vec![255, 0, 7, 7])).unwrap());
/// ```
#[must_use]
pub fn prepare(image: &Image, input: Input) -> Image {
    let reduced = match input.colour {
        InputChannels::Grey => grey_from_image(image),
        InputChannels::Rgb => rgb_from_image(image),
    };
    let sized = contain(&reduced, input.size, input.fill);
    match input.levels {
        GreyLevels::AsGiven => sized,
        GreyLevels::Percentiles => stretched(sized),
    }
}
