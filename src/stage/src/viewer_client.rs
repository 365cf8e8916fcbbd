//! The light box's client of its reader: requests out, responses back.
//!
//! Invariant: every question ends, in an answer or in a failure, whatever happens to the worker.

use super::Handed;
use browser::module_worker::{ModuleWorker, why_ended};
use browser::questions::{OpenQuestions, answer_to};
use browser::wire::{self, Beside};
use browser::{base_url, failure};
use js_sys::Array;
use protocol::{Failure, PROTOCOL_VERSION, VIEWER_READER, ViewerQuery, ViewerReply, ViewerRequest, ViewerResponse};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MessageEvent;

/// Starts the reader, beside the page.
const SCRIPT: &str = "reader_loader.js";

/// An answer with its payload.
pub type ReaderResult = Result<(ViewerReply, Beside), Failure>;

/// The light box's own reader. Dropping the last handle ends it. Cloning copies the handle.
#[derive(Clone, Debug)]
pub struct ViewerClient {
    inner: Rc<ViewerClientInner>,
}

#[derive(Debug)]
struct ViewerClientInner {
    worker: Rc<ModuleWorker>,
    asked: Rc<AskedReader>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

#[derive(Debug, Default)]
struct AskedReader {
    questions: Rc<RefCell<OpenQuestions<ReaderResult>>>,
    /// Why the reader stopped: the answer to every later question.
    broken: RefCell<Option<Failure>>,
}

impl ViewerClient {
    /// Starts a reader. `on_progress` receives how many files have been inspected, and the total.
    ///
    /// # Errors
    /// When the browser starts no worker.
    pub fn start(on_progress: impl Fn(u32, u32) + 'static) -> Result<Self, Failure> {
        let worker = Rc::new(ModuleWorker::start(&format!("{}{SCRIPT}", base_url()), VIEWER_READER)?);
        let asked = Rc::new(AskedReader::default());
        let (to, of) = (Rc::clone(&worker), Rc::clone(&asked));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            match wire::unpack_any::<ViewerResponse>(&message.data()) {
                Ok((ViewerResponse { reply: ViewerReply::Reading { done, total }, .. }, _)) => on_progress(done, total),
                Ok((response, beside)) => of.take(&to, response, beside.into()),
                Err(failure) => of.break_off(failure),
            }
        });
        let of = Rc::clone(&asked);
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |error: web_sys::Event| {
            of.break_off(failure::worker(why_ended(&error)));
        });
        worker.hear(on_message.as_ref().unchecked_ref(), on_error.as_ref().unchecked_ref());
        let inner = ViewerClientInner { worker, asked, _on_message: on_message, _on_error: on_error };
        Ok(Self { inner: Rc::new(inner) })
    }

    /// Asks, and waits for the answer. Files are sent with [`ViewerQuery::Open`].
    ///
    /// # Errors
    /// The reader's error, or that it stopped.
    pub async fn ask(&self, query: ViewerQuery, files: Option<Handed>) -> ReaderResult {
        let asked = &self.inner.asked;
        let broken = || asked.broken.borrow().clone();
        if let Some(failure) = broken() {
            return Err(failure);
        }
        let id = self.send(query, files)?;
        let lost = || Err(broken().unwrap_or_else(|| failure::worker(text::browser::lost_answer())));
        answer_to(&asked.questions, id).await.unwrap_or_else(lost)
    }

    fn send(&self, query: ViewerQuery, files: Option<Handed>) -> Result<u32, Failure> {
        let mut questions = self.inner.asked.questions.borrow_mut();
        let id = questions.next_number();
        let packed = wire::pack(&ViewerRequest { id, query }, None)?;
        if let (Some(parts), Some(files)) = (packed.message.dyn_ref::<Array>(), files) {
            parts.push(files.list());
        }
        if let Err(failure) = questions.send(id, packed, &self.inner.worker) {
            questions.end(id, Err(failure));
        }
        Ok(id)
    }
}

impl AskedReader {
    fn take(&self, worker: &ModuleWorker, response: ViewerResponse, beside: Beside) {
        match response.reply {
            ViewerReply::Hello { protocol } if protocol == PROTOCOL_VERSION => {
                let refused = self.questions.borrow_mut().begin(worker);
                refused.into_iter().for_each(|(id, failure)| self.end(id, Err(failure)));
            }
            ViewerReply::Hello { protocol } => self.break_off(failure::stale(PROTOCOL_VERSION, protocol)),
            ViewerReply::Failed(failure) => self.end(response.id, Err(failure)),
            reply => self.end(response.id, Ok((reply, beside))),
        }
    }

    fn end(&self, id: u32, answer: ReaderResult) {
        self.questions.borrow_mut().end(id, answer);
    }

    fn break_off(&self, failure: Failure) {
        self.questions.borrow_mut().end_all(|| Err(failure.clone()));
        *self.broken.borrow_mut() = Some(failure);
    }
}
