//! DICOM objects made from an answer: [`report`], a Comprehensive Structured Report by the template Measurement
//! Report (PS3.16, TID 1500); [`picture`], a Secondary Capture of what the page drew; [`segmentation`], the outline,
//! where the source states its position in the patient. Each is a whole file in explicit VR little endian.
//!
//! Everything in them besides the answer is an argument, [`ExportContext`]: the time, the random bytes for identifiers,
//! and what is included of the patient and of the source. By default that is nothing, and de-identification is never
//! claimed.
//!
//! Texts are in the language of the caller. Meanings of standard codes stay in English, as in the standard.
//! [`LabelCode`] gives the code of a model's label; one without is in a private coding scheme, `99ONSIGHT`.
//!
//! Candidates for the writer were `dicom_object` 0.10 (`InMemDicomObject::write_all`), the element stream of
//! `dicom::deidentify`, and the one here, a map of elements and some eighty lines that write it. `dicom_object` brings
//! `dicom-parser`, `dicom-encoding` with the tables of the crate `encoding`, the registry of transfer syntaxes,
//! `tracing`, `snafu` and `byteordered` into the bundle, to write the only syntax that is needed. The stream writes
//! elements in the order they come in, with sequences that end with delimiters, because it copies files as they were
//! read; here objects are assembled from modules, and a map cannot have them in the wrong order. Tags and
//! representations are those of dicom-rs, constants that weigh nothing.
//!
//! Invariant: no IO, no clock, no random numbers of its own: the same arguments give the same bytes. An object contains
//! nothing that is not an argument, and no name of a patient that the caller did not give.

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
