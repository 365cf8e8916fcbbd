//! A worker whose script is a module of this site: starting, receiving, sending, ending.
//!
//! Invariant: dropping a [`ModuleWorker`] silences and ends it.

use super::failure;
use super::wire::PackedMessage;
use js_sys::Function;
use protocol::Failure;
use text::Message;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, Worker, WorkerOptions, WorkerType};

/// A running worker.
#[derive(Debug)]
pub struct ModuleWorker {
    worker: Worker,
}

impl ModuleWorker {
    /// Starts the script at `address`; the worker can read its `name`.
    ///
    /// # Errors
    /// When the browser refuses to start a worker. A script that cannot be loaded is reported to `on_error` later.
    pub fn start(address: &str, name: &str) -> Result<Self, Failure> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = Worker::new_with_options(address, &options).map_err(|why| thrown(&why))?;
        Ok(Self { worker })
    }

    /// Sets the handlers for its messages, and for its end and unreadable messages; both must live as long as it.
    pub fn hear(&self, on_message: &Function, on_error: &Function) {
        self.worker.set_onmessage(Some(on_message));
        self.worker.set_onerror(Some(on_error));
        self.worker.set_onmessageerror(Some(on_error));
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the browser cannot send it, as when it is out of memory.
    pub fn post(&self, packed: &PackedMessage) -> Result<(), Failure> {
        self.worker.post_message_with_transfer(&packed.message, &packed.transfer).map_err(|why| thrown(&why))
    }
}

impl Drop for ModuleWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}

/// The text of an error event of a worker; empty for scripts that cannot be loaded.
#[must_use]
pub fn why_ended(event: &web_sys::Event) -> Message {
    let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|said| !said.is_empty());
    said.map_or_else(text::browser::no_code, text::failure::said)
}

fn thrown(why: &JsValue) -> Failure {
    failure::worker(failure::said(why))
}
