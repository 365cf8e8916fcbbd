//! What was found on a picture, and what stands behind it. One form for all who send, show or keep it: it crosses from
//! the worker to the page, it stands in what `lab predict` prints, and it is what a record holds.
//!
//! [`Finding`] is JSON that is meant to be read in ten years. Names are spelled out; units and ranges stand in the
//! documents of the fields. A field keeps its name and its meaning for good. One that is added has a default, and readers
//! pass over names that they do not know. Only where an old reader would misunderstand a new finding does
//! [`Version`] rise, and a reader refuses a version above its own. `tests/data/finding/` holds a finding of each version;
//! every one must be read for good.
//!
//! A sentence is a [`text::Message`]: its key in `text/en` and what goes into it, so that a finding is told in the language
//! of whoever reads it. A key that stands in a kept finding stays in `text/en`, even where nobody says it any more.
//!
//! Nothing is left out where it is written, not even what is empty: the same types cross the worker boundary as postcard,
//! which has no names.
//!
//! Invariant: plain data without IO. It holds no pixel of a picture and no name of a file or a person; the mask of an
//! [`Outline`] is what the network drew.
//!
//! ```
//! use finding::{FailureKind, RefusalKind};
//!
//! // The words of JSON are those that the page shows to tests and scripts.
//! assert_eq!(serde_json::to_string(&RefusalKind::TooDark).unwrap(), "\"too_dark\"");
//! assert_eq!(FailureKind::from_name("too_large"), Some(FailureKind::TooLarge));
//! ```

mod acquisition;
mod assessment;
mod classes;
mod device;
mod failure;
mod gate;
mod labels;
mod map;
mod mask;
mod outline;
mod plane;
mod preprocessing;
mod provenance;
#[cfg(test)]
mod tests;
mod version;

pub use acquisition::{Acquisition, AcquisitionFrom};
pub use assessment::{PictureExtent, ReaderAgreement, ReaderAssessment, ReaderOrder};
pub use classes::{Abstention, Classes, Decision, PredictionSet, Probability};
pub use device::{Backend, CheckOccasion, CheckReport, CrossCheck, DeviceReport};
pub use failure::{Failure, FailureKind};
pub use gate::{Gate, GateOutcome, GateReport, Measure, QualityCheck, QualityMeasure, Refusal, RefusalKind};
pub use labels::{LabelFound, LabelState, Labels};
pub use map::{ActivationMap, Map};
pub use mask::{Area, Mask};
pub use outline::{BodySide, Outline, OutlinedRegion, Part};
pub use plane::AnatomicalPlane;
pub use preprocessing::{Filter, Fit, InputLevels, Preprocessing, Resize};
pub use provenance::{Border, CoverBox, ModelIdentity, Provenance, SourceReport, Timing};
pub use version::{UnknownVersion, Version};

pub use task::Colour;

use serde::{Deserialize, Serialize};

/// What was found on one picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Version of this form.
    pub version: Version,
    /// What stands behind it.
    pub provenance: Provenance,
    /// What was found.
    pub found: Found,
    /// Which kind of acquisition the picture is; `None` where that is unknown, or the model knows no kinds.
    #[serde(default)]
    pub acquisition: Option<Acquisition>,
}

impl Finding {
    /// What was found, where the question was which of several classes it is.
    #[must_use]
    pub fn classes(&self) -> Option<&Classes> {
        match &self.found {
            Found::Classes(classes) => Some(classes),
            Found::Labels(_) | Found::Mask(_) => None,
        }
    }
}

/// What was found, by the kind of question that a task asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// One of several classes: softmax.
    Classes(Classes),
    /// Any of several labels: a sigmoid for each.
    Labels(Labels),
    /// A picture of classes.
    Mask(Mask),
}
