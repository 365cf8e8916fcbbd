//! High-Throughput JPEG 2000 (ITU-T T.814, ISO/IEC 15444-15): a code stream becomes samples.
//!
//! Besides the block decoder of T.814 this has everything of T.800 that such a stream needs, without its arithmetic
//! coder: headers, packets in all orders and layers, both transforms, both colour transforms. Evaluated before it was
//! written: `hayro-jpeg2000` 0.5, which decodes JPEG 2000 here, has no such blocks, nor an extension point for them;
//! `openjph-core` 0.1, a Rust port of OpenJPH with 25,000 lines, includes all of JPEG 2000 around the blocks, even the
//! encoder; OpenJPH itself refuses passes of a block in several layers; `dicom-toolkit-jpeg2000` 0.5, a fork of an
//! older hayro, and `j2k-native` 0.13, a fork of that with 130,000 lines, would be in a bundle beside it or replace it,
//! with all of its JPEG 2000 code.
//!
//! Invariant: pure. No bytes make this panic, and unsupported streams are reported, never decoded in part.
//!
//! ```
//! use htj2k::{HtFault, decode};
//!
//! // A stream that ends in its first segment.
//! assert_eq!(decode(b"\xFF\x4F\xFF\x51\0\x29"), Err(HtFault::Cut));
//! ```

mod block;
mod fault;
mod header;
mod layout;
mod order;
mod packets;
mod picture;
mod stream;
mod tag_tree;
mod wavelet;

pub use fault::{HtFault, HtFeature};
pub use picture::{HtPicture, decode};
