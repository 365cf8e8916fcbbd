//! Request and Event: the messages between page and workers.
//!
//! Plain data. Findings, failures and evaluations are the types of `finding` and `evaluation` themselves, without
//! conversion. Texts for visitors are sent as a [`text::Message`], which the receiver renders.
//!
//! The handshake: the worker says [`Event::Hello`] when its code runs; the page
//! answers with [`Request::Start`]; the worker reports [`Event::Loading`] and,
//! when the device has passed its golden check, [`Event::Ready`]. Only then does
//! the page send [`Request::Classify`]. Every `Classify` ends in exactly one
//! [`Event::Answered`], or one [`Event::Failed`] that carries its `case`.
//!
//! Invariant: no browser type, no tensor, no file name. A picture is sent with its request as a transferred buffer,
//! never inside it.

mod capsule_start;
mod case_charts;
mod case_log;
mod case_query;
mod file_role;
mod gating;
mod handover;
mod pairs;
mod passkeys;
mod probe;
mod reader;
mod requests;
mod self_check;
mod vault;
mod viewer;

pub use capsule_start::is_capsule;
pub use case_charts::{
    AgreementCounts, CaseFigures, CaseSpan, ChartQuery, DriftReport, LabelCount, LabelSpans, LatencyStep,
    PopulationShift, StabilityIndex, StepLatency,
};
pub use case_log::{LogForm, LogParts};
pub use case_query::{AgreementFilter, CaseOrder, CaseQuery};
pub use evaluation::Score;
pub use file_role::{FILE_ROLE_BYTES, FileRole, file_role};
pub use finding::{
    Abstention, Acquisition, AcquisitionFrom, ActivationMap, AnatomicalPlane, Backend, BodySide, Border, CaseTexts,
    CheckOccasion, CheckReport, Classes, CoverBox, CrossCheck, Decision, DeviceReport, Failure, FailureKind, Finding,
    Found, Gate, GateOutcome, GateReport, LabelFound, LabelState, Labels, Map, Mask, Measure, ModelIdentity, Outline,
    OutlinedRegion, Part, PictureExtent, PredictionSet, Preprocessing, Probability, Provenance, QualityCheck,
    ReaderAgreement, ReaderAssessment, ReaderOrder, ReaderTexts, Refusal, RefusalKind, SourceReport, Timing,
    UnsavedTexts, Version,
};
pub use gating::Gating;
pub use handover::{HandoverLock, HandoverOrigin};
pub use pairs::need_viewer;
pub use passkeys::{KeptPasskey, KeptPasskeys, PasskeyOutput};
pub use probe::{Covered, ProbeReport, ProbeRun};
pub use reader::{PictureHead, ReaderEvent, ReaderRequest, SampleKind};
pub use requests::{Answered, Breach, RequestSeen, Seal, Unguarded, Witness};
pub use self_check::{GoldenRun, SelfCheck};
pub use vault::{
    CaseBackup, CaseChange, CaseFacets, CaseRow, DamagedCase, KeptCase, TrailLine, VaultFault, VaultPass, VaultQuery,
    VaultReply, VaultRequest, VaultResponse, VaultStanding,
};
pub use viewer::{
    FrameReport, OpenedSeries, Percentiles, PictureRegion, PixelSize, SampleType, SeriesReport, SliceAddress, Slices,
    TagLine, TagReport, TagValue, VIEWER_READER, ViewerQuery, ViewerReply, ViewerRequest, ViewerResponse, VoiShape,
    WindowReport,
};

use evaluation::Measured;
use serde::{Deserialize, Serialize};
use task::TaskWords;
use text::Message;

/// Version of these types. Page and worker of one build always agree; a stale cached worker is detected by this number
/// in [`Event::Hello`].
pub const PROTOCOL_VERSION: u32 = 21;

/// File size limit in bytes: 64 MiB. The page refuses larger ones before reading them.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// A case, unique within one page visit.
pub type CaseId = u32;

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Load a model and choose a device. Sent once, after `Hello`.
    Start {
        /// Absolute URL of the folder that holds `models/`, ending in `/`.
        base_url: String,
        /// Folder under `models/`: the task's, for instance `chest-xray`, or that of an earlier version of its model,
        /// `chest-xray/0.1.0`.
        task: String,
        /// Which device to try first.
        backend: Backend,
        /// Why that one, for [`DeviceReport::reason`].
        reason: Message,
        /// The source of the model.
        model: ModelSource,
        /// The accepted manifests; any is accepted for a folder that is not listed.
        manifests: Vec<Pin>,
        /// Folders of the tasks that visitors can choose: a refusal names one that reads the picture.
        tasks: Vec<String>,
    },
    /// Classify the picture whose bytes are transferred with this message.
    Classify {
        /// Chosen by the page.
        case: CaseId,
        /// What a gate may do.
        gating: Gating,
        /// The slice of the file, if chosen in the light box; `None` for the file itself.
        slice: Option<SliceAddress>,
    },
    /// Answer the picture transferred with this message again with parts of it covered.
    Probe {
        /// The case it belongs to; it must have been answered before.
        case: CaseId,
        /// As in [`Request::Classify`].
        slice: Option<SliceAddress>,
    },
    /// Run every check of the device again.
    SelfCheck,
    /// Time the network on a known picture; other requests are not kept waiting for it.
    Time,
    /// Both devices were timed, and this one is in use: say [`Event::Ready`] again.
    Chosen {
        /// Why, for [`DeviceReport::reason`].
        reason: Message,
    },
    /// Forget this case; it ends in `Failed` with [`FailureKind::Cancelled`] unless it is already answered.
    Cancel {
        /// The case to stop.
        case: CaseId,
    },
    /// Say [`Event::Pong`], to show that this worker is alive.
    Ping,
}

