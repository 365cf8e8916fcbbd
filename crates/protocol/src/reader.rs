//! Messages of the reader, which opens the file formats that the workers do not read.
//!
//! The file is sent with its request, as a transferred buffer or as a browser file handle, and the samples with their
//! event, as a transferred buffer.

use super::{Failure, SliceAddress};
use serde::{Deserialize, Serialize};
use task::Windowing;
use text::Message;

/// To the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReaderRequest {
    /// Decode the first picture of the file transferred with this message, or a slice of it.
    Decode {
        /// Windows for DICOM objects without their own; the light box's defaults where a model has none.
        windowing: Option<Windowing>,
        /// The slice; `None` for the first picture. The file's number in the light box's list does not matter.
        slice: Option<SliceAddress>,
    },
}

/// From the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReaderEvent {
    /// Its code runs.
    Hello {
        /// Must equal [`PROTOCOL_VERSION`](super::PROTOCOL_VERSION).
        protocol: u32,
    },
    /// The picture, whose samples are transferred with this message.
    Decoded {
        /// Its description.
        head: PictureHead,
    },
    /// The file yielded no picture.
    Failed {
        /// What to tell the visitor.
        failure: Failure,
    },
}

/// A decoded picture without its samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureHead {
    /// Pixels per row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Pixel format.
    pub samples: SampleKind,
    /// Name of the format found by content: `TIFF`, `DICOM` …
    pub format: String,
    /// EXIF orientation that was applied, 1…8.
    pub orientation: u8,
    /// Warnings: what the file states that was not followed.
    pub warnings: Vec<Message>,
    /// The kind of picture by the file, as `imaging::Described` writes it; empty where it states none.
    pub described: String,
    /// Width and height in the patient, as in `imaging::ImagePlane`.
    pub millimetres: Option<[f64; 2]>,
    /// Orientation in the patient, likewise.
    pub directions: Option<[[f64; 3]; 2]>,
}

/// Pixel format of [`PictureHead`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SampleKind {
    /// One byte, 0 black.
    Grey8,
    /// Two bytes, the lower one first, 0 black.
    Grey16,
    /// Red, green, blue, a byte each.
    Rgb8,
}
