//! The performance-critical loops, for each processor.
//!
//! Invariant: pure, and the same bits on every processor. `unsafe` is in this folder only: vectors are read and written
//! through pointers, after every length was checked once per call.

mod depthwise;
#[cfg(test)]
mod extremes;
mod instructions;
mod joining;
mod packing;
mod pointwise;
mod row_pair;
#[cfg(test)]
mod testing;

pub use depthwise::Depthwise;
pub use instructions::{Bounds, Processor};
pub use joining::{JoinedGrid, concatenate, upsample};
pub use pointwise::{Lines, Pointwise, Residual};

/// Words that may be read past the end of a kernel's input: the widest panel.
pub const SLACK: usize = 16;
