//! The performance-critical loops, for each processor.
//!
//! Invariant: pure, and the same bits on every processor. `unsafe` stands in this folder alone: vectors are
//! read and written at pointers, after every length was checked, once a call.

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

/// Words that may be read behind the end of what a kernel was asked for: the widest panel.
pub const SLACK: usize = 16;
