//! High-Throughput JPEG 2000 (ITU-T T.814, ISO/IEC 15444-15): a code stream becomes samples.
//!
//! Beside the block decoder of T.814 this has of T.800 what a stream takes without its arithmetic coder: headers, packets in
//! all orders and layers, both transforms, both colour transforms. Looked at before it was written: `hayro-jpeg2000` 0.5,
//! which decodes JPEG 2000 here, has no such blocks, nor a place to put them in; `openjph-core` 0.1, OpenJPH turned
//! into Rust with 25,000 lines, brings all of JPEG 2000 around the blocks, encoder included; OpenJPH itself refuses
//! passes of a block in several layers; `dicom-toolkit-jpeg2000` 0.5, a
//! fork of an older hayro, and `j2k-native` 0.13, a fork of that with 130,000 lines, would stand in a bundle beside it or
//! in its place, with everything it does for JPEG 2000.
//!
//! Invariant: pure. No byte of a stream makes this panic, and whatever is not read is told, never shown in part.
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
