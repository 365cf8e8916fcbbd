//! Messages between the light box and its reader: a list of series, frames at full depth, tags.
//!
//! Files are sent with [`ViewerQuery::Open`], [`ViewerReply::File`] and [`ViewerReply::Deidentified`] as the browser's
//! file handles, samples with [`ViewerReply::Frame`] as a transferred buffer.

use super::{AnatomicalPlane, Border, CoverBox, Failure};
use serde::{Deserialize, Serialize};
use text::Message;

/// Name of the worker that serves the light box; the same program decodes for other workers under other names.
pub const VIEWER_READER: &str = "light-box";

/// From the light box to the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewerRequest {
    /// Repeated in every response.
    pub id: u32,
    /// The query.
    pub query: ViewerQuery,
}

/// A query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewerQuery {
    /// List the contents of the files sent with this message, replacing earlier ones.
    Open,
    /// A frame at full depth.
    Frame {
        /// The frame.
        place: SliceAddress,
    },
    /// The elements of a frame's file.
    Tags {
        /// The frame.
        place: SliceAddress,
    },
    /// The file of a frame by itself: extracted if it is in an archive.
    Source {
        /// The frame.
        place: SliceAddress,
    },
    /// The de-identified file.
    Deidentified {
        /// The frame whose file it is.
        place: SliceAddress,
        /// The covered boxes.
        boxes: Vec<CoverBox>,
    },
    /// All slices of a series or volume, de-identified, as one file: a ZIP archive of DICOM files, or a volume.
    DeidentifiedSeries {
        /// The series.
        slices: Slices,
        /// Whether the face is removed.
        is_faceless: bool,
    },
}

/// From the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewerResponse {
    /// Number of the request; 0 for an unsolicited message.
    pub id: u32,
    /// The reply.
    pub reply: ViewerReply,
}

/// A reply. Every request ends in exactly one reply that is not `Reading`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewerReply {
    /// The reader's code runs.
    Hello {
        /// Must equal [`PROTOCOL_VERSION`](super::PROTOCOL_VERSION).
        protocol: u32,
    },
    /// Progress of listing.
    Reading {
        /// Files and entries read.
        done: u32,
        /// Files and entries known so far.
        total: u32,
    },
    /// The list.
    Opened(Box<OpenedSeries>),
    /// A frame; its samples are transferred with this message.
    Frame(Box<FrameReport>),
    /// Elements in file order.
    Tags(Box<TagReport>),
    /// A file; the browser's handle of it is sent with this message.
    File {
        /// A name without any of the file's own values.
        name: Message,
    },
    /// The request failed.
    Failed(Failure),
    /// A de-identified file; the browser's handle of it is sent with this message.
    Deidentified {
        /// A name without any of the file's own values.
        name: Message,
        /// What was changed, one sentence per line.
        report: Vec<Message>,
    },
}

/// The contents of the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenedSeries {
    /// Series with their study, in reading order.
    pub series: Vec<SeriesReport>,
    /// Number of files without a supported picture.
    pub left_out: u32,
    /// Name of one of them, and why; `None` where there is none.
    pub left_out_why: Option<Message>,
}

/// One series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesReport {
    /// Its description in the file, else its number or its name.
    pub title: Message,
    /// The study's description in the file, with the date; `None` without a study.
    pub study: Option<Message>,
    /// `CT`, `MR` …; empty where unknown.
    pub modality: String,
    /// Its slices.
    pub slices: Slices,
}

/// Navigation through a series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Slices {
    /// One after the other: instance and frame.
    Frames(Vec<(u32, u32)>),
    /// A volume, in three planes.
    Volume {
        /// The instance.
        instance: u32,
        /// Slices by plane: axial, coronal, sagittal.
        counts: [u32; 3],
        /// Volumes that follow each other in time, at least 1.
        volumes: u32,
    },
}

/// The address of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SliceAddress {
    /// A frame of an object, counted from 0.
    Frame {
        /// Its number in the list.
        instance: u32,
        /// The frame.
        frame: u32,
    },
    /// A slice of a volume.
    Cut {
        /// Its number in the list.
        instance: u32,
        /// The plane.
        plane: AnatomicalPlane,
        /// The slice, counted from 0.
        at: u32,
        /// The volume, counted from 0.
        volume: u32,
    },
}

impl SliceAddress {
    /// The number of its file in the list.
    #[must_use]
    pub fn instance(self) -> u32 {
        match self {
            Self::Frame { instance, .. } | Self::Cut { instance, .. } => instance,
        }
    }
}

