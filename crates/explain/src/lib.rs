//! Why this answer: where in the picture the evidence for each class lies.
//!
//! Invariant: pure. Numbers in, numbers and words out; no tensor, nothing learned here.

mod activation_map;
pub mod occlusion;
mod place;

pub use activation_map::{FeatureGrid, Head, Map, class_activation_maps};
pub use place::summary;
