//! A handle of one worker: its script, its messages, its termination.
//!
//! Invariant: dropping a [`WorkerHandle`] terminates its worker and silences it.

use super::module_worker::{ModuleWorker, why_ended};
use super::{PickedFile, report_bridge, wire};
use protocol::{Backend, Event, Failure, Request};
use std::rc::Rc;
use text::Message;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MessageEvent;

/// An event of a worker.
#[derive(Debug)]
pub(super) enum WorkerEvent {
    /// A sign of life, while its code is being loaded.
    Alive,
    /// A message.
    Event(Event),
    /// It crashed, could not be loaded, or sent something unreadable.
    Broken(Message),
}

/// What runs in a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bundle {
    /// The CPU path on one thread.
    Cpu,
    /// The CPU path on this many threads; 0 leaves the number to the worker.
    Threads(usize),
    /// WebGPU, with the CPU as fallback.
    WebGpu,
}

/// A running worker.
#[derive(Debug)]
pub(super) struct WorkerHandle {
    worker: ModuleWorker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl WorkerHandle {
    /// Starts a worker from the scripts beside the page.
    ///
    /// # Errors
    /// When the browser refuses to start a worker; a script that cannot be loaded is
    /// [`WorkerEvent::Broken`] later.
    pub(super) fn spawn(base_url: &str, bundle: Bundle, hear: impl Fn(WorkerEvent) + 'static) -> Result<Self, Failure> {
        let worker = ModuleWorker::start(&format!("{base_url}{}", bundle.script()), bundle.backend().name())?;
        let hear = Rc::new(hear);
        let to_message = Rc::clone(&hear);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            let data = message.data();
            to_message(match wire::unpack::<Event>(&data) {
                _ if wire::is_empty(&data) => WorkerEvent::Alive,
                Ok((event, _)) => {
                    report_bridge::note_model(&event, data);
                    WorkerEvent::Event(event)
                }
                Err(failure) => WorkerEvent::Broken(failure.message),
            });
        });
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |error: web_sys::Event| {
            hear(WorkerEvent::Broken(why_ended(&error)));
        });
        worker.hear(on_message.as_ref().unchecked_ref(), on_error.as_ref().unchecked_ref());
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request, and the handle of a picture.
    ///
    /// # Errors
    /// When the browser cannot send it, as when it is out of memory or has lost the file.
    pub(super) fn post(&self, request: &Request, picture: Option<&PickedFile>) -> Result<(), Failure> {
        let packed = match picture {
            Some(picture) => wire::pack_with_file(request, picture.blob())?,
            None => wire::pack(request, None)?,
        };
        self.worker.post(&packed)
    }
}

impl Bundle {
    /// The mode for a device; `threads` as available to the page on the CPU.
    pub(super) fn of(backend: Backend, threads: Option<usize>) -> Self {
        match (backend, threads) {
            (Backend::WebGpu, _) => Self::WebGpu,
            (Backend::Cpu, Some(asked)) => Self::Threads(asked),
            (Backend::Cpu, None) => Self::Cpu,
        }
    }

    fn backend(self) -> Backend {
        match self {
            Self::Cpu | Self::Threads(_) => Backend::Cpu,
            Self::WebGpu => Backend::WebGpu,
        }
    }

    /// Name of the script that starts it.
    fn script(self) -> String {
        match self {
            Self::Cpu => "worker_loader.js".into(),
            Self::Threads(0) => "worker_threads_loader.js".into(),
            Self::Threads(asked) => format!("worker_threads_loader.js?threads={asked}"),
            Self::WebGpu => "worker_gpu_loader.js".into(),
        }
    }
}
