//! A model that comes while pictures are open: the service worker fetches it, and the seal stays on.
//!
//! Invariant: one message names a model for which the visitor has asked, and nothing else of it has any effect: which files
//! are asked for, and in which order, was settled by the build.

use super::Guard;
use protocol::{Failure, FailureKind};

impl Guard {
    /// Has the service worker of a sealed page fetch the model of a folder, and keep it. `tell` hears how many of its files
    /// are here, and how many there are.
    ///
    /// # Errors
    /// Kind `network` when a file does not come or cannot be kept, when the seal is not in force, or when the same model was
    /// asked for too often while it was.
    pub async fn fetch_model(&self, folder: &str, tell: impl Fn(u32, u32) + 'static) -> Result<(), Failure> {
        match self.inner.seal.model(folder, tell).await.as_str() {
            "done" => Ok(()),
            why => Err(not_fetched(why)),
        }
    }
}

/// Why a model did not come, by the word of `guard.js` or `sw.js`.
fn not_fetched(why: &str) -> Failure {
    let why = match why {
        "full" => text::routing::why_full(),
        "elsewhere" => text::routing::why_elsewhere(),
        "failed" => text::routing::why_failed(),
        "declined" => text::routing::why_declined(),
        "often" => text::routing::why_often(),
        _ => text::routing::why_silent(),
    };
    Failure {
        kind: FailureKind::Network,
        message: text::browser::no_model(why),
        hint: text::routing::not_fetched_help(),
    }
}
