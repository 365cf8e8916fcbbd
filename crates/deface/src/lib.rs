//! Locates the face in a volume of a head: the region in front of and below a plane that touches the brain.
//!
//! Published methods that were compared:
//!
//! - **mri_deface** (Bischoff-Grethe et al., Human Brain Mapping 28, 2007): an atlas of faces and brains, registered to
//!   the volume. It needs the atlas, and a similar contrast.
//! - **pydeface** (Gulban et al., 2019): a template with a mask of the face, registered by FSL. It needs both.
//! - **quickshear** (Schimke and Hale, HealthSec 2011): the volume is cut by a plane under the convex hull of a mask of
//!   the brain, seen from the side. It only needs that mask, for any contrast.
//!
//! This is the third method. The mask is computed here by morphological opening: the brain is the largest connected
//! component inside the head after erosion of thin structures. It is accepted only where it has the size and the
//! position of a brain, reaches from the top of the head to its own base, leaves no lobe out, and leaves most of the
//! face; otherwise the volume is refused, with the reason. The face determines how much erosion is needed: where orbits
//! are still connected to the brain, the plane spares them, and removes less skin than after more erosion. Of planes
//! between 30° and 60° the one that removes the most skin is chosen. Unlike quickshear's, the region ends above the
//! neck and in front of the middle of the brain.
//!
//! Slices are given one at a time, subsampled to some two millimetres, and resampled to a grid of at most four million
//! cells, each the mean of four positions in it: noise of fine voxels averages out. So a volume of any size costs some
//! 100 MB at most. The result is geometry in patient millimetres: it applies to slices of any orientation and spacing,
//! in any order, even of other series of the same session.
//!
//! Invariant: pure; nothing within [`MARGIN`] of the detected brain is in a region. Never panics on any numbers.
//!
//! ```
//! use deface::{DefaceRefusal, Ears, HeadSlices, SlicePlace};
//!
//! // A ball has no brain.
//! let mut slices = HeadSlices::default();
//! for z in 0..60 {
//!     let place = SlicePlace { origin: [0.0, 0.0, 2.0 * f64::from(z)], column: [2.0, 0.0, 0.0], row: [0.0, 2.0, 0.0] };
//!     let away = |at: usize| (at as f32 - 30.0).powi(2);
//!     let values: Vec<f32> = (0..3600)
//!         .map(|at| if away(at % 60) + away(at / 60) + away(z as usize) < 650.0 { 80.0 } else { 0.0 })
//!         .collect();
//!     slices.add(&place, 60, 60, &values);
//! }
//! assert_eq!(slices.face(Ears::Kept).unwrap_err(), DefaceRefusal::NoBrain);
//! ```

mod brain;
mod distance;
mod grid;
mod head;
mod plane;
mod refusal;
mod region;
mod report;
mod slices;
mod threshold;
mod vector;

pub use refusal::DefaceRefusal;
pub use region::{Ears, FaceRegion};
pub use report::FaceReport;
pub use slices::{HeadSlices, SlicePlace};

/// Distance in millimetres between the region and the brain, which is found in cells of two millimetres and dilated by
/// at least one.
pub const MARGIN: f64 = 5.0;