/// A frame without its samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameReport {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Sample type.
    pub samples: SampleType,
    /// Value of a sample: `sample × slope + intercept`.
    pub slope: f64,
    /// Value of a sample of 0.
    pub intercept: f64,
    /// Range of padding samples.
    pub padding: Option<(f64, f64)>,
    /// Whether the smallest value is white.
    pub inverted: bool,
    /// Height of a pixel over its width.
    pub aspect: f64,
    /// Pixel size, if stated in the file.
    pub spacing: Option<PixelSize>,
    /// Parts with their own pixel size; where several contain a position, the first applies.
    pub regions: Vec<PictureRegion>,
    /// Overlay graphics of the file, as an SVG path in columns and rows; empty where there are none.
    pub graphics: String,
    /// Unit vectors to the next column and to the next row: to the patient's left, back and head; where known.
    pub directions: Option<[[f64; 3]; 2]>,
    /// Laterality: `R`, `L`, `B` for both; empty where unknown.
    pub laterality: String,
    /// The file's own windows, in the file's order.
    pub windows: Vec<WindowReport>,
    /// Percentiles of its values.
    pub percentiles: Percentiles,
    /// `HU` …; empty where unknown.
    pub unit: String,
    /// Standardised uptake value by body weight, in g/ml, of one unit of a PET's values.
    pub suv: Option<f64>,
    /// Why a PET has none; `None` otherwise.
    pub no_suv: Option<Message>,
    /// `CT`, `MR` …
    pub modality: String,
    /// Whether it is an ordinary picture, which has greys and no measured values.
    pub ordinary: bool,
    /// How this frame is passed to a network, in one sentence.
    pub rule: Message,
    /// What in the file was not followed, and what was done instead, in sentences.
    pub warnings: Vec<Message>,
    /// Name for people: file and frame.
    pub name: Message,
    /// Number of the object in its series, from the file.
    pub instance: Option<i32>,
    /// Stored bits per sample; 0 where not meaningful.
    pub bits: u32,
}

/// Sample type, little endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SampleType {
    /// Sixteen bits without sign.
    U16,
    /// Sixteen bits with sign.
    I16,
    /// Floating point; NaN is padding.
    F32,
    /// Red, green, blue, a byte each.
    Rgb8,
}

/// A part of an ultrasound picture; its edges are columns and rows, counted from 0, the last ones included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureRegion {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Last column.
    pub right: u32,
    /// Last row.
    pub bottom: u32,
    /// Pixel size; `None` where the axes are not lengths.
    pub size: Option<PixelSize>,
}

/// Distance between pixel centres in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PixelSize {
    /// Between rows.
    pub row: f64,
    /// Between columns.
    pub column: f64,
    /// Whether it applies at the detector, and not in the patient.
    pub at_detector: bool,
}

/// One of the file's own windows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowReport {
    /// Its explanation in the file, else its number.
    pub name: Message,
    /// Centre.
    pub center: f64,
    /// Width.
    pub width: f64,
    /// Shape.
    pub shape: VoiShape,
}

/// The VOI LUT function: the curve from black to white.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum VoiShape {
    /// The straight line of PS3.3, C.11.2.1.2.1.
    #[default]
    Linear,
    /// The exact straight line.
    Exact,
    /// A sigmoid.
    Sigmoid,
    /// A table over the window: equidistant greys from its lower to its upper end.
    Table(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// Percentiles of the picture, without padding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Percentiles {
    /// The smallest.
    pub least: f64,
    /// 1 %.
    pub first: f64,
    /// 5 %.
    pub fifth: f64,
    /// 95 %.
    pub ninety_fifth: f64,
    /// 99 %.
    pub ninety_ninth: f64,
    /// The largest.
    pub most: f64,
}

/// The elements of a file, and what follows from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TagReport {
    /// Elements in file order; those of an item follow their sequence.
    pub lines: Vec<TagLine>,
    /// Whether the file states burned-in annotation.
    pub burned_in: Option<bool>,
    /// Borders of its pictures where text was detected.
    pub written: Vec<Border>,
    /// Boxes over that text: a proposal.
    pub boxes: Vec<CoverBox>,
    /// Whether the file can be de-identified.
    pub can_be_saved: bool,
    /// Whether a face may be reconstructed from its series.
    pub may_show_face: bool,
}

/// One element.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TagLine {
    /// 0 for the file's own, one more inside each sequence.
    pub depth: u8,
    /// Item of its sequence, counted from 0.
    pub item: u32,
    /// Group number.
    pub group: u16,
    /// Element number.
    pub element: u16,
    /// Keyword of the standard; empty for private and unknown ones.
    pub keyword: String,
    /// Value representation.
    pub vr: String,
    /// Value, or its size.
    pub value: TagValue,
    /// Whether the basic profile of PS3.15 removes it.
    pub identifying: bool,
}

/// A displayed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TagValue {
    /// As text; empty where there is none.
    Text(String),
    /// Number of bytes of a value that is not text.
    Bytes(u64),
    /// Number of items of a sequence.
    Items(u64),
}
