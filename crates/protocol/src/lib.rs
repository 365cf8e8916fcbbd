//! Request, Event and Failure: the only types that cross the worker boundary.
//!
//! Plain data, converted by hand from the core types in `engine` and to view
//! state in `ui`, so that neither side's internals leak over the wire.
//!
//! The handshake: the worker says [`Event::Hello`] when its code runs; the page
//! answers with [`Request::Start`]; the worker reports [`Event::Loading`] and,
//! when the device has passed its golden check, [`Event::Ready`]. Only then does
//! the page send [`Request::Classify`]. Every `Classify` ends in exactly one
//! [`Event::Answered`], or one [`Event::Failed`] that carries its `case`.
//!
//! Invariant: no browser type, no tensor, no file name. A picture travels beside
//! its request as a transferred buffer, never inside it.

mod file_role;
mod outline;
mod pairs;
mod probe;
mod reader;
mod requests;
mod self_check;
mod trust;
mod viewer;

pub use file_role::{FILE_ROLE_BYTES, FileRole, file_role};
pub use outline::{Outline, OutlinedRegion, Part};
pub use pairs::need_viewer;
pub use probe::{Covered, ProbeReport, ProbeRun};
pub use reader::{PictureHead, ReaderEvent, ReaderRequest, SampleKind};
pub use requests::{Answered, RequestSeen, Seal, Witness};
pub use self_check::{CheckOccasion, SelfCheck, StepTime};
pub use trust::{
    Abstention, CrossCheck, Decision, Gate, GateOutcome, GateReport, Gating, Measure, PredictionSet, Refusal,
    TrustReport,
};
pub use viewer::{
    AnatomicalPlane, Border, FrameReport, OpenedSeries, Percentiles, PictureRegion, PixelSize, SampleType,
    SeriesReport, SliceAddress, Slices, TagLine, TagReport, VIEWER_READER, ViewerQuery, ViewerReply, ViewerRequest,
    ViewerResponse, VoiShape, WindowReport,
};

use evaluation::Measured;
use serde::{Deserialize, Serialize};
use task::Words;

/// Version of these types. Page and worker of one build always agree; a stale
/// cached worker is found out by this number in [`Event::Hello`].
pub const PROTOCOL_VERSION: u32 = 10;

/// Largest file that is taken, in bytes: 64 MiB. The page refuses larger ones before reading them.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// A picture being worked on, unique within one page visit.
pub type CaseId = u32;

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Load a model and choose a device. Sent once, after `Hello`.
    Start {
        /// Absolute URL of the folder that holds `models/`, ending in `/`.
        base_url: String,
        /// Folder name under `models/`, for instance `chest-xray`.
        task: String,
        /// Which device to try first.
        backend: Backend,
        /// Why that one, in one short sentence for [`DeviceReport::reason`].
        reason: String,
        /// Where the model comes from.
        model: ModelSource,
        /// The manifests that are taken; any is, of a folder that is not named.
        manifests: Vec<Pin>,
    },
    /// Classify the picture whose bytes travel beside this message.
    Classify {
        /// Chosen by the page.
        case: CaseId,
        /// What a gate may do.
        gating: Gating,
        /// Which slice of the file, where the light box chose one; `None` for the file as it is.
        slice: Option<SliceAddress>,
    },
    /// Answer the picture beside this message again with parts of it covered.
    Probe {
        /// The case it belongs to; it must have been answered before.
        case: CaseId,
        /// As in [`Request::Classify`].
        slice: Option<SliceAddress>,
    },
    /// Run every check of the device again.
    SelfCheck,
    /// Forget this case; it ends in `Failed` with kind `cancelled` unless it is already answered.
    Cancel {
        /// The case to stop.
        case: CaseId,
    },
    /// Say [`Event::Pong`], to show that this worker is alive.
    Ping,
}

/// Which manifest a folder of models must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Name of the folder under `models/`.
    pub folder: String,
    /// SHA-256 of its `manifest.json`, 64 hex digits.
    pub sha256: String,
}

/// Where a worker takes its model from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ModelSource {
    /// The website's latest, else the one that this device keeps.
    Website,
    /// The one that this device keeps; the network is not asked.
    Device,
}

