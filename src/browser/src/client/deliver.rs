//! How pictures and requests reach a worker.
//!
//! A picture is sent as the browser's file handle, and the worker reads it: reading on the page would compete with
//! rendering.
//!
//! Invariant: no worker has a picture before the page is sealed.

use super::{ClientInner, Phase, shipped_folders};
use crate::{PickedFile, complete_language, failure};
use dispatch::WorkerId;
use protocol::{Backend, CaseId, Event, Failure, ModelSource, Request};
use std::rc::Rc;
use text::Message;
use wasm_bindgen_futures::spawn_local;

impl ClientInner {
    /// What a worker is sent after its hello.
    pub(super) fn start_request(&self, backend: Backend, reason: Message, model: ModelSource) -> Request {
        Request::Start {
            base_url: self.base_url.clone(),
            task: self.task.clone(),
            backend,
            reason,
            model,
            manifests: shipped_tasks::pins(),
            tasks: shipped_folders(),
        }
    }

    /// Sends a request to the first worker.
    pub(super) fn post(&self, request: &Request) -> Result<(), Failure> {
        let first = self.state.borrow().generation;
        self.post_to(first, request, None)
    }

    /// Sends a request to a worker.
    ///
    /// # Errors
    /// When it is gone, or the browser cannot send it.
    pub(super) fn post_to(&self, id: WorkerId, request: &Request, picture: Option<&PickedFile>) -> Result<(), Failure> {
        let state = self.state.borrow();
        let handle = state.handle_of(id).ok_or_else(|| failure::worker(text::browser::gone()))?;
        handle.post(request, picture)
    }

    /// Fails a case, or an inquiry about one, that could not be sent; never synchronously within the caller.
    pub(super) fn fail_later(self: &Rc<Self>, case: CaseId, failure: Failure) {
        let inner = Rc::clone(self);
        spawn_local(async move { inner.take(Event::Failed { case: Some(case), failure }) });
    }

    /// Sends what the workers can take, once the page is sealed.
    pub(super) fn feed(self: &Rc<Self>) {
        let waits = {
            let state = self.state.borrow();
            state.phase == Phase::Ready && state.sendable() > 0
        };
        if waits && !self.guard.is_closed() {
            self.state.borrow_mut().interrupt_trial();
            // A client dropped meanwhile must not be kept alive by this, and a closed picture must not seal the page.
            let (weak, guard) = (Rc::downgrade(self), self.guard.clone());
            return spawn_local(async move {
                complete_language().await;
                if weak.upgrade().is_some_and(|inner| inner.state.borrow().sendable() > 0) {
                    guard.seal().await;
                }
                if let Some(inner) = weak.upgrade() {
                    inner.feed();
                }
            });
        }
        loop {
            let next = self.state.borrow_mut().next();
            let Some((id, case, file)) = next else { return };
            let classify = Request::Classify { case, gating: file.gating(), slice: file.slice() };
            if let Err(failure) = self.post_to(id, &classify, Some(&file)) {
                self.fail_later(case, failure);
            }
        }
    }
}
