//! What can go wrong at the browser's edge, in words for the visitor. Errors of the core are
//! worded in `engine`.

use protocol::{Failure, FailureKind, MAX_FILE_BYTES};
use wasm_bindgen::{JsCast, JsValue};

/// A file is refused before it is read.
pub(crate) fn too_large(found: u64) -> Failure {
    Failure {
        kind: FailureKind::TooLarge,
        message: format!(
            "Expected a file of at most {} MB, found {} MB.",
            MAX_FILE_BYTES >> 20,
            found.div_ceil(1 << 20)
        ),
        hint: "Export the picture at a smaller size, or as JPEG.".into(),
    }
}

/// The browser could not read a file that was picked.
pub(crate) fn unreadable(why: &str) -> Failure {
    Failure {
        kind: FailureKind::Unreadable,
        message: format!("Expected a file that can be read, but the browser said: {why}."),
        hint: "The file may have been moved or changed. Pick it again.".into(),
    }
}

/// A part of this website could not be fetched. `what` names it, without query.
pub(crate) fn network(what: &str, why: &str) -> Failure {
    Failure {
        kind: FailureKind::Network,
        message: format!("Expected to load {what}, but: {why}."),
        hint: "Check the connection and try again.".into(),
    }
}

/// The worker stopped, or never started.
pub(crate) fn worker(why: &str) -> Failure {
    Failure {
        kind: FailureKind::Worker,
        message: format!("The part of this page that does the work stopped: {why}."),
        hint: "Try again. If it happens again, reload the page or close other tabs.".into(),
    }
}

/// The visitor stopped a case.
pub(crate) fn cancelled() -> Failure {
    Failure {
        kind: FailureKind::Cancelled,
        message: "Stopped before there was an answer.".into(),
        hint: "Add the picture again to classify it.".into(),
    }
}

/// A thrown JavaScript value as short words, without the final stop.
pub(crate) fn words(thrown: &JsValue) -> String {
    let text = thrown
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| thrown.as_string())
        .unwrap_or_else(|| format!("{thrown:?}"));
    text.trim_end_matches('.').to_owned()
}

/// The worker is of another build than the page.
pub(crate) fn stale(expected: u32, found: u32) -> Failure {
    Failure {
        kind: FailureKind::Worker,
        message: format!("Expected worker code of version {expected}, found version {found}: an older copy was kept."),
        hint: "Reload the page without its cache (Ctrl and F5, or Command, Shift and R).".into(),
    }
}
