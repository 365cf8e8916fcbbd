//! Bytes to pixels, pixels to pixels: sniff, decode, orient, resize, draw.
//!
//! [`open`] reads a file, [`prepare`] makes the network's input picture, [`resize::fit_within`] and
//! [`rgba_from_image`] make what the page shows. [`burned_in_borders`] detects text at its borders, and
//! [`burned_in_boxes`] proposes what to cover.
//!
//! Invariant: pure. No IO, no clock, no tensor; never panics on any bytes.
//!
//! ```
//! use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
//! use imaging::{InputChannels, Format, Input, GreyLevels, Limits, Pixels, open, prepare};
//!
//! let samples: Vec<u8> = (0..64 * 32).map(|at| (at % 64 * 4) as u8).collect();
//! let mut file = Vec::new();
//! PngEncoder::new(&mut file).write_image(&samples, 64, 32, ExtendedColorType::L8).unwrap();
//!
//! let picture = open(&file, &Limits::default()).unwrap();
//! assert_eq!((picture.format, picture.size), (Format::Png, (64, 32)));
//! assert_eq!(picture.image.pixels(), &Pixels::Grey8(samples));
//! let input = Input { size: 16, colour: InputChannels::Grey, fill: 0, levels: GreyLevels::AsGiven };
//! let seen = prepare(&picture.image, input);
//! assert_eq!((seen.width(), seen.height()), (16, 16));
//! ```

mod burned_in;
pub mod decode;
mod described;
mod error;
mod format;
mod image;
mod image_plane;
mod levels;
mod limits;
mod luma;
mod open;
mod orient;
mod prepare;
pub mod quality;
pub mod resize;
pub mod synthetic;

pub use burned_in::{burned_in_borders, burned_in_boxes};
pub use decode::Scale;
pub use described::{BodyRegion, Described};
pub use error::ImagingError;
pub use finding::{Border, CoverBox};
pub use format::{Foreign, Format, Sniffed, sniff};
pub use image::{Image, Pixels};
pub use image_plane::ImagePlane;
pub use levels::stretched;
pub use limits::Limits;
pub use luma::{eight_bits, grey_from_image, rgb_from_image, rgba_from_image};
pub use open::{Picture, open};
pub use orient::upright;
pub use prepare::{GreyLevels, Input, InputChannels, prepare};
