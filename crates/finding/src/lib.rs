//! A finding on a picture, and its provenance. One format for sending, showing and storing: it crosses from the worker
//! to the page, `lab predict` prints it, and records hold it.
//!
//! [`Finding`] is JSON that is meant to be read in ten years. Names are spelled out; units and ranges are in the
//! documentation of the fields. The name and meaning of a field never change. A new field has a default, and readers
//! ignore unknown names. Only where an old reader would misunderstand a new finding does [`Version`] rise, and a reader
//! refuses a version above its own. `tests/data/finding/` holds a finding of each version; each must stay readable.
//!
//! A sentence is a [`text::Message`]: its key in `text/en` and its arguments, so that a finding is shown in the
//! reader's language. A key that is in a stored finding stays in `text/en`, even where it is no longer used.
//!
//! Nothing is skipped in serialisation, not even what is empty: the same types cross the worker boundary as postcard,
//! which has no field names.
//!
//! Invariant: plain data without IO. It holds no pixel of a picture and no name of a file or a person; the mask of an
//! [`Outline`] is the network's output.
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
mod unsaved;
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
pub use unsaved::{CaseTexts, ReaderTexts, UnsavedTexts};
pub use version::{UnknownVersion, Version};

pub use task::Colour;

use serde::{Deserialize, Serialize};

/// A finding on one picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Version of this format.
    pub version: Version,
    /// Its provenance.
    pub provenance: Provenance,
    /// What was found.
    pub found: Found,
    /// The picture's kind of acquisition; `None` where unknown, or where the model has no kinds.
    #[serde(default)]
    pub acquisition: Option<Acquisition>,
}

impl Finding {
    /// What was found, for a task with classes.
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