/// What `?backend=` may say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackendChoice {
    /// WebGPU where a real adapter exists, else the CPU.
    #[default]
    Auto,
    /// The CPU, always.
    Cpu,
    /// WebGPU, even on a software adapter.
    WebGpu,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker's code runs.
    Hello {
        /// Must equal [`PROTOCOL_VERSION`].
        protocol: u32,
    },
    /// The model or the device is being made ready.
    Loading {
        /// What is being done.
        stage: LoadStage,
        /// Bytes (or check runs) done so far.
        done: u64,
        /// Bytes (or check runs) in all; 0 if not known.
        total: u64,
    },
    /// The model is loaded and the device has passed its golden check.
    Ready {
        /// Where the network runs.
        device: DeviceReport,
        /// What runs there.
        model: ModelReport,
    },
    /// A case has reached a stage.
    Progress {
        /// Which case.
        case: CaseId,
        /// What is being done now.
        stage: CaseStage,
    },
    /// The device changed after `Ready` (lost, drifted, out of memory).
    DeviceChanged {
        /// Where the network runs from now on, and why.
        device: DeviceReport,
    },
    /// A case is done.
    Answered {
        /// Which case.
        case: CaseId,
        /// What was found.
        answer: Box<Answer>,
    },
    /// The answer to [`Request::Probe`].
    Probed {
        /// Which case.
        case: CaseId,
        /// What moved.
        report: Box<ProbeReport>,
    },
    /// The answer to [`Request::SelfCheck`].
    SelfChecked {
        /// What was found.
        report: Box<SelfCheck>,
    },
    /// A case, or the start, failed.
    Failed {
        /// The case; `None` when the worker could not start.
        case: Option<CaseId>,
        /// What to tell the visitor.
        failure: Failure,
    },
    /// The worker has asked for something, as the browser's list of resources tells.
    Requested {
        /// What, and what became of it.
        request: RequestSeen,
    },
    /// The model is in memory, but not kept for the next visit.
    NotKept {
        /// Why not.
        why: NotKept,
    },
    /// The file holds several slices (an archive, a volume, several frames): it is not classified as it is, but looked
    /// at in the light box. The case ends with this.
    Several {
        /// Which case.
        case: CaseId,
    },
    /// This worker is alive: the answer to [`Request::Ping`].
    Pong,
}

/// Stages of making ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoadStage {
    /// Reading the manifest.
    Manifest,
    /// Fetching weights over the network.
    Download,
    /// Reading weights that an earlier visit kept.
    Stored,
    /// Comparing the SHA-256 with the manifest.
    Verify,
    /// Asking for a device and moving the weights there.
    Device,
    /// Running golden inputs.
    Check,
    /// Another tab fetches the same weights; they are read when it has them.
    OtherTab,
}

/// Why a model is not kept for the next visit. This visit has it in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotKept {
    /// The browser has no more room for this website.
    Full,
    /// The browser did not keep it, for a reason of its own.
    Refused,
    /// The browser keeps nothing here, as where the page is not served securely.
    Unavailable,
}

/// Stages of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseStage {
    /// Bytes to pixels.
    Decode,
    /// Pixels to the network's input.
    Prepare,
    /// The network runs.
    Infer,
    /// The map is made.
    Explain,
}

/// Which of the two paths runs the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Backend {
    /// `webgpu` in `data-backend`.
    WebGpu,
    /// `cpu` in `data-backend`.
    Cpu,
}

impl Backend {
    /// The word used in the page, in JSON and in tests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WebGpu => "webgpu",
            Self::Cpu => "cpu",
        }
    }
}

/// Where the network runs, and why there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// The path.
    pub backend: Backend,
    /// Adapter name on WebGPU; on the CPU how many threads compute, empty where it is one.
    pub adapter: String,
    /// One short sentence, for instance "No WebGPU adapter on this device."
    pub reason: String,
    /// What the golden inputs said.
    pub check: CheckReport,
}

/// Result of running golden inputs on the device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Whether every run stayed within tolerance.
    pub passed: bool,
    /// How many runs since the device was chosen.
    pub runs: u32,
    /// Largest absolute difference from the expected logits in all these runs.
    pub largest_deviation: f32,
    /// What was allowed.
    pub tolerance: f32,
    /// What made the latest check necessary.
    pub occasion: CheckOccasion,
    /// When it ended, in milliseconds since 1970 by this device's clock; 0 before any check.
    pub at_ms: f64,
}

