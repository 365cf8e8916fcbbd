//! How grey levels of a DICOM object are windowed to a picture.

use serde::{Deserialize, Serialize};

/// How grey levels of a DICOM object are windowed to the network's picture: the object's first VOI table or window;
/// without one, the window of its modality; else the range between two percentiles. Colour is unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Windowing {
    /// What takes precedence.
    pub first: First,
    /// Windows for objects that have none of their own.
    pub modalities: Vec<ModalityWindow>,
    /// Shares of the picture, 0…1, below black and below white, for every other modality; padding does not count.
    pub percentiles: [f64; 2],
}

/// What takes precedence over the task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum First {
    /// The file's own table or window.
    #[default]
    File,
}

/// The window of a modality, linear as in DICOM PS3.3, C.11.2.1.2.1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModalityWindow {
    /// DICOM's code: `CT`.
    pub modality: String,
    /// Window centre, after the modality step (Hounsfield units for CT).
    pub center: f64,
    /// Window width, 1 or more.
    pub width: f64,
}

impl ModalityWindow {
    /// Whether it is a valid window.
    ///
    /// ```
    /// let window = task::ModalityWindow { modality: "CT".into(), center: -600.0, width: 1500.0 };
    /// assert!(window.is_sound());
    /// assert!(!task::ModalityWindow { width: 0.0, ..window }.is_sound());
    /// ```
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.width >= 1.0 && self.width.is_finite() && self.center.is_finite()
    }
}
