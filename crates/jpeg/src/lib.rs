//! The syntax of a JPEG stream (ITU-T T.81): markers, tables, headers, bits, coefficients of blocks.
//!
//! Reconstruction of pixels is up to the callers: photographs at half size in `imaging`, frames of any depth in
//! `dicom`. Each words the errors of a stream itself.
//!
//! Invariant: pure. No bytes make this panic, and memory is allocated for actual, not for claimed data.
//!
//! ```
//! use jpeg::{FrameFields, next_segment};
//!
//! // A stream of one frame header: 8 bits, 2 × 3 pixels, one component.
//! let bytes = b"\xFF\xD8\xFF\xC0\0\x0B\x08\0\x03\0\x02\x01\x01\x11\0\xFF\xD9";
//! let segment = next_segment(bytes, 0).unwrap().unwrap();
//! assert_eq!(segment.marker, 0xC0);
//! let frame = FrameFields::read(segment.content).unwrap();
//! assert_eq!((frame.precision, frame.width, frame.height, frame.count), (8, 2, 3, 1));
//! assert!(next_segment(bytes, segment.end).unwrap().is_none());
//! ```

mod bits;
mod block;
mod headers;
mod huffman;
mod markers;
mod tables;

pub use bits::ScanBits;
pub use block::{BlockFault, BlockVisitor, ZIGZAG, read_difference, walk_block};
pub use headers::{ComponentFields, FrameFields, ScanFields};
pub use huffman::HuffmanTable;
pub use markers::{Segment, SegmentFault, next_marker, next_segment, put_segment, segment};
pub use tables::{JpegTables, TableFault};
