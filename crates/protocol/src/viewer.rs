//! Messages between the light box and its reader: a list of series, frames at full depth, tags.
//!
//! Files travel beside [`ViewerQuery::Open`], [`ViewerReply::File`] and [`ViewerReply::Deidentified`] as the browser's own
//! handles, samples beside [`ViewerReply::Frame`] as a buffer that is handed over.

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
    /// What is asked.
    pub query: ViewerQuery,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewerQuery {
    /// List what is in the files beside this message, in place of those before.
    Open,
    /// A frame at full depth.
    Frame {
        /// Which.
        place: SliceAddress,
    },
    /// The elements of the file that a frame comes from.
    Tags {
        /// Whose.
        place: SliceAddress,
    },
    /// The file that a frame comes from, by itself: unpacked where it lies in an archive.
    Source {
        /// Which frame.
        place: SliceAddress,
    },
    /// The file without what says who the patient is.
    Deidentified {
        /// Whose file.
        place: SliceAddress,
        /// What is covered.
        boxes: Vec<CoverBox>,
    },
    /// All slices of a series or volume without what says who the patient is, as one file: a ZIP archive of DICOM files, or
    /// a volume.
    DeidentifiedSeries {
        /// Which.
        slices: Slices,
        /// Whether the face is removed.
        is_faceless: bool,
    },
}

/// From the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewerResponse {
    /// Of the request; 0 for a message that answers none.
    pub id: u32,
    /// The answer.
    pub reply: ViewerReply,
}

/// What is answered. Every request ends in exactly one reply that is not `Reading`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewerReply {
    /// The reader's code runs.
    Hello {
        /// Must equal [`PROTOCOL_VERSION`](super::PROTOCOL_VERSION).
        protocol: u32,
    },
    /// Progress of listing.
    Reading {
        /// Files and entries looked at.
        done: u32,
        /// Files and entries known so far.
        total: u32,
    },
    /// The list.
    Opened(Box<OpenedSeries>),
    /// A frame; its samples travel beside this message.
    Frame(Box<FrameReport>),
    /// Elements in file order.
    Tags(Box<TagReport>),
    /// A file; the browser's handle of it travels beside this message.
    File {
        /// A name without any of the file's own values.
        name: Message,
    },
    /// It could not be done.
    Failed(Failure),
    /// A file that was made without what says who the patient is; the browser's handle of it travels beside this message.
    Deidentified {
        /// A name without any of the file's own values.
        name: Message,
        /// What was changed, a sentence a line.
        report: Vec<Message>,
    },
}

/// What is in the files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenedSeries {
    /// Series with their study, in reading order.
    pub series: Vec<SeriesReport>,
    /// How many files hold no picture that is read here.
    pub left_out: u32,
    /// Name of one of them, and why; `None` where there is none.
    pub left_out_why: Option<Message>,
}

/// One series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesReport {
    /// What the file says of it, else its number or its name.
    pub title: Message,
    /// What the file says of its study, with the date; `None` for what belongs to none.
    pub study: Option<Message>,
    /// `CT`, `MR` …; empty where nothing is said.
    pub modality: String,
    /// Its slices.
    pub slices: Slices,
}

/// How a series is walked through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Slices {
    /// One after the other: instance and frame.
    Frames(Vec<(u32, u32)>),
    /// A volume, in three planes.
    Volume {
        /// Which instance.
        instance: u32,
        /// Slices by plane: axial, coronal, sagittal.
        counts: [u32; 3],
        /// Volumes that follow each other in time, at least 1.
        volumes: u32,
    },
}

/// Which slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SliceAddress {
    /// A frame of an object, counted from 0.
    Frame {
        /// Number that the list gave it.
        instance: u32,
        /// Which frame.
        frame: u32,
    },
    /// A slice of a volume.
    Cut {
        /// Number that the list gave it.
        instance: u32,
        /// Which plane.
        plane: AnatomicalPlane,
        /// Which slice, counted from 0.
        at: u32,
        /// Which volume, counted from 0.
        volume: u32,
    },
}

