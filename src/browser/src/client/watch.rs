//! A watchdog: a worker that does not answer in time counts as dead.
//!
//! A worker with pending work is pinged each second. It answers at once, unless it computes: one that waits for the
//! network has no reason to be silent for long. A pong is not a result yet, so pending results have a separate timeout.

use super::{ClientInner, Phase};
use crate::clock;
use crate::worker_handle::WorkerEvent;
use dispatch::WorkerId;
use protocol::{Event, LoadStage, Request};
use std::rc::Weak;

/// Seconds without a sign of life from a worker that has nothing to compute.
const QUIET_S: u32 = 5;
/// The same for one that may be computing: no part of an answer takes this long, even on a slow device.
const COMPUTING_S: u32 = 20;
/// Seconds without an event from a worker that is alive. Long enough for the GPU bundle on a slow line, and for the
/// engine's own, shorter limits to act first.
pub(super) const OWED_S: u32 = 150;

/// How long a worker has been silent. Counts ticks, not the clock: a laptop that slept for an hour has not waited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Silence {
    /// Seconds since the last sign of life.
    alive_s: u32,
    /// Seconds since the last event.
    event_s: u32,
    /// Whether it reported that it is waiting for something.
    waits: bool,
}

impl Silence {
    /// It has sent something.
    pub(crate) fn hear(&mut self, heard: &WorkerEvent) {
        self.alive_s = 0;
        match heard {
            WorkerEvent::Alive => self.waits = true,
            WorkerEvent::Event(Event::Pong) => {}
            WorkerEvent::Event(event) => {
                self.event_s = 0;
                self.waits = matches!(event, Event::Loading { stage, .. } if is_waiting(*stage));
            }
            WorkerEvent::Broken(_) => {}
        }
    }

    /// A second has passed, with or without pending work.
    pub(crate) fn tick(&mut self, owes: bool) {
        if owes {
            (self.alive_s, self.event_s) = (self.alive_s + 1, self.event_s + 1);
        } else {
            *self = Self::default();
        }
    }

    /// Whether it counts as dead.
    pub(crate) fn is_too_long(self) -> bool {
        let limit = if self.waits { QUIET_S } else { COMPUTING_S };
        self.alive_s > limit || self.event_s > OWED_S
    }
}

/// Whether a worker waits for something external in this stage.
fn is_waiting(stage: LoadStage) -> bool {
    match stage {
        LoadStage::Manifest | LoadStage::Download | LoadStage::Stored | LoadStage::OtherTab => true,
        LoadStage::Verify | LoadStage::Device | LoadStage::Check => false,
    }
}

/// Checks the first worker once a second.
pub(super) async fn watch(inner: Weak<ClientInner>, generation: WorkerId) {
    loop {
        clock::sleep_ms(1_000).await;
        let Some(inner) = inner.upgrade() else { return };
        let (owes, is_silent) = {
            let mut state = inner.state.borrow_mut();
            if state.generation != generation || state.phase == Phase::Stopped {
                return;
            }
            let owes = state.phase == Phase::Starting || state.ledger.is_busy(generation) || state.inquiries.is_busy();
            state.silence.tick(owes);
            (owes, state.silence.is_too_long())
        };
        inner.tick_trial();
        if is_silent {
            return inner.replace(text::browser::silent());
        }
        if owes {
            // A worker that cannot be pinged is dying: its end will be detected.
            let _ = inner.post(&Request::Ping);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds after this message until a worker counts as dead if it sends nothing but pongs.
    fn patience(said: &[WorkerEvent], is_alive: bool) -> u32 {
        let mut silence = Silence::default();
        said.iter().for_each(|heard| silence.hear(heard));
        let mut seconds = 0;
        while !silence.is_too_long() {
            silence.tick(true);
            seconds += 1;
            if is_alive && !silence.is_too_long() {
                silence.hear(&WorkerEvent::Event(Event::Pong));
            }
        }
        seconds
    }

    fn loading(stage: LoadStage) -> WorkerEvent {
        WorkerEvent::Event(Event::Loading { stage, done: 0, total: 0 })
    }

    #[test]
    fn a_worker_that_is_gone_is_noticed_soon_and_one_that_computes_has_its_time() {
        assert_eq!(patience(&[], false), COMPUTING_S + 1, "its code is on its way");
        assert_eq!(patience(&[WorkerEvent::Alive], false), QUIET_S + 1, "its code is here, and stopped");
        assert_eq!(patience(&[loading(LoadStage::Download)], false), QUIET_S + 1);
        assert_eq!(patience(&[loading(LoadStage::Download), loading(LoadStage::Check)], false), COMPUTING_S + 1);
        assert_eq!(
            patience(&[WorkerEvent::Alive, WorkerEvent::Event(Event::Hello { protocol: 1 })], false),
            COMPUTING_S + 1
        );
    }

    #[test]
    fn that_it_is_alive_is_no_answer() {
        for said in [loading(LoadStage::Download), WorkerEvent::Alive, WorkerEvent::Event(Event::Several { case: 1 })] {
            assert_eq!(patience(&[said], true), OWED_S + 1);
        }
    }

    #[test]
    fn who_owes_nothing_may_be_silent() {
        let mut silence = Silence::default();
        (0..1_000).for_each(|_| silence.tick(false));
        assert!(!silence.is_too_long());
    }
}
