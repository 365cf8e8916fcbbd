//! Results of the gates before and after the network.

use serde::{Deserialize, Serialize};
use text::{Argument, Message};

/// A gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Decodes, is large enough, is not blank.
    File,
    /// The kind of picture that this model reads, by the file's attributes and by its appearance.
    Modality,
    /// Sharp, well exposed, no screenshot.
    Quality,
    /// Like the pictures that the model was trained on, and of a kind of acquisition that it may answer.
    Likeness,
}

impl Gate {
    /// The word in `data-gate` and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Quality => "quality",
            Self::Modality => "modality",
            Self::Likeness => "likeness",
        }
    }
}

/// The result of one gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateReport {
    /// Which gate.
    pub gate: Gate,
    /// The outcome.
    pub outcome: GateOutcome,
    /// What it measured, for clinicians and for records.
    pub measures: Vec<Measure>,
}

/// The outcome of a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateOutcome {
    /// The picture passed.
    Passed,
    /// No class is shown for this picture.
    Refused(Refusal),
    /// An earlier gate refused, or the model has no parameters for it.
    NotRun,
}

/// Why a gate refused, in sentences for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason.
    pub kind: RefusalKind,
    /// What was expected and what was found.
    pub message: Message,
    /// What would help.
    pub hint: Message,
    /// The task that reads such pictures, for instance `chest-xray`, where known.
    pub task: Option<String>,
}

impl Refusal {
    /// What the picture looks like, "a chest X-ray", if the refusal states that.
    #[must_use]
    pub fn looks_like(&self) -> Option<&Message> {
        // Created again and compared: looking up a message's key would bring all keys into the page.
        let (kind, again) = match self.message.arguments() {
            [Argument::Message(kind), Argument::Message(wanted)] => {
                (kind, text::refusal::other_task(kind.clone(), wanted.clone()))
            }
            [Argument::Text(file), Argument::Message(kind), Argument::Message(wanted)] => {
                (kind, text::refusal::file_task(file, kind.clone(), wanted.clone()))
            }
            _ => return None,
        };
        (self.message == again).then_some(kind)
    }

    /// Its text without what the headline of its kind already says, where that equals the first sentence.
    #[must_use]
    pub fn beyond_headline(&self) -> Message {
        let by_looks: [fn(Message) -> Message; 4] = [
            text::refusal::other_medical,
            text::refusal::not_medical,
            text::refusal::photographed,
            text::refusal::unsure,
        ];
        let wanted = match self.message.arguments() {
            [Argument::Message(wanted)] if by_looks.iter().any(|of| of(wanted.clone()) == self.message) => wanted,
            [_, Argument::Message(wanted)] if self.looks_like().is_some() => wanted,
            _ => return self.message.clone(),
        };
        text::refusal::reads(wanted.clone())
    }
}

/// The reason of a gate's refusal. The word of each, in JSON and in `data-reason`, never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// It is blank.
    Blank,
    /// It is not sharp.
    Blurred,
    /// It is dark all over.
    TooDark,
    /// It is too bright, or inverted.
    TooBright,
    /// It was upscaled.
    Upscaled,
    /// Most of it is empty.
    Borders,
    /// It has colours where none belong.
    Coloured,
    /// It is embedded in something else, such as a screenshot.
    Screenshot,
    /// A regular pattern lies over it.
    Moire,
    /// The file states another modality.
    OtherModality,
    /// The file states another part of the body.
    OtherRegion,
    /// It looks like a photograph of a screen or of film.
    Photographed,
    /// It does not look medical.
    NotMedical,
    /// It looks like a picture for another task.
    OtherTask,
    /// It looks medical, but not like a picture for any task.
    OtherMedical,
    /// It does not look like any known kind.
    UnsureModality,
    /// It is unlike the training data.
    Unlike,
    /// It was acquired in a way that the model was not made for, and on which it performs too badly or was not
    /// measured.
    OtherAcquisition,
}

impl RefusalKind {
    /// The word in JSON and in `data-reason`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Blurred => "blurred",
            Self::TooDark => "too_dark",
            Self::TooBright => "too_bright",
            Self::Upscaled => "upscaled",
            Self::Borders => "borders",
            Self::Coloured => "coloured",
            Self::Screenshot => "screenshot",
            Self::Moire => "moire",
            Self::OtherModality => "other_modality",
            Self::OtherRegion => "other_region",
            Self::Photographed => "photographed",
            Self::NotMedical => "not_medical",
            Self::OtherTask => "other_task",
            Self::OtherMedical => "other_medical",
            Self::UnsureModality => "unsure_modality",
            Self::Unlike => "unlike",
            Self::OtherAcquisition => "other_acquisition",
        }
    }
}

/// A check of a picture's quality. Its word is that of the resulting refusal, and that in a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityCheck {
    /// Is it sharp?
    Blurred,
    /// Does it have bright parts?
    TooDark,
    /// Does it have dark parts?
    TooBright,
    /// Does it have real detail?
    Upscaled,
    /// Does it fill its frame?
    Borders,
    /// Is it grey?
    Coloured,
    /// Is it not embedded in something else?
    Screenshot,
    /// Is it free of patterns?
    Moire,
}

impl QualityCheck {
    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        RefusalKind::from(self).name()
    }
}

impl From<QualityCheck> for RefusalKind {
    fn from(check: QualityCheck) -> Self {
        match check {
            QualityCheck::Blurred => Self::Blurred,
            QualityCheck::TooDark => Self::TooDark,
            QualityCheck::TooBright => Self::TooBright,
            QualityCheck::Upscaled => Self::Upscaled,
            QualityCheck::Borders => Self::Borders,
            QualityCheck::Coloured => Self::Coloured,
            QualityCheck::Screenshot => Self::Screenshot,
            QualityCheck::Moire => Self::Moire,
        }
    }
}

/// A figure of a picture that a check of its quality compares, by its name in manifests. What each counts says
/// `imaging::quality::QualityMeasures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityMeasure {
    /// Longest side, in pixels.
    Side,
    /// Columns or rows that only repeat their neighbour, 0…1.
    Repeated,
    /// 0…1.
    Sharpness,
    /// What white is, 0…255.
    White,
    /// What black is, 0…255.
    Black,
    /// Pixels that are white all but, 0…1.
    Clipped,
    /// 0…255.
    Contrast,
    /// Area outside of what differs from the frame, 0…1.
    Border,
    /// Distance of the channels from each other, 0…1.
    Colour,
    /// Straight edges along the axes.
    Lines,
    /// Strength of a periodic pattern, in powers of ten.
    Moire,
}

impl QualityMeasure {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Side,
        Self::Repeated,
        Self::Sharpness,
        Self::White,
        Self::Black,
        Self::Clipped,
        Self::Contrast,
        Self::Border,
        Self::Colour,
        Self::Lines,
        Self::Moire,
    ];

    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Side => "side",
            Self::Repeated => "repeated",
            Self::Sharpness => "sharpness",
            Self::White => "white",
            Self::Black => "black",
            Self::Clipped => "clipped",
            Self::Contrast => "contrast",
            Self::Border => "border",
            Self::Colour => "colour",
            Self::Lines => "lines",
            Self::Moire => "moire",
        }
    }
}

/// A number that a gate compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Name, for instance `sharpness`.
    pub name: String,
    /// What was found.
    pub value: f32,
    /// The limit it was compared with.
    pub limit: f32,
}
