//! A model is fetched before it is used: by a separate worker, which does what every worker does at its start, and
//! ends. A stored model can be run on one picture in the same way, beside the one that the page uses.
//!
//! So there is one implementation of fetching, verifying, storing and checking a model, in `src/worker`.
//!
//! Invariant: it requests the model of one folder. One that is given a picture makes no network requests. Dropping a
//! [`ModelFetch`] ends it; what was loaded until then is kept, and the next one continues from there.

use super::client::shipped_folders;
use super::worker_handle::{Bundle, WorkerEvent, WorkerHandle};
use super::{PickedFile, base_url, failure};
use protocol::{
    Answer, Backend, CaseId, Event, Failure, LoadStage, ModelReport, ModelSource, NotKept, PROTOCOL_VERSION, Request,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The number of its only picture.
const CASE: CaseId = 1;

/// Its progress and result.
#[derive(Clone, Debug, PartialEq)]
pub enum FetchStep {
    /// Progress of a stage, in bytes or check runs: done and total; 0 if unknown.
    Loading(LoadStage, u64, u64),
    /// It is loaded and has passed its check. Where it could not be stored, why.
    Done(Option<NotKept>),
    /// It has answered the picture; and what is known of it.
    Answered(Box<(Answer, ModelReport)>),
    /// It could not be loaded, failed its check, or could not answer.
    Failed(Failure),
}

/// A model being loaded.
pub struct ModelFetch {
    inner: Rc<FetchInner>,
}

struct FetchInner {
    /// Its folder under `models/`.
    task: String,
    /// The picture that it is to answer; none where it is only fetched.
    picture: Option<PickedFile>,
    /// What is known of it, once it is ready.
    model: RefCell<Option<ModelReport>>,
    tell: Box<dyn Fn(FetchStep)>,
    handle: RefCell<Option<WorkerHandle>>,
    not_kept: Cell<Option<NotKept>>,
}

impl ModelFetch {
    /// Begins to fetch the model of a folder under `models/`. `tell` receives its progress, and its end once.
    ///
    /// # Errors
    /// When the browser refuses to start a worker.
    pub fn start(task: &str, tell: impl Fn(FetchStep) + 'static) -> Result<Self, Failure> {
        Self::begin(task, None, tell)
    }

    /// Has the model of a folder, which is stored on this device, answer a picture. `tell` receives its progress, and
    /// its end once.
    ///
    /// # Errors
    /// When the browser refuses to start a worker.
    pub fn ask(task: &str, picture: PickedFile, tell: impl Fn(FetchStep) + 'static) -> Result<Self, Failure> {
        Self::begin(task, Some(picture), tell)
    }

    fn begin(task: &str, picture: Option<PickedFile>, tell: impl Fn(FetchStep) + 'static) -> Result<Self, Failure> {
        let inner = Rc::new(FetchInner {
            task: task.to_owned(),
            picture,
            model: RefCell::default(),
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
            // Another version of the program: the two are incompatible.
            WorkerEvent::Event(Event::Hello { .. }) => {
                self.end(FetchStep::Failed(failure::worker(text::browser::not_alike())));
            }
            WorkerEvent::Event(Event::Loading { stage, done, total }) => {
                (self.tell)(FetchStep::Loading(stage, done, total));
            }
            // It arrives before the model is reported as ready.
            WorkerEvent::Event(Event::NotKept { why }) => self.not_kept.set(Some(why)),
            WorkerEvent::Event(Event::Ready { model, .. }) => match &self.picture {
                None => self.end(FetchStep::Done(self.not_kept.get())),
                Some(picture) => {
                    self.model.replace(Some(model));
                    let (slice, gating) = (picture.slice(), picture.gating());
                    self.post(&Request::Classify { case: CASE, gating, slice }, Some(picture));
                }
            },
            WorkerEvent::Event(Event::Answered { answer, .. }) => {
                if let Some(model) = self.model.take() {
                    self.end(FetchStep::Answered(Box::new((*answer, model))));
                }
            }
            WorkerEvent::Event(Event::Failed { failure, .. }) => self.end(FetchStep::Failed(failure)),
            // The file was answered before in this form: it holds one picture.
            WorkerEvent::Event(Event::Several { .. }) => {
                self.end(FetchStep::Failed(failure::worker(text::browser::lost_picture())));
            }
            WorkerEvent::Event(_) => {}
        }
    }

    fn greet(&self) {
        let start = Request::Start {
            base_url: base_url(),
            task: self.task.clone(),
            backend: Backend::Cpu,
            reason: text::browser::cpu_asked(),
            // While a picture is open no network request may be made.
            model: if self.picture.is_some() { ModelSource::Device } else { ModelSource::Website },
            manifests: shipped_tasks::pins(),
            tasks: shipped_folders(),
        };
        self.post(&start, None);
    }

    fn post(&self, request: &Request, picture: Option<&PickedFile>) {
        let posted = self.handle.borrow().as_ref().map(|handle| handle.post(request, picture));
        if let Some(Err(failure)) = posted {
            self.end(FetchStep::Failed(failure));
        }
    }

    /// Ends the worker outside of its own message handler, which is running, and reports how it ended.
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
