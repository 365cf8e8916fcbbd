//! Failures at the browser's edge. Errors of the core are reported by `engine`.

use protocol::{Failure, FailureKind, MAX_FILE_BYTES};
use text::Message;
use wasm_bindgen::{JsCast, JsValue};

/// A file is refused before it is read.
pub(crate) fn too_large(found: u64) -> Failure {
    Failure {
        kind: FailureKind::TooLarge,
        message: text::browser::too_large(MAX_FILE_BYTES >> 20, found.div_ceil(1 << 20)),
        hint: text::browser::too_large_help(),
    }
}

/// The browser could not read a file that was picked.
#[must_use]
pub fn unreadable(why: Message) -> Failure {
    Failure {
        kind: FailureKind::Unreadable,
        message: text::browser::unreadable(why),
        hint: text::browser::unreadable_help(),
    }
}

/// A file of this website could not be fetched. `what` names it, without folder and query.
#[must_use]
pub fn network(what: &str, why: Message) -> Failure {
    Failure {
        kind: FailureKind::Network,
        message: text::browser::not_loaded(what, why),
        hint: text::browser::not_loaded_help(),
    }
}

/// The worker stopped, or never started.
#[must_use]
pub fn worker(why: Message) -> Failure {
    Failure { kind: FailureKind::Worker, message: text::browser::worker(why), hint: text::browser::worker_help() }
}

/// The visitor stopped a case.
#[must_use]
pub fn cancelled() -> Failure {
    Failure { kind: FailureKind::Cancelled, message: text::engine::stopped(), hint: text::engine::help_again() }
}

/// A thrown JavaScript value: the browser's own short words, without the final stop.
#[must_use]
pub fn said(thrown: &JsValue) -> Message {
    let text = thrown
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| thrown.as_string())
        .unwrap_or_else(|| format!("{thrown:?}"));
    text::failure::said(text.trim_end_matches('.'))
}

/// The worker is of another build than the page.
#[must_use]
pub fn stale(expected: u32, found: u32) -> Failure {
    Failure {
        kind: FailureKind::Worker,
        message: text::browser::stale(expected, found),
        hint: text::browser::stale_help(),
    }
}
