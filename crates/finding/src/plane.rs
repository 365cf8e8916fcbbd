//! Planes in which a volume is cut into slices.

use serde::{Deserialize, Serialize};

/// A plane of a volume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AnatomicalPlane {
    /// Seen from the feet, front of the patient on top: the patient's right is on the left.
    #[default]
    Axial,
    /// Seen from the front, head on top: the patient's right is on the left.
    Coronal,
    /// Seen from the patient's left, head on top: the front is on the left.
    Sagittal,
}
