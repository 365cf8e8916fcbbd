//! Fetches a model in advance: in a separate worker, which starts like every worker and then ends.
//!
//! So there is one implementation of fetching, verifying, storing and checking a model, in `src/worker`.
//!
//! Invariant: it requests the model of one task, and gets no picture. Dropping a [`ModelFetch`] ends it; what was
//! downloaded is kept, and the next one resumes there.

use super::client::shipped_folders;
use super::worker_handle::{Bundle, WorkerEvent, WorkerHandle};
use super::{base_url, failure};
use protocol::{Backend, Event, Failure, LoadStage, ModelSource, NotKept, PROTOCOL_VERSION, Request};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchStep {
    /// Progress of a stage, in bytes or check runs: done and total; 0 if unknown.
    Loading(LoadStage, u64, u64),
    /// It is here and has passed its check. Where it could not be kept, why.
    Done(Option<NotKept>),
    /// It did not come, or failed its check.
    Failed(Failure),
}

/// A model on its way.
pub struct ModelFetch {
    inner: Rc<FetchInner>,
}

struct FetchInner {
    task: String,
    tell: Box<dyn Fn(FetchStep)>,
    handle: RefCell<Option<WorkerHandle>>,
    not_kept: Cell<Option<NotKept>>,
}

impl ModelFetch {
    /// Begins to fetch the model of a task. `tell` hears how far it is, and its end once.
    ///
    /// # Errors
    /// When the browser refuses to start a worker.
    pub fn start(task: &str, tell: impl Fn(FetchStep) + 'static) -> Result<Self, Failure> {
        let inner = Rc::new(FetchInner {
            task: task.to_owned(),
            tell: Box::new(tell),
            handle: RefCell::default(),
            not_kept: Cell::new(None),
        });
        let weak = Rc::downgrade(&inner);
        let hear = move |heard| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(heard);
            }
        };
        let handle = WorkerHandle::spawn(&base_url(), Bundle::Cpu, hear)?;
        *inner.handle.borrow_mut() = Some(handle);
        Ok(Self { inner })
    }
}

impl FetchInner {
    fn hear(&self, heard: WorkerEvent) {
        match heard {
            // Messages from before the end are not handled after it.
            _ if self.handle.borrow().is_none() => {}
            WorkerEvent::Alive => {}
            WorkerEvent::Broken(why) => self.end(FetchStep::Failed(failure::worker(why))),
            WorkerEvent::Event(Event::Hello { protocol: PROTOCOL_VERSION }) => self.greet(),
            // Another version of the program: there is nothing to agree on.
            WorkerEvent::Event(Event::Hello { .. }) => {
                self.end(FetchStep::Failed(failure::worker(text::browser::not_alike())));
            }
            WorkerEvent::Event(Event::Loading { stage, done, total }) => {
                (self.tell)(FetchStep::Loading(stage, done, total));
            }
            // It comes before the model is told to be ready.
            WorkerEvent::Event(Event::NotKept { why }) => self.not_kept.set(Some(why)),
            WorkerEvent::Event(Event::Ready { .. }) => self.end(FetchStep::Done(self.not_kept.get())),
            WorkerEvent::Event(Event::Failed { failure, .. }) => self.end(FetchStep::Failed(failure)),
            WorkerEvent::Event(_) => {}
        }
    }

    fn greet(&self) {
        let start = Request::Start {
            base_url: base_url(),
            task: self.task.clone(),
            backend: Backend::Cpu,
            reason: text::browser::cpu_asked(),
            model: ModelSource::Website,
            manifests: shipped_tasks::pins(),
            tasks: shipped_folders(),
        };
        let posted = self.handle.borrow().as_ref().map(|handle| handle.post(&start, None));
        if let Some(Err(failure)) = posted {
            self.end(FetchStep::Failed(failure));
        }
    }

    /// Ends the worker outside of its own message handler, which runs now, and tells how it ended.
    fn end(&self, step: FetchStep) {
        let handle = self.handle.take();
        spawn_local(async move { drop(handle) });
        (self.tell)(step);
    }
}

impl Drop for ModelFetch {
    fn drop(&mut self) {
        let handle = self.inner.handle.take();
        spawn_local(async move { drop(handle) });
    }
}

impl std::fmt::Debug for ModelFetch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelFetch").field("task", &self.inner.task).finish_non_exhaustive()
    }
}
