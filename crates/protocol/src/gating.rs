//! Whether gates stop a picture.

use serde::{Deserialize, Serialize};

/// What a gate may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gating {
    /// Stop a picture: no class is shown for it.
    #[default]
    Stop,
    /// Only say what it would do. For the page's own drawings, which are no pictures of anybody: the model
    /// never learned from drawings, and still they shall show what an answer looks like.
    Tell,
}
