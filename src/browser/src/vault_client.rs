//! The line to the worker of the case vault: started at the first question, let go when it has locked itself.
//!
//! Invariant: every question ends, in an answer or in a refusal, whatever becomes of the worker.

use super::module_worker::{ModuleWorker, why_ended};
use super::wire::{self, Beside, PackedMessage};
use super::{PickedFile, base_url, failure};
use protocol::{
    Failure, PROTOCOL_VERSION, VaultFault, VaultQuery, VaultReply, VaultRequest, VaultResponse, VaultStanding,
};
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
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

/// An answer with what travels beside it.
pub type VaultAnswer = Result<(VaultReply, Beside), VaultRefusal>;

/// The vault, as a page talks to it. Cloning copies the handle.
#[derive(Clone)]
pub struct VaultClient {
    line: Rc<RefCell<VaultLine>>,
    on_standing: Rc<dyn Fn(VaultStanding)>,
}

#[derive(Default)]
struct VaultLine {
    running: Option<VaultWorkerHandle>,
    is_ready: bool,
    /// Packed before the worker said hello.
    unsent: Vec<(u32, PackedMessage)>,
    asked: u32,
    open: Vec<(u32, Wait)>,
}

struct VaultWorkerHandle {
    worker: ModuleWorker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

#[derive(Default)]
struct Wait {
    answer: Option<VaultAnswer>,
    waker: Option<Waker>,
}

impl VaultClient {
    /// Starts nothing yet. `on_standing` hears what the vault says unasked: that it has locked itself, or is gone.
    pub fn new(on_standing: impl Fn(VaultStanding) + 'static) -> Self {
        Self { line: Rc::default(), on_standing: Rc::new(on_standing) }
    }

    /// Asks, and waits for the answer. A file travels beside the question.
    ///
    /// # Errors
    /// What the vault says, or that its worker stopped.
    pub async fn ask(&self, query: VaultQuery, file: Option<&PickedFile>) -> VaultAnswer {
        let locks = query == VaultQuery::Lock;
        let id = self.send(query, file).map_err(other)?;
        let line = Rc::clone(&self.line);
        let answer = poll_fn(move |context| {
            let mut line = line.borrow_mut();
            let Some(at) = line.open.iter().position(|(open, _)| *open == id) else {
                return Poll::Ready(Err(other(failure::worker(text::browser::lost_answer()))));
            };
            let Some((_, wait)) = line.open.get_mut(at) else { return Poll::Pending };
            match wait.answer.take() {
                Some(answer) => {
                    line.open.remove(at);
                    Poll::Ready(answer)
                }
                None => {
                    wait.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await;
        if locks {
            // It has ended itself, and its memory with it: nothing else that was asked is answered any more.
            self.break_off(&failure::worker(text::browser::gone()));
        }
        answer
    }

    fn send(&self, query: VaultQuery, file: Option<&PickedFile>) -> Result<u32, Failure> {
        if self.line.borrow().running.is_none() {
            let started = self.start()?;
            let mut line = self.line.borrow_mut();
            (line.running, line.is_ready) = (Some(started), false);
        }
        let mut line = self.line.borrow_mut();
        line.asked += 1;
        let id = line.asked;
        let request = VaultRequest { id, query };
        let packed = match file {
            Some(file) => wire::pack_with_file(&request, file.blob())?,
            None => wire::pack(&request, None)?,
        };
        line.open.push((id, Wait::default()));
        if line.is_ready {
            line.post(id, &packed);
        } else {
            line.unsent.push((id, packed));
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
                let mut line = self.line.borrow_mut();
                line.is_ready = true;
                for (id, packed) in std::mem::take(&mut line.unsent) {
                    line.post(id, &packed);
                }
            }
            VaultReply::Hello { protocol } => self.break_off(&failure::stale(PROTOCOL_VERSION, protocol)),
            VaultReply::Standing(standing) if response.id == 0 => {
                self.break_off(&failure::worker(text::browser::gone()));
                (self.on_standing)(standing);
            }
            VaultReply::Failed { fault, failure } => {
                self.line.borrow_mut().end(response.id, Err(VaultRefusal { fault, failure }));
            }
            reply => self.line.borrow_mut().end(response.id, Ok((reply, beside))),
        }
    }

    /// Ends whatever is open, and the worker.
    fn break_off(&self, failure: &Failure) {
        let open: Vec<u32> = self.line.borrow().open.iter().map(|(id, _)| *id).collect();
        for id in open {
            self.line.borrow_mut().end(id, Err(other(failure.clone())));
        }
        self.let_go();
    }

    /// Lets the worker go, outside of its own message handler, which may be running.
    fn let_go(&self) {
        let mut line = self.line.borrow_mut();
        // What was not sent has been answered by a refusal: the next worker must not do it after all.
        line.unsent.clear();
        line.is_ready = false;
        let running = line.running.take();
        spawn_local(async move { drop(running) });
    }
}

impl VaultLine {
    fn post(&mut self, id: u32, packed: &PackedMessage) {
        let sent = match &self.running {
            Some(running) => running.worker.post(packed),
            None => Err(failure::worker(text::browser::gone())),
        };
        if let Err(failure) = sent {
            self.end(id, Err(other(failure)));
        }
    }

    fn end(&mut self, id: u32, answer: VaultAnswer) {
        if let Some((_, wait)) = self.open.iter_mut().find(|(open, _)| *open == id) {
            wait.answer = Some(answer);
            if let Some(waker) = wait.waker.take() {
                waker.wake();
            }
        }
    }
}

fn other(failure: Failure) -> VaultRefusal {
    VaultRefusal { fault: VaultFault::Other, failure }
}
