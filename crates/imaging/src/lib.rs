//! Bytes to pixels, pixels to pixels: sniff, decode, orient, resize, draw.
//!
//! [`open`] reads a file, [`prepare`] makes what the network sees, [`resize::fit_within`] and
//! [`rgba_from_image`] make what the page shows. [`written_borders`] tells where text seems to stand in it.
//!
//! Invariant: pure. No IO, no clock, no tensor; never panics on any bytes.

pub mod decode;
pub mod described;
mod error;
mod format;
mod image;
mod levels;
mod limits;
mod luma;
mod open;
mod orient;
mod prepare;
pub mod quality;
pub mod resize;
pub mod synthetic;
mod written;

pub use decode::Scale;
pub use described::{Described, Region};
pub use error::ImagingError;
pub use format::{Foreign, Format, Sniffed, sniff};
pub use image::{Image, Pixels};
pub use levels::stretched;
pub use limits::Limits;
pub use luma::{eight_bits, grey_from_image, rgb_from_image, rgba_from_image};
pub use open::{Picture, open};
pub use orient::upright;
pub use prepare::{Colour, Input, Levels, prepare};
pub use written::{Border, written_borders};
