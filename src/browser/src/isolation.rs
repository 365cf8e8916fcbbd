//! Whether this page may use threads, or extra workers instead.
//!
//! Browsers give memory that threads share only to pages that are cross-origin isolated: the host sends two headers,
//! or the service worker adds them from the second visit on.

use super::page::parameter;
use super::reflect::{get, number};
use js_sys::global;

/// `None` where there can be only one thread: without isolation, with a single core, in a browser that cannot wait for
/// shared memory, or because of `?threads=1`. Else the number in `?threads=`; 0 leaves it to the worker.
pub(super) fn threads() -> Option<usize> {
    let asked = asked();
    let scope = global();
    let is_isolated = get(&scope, "crossOriginIsolated").is_truthy() && get(&scope, "SharedArrayBuffer").is_truthy();
    // What the worker waits for its own messages with.
    let can_wait = get(&get(&scope, "Atomics"), "waitAsync").is_truthy();
    let has_cores = asked > 1 || number(&get(&scope, "navigator"), "hardwareConcurrency") > 1.0;
    (is_isolated && can_wait && has_cores && asked != 1).then_some(asked)
}

/// Plain workers that may run beside the first for this many pictures, where only one thread is available; none with
/// `?threads=1`.
pub(super) fn extra_workers(pictures: usize) -> usize {
    let navigator = get(&global(), "navigator");
    let told = |name| number(&navigator, name);
    if asked() == 1 { 0 } else { dispatch::extra_workers(told("hardwareConcurrency"), told("deviceMemory"), pictures) }
}

fn asked() -> usize {
    parameter("threads").and_then(|number| number.parse().ok()).unwrap_or(0)
}
