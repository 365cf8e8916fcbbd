//! A worker that keeps silent is taken for dead.

use super::{Inner, Phase};
use crate::web::clock;
use crate::web::hands::Hand;
use std::rc::Weak;

/// Seconds without a word after which a worker that owes one is taken for dead. Long enough for
/// the GPU bundle on a slow line, and for the engine's own, shorter limits to act first.
pub(super) const SILENCE_LIMIT_S: u32 = 150;

/// Ends a worker that owes a word and keeps silent. Counts ticks, not the clock: a laptop that
/// slept for an hour has not waited.
pub(super) async fn watch(inner: Weak<Inner>, generation: Hand) {
    loop {
        clock::sleep_ms(1_000).await;
        let Some(inner) = inner.upgrade() else { return };
        let silent = {
            let mut state = inner.state.borrow_mut();
            if state.generation != generation || state.phase == Phase::Stopped {
                return;
            }
            let owes = state.phase == Phase::Starting || state.ledger.is_busy(generation) || state.inquiries.is_busy();
            state.silent_s = if owes { state.silent_s + 1 } else { 0 };
            state.silent_s > SILENCE_LIMIT_S
        };
        if silent {
            return inner.replace("it stopped answering");
        }
    }
}
