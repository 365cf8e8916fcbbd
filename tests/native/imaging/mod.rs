//! Decoding pictures, and preparing them for a network.

mod bytes;
mod errors;
mod files;
mod half_size;
mod hostile;
mod kinds;
mod memory;
mod orient;
mod pages;
mod prepared;
mod resize;
pub(crate) mod samples;
mod synthetic;
mod tiff;
