//! How pictures and requests reach a worker.
//!
//! Invariant: no picture is read for a worker before the page is sealed.

use super::{Inner, Phase};
use crate::protocol::{CaseId, Event, Failure, Request};
use crate::web::PickedFile;
use crate::web::hands::Hand;
use js_sys::ArrayBuffer;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

impl Inner {
    /// Sends a request to the first worker.
    pub(super) fn post(&self, request: &Request) -> Result<(), Failure> {
        let first = self.state.borrow().generation;
        self.post_to(first, request, None)
    }

    pub(super) fn post_to(&self, hand: Hand, request: &Request, picture: Option<ArrayBuffer>) -> Result<(), Failure> {
        self.state.borrow().link_to(hand).map_or(Ok(()), |link| link.post(request, picture))
    }

    /// Sends what the workers can take, on a sealed page.
    pub(super) fn feed(self: &Rc<Self>) {
        let waits = {
            let state = self.state.borrow();
            state.phase == Phase::Ready && state.ledger.waiting() > 0
        };
        if waits && !self.guard.is_closed() {
            let inner = Rc::clone(self);
            return spawn_local(async move {
                inner.guard.seal().await;
                inner.feed();
            });
        }
        loop {
            let next = self.state.borrow_mut().next();
            let Some((hand, case, file)) = next else { return };
            if let Some(picture) = file.take_read() {
                self.hand_over(hand, case, &file, Ok(picture));
                continue;
            }
            let inner = Rc::clone(self);
            spawn_local(async move { inner.send(hand, case, file).await });
        }
    }

    async fn send(self: Rc<Self>, hand: Hand, case: CaseId, file: PickedFile) {
        let read = file.read().await;
        // Meanwhile the worker may have died (the case waits again) or the case been stopped.
        if self.state.borrow().ledger.holder(case) == Some(hand) {
            self.hand_over(hand, case, &file, read);
        }
    }

    /// Hands a worker a picture, or tells why it could not be read.
    fn hand_over(self: &Rc<Self>, hand: Hand, case: CaseId, file: &PickedFile, read: Result<ArrayBuffer, Failure>) {
        let classify = Request::Classify { case, gating: file.gating() };
        if let Err(failure) = read.and_then(|picture| self.post_to(hand, &classify, Some(picture))) {
            self.take(Event::Failed { case: Some(case), failure });
        }
    }
}
