//! What may be included when a finding leaves the device.

use serde::{Deserialize, Serialize};

/// What may be included in a file that is shared. Nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayGoAlong {
    /// Names and identifiers: of the patient, of study, series and object, of readers; and free text, such as notes and
    /// comments, which may contain a name.
    pub names: bool,
    /// Dates and times, including those of birth and of the examination.
    pub dates: bool,
    /// Names of files and folders.
    pub file_names: bool,
    /// The picture, or a part of it. None of the formats of this crate contains one.
    pub pixels: bool,
}
