//! One region of a slice: grown from a point, corrected by hand, measured, and cut out for a network that reads such regions.
//!
//! [`grow`] follows what is published for nodules on CT, in one slice:
//!
//! - **A threshold between two plateaus**: the values of the region and of its surroundings, at a share of the way between them.
//!   At one half it is the physical edge of what is imaged with blur (W. J. Kostis et al., IEEE Transactions on Medical
//!   Imaging 22, 2003, on isolated nodules; J. M. Kuhnigk et al., the same 25, 2006).
//! - **Opening** takes off what hangs on the region and is thinner than it, as vessels do (both). How thin is measured by the
//!   region itself: the largest circle inside it, found uphill from the point as Kuhnigk et al. move their seed.
//! - **Growth that explodes is a leak**: where the opened region reaches the edge of the window, or is far longer than wide, it is
//!   opened more; where no opening helps, as on a wall as broad as the region, a circle about the point is taken, and
//!   [`Grown::is_limited`] says so. It is for people to correct: [`RegionDrawing`].
//!
//! Distances between pixels are Euclidean, in pixels. Work is bounded: nothing is read but a window about the point.
//!
//! Invariant: pure; never panics on any numbers, and allocates no more than a window of [`MOST_REACH`] asks for. NaN belongs to no
//! region.
//!
//! ```
//! use region::{RegionDrawing, ValueGrid, edge_threshold};
//!
//! // A disc of 20 pixels across, 30 in surroundings of -850.
//! let value = |column: u32, row: u32| {
//!     let away = (f64::from(column) - 50.0).hypot(f64::from(row) - 60.0);
//!     if away <= 10.0 { 30.0 } else { -850.0 }
//! };
//! let grid = ValueGrid::around((120, 120), (52, 57), 32, value).unwrap();
//! let threshold = edge_threshold(&grid, -850.0, 0.5).unwrap();
//! assert_eq!(threshold, -410.0);
//! let drawing = RegionDrawing::begin(grid, threshold).unwrap();
//! let size = drawing.mask().size((0.5, 0.5)).unwrap();
//! assert!((size.long - 10.0).abs() < 0.6 && (size.short - 10.0).abs() < 0.6, "{size:?}");
//! assert_eq!(drawing.cut(64, (-500.0, 1000.0)).unwrap().len(), 64 * 64);
//! ```

mod cut;
mod distance;
mod drawing;
mod grid;
mod grow;
mod mask;
mod size;

pub use cut::CutFault;
pub use drawing::{Brush, RegionDrawing};
pub use grid::{MOST_REACH, ValueGrid};
pub use grow::{GrowFault, Grown, edge_threshold, grow};
pub use mask::RegionMask;
pub use size::RegionSize;
