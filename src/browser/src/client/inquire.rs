//! Requests other than classification, and their results.

use super::{Client, ClientInner};
use crate::{PickedFile, failure};
use protocol::{CaseId, Event, Request};
use text::Message;

impl Client {
    /// Requests an answered picture again, with parts of it covered.
    pub fn probe(&self, case: CaseId, file: PickedFile) {
        let generation = {
            let mut state = self.inner.state.borrow_mut();
            state.inquiries.begin_probe(case);
            state.generation
        };
        let sent = self.inner.post_to(generation, &Request::Probe { case, slice: file.slice() }, Some(&file));
        if let Err(failure) = sent {
            self.inner.fail_later(case, failure);
        }
    }

    /// Requests every check of the device again. The other device, where there is one, is timed beside it as soon as no
    /// picture is open.
    pub fn self_check(&self) {
        {
            let mut state = self.inner.state.borrow_mut();
            state.inquiries.begin_check();
            state.ask_trial();
        }
        if let Err(failure) = self.inner.post(&Request::SelfCheck) {
            self.inner.state.borrow_mut().inquiries.end_check();
            self.inner.emit_later(Event::Failed { case: None, failure });
        }
    }
}

impl ClientInner {
    /// Passes on a result or a failure; a failure that belongs to no request stops the client.
    pub(super) fn take_found(&self, event: Event) {
        let is_asked = {
            let open = &mut self.state.borrow_mut().inquiries;
            match &event {
                Event::Probed { case, .. } => open.end_probe(*case),
                _ => open.end_check(),
            }
        };
        match event {
            event if is_asked => (self.on_event)(event),
            Event::Failed { failure, .. } => self.stop(failure),
            _ => {}
        }
    }

    /// Fails all open inquiries of a dead worker.
    pub(super) fn give_up_inquiries(&self, why: &Message) {
        let lost = self.state.borrow_mut().inquiries.after_crash();
        for case in lost {
            (self.on_event)(Event::Failed { case, failure: failure::worker(why.clone()) });
        }
    }
}
