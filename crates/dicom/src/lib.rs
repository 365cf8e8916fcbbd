//! DICOM and NIfTI: bytes to an image and to what the file says of it; either may be gzipped.
//!
//! [`is_dicom`] tells a file by its content, [`read`] reads its elements, [`Object::frame`] decodes one frame up to
//! the modality step, [`Frame::shown`] windows it, and [`network::picture`] is what a network gets. [`open`] does
//! all of it for the first frame, as `imaging::open` does for ordinary pictures.
//!
//! Elements are read here, codecs are in `codec`, the steps from stored bits to grey levels in `pixels`,
//! volumes in [`nifti`].
//!
//! Invariant: pure. No IO, no clock, no tensor; never panics on any bytes, and allocates nothing of a size that
//! the file states before that size is held against the limits.

mod character_names;
mod character_set;
mod codec;
pub mod deidentify;
mod dictionary;
mod error;
mod field;
mod file;
mod fragments;
mod frame;
mod groups;
mod header;
mod inflate;
mod kind;
mod listing;
mod meaning;
mod moment;
mod natural;
pub mod network;
pub mod nifti;
mod notes;
mod object;
mod open;
mod order;
mod orientation;
mod overlay;
mod parse;
mod pixels;
mod region;
mod said;
mod spacing;
mod spread;
mod summary;
mod suv;
mod texts;
mod transfer;
mod unpack;

pub use codec::{Coded, jpeg};
pub use error::DicomError;
pub use file::is_dicom;
pub use frame::{Frame, Meaning};
pub use listing::{Entry, Shown};
pub use object::{Object, read};
pub use open::{open, open_with};
pub use order::Placing;
pub use orientation::Directions;
pub use overlay::Overlay;
pub use pixels::aspect::squared;
pub use pixels::description::{Description, Number, Photometric};
pub use pixels::lut::Lut;
pub use pixels::modality::Modality;
pub use pixels::padding::Padding;
pub use pixels::samples::Samples;
pub use pixels::voi::{Curve, Voi, Window};
pub use region::Region;
pub use spacing::{Plane, Spacing};
pub use spread::Measured;
pub use summary::{Series, Study, Summary, grouped};
pub use suv::NoSuv;
