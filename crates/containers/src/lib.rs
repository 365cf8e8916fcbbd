//! Bytes in containers: ZIP archives read entry by entry, gzip unpacked, PNG files written; with the sums that all carry.
//!
//! Our own: `zip` 9 asks for a source that can seek, which a browser's file is only asynchronously; `rc-zip` 5 brings
//! a parser generator and a state machine for the same. What is needed is a list and one inflated entry.
//!
//! Invariant: pure. No IO, no clock; never panics on any bytes, and allocates nothing of a size that an archive
//! states before that size is held against the limits.

mod error;
pub mod gzip;
mod png;
mod sums;
pub mod zip;

pub use error::ContainerError;
pub use png::{Channels, png, png_with_text};
pub use sums::{adler32, crc32};
