//! DICOM and NIfTI: bytes to an image and to what the file says of it; either may be gzipped.
//!
//! [`is_dicom`] recognises a file by its content, [`read`] reads its elements, [`Object::frame`] decodes one frame up
//! to the modality step, [`Frame::shown`] windows it, and [`model_window::picture`] is what a network gets. [`open`]
//! does all of it for the first frame, as `imaging::open` does for ordinary pictures.
//!
//! Elements are read here, codecs are in `codec`, the steps from stored bits to grey levels in `pixels`,
//! volumes in [`nifti`].
//!
//! Invariant: pure. No IO, no clock, no tensor; never panics on any bytes, and checks every size that the file states
//! against the limits before allocating it.
//!
//! ```
//! use dicom::model_window;
//! use imaging::{Limits, Pixels};
//!
//! // Elements without representations, little endian: tag, length, value (PS3.5, 7.1.3).
//! fn element(group: u16, number: u16, value: &[u8]) -> Vec<u8> {
//!     let length = value.len() as u32;
//!     [&group.to_le_bytes()[..], &number.to_le_bytes(), &length.to_le_bytes(), value].concat()
//! }
//! let file = [
//!     &[0_u8; 128][..],
//!     b"DICM",
//!     b"\x02\0\0\0UL\x04\0\x1A\0\0\0\x02\0\x10\0UI\x12\01.2.840.10008.1.2\0",
//!     &element(0x0008, 0x0016, b"1.2.840.10008.5.1.4.1.1.2\0"),
//!     &element(0x0008, 0x0060, b"CT"),
//!     &element(0x0028, 0x0002, &[1, 0]),
//!     &element(0x0028, 0x0004, b"MONOCHROME2 "),
//!     &element(0x0028, 0x0010, &[1, 0]),
//!     &element(0x0028, 0x0011, &[2, 0]),
//!     &element(0x0028, 0x0100, &[16, 0]),
//!     &element(0x0028, 0x0101, &[16, 0]),
//!     &element(0x0028, 0x0102, &[15, 0]),
//!     &element(0x0028, 0x0103, &[0, 0]),
//!     &element(0x0028, 0x1052, b"-1024 "),
//!     &element(0x0028, 0x1053, b"1 "),
//!     &element(0x7FE0, 0x0010, &[24_u16, 1064].map(u16::to_le_bytes).concat()),
//! ]
//! .concat();
//!
//! let limits = Limits { shortest_side: 1, ..Limits::default() };
//! let object = dicom::read(&file, &limits).unwrap();
//! assert_eq!((object.modality().as_str(), object.frames().unwrap()), ("CT", 1));
//! let frame = object.frame(0).unwrap();
//! assert_eq!((frame.values(), frame.unit.as_str()), (vec![-1000.0, 40.0], "HU"));
//! // Air is black, and the middle of the window of soft tissue is the middle grey.
//! let picture = model_window::picture(&frame, "CT", &limits).unwrap();
//! assert_eq!(picture.pixels(), &Pixels::Grey8(vec![0, 128]));
//! ```

mod acquisition;
mod character_names;
mod character_set;
mod codec;
mod date_time;
pub mod deidentify;
mod dictionary;
mod error;
mod field;
mod file;
mod fragments;
mod frame;
mod functional_groups;
mod head_slices;
mod header;
mod inflate;
mod kind;
mod meaning;
pub mod model_window;
mod natural;
pub mod nifti;
mod notes;
mod object;
mod open;
mod order;
mod orientation;
mod origin;
mod overlay;
mod parse;
mod percentiles;
mod pixels;
mod region;
mod said;
mod spacing;
mod summary;
mod suv;
mod tag_dump;
mod texts;
mod transfer;
mod unpack;

pub use codec::{Coded, jpeg};
pub use error::DicomError;
pub use file::is_dicom;
pub use frame::{Frame, Meaning};
pub use object::{Object, read};
pub use open::{Slice, open, open_slice, open_with};
pub use order::Placing;
pub use orientation::Directions;
pub use origin::{FrameGeometry, ObjectOrigin};
pub use overlay::Overlay;
pub use percentiles::FrameStatistics;
pub use pixels::aspect::squared;
pub use pixels::description::{Description, Number, Photometric};
pub use pixels::lut::Lut;
pub use pixels::modality::ModalityLut;
pub use pixels::padding::Padding;
pub use pixels::samples::Samples;
pub use pixels::voi::{Voi, VoiFunction, VoiWindow};
pub use region::Region;
pub use spacing::{Plane, Spacing};
pub use summary::{Series, Study, Summary, grouped};
pub use suv::NoSuv;
pub use tag_dump::{DumpedElement, DumpedValue};
