//! Why this answer: where in the picture the evidence for each class lies.
//!
//! Invariant: pure. Numbers in, numbers and sentences out; no tensor, nothing learned here.
//!
//! ```
//! use explain::{FeatureGrid, Head, class_activation_maps, summary};
//! use imaging::{Image, Pixels};
//!
//! // A grid of 2 × 2 cells with one channel, and a class that it speaks for beside one that it speaks against.
//! let grid = FeatureGrid { width: 2, height: 2, values: &[4.0, 0.0, 0.0, 0.0] };
//! let maps = class_activation_maps(grid, Head { labels: 2, weight: &[1.0, -1.0] }).unwrap();
//! let picture = Image::new(40, 40, Pixels::Grey8(vec![200; 40 * 40])).unwrap();
//! let said = text::english(&summary(&maps[0], &picture));
//! assert!(said.starts_with("strongest in the upper left quarter, over 25 % of the picture"));
//! assert_eq!(text::english(&summary(&maps[1], &picture)), "no part speaks for it");
//! ```

mod activation_map;
mod imaged;
mod location;
mod mask;
pub mod occlusion;
mod patient;
mod regions;

pub use activation_map::{FeatureGrid, Head, class_activation_maps};
pub use finding::{BodySide, Map, OutlinedRegion, Part};
pub use location::summary;
pub use mask::mask;
pub use regions::{Regions, SPECK, cells, regions};