/// The manifest that a folder of models must contain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// The folder under `models/`, as in [`Request::Start`].
    pub folder: String,
    /// SHA-256 of its `manifest.json`, 64 hex digits.
    pub sha256: String,
}

/// Where a worker loads its model from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ModelSource {
    /// The website's latest, else the one stored on this device.
    Website,
    /// The one stored on this device; the network is not used.
    Device,
}

/// Values of `?backend=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackendChoice {
    /// The CPU, until WebGPU on a real adapter was timed and found faster.
    #[default]
    Auto,
    /// The CPU, always.
    Cpu,
    /// WebGPU, even on a software adapter.
    WebGpu,
    /// Both are timed anew, even on a software adapter, and the faster one is used.
    Fastest,
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
    /// The model is loaded and the device has passed its golden check; or the answer to [`Request::Chosen`].
    Ready {
        /// Where the network runs.
        device: DeviceReport,
        /// What runs there.
        model: ModelReport,
    },
    /// A case has reached a stage.
    Progress {
        /// The case.
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
        /// The case.
        case: CaseId,
        /// What was found.
        answer: Box<Answer>,
    },
    /// The answer to [`Request::Probe`].
    Probed {
        /// The case.
        case: CaseId,
        /// The changes.
        report: Box<ProbeReport>,
    },
    /// The answer to [`Request::SelfCheck`].
    SelfChecked {
        /// What was found.
        report: Box<SelfCheck>,
    },
    /// The answer to [`Request::Time`]; there is none where other requests came meanwhile, or where it failed.
    Timed {
        /// Median of the network alone, in milliseconds.
        ms: f64,
    },
    /// A case, or the start, failed.
    Failed {
        /// The case; `None` when the worker could not start.
        case: Option<CaseId>,
        /// What to tell the visitor.
        failure: Failure,
    },
    /// The worker has made a request, according to the browser's resource timing.
    Requested {
        /// The request and its outcome.
        request: RequestSeen,
    },
    /// The model is in memory, but not stored for the next visit.
    NotKept {
        /// The reason.
        why: NotKept,
    },
    /// The file holds several slices (an archive, a volume, several frames): it is not classified, but opened in the
    /// light box. The case ends with this.
    Several {
        /// The case.
        case: CaseId,
    },
    /// This worker is alive: the answer to [`Request::Ping`].
    Pong,
}

/// Stages of loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoadStage {
    /// Reading the manifest.
    Manifest,
    /// Fetching weights over the network.
    Download,
    /// Reading weights that an earlier visit stored.
    Stored,
    /// Comparing the SHA-256 with the manifest.
    Verify,
    /// Asking for a device and moving the weights there.
    Device,
    /// Running golden inputs.
    Check,
    /// Another tab fetches the same weights; they are read once it has them.
    OtherTab,
}

/// Why a model is not stored for the next visit. This visit has it in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotKept {
    /// The browser's storage quota for this website is exhausted.
    Full,
    /// The browser did not store it, for an unknown reason.
    Refused,
    /// The browser has no storage here, for instance on an insecure origin.
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

/// What the page shows about the model, all from the manifest that `lab` wrote.
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
    /// The label that means that none of the others was found; `None` where every class is a finding.
    pub negative: Option<String>,
    /// Side of the square network input in pixels.
    pub input_size: u32,
    /// Measured scores, each naming its data and split.
    pub scores: Vec<Score>,
    /// Temperature that the logits are divided by; 1 where the model has no calibration.
    pub temperature: f32,
    /// Names of the task and its classes.
    pub text: Box<TaskWords>,
    /// Everything else that `lab` measured; `None` for a model that was only quantised.
    pub measured: Option<Box<Measured>>,
}

impl ModelReport {
    /// Identity of the model: reports on the same weights are of the same model, and equal.
    #[must_use]
    pub fn identity(&self) -> ModelIdentity {
        ModelIdentity {
            task: self.task.clone(),
            name: self.name.clone(),
            version: self.version.clone(),
            weights_sha256: self.sha256.clone(),
        }
    }
}

/// The finding on one picture, and the pictures to show it with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The finding with its provenance. Only this is stored.
    pub finding: Finding,
    /// The original, scaled for display (longest side at most 1024).
    pub original: Bitmap,
    /// Exactly the network's input.
    pub model_input: Bitmap,
}

/// RGBA picture, 8 bit, row by row from the top, not premultiplied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bitmap {
    /// Pixels per row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height * 4` bytes. Sent as one block: element by element a picture of 1024 × 1024 would block the page.
    #[serde(with = "serde_bytes")]
    pub rgba: Vec<u8>,
}
