//! What may leave the device with a finding.

use serde::{Deserialize, Serialize};

/// What may go along in a file that is given away. Nothing does unless it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayGoAlong {
    /// Names and identifiers: of the patient, of study, series and object, of readers; and free text, such as notes and
    /// comments, in which a name may stand.
    pub names: bool,
    /// Dates and times, those of birth and of the examination among them.
    pub dates: bool,
    /// Names of files and folders.
    pub file_names: bool,
    /// The picture, or a part of it. None of the forms of this crate holds one.
    pub pixels: bool,
}
