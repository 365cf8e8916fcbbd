//! DICOM objects that are made of an answer: [`report`], a Comprehensive Structured Report by the template Measurement
//! Report (PS3.16, TID 1500); [`picture`], a Secondary Capture of what the page drew; [`segmentation`], what was outlined,
//! where the source says where in the patient it lies. Each is a whole file in explicit VR little endian.
//!
//! All that stands in them beside the answer is an argument, [`ExportContext`]: the clock, the random bytes that identifiers
//! are made of, what of the patient and of the source goes along. By default that is nothing, and that a file were
//! de-identified is claimed nowhere.
//!
//! Texts are said in the language of the caller. Meanings of standard codes stay in English, as the standard has them. A label
//! of the model is what [`LabelCode`] says it is; one without stands in a private coding scheme, `99ONSIGHT`.
//!
//! What writes them: candidates were `dicom_object` 0.10 (`InMemDicomObject::write_all`), the element stream of
//! `dicom::deidentify`, and what stands here, a map of elements and some eighty lines that write it. `dicom_object` brings
//! `dicom-parser`, `dicom-encoding` with the tables of the crate `encoding`, the registry of transfer syntaxes,
//! `tracing`, `snafu` and `byteordered` into the bundle, to write the one syntax that is needed. The stream writes elements
//! in the order they come in, with sequences that end with delimiters, because it copies files as they were read; here
//! objects are put together from modules, and a map cannot have them in a wrong order. Tags and representations are those
//! of dicom-rs, constants that weigh nothing.
//!
//! Invariant: no IO, no clock, no random numbers of its own: the same arguments give the same bytes. Nothing stands in an
//! object that is no argument, and no name of a patient that the caller did not give.

mod attributes;
mod bits;
mod code;
mod content;
mod context;
mod date_time;
mod decision;
mod encode;
mod error;
mod frames;
mod groups;
mod modules;
mod picture;
mod report;
mod segmentation;
mod source;
mod terms;
mod uid;

pub use calendar::CalendarTime;
pub use code::{ConceptCode, LabelCode};
pub use context::{ContentLanguage, ExportContext, PatientDetails, StudyDetails, WrittenObject};
pub use dicom::FrameGeometry;
pub use error::ObjectError;
pub use picture::{BurnedIn, DrawnPicture, picture};
pub use report::report;
pub use segmentation::{SegmentedProperty, WrittenSegmentation, segmentation};
pub use source::{LossyCompression, SourceImage};
pub use uid::UidSeed;
