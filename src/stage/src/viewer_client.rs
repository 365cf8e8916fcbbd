//! The light box's client of its reader: requests out, responses back.
//!
//! Invariant: every question ends, in an answer or in a failure, whatever becomes of the worker.

use super::Handed;
use browser::module_worker::{ModuleWorker, why_ended};
use browser::wire::{self, Beside};
use browser::{base_url, failure};
use js_sys::Array;
use protocol::{Failure, PROTOCOL_VERSION, VIEWER_READER, ViewerQuery, ViewerReply, ViewerRequest, ViewerResponse};
use std::cell::RefCell;
use std::collections::HashMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MessageEvent;

/// Starts the reader, beside the page.
const SCRIPT: &str = "reader_loader.js";

/// An answer with what travels beside it.
pub type ReaderResult = Result<(ViewerReply, Beside), Failure>;

/// A reader of the light box's own. Dropping the last handle ends it. Cloning copies the handle.
#[derive(Clone, Debug)]
pub struct ViewerClient {
    inner: Rc<ViewerClientInner>,
}

#[derive(Debug)]
struct ViewerClientInner {
    worker: Rc<ModuleWorker>,
    pending: Rc<RefCell<PendingRequests>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

#[derive(Debug, Default)]
struct PendingRequests {
    /// Made before the worker said hello.
    unsent: Vec<(ViewerRequest, Option<Handed>)>,
    is_ready: bool,
    asked: u32,
    open: HashMap<u32, Slot>,
    broken: Option<Failure>,
}

#[derive(Debug, Default)]
struct Slot {
    answer: Option<ReaderResult>,
    waker: Option<Waker>,
}

impl ViewerClient {
    /// Starts a reader. `on_progress` hears how many files are looked at, and of how many.
    ///
    /// # Errors
    /// When the browser starts no worker.
    pub fn start(on_progress: impl Fn(u32, u32) + 'static) -> Result<Self, Failure> {
        let worker = Rc::new(ModuleWorker::start(&format!("{}{SCRIPT}", base_url()), VIEWER_READER)?);
        let pending = Rc::new(RefCell::new(PendingRequests::default()));
        let (to, of) = (Rc::clone(&worker), Rc::clone(&pending));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            match wire::unpack_any::<ViewerResponse>(&message.data()) {
                Ok((ViewerResponse { reply: ViewerReply::Reading { done, total }, .. }, _)) => on_progress(done, total),
                Ok((response, beside)) => of.borrow_mut().take(&to, response, beside.into()),
                Err(failure) => of.borrow_mut().break_off(failure),
            }
        });
        let of = Rc::clone(&pending);
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |error: web_sys::Event| {
            of.borrow_mut().break_off(failure::worker(why_ended(&error)));
        });
        worker.hear(on_message.as_ref().unchecked_ref(), on_error.as_ref().unchecked_ref());
        let inner = ViewerClientInner { worker, pending, _on_message: on_message, _on_error: on_error };
        Ok(Self { inner: Rc::new(inner) })
    }

    /// Asks, and waits for the answer. Files travel beside [`ViewerQuery::Open`].
    ///
    /// # Errors
    /// What the reader says, or that it stopped.
    pub async fn ask(&self, query: ViewerQuery, files: Option<Handed>) -> ReaderResult {
        let id = self.inner.pending.borrow_mut().ask(&self.inner.worker, query, files);
        let pending = Rc::clone(&self.inner.pending);
        poll_fn(move |context| {
            let mut pending = pending.borrow_mut();
            let broken = pending.broken.clone();
            let Some(slot) = pending.open.get_mut(&id) else {
                return Poll::Ready(Err(broken.unwrap_or_else(|| failure::worker(text::browser::lost_answer()))));
            };
            match slot.answer.take() {
                Some(answer) => {
                    pending.open.remove(&id);
                    Poll::Ready(answer)
                }
                None => {
                    slot.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

impl PendingRequests {
    fn ask(&mut self, worker: &ModuleWorker, query: ViewerQuery, files: Option<Handed>) -> u32 {
        self.asked += 1;
        let id = self.asked;
        let answer = self.broken.clone().map(Err);
        self.open.insert(id, Slot { answer, waker: None });
        let request = ViewerRequest { id, query };
        if self.is_ready {
            self.send(worker, &request, files);
        } else {
            self.unsent.push((request, files));
        }
        id
    }

    fn send(&mut self, worker: &ModuleWorker, request: &ViewerRequest, files: Option<Handed>) {
        let sent = wire::pack(request, None).and_then(|packed| {
            if let (Some(parts), Some(files)) = (packed.message.dyn_ref::<Array>(), files) {
                parts.push(files.list());
            }
            worker.post(&packed)
        });
        if let Err(failure) = sent {
            self.end(request.id, Err(failure));
        }
    }

    fn take(&mut self, worker: &ModuleWorker, response: ViewerResponse, beside: Beside) {
        match response.reply {
            ViewerReply::Hello { protocol } if protocol == PROTOCOL_VERSION => {
                self.is_ready = true;
                for (request, files) in std::mem::take(&mut self.unsent) {
                    self.send(worker, &request, files);
                }
            }
            ViewerReply::Hello { protocol } => self.break_off(failure::stale(PROTOCOL_VERSION, protocol)),
            ViewerReply::Failed(failure) => self.end(response.id, Err(failure)),
            reply => self.end(response.id, Ok((reply, beside))),
        }
    }

    fn end(&mut self, id: u32, answer: ReaderResult) {
        if let Some(slot) = self.open.get_mut(&id) {
            slot.answer = Some(answer);
            if let Some(waker) = slot.waker.take() {
                waker.wake();
            }
        }
    }

    fn break_off(&mut self, failure: Failure) {
        let open: Vec<u32> = self.open.keys().copied().collect();
        for id in open {
            self.end(id, Err(failure.clone()));
        }
        self.broken = Some(failure);
    }
}
