//! Says what a request waits for where its answer takes long: nothing of the vault waits without a word.

use super::post;
use crate::database;
use browser::clock;
use browser::wire::Beside;
use protocol::VaultReply;
use std::cell::{Cell, RefCell};
use text::Message;
use web_sys::DedicatedWorkerGlobalScope;

/// Milliseconds after which it is said.
const LATE_MS: f64 = 3_000.0;

/// Watches over the request that is being answered.
pub(crate) struct RequestWatch {
    scope: DedicatedWorkerGlobalScope,
    /// When it began, by [`clock::now_ms`].
    begun_ms: Cell<Option<f64>>,
    /// What was said of it.
    told: RefCell<Option<Message>>,
}

impl RequestWatch {
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self { scope, begun_ms: Cell::new(None), told: RefCell::new(None) }
    }

    /// A request begins.
    pub(crate) fn begin(&self) {
        self.begun_ms.set(Some(clock::now_ms()));
    }

    /// It is answered: what was said of it holds no more.
    pub(crate) fn end(&self) {
        self.begun_ms.set(None);
        if self.told.take().is_some() {
            post(&self.scope, 0, VaultReply::Waits(None), Beside::Nothing);
        }
    }

    /// Says what it waits for, once.
    pub(crate) fn tell(&self, waits: Message) {
        let before = self.told.replace(Some(waits.clone()));
        if before.as_ref() != Some(&waits) {
            post(&self.scope, 0, VaultReply::Waits(Some(waits)), Beside::Nothing);
        }
    }

    /// Looks whether something is to be said.
    pub(crate) fn look(&self) {
        let is_late = |since: f64| clock::now_ms() - since >= LATE_MS;
        if database::waited_ms() >= LATE_MS {
            self.tell(text::vault::waits());
            return;
        }
        let is_told = self.told.borrow().is_some();
        if !is_told && self.begun_ms.get().is_some_and(is_late) {
            self.tell(text::vault::works());
        }
    }
}
