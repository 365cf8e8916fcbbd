//! A model is fetched before it is asked: by a worker of its own, which does what every worker does at its start, and ends.
//! A model that is kept can be asked for its answer to one picture in the same way, beside the one that the page asks.
//!
//! So there is one implementation of fetching, verifying, storing and checking a model, in `src/worker`. A picture is answered
//! on as many threads as the page's own worker may have; a worker that is silent for as long as the page's own may not be is
//! ended.
//!
//! Invariant: it asks for the model of one folder. One that is given a picture asks nothing of the network. Dropping a [`ModelFetch`] ends it; what has come
//! until then is kept, and the next one goes on there.

use super::client::{Silence, shipped_folders};
use super::worker_handle::{Bundle, WorkerEvent, WorkerHandle};
use super::{PickedFile, base_url, clock, failure, isolation};
use protocol::{
    Answer, Backend, CaseId, Event, Failure, LoadStage, ModelReport, ModelSource, NotKept, PROTOCOL_VERSION, Request,
};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use text::Message;
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
    /// It is ready, and has the picture.
    Answering,
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
    bundle: Cell<Bundle>,
    /// Counts workers: messages of an earlier one are ignored.
    generation: Cell<u32>,
    silence: Cell<Silence>,
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
            bundle: Cell::new(Bundle::Cpu),
            generation: Cell::new(0),
            silence: Cell::default(),
            not_kept: Cell::new(None),
        });
        // A model that is only fetched computes no more than its check.
        let threads = if inner.picture.is_some() { isolation::threads() } else { None };
        inner.launch(Bundle::of(Backend::Cpu, threads))?;
        Ok(Self { inner })
    }
}

impl FetchInner {
    /// Starts a worker, and looks after it.
    fn launch(self: &Rc<Self>, bundle: Bundle) -> Result<(), Failure> {
        let generation = self.generation.get() + 1;
        self.generation.set(generation);
        self.bundle.set(bundle);
        self.silence.set(Silence::default());
        let weak = Rc::downgrade(self);
        let hear = move |heard| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(generation, heard);
            }
        };
        *self.handle.borrow_mut() = Some(WorkerHandle::spawn(&base_url(), bundle, hear)?);
        spawn_local(watch(Rc::downgrade(self), generation));
        Ok(())
    }

    /// Whether this worker is the latest, and has not ended.
    fn is_at_work(&self, generation: u32) -> bool {
        self.generation.get() == generation && self.handle.borrow().is_some()
    }

    fn hear(self: &Rc<Self>, generation: u32, heard: WorkerEvent) {
        // Messages from before the end are not handled after it.
        if !self.is_at_work(generation) {
            return;
        }
        let mut silence = self.silence.get();
        silence.hear(&heard);
        self.silence.set(silence);
        match heard {
            WorkerEvent::Alive => {}
            WorkerEvent::Broken(why) => self.give_way(why),
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
                    // Unless it could not be sent.
                    if self.is_at_work(generation) {
                        (self.tell)(FetchStep::Answering);
                    }
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

    /// The worker has broken down, or is silent. One with several threads makes room for one without, as it does on the page;
    /// else this is the end.
    fn give_way(self: &Rc<Self>, why: Message) {
        if self.bundle.get() == Bundle::Cpu {
            return self.end(FetchStep::Failed(failure::worker(why)));
        }
        let handle = self.handle.take();
        spawn_local(async move { drop(handle) });
        if let Err(failure) = self.launch(Bundle::Cpu) {
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

/// Looks once a second whether a worker still answers: as long as it is there, it owes something.
async fn watch(inner: Weak<FetchInner>, generation: u32) {
    loop {
        clock::sleep_ms(1_000).await;
        let Some(inner) = inner.upgrade().filter(|inner| inner.is_at_work(generation)) else { return };
        let mut silence = inner.silence.get();
        silence.tick(true);
        inner.silence.set(silence);
        if silence.is_too_long() {
            return inner.give_way(text::browser::silent());
        }
        // One that cannot be asked is dying: its end will be heard.
        if let Some(handle) = inner.handle.borrow().as_ref() {
            let _ = handle.post(&Request::Ping, None);
        }
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
