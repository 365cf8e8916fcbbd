//! Bytes to pixels, pixels to pixels: sniff, decode, orient, resize, quality.
//!
//! Invariant: pure. No IO, no clock, no tensor; never panics on any bytes.

mod image;

pub use image::{Image, Pixels};
