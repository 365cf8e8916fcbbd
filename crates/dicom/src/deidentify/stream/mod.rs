//! Compressed frames stripped of everything but the picture: comments, application segments, tables that nothing
//! uses, stray bytes, and what follows the end.
//!
//! Invariant: a stream that is not decoded to its end is an error, never copied as it is.

mod jpeg2000;
mod rle;

pub(super) use jpeg2000::cleaned as jpeg2000;
pub(super) use rle::rle_from_cells;

/// A stream that holds its picture and nothing else.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) bytes: Vec<u8>,
    /// Bits of a sample, by the stream itself.
    pub(super) precision: u32,
}
