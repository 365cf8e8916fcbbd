//! Whether gates stop a picture.

use serde::{Deserialize, Serialize};

/// What a gate may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gating {
    /// Stop a picture: no class is shown for it.
    #[default]
    Stop,
    /// Only report what it would do. For the page's own drawings, which show no patient: the model was not trained on
    /// drawings, yet they should show what an answer looks like.
    Tell,
}
