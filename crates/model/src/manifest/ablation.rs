//! What each ingredient of a training was worth.

use evaluation::Figure;
use serde::{Deserialize, Serialize};

/// One training, measured beside others that left something out: its weights before rounding, as the network comes. Every figure
/// is a mean of recalls, of the classes that have enough pictures there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AblationRow {
    /// Name of the run.
    pub run: String,
    /// What it left out; empty of the run that is shipped.
    pub without: String,
    /// SHA-256 of its weights, lower-case hex.
    pub sha256: String,
    /// Name of the data set.
    pub data: String,
    /// On the split that chose the epoch.
    pub val: Option<Figure>,
    /// On the split that chose nothing.
    pub test: Option<Figure>,
    /// On pictures of other hospitals; `None` where there are none.
    pub external: Option<Figure>,
    /// On `test` with the anatomy in black; `None` where no mask says where it lies.
    pub blackout: Option<Figure>,
}
