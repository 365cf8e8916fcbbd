//! What files are, which series they form, and how one of their slices is shown: the light box's logic, without the
//! browser.
//!
//! The caller provides the bytes: `reader` reads the files that a visitor chose, `lab` those on disk.
//!
//! Invariant: pure, like its dependencies. What the page shows about a file and what `lab open` prints come from these
//! functions.
//!
//! ```
//! use containers::{Channels, png};
//! use imaging::Pixels;
//! use protocol::SliceAddress;
//! use reading::{Held, Listing, found};
//!
//! let file = png(2, 1, Channels::One, &[0, 255]).unwrap();
//! let mut listing = Listing::default();
//! listing.add("scans/head.png", file.clone(), found(&file));
//! let (mut instances, opened) = listing.finish();
//! assert_eq!((text::english(&opened.series[0].title).as_str(), opened.left_out), ("head.png", 0));
//!
//! let instance = instances.remove(0);
//! let held = Held::new(instance.kind, instance.source).unwrap();
//! let slice = held.take(SliceAddress::Frame { instance: 0, frame: 0 }).unwrap();
//! assert_eq!(slice.shown().unwrap().pixels(), &Pixels::Grey8(vec![0, 255]));
//! ```

mod given;
mod held;
mod list;
mod open;
mod packed;
mod report;
pub mod wording;

pub use given::{GivenFile, face_of};
pub use held::{Held, Taken};
pub use list::{FileContent, FileKind, Instance, Listing, START, found, found_by_start};
pub use open::{OpenError, open, open_slice, open_with};
pub use packed::{Nested, NiftiPair, Pairs, checked, is_wrapped, unwrapped};
pub use report::{PICTURE, Values, frame_from_picture, report};

use imaging::Limits;

/// Limits of one file in the light box: 256 MiB, 100 megapixels per frame; small pictures are shown as well.
pub const LIMITS: Limits = Limits { bytes: 256 << 20, pixels: 100_000_000, longest_side: 65_535, shortest_side: 1 };
