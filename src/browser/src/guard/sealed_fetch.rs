//! A model that is loaded while pictures are open: the service worker fetches it, and the seal stays on.
//!
//! Invariant: which files are requested, and in which order, was fixed by the build. Only the name of a model that the
//! visitor has requested is passed here.

use super::Guard;
use protocol::{Failure, FailureKind};

impl Guard {
    /// Has the service worker of a sealed page fetch the model of a folder, and store it. `tell` receives how many of
    /// its files have arrived, and how many there are.
    ///
    /// # Errors
    /// Kind `network` when a file does not arrive or cannot be stored, or when the seal is not in force.
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

/// Why a file did not arrive, by the reason code of `guard.js` or `sw.js`.
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