impl SliceAddress {
    /// Number that the list gave to its file.
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
    /// What a sample is.
    pub samples: SampleType,
    /// Value of a sample: `sample × slope + intercept`.
    pub slope: f64,
    /// Value of a sample of 0.
    pub intercept: f64,
    /// Samples, from the least to the most, that are no part of the picture.
    pub padding: Option<(f64, f64)>,
    /// Whether the smallest value is white.
    pub inverted: bool,
    /// Height of a pixel over its width.
    pub aspect: f64,
    /// Size of a pixel, where the file says it.
    pub spacing: Option<PixelSize>,
    /// Parts with a size of a pixel of their own; where several hold a place, the first counts.
    pub regions: Vec<PictureRegion>,
    /// Graphics that the file lays over the frame, as a path of SVG in columns and rows; empty where there are none.
    pub graphics: String,
    /// Unit vectors to the next column and to the next row: to the patient's left, back and head; where known.
    pub directions: Option<[[f64; 3]; 2]>,
    /// Which of two sides of the body it is: `R`, `L`, `B` for both; empty where nothing is said.
    pub laterality: String,
    /// The file's own ways to show it, in the file's order.
    pub windows: Vec<WindowReport>,
    /// How its values are distributed.
    pub percentiles: Percentiles,
    /// `HU` …; empty where nothing is said.
    pub unit: String,
    /// Standardised uptake value by body weight, in g/ml, of one unit of a PET's values.
    pub suv: Option<f64>,
    /// Why a PET has none; `None` otherwise.
    pub no_suv: Option<Message>,
    /// `CT`, `MR` …
    pub modality: String,
    /// Whether it is an ordinary picture, which has greys and no values.
    pub ordinary: bool,
    /// Which picture of this frame a network gets, in one sentence.
    pub rule: Message,
    /// What the file says that was not followed, and what was done instead, in sentences.
    pub warnings: Vec<Message>,
    /// Name for people: file and frame.
    pub name: Message,
    /// Number of the object in its series, as the file says it.
    pub instance: Option<i32>,
    /// Bits of a sample that the file fills; 0 where that says nothing.
    pub bits: u32,
}

/// What a sample is, the lower byte first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SampleType {
    /// Sixteen bits without sign.
    U16,
    /// Sixteen bits with sign.
    I16,
    /// Floating point; NaN is no part of the picture.
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
    /// Size of a pixel; `None` where the axes are no lengths.
    pub size: Option<PixelSize>,
}

/// Distance between pixel centres in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PixelSize {
    /// Between rows.
    pub row: f64,
    /// Between columns.
    pub column: f64,
    /// Whether it holds at the detector, and not in the patient.
    pub at_detector: bool,
}

/// One of the file's own ways to show a frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowReport {
    /// What the file says of it, else its number.
    pub name: Message,
    /// Value in the middle.
    pub center: f64,
    /// Values from black to white.
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
    /// The straight line as one would write it down.
    Exact,
    /// An S.
    Sigmoid,
    /// A table over the window: greys from its lower to its upper end, equally far apart.
    Table(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// Values below which a share of the picture lies; padding does not count.
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

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TagReport {
    /// Elements in file order; those of an item follow their sequence.
    pub lines: Vec<TagLine>,
    /// Whether the file says that text stands in the picture itself.
    pub burned_in: Option<bool>,
    /// Borders of its pictures where text seems to stand.
    pub written: Vec<Border>,
    /// Boxes over that text: a proposal.
    pub boxes: Vec<CoverBox>,
    /// Whether the file can be written without what says who the patient is.
    pub can_be_saved: bool,
    /// Whether a face may be made of the slices that it belongs to.
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
    /// Value, or how much of it there is.
    pub value: TagValue,
    /// Whether the basic profile of PS3.15 takes it out.
    pub identifying: bool,
}

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TagValue {
    /// As text; empty where there is none.
    Text(String),
    /// How many bytes there are of what is no text.
    Bytes(u64),
    /// How many items a sequence has.
    Items(u64),
}