/// What the page shows of the model, all from the manifest that `lab` wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelReport {
    /// Task, for instance `chest-xray`.
    pub task: String,
    /// Name of the model.
    pub name: String,
    /// Version of the weights.
    pub version: String,
    /// SHA-256 of the weights file, hex.
    pub sha256: String,
    /// Size of the weights file in bytes.
    pub bytes: u64,
    /// Class labels, in logit order.
    pub labels: Vec<String>,
    /// The label that says that none of the others was found; `None` where every class is a finding.
    pub negative: Option<String>,
    /// Side of the square network input in pixels.
    pub input_size: u32,
    /// Measured scores, each naming its data and split.
    pub scores: Vec<Score>,
    /// Temperature that the logits are divided by; 1 where the model has no calibration.
    pub temperature: f32,
    /// What the task and its classes are called.
    pub text: Box<Words>,
    /// Everything else that `lab` measured; `None` for a model that was only quantised.
    pub measured: Option<Box<Measured>>,
}

/// One measured score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Which metric: `accuracy`, `macro_recall`, `macro_auc`, `ece`, `baseline_macro_recall` …
    pub metric: String,
    /// The value, 0…1.
    pub value: f32,
    /// Lower end of the 95 % interval.
    pub low: f32,
    /// Upper end of the 95 % interval.
    pub high: f32,
    /// Name of the data set.
    pub data: String,
    /// Split: `val`, `test` or `external`.
    pub split: String,
    /// Number of pictures.
    pub n: u32,
}

/// What was found on one picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Calibrated, one per label, in logit order; they sum to 1. None where a gate kept the picture from the network.
    pub probabilities: Vec<Probability>,
    /// Index of the largest probability; 0 where there is none. What may be shown is in `trust`.
    pub top: u32,
    /// The original, scaled for display (longest side at most 1024).
    pub original: Bitmap,
    /// Exactly what the network saw.
    pub model_input: Bitmap,
    /// One class activation map per label, in logit order; none where there is an outline, which is the map of them all.
    pub maps: Vec<ActivationMap>,
    /// Time per step.
    pub timing: Timing,
    /// Where this answer was computed (a fallback may have happened on the way), and the check of that device.
    pub device: DeviceReport,
    /// How far to believe it.
    pub trust: TrustReport,
    /// What was opened.
    pub source: SourceReport,
    /// Borders of the picture where text seems to stand, as a patient's name may.
    pub written: Vec<Border>,
    /// What the network outlined; `None` from one that outlines nothing, and where a gate kept the picture from it.
    pub outline: Option<Outline>,
}

/// A label with its probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    /// Class label as in the manifest.
    pub label: String,
    /// 0…1.
    pub value: f32,
}

/// RGBA picture, 8 bit, row by row from the top, not premultiplied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bitmap {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 4` bytes. Sent as one block: element by element a picture of
    /// 1024 × 1024 would hold the page up.
    #[serde(with = "serde_bytes")]
    pub rgba: Vec<u8>,
}

/// Class activation map on the last feature grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivationMap {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` values, scaled so that the largest over all of this picture's
    /// maps is 1, evidence against the class negative.
    pub values: Vec<f32>,
    /// Where it is strongest, in words: "strongest in the upper left quarter".
    pub summary: String,
}

/// Milliseconds per step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Bytes to pixels.
    pub decode_ms: f64,
    /// Whether the picture may be answered at all: its quality, and the modality classifier's network.
    pub gates_ms: f64,
    /// Pixels to the network's input.
    pub prepare_ms: f64,
    /// The network, read-back included.
    pub inference_ms: f64,
    /// The map.
    pub explain_ms: f64,
    /// From request to answer.
    pub total_ms: f64,
}

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// Format found by content: `JPEG`, `PNG` …
    pub format: String,
    /// Width in pixels after orientation.
    pub width: u32,
    /// Height in pixels after orientation.
    pub height: u32,
    /// EXIF orientation that was applied, 1…8.
    pub orientation: u8,
    /// What the file says that was not followed, and what was done instead, in sentences.
    pub warnings: Vec<String>,
}

/// What went wrong, in words for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Stable machine-readable kind, the page's `data-kind`: `empty_file`, `too_large`,
    /// `unknown_format`, `truncated`, `damaged`, `too_many_pixels`, `too_small`, `unsupported`,
    /// `unreadable`, `identifying`, `cancelled`, `network`, `integrity`, `manifest`, `device`, `worker`.
    pub kind: String,
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}
