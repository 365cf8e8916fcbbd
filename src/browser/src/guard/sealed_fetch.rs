//! A model that comes while pictures are open: the service worker fetches it, and the seal stays on.
//!
//! Invariant: which files are asked for, and in which order, was settled by the build. What is said here is the name of a
//! model for which the visitor has asked.

use super::Guard;
use protocol::{Failure, FailureKind};

impl Guard {
    /// Has the service worker of a sealed page fetch the model of a folder, and keep it. `tell` hears how many of its files
    /// are here, and how many there are.
    ///
    /// # Errors
    /// Kind `network` when a file does not come or cannot be kept, or when the seal is not in force.
    pub async fn fetch_model(&self, folder: &str, tell: impl Fn(u32, u32)) -> Result<(), Failure> {
        let (mut at, mut last) = (0, 0);
        while at <= last {
            last = self.inner.seal.model_file(folder, at).await.map_err(|why| not_fetched(&why))?;
            at += 1;
            tell(at, last + 1);
        }
        Ok(())
    }
}

/// Why a file did not come, by the word of `guard.js` or `sw.js`.
fn not_fetched(why: &str) -> Failure {
    let why = match why {
        "full" => text::routing::why_full(),
        "elsewhere" => text::routing::why_elsewhere(),
        "failed" => text::routing::why_failed(),
        _ => text::routing::why_silent(),
    };
    Failure {
        kind: FailureKind::Network,
        message: text::browser::no_model(why),
        hint: text::browser::not_loaded_help(),
    }
}
