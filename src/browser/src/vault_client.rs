//! The client of the worker of the case vault: started at the first question, dropped when it has locked itself.
//!
//! Invariant: every question ends, in an answer or in a refusal, whatever happens to the worker.

use super::module_worker::{ModuleWorker, why_ended};
use super::questions::{OpenQuestions, answer_to};
use super::wire::{self, Beside};
use super::{PickedFile, base_url, failure};
use protocol::{
    Failure, PROTOCOL_VERSION, VaultFault, VaultQuery, VaultReply, VaultRequest, VaultResponse, VaultStanding,
};
use std::cell::RefCell;
use std::rc::Rc;
use text::Message;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

/// Starts the worker, beside the page.
const SCRIPT: &str = "vault_loader.js";

/// Why something was not done.
#[derive(Clone, Debug, PartialEq)]
pub struct VaultRefusal {
    /// What kind of fault.
    pub fault: VaultFault,
    /// In sentences.
    pub failure: Failure,
}

/// An answer with the payload transferred with it.
pub type VaultAnswer = Result<(VaultReply, Beside), VaultRefusal>;

/// The vault, as a page talks to it. Cloning copies the handle.
#[derive(Clone)]
pub struct VaultClient {
    running: Rc<RefCell<Option<VaultWorkerHandle>>>,
    questions: Rc<RefCell<OpenQuestions<VaultAnswer>>>,
    on_standing: Rc<dyn Fn(VaultStanding)>,
    on_waits: Rc<dyn Fn(Option<Message>)>,
}

struct VaultWorkerHandle {
    worker: ModuleWorker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl VaultClient {
    /// Starts nothing yet. `on_standing` receives unsolicited messages of the vault: that it has locked itself, or has
    /// ended; `on_waits` what a question waits for whose answer takes long, and `None` once it is answered.
    pub fn new(on_standing: impl Fn(VaultStanding) + 'static, on_waits: impl Fn(Option<Message>) + 'static) -> Self {
        let (on_standing, on_waits) = (Rc::new(on_standing), Rc::new(on_waits));
        Self { running: Rc::default(), questions: Rc::default(), on_standing, on_waits }
    }

    /// Asks, and waits for the answer. A file is transferred with the question.
    ///
    /// # Errors
    /// The vault's error, or that its worker stopped.
    pub async fn ask(&self, query: VaultQuery, file: Option<&PickedFile>) -> VaultAnswer {
        let locks = query == VaultQuery::Lock;
        let id = self.send(query, file).map_err(other)?;
        let lost = || Err(other(failure::worker(text::browser::lost_answer())));
        let answer = answer_to(&self.questions, id).await.unwrap_or_else(lost);
        if locks {
            // It has ended itself, and its memory with it: no other open question is answered any more.
            self.break_off(&failure::worker(text::browser::gone()));
        }
        answer
    }

    fn send(&self, query: VaultQuery, file: Option<&PickedFile>) -> Result<u32, Failure> {
        if self.running.borrow().is_none() {
            let started = self.start()?;
            *self.running.borrow_mut() = Some(started);
        }
        let id = self.questions.borrow_mut().next_number();
        let request = VaultRequest { id, query };
        let packed = match file {
            Some(file) => wire::pack_with_file(&request, file.blob())?,
            None => wire::pack(&request, None)?,
        };
        let running = self.running.borrow();
        let Some(running) = running.as_ref() else { return Err(failure::worker(text::browser::gone())) };
        let sent = self.questions.borrow_mut().send(id, packed, &running.worker);
        if let Err(failure) = sent {
            self.end(id, Err(other(failure)));
        }
        Ok(id)
    }

    fn start(&self) -> Result<VaultWorkerHandle, Failure> {
        let worker = ModuleWorker::start(&format!("{}{SCRIPT}", base_url()), "vault")?;
        let client = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            match wire::unpack_any::<VaultResponse>(&message.data()) {
                Ok((response, beside)) => client.take(response, beside.into()),
                Err(failure) => client.break_off(&failure),
            }
        });
        let client = self.clone();
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |error: web_sys::Event| {
            client.break_off(&failure::worker(why_ended(&error)));
        });
        worker.hear(on_message.as_ref().unchecked_ref(), on_error.as_ref().unchecked_ref());
        Ok(VaultWorkerHandle { worker, _on_message: on_message, _on_error: on_error })
    }

    fn take(&self, response: VaultResponse, beside: Beside) {
        match response.reply {
            VaultReply::Hello { protocol } if protocol == PROTOCOL_VERSION => {
                let running = self.running.borrow();
                let Some(running) = running.as_ref() else { return };
                let refused = self.questions.borrow_mut().begin(&running.worker);
                refused.into_iter().for_each(|(id, failure)| self.end(id, Err(other(failure))));
            }
            VaultReply::Hello { protocol } => self.break_off(&failure::stale(PROTOCOL_VERSION, protocol)),
            VaultReply::Standing(standing) if response.id == 0 => {
                self.break_off(&failure::worker(text::browser::gone()));
                (self.on_standing)(standing);
            }
            VaultReply::Waits(waits) => (self.on_waits)(waits),
            VaultReply::Failed { fault, failure } => self.end(response.id, Err(VaultRefusal { fault, failure })),
            reply => self.end(response.id, Ok((reply, beside))),
        }
    }

    fn end(&self, id: u32, answer: VaultAnswer) {
        self.questions.borrow_mut().end(id, answer);
    }

    /// Ends all open questions, and the worker.
    fn break_off(&self, failure: &Failure) {
        (self.on_waits)(None);
        self.questions.borrow_mut().end_all(|| Err(other(failure.clone())));
        let running = self.running.borrow_mut().take();
        // Outside of its own message handler, which may be running.
        spawn_local(async move { drop(running) });
    }
}

fn other(failure: Failure) -> VaultRefusal {
    VaultRefusal { fault: VaultFault::Other, failure }
}
