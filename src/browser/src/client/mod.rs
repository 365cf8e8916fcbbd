//! The page's connection to the worker: starts it, sends it work, replaces it when it dies.
//!
//! Invariant: every case given to [`Client::classify`] ends in exactly one `Answered`, `Several` or
//! `Failed`, whatever happens to the worker; so does every inquiry, in `Probed`, `SelfChecked` or `Failed`.

mod deliver;
mod inquire;
mod trial;
mod watch;
mod workers;

use super::worker_handle::{Bundle, WorkerEvent, WorkerHandle};
use super::{Guard, PickedFile, failure, gpu, isolation};
use dispatch::{Cancelled, GpuSupport, Inquiries, Ledger, WorkerId};
use protocol::{
    Backend, BackendChoice, CaseId, DeviceReport, Event, Failure, MAX_FILE_BYTES, ModelIdentity, ModelSource,
    PROTOCOL_VERSION, Request,
};
use std::cell::RefCell;
use std::rc::Rc;
use text::Message;
use trial::DeviceTrial;
use wasm_bindgen_futures::spawn_local;
pub(crate) use watch::Silence;
use workers::WorkerPool;

/// Workers that may die in a row before the page gives up and asks the visitor.
const CRASHES_ALLOWED: u32 = 3;

/// The page's connection to the worker. Dropping it ends the worker.
#[derive(Debug)]
pub struct Client {
    inner: Rc<ClientInner>,
}

struct ClientInner {
    base_url: String,
    task: String,
    /// Where the first worker, and each replacement, loads the model from.
    from: ModelSource,
    choice: BackendChoice,
    guard: Guard,
    on_event: Box<dyn Fn(Event)>,
    state: RefCell<ClientState>,
}

struct ClientState {
    ledger: Ledger<PickedFile>,
    inquiries: Inquiries,
    handle: Option<WorkerHandle>,
    /// Generation of the first worker: messages of earlier ones are ignored.
    generation: WorkerId,
    /// Counts workers.
    last_id: WorkerId,
    pool: WorkerPool,
    /// Whether waiting cases are held back.
    is_paused: bool,
    phase: Phase,
    backend: Backend,
    reason: Message,
    /// Threads for the CPU path, until the worker with threads dies.
    threads: Option<usize>,
    silence: Silence,
    crashes: u32,
    /// What the last worker reported, to notify the visitor of a change.
    device: Option<DeviceReport>,
    /// The model of the first worker, which every other must have.
    model: Option<ModelIdentity>,
    trial: DeviceTrial,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Starting,
    Ready,
    Stopped,
}

impl Client {
    /// Starts a worker for `task` with the device that `choice` asks for and the model that is to be had at `from`. `base_url` is the
    /// page's folder, ending in `/`. `guard` seals the page before the first picture is read. `on_event` hears every [`Event`] but `Hello`, always from a
    /// fresh call stack; it may call the client. A worker that cannot be started is reported as `Failed` without a case.
    pub fn start(
        base_url: &str,
        (task, from): (&str, ModelSource),
        choice: BackendChoice,
        guard: Guard,
        on_event: impl Fn(Event) + 'static,
    ) -> Self {
        let inner = Rc::new(ClientInner {
            base_url: base_url.to_owned(),
            task: task.to_owned(),
            from,
            choice,
            guard,
            on_event: Box::new(on_event),
            state: RefCell::new(ClientState {
                ledger: Ledger::default(),
                inquiries: Inquiries::default(),
                handle: None,
                generation: 0,
                last_id: 0,
                pool: WorkerPool::default(),
                is_paused: false,
                phase: Phase::Starting,
                backend: Backend::Cpu,
                // Until the device is known.
                reason: text::browser::cpu_asked(),
                threads: isolation::threads(),
                silence: Silence::default(),
                crashes: 0,
                device: None,
                model: None,
                trial: DeviceTrial::default(),
            }),
        });
        let weak = Rc::downgrade(&inner);
        spawn_local(async move {
            let adapter = match choice {
                BackendChoice::Cpu => GpuSupport::Unsupported,
                BackendChoice::Auto | BackendChoice::WebGpu | BackendChoice::Fastest => gpu::probe().await,
            };
            if let Some(inner) = weak.upgrade() {
                inner.begin_on(adapter);
            }
        });
        Self { inner }
    }

    /// Puts a picture in the queue. A file that is too large fails at once, unread.
    pub fn classify(&self, case: CaseId, file: PickedFile) {
        let found = file.bytes();
        if found > MAX_FILE_BYTES {
            return self.inner.emit_later(Event::Failed { case: Some(case), failure: failure::too_large(found) });
        }
        self.inner.state.borrow_mut().ledger.add(case, file);
        self.inner.feed();
    }

    /// Pauses or resumes waiting cases. Cases already sent are still answered.
    pub fn set_paused(&self, is_paused: bool) {
        self.inner.state.borrow_mut().is_paused = is_paused;
        self.inner.feed();
    }

    /// Stops a case: it ends in `Failed` with [`FailureKind::Cancelled`](protocol::FailureKind), unless it is already answered.
    /// `false` where the case is not open here; no event follows then.
    pub fn cancel(&self, case: CaseId) -> bool {
        let (found, is_probed) = {
            let mut state = self.inner.state.borrow_mut();
            (state.ledger.cancel(case), state.inquiries.is_probed(case))
        };
        match found {
            Cancelled::Unknown if is_probed => drop(self.inner.post(&Request::Cancel { case })),
            Cancelled::Unknown => return false,
            Cancelled::Waiting => {
                self.inner.emit_later(Event::Failed { case: Some(case), failure: failure::cancelled() })
            }
            // A worker that cannot be reached is dying: its end will be detected, and the case is kept.
            Cancelled::Sent(id) => drop(self.inner.post_to(id, &Request::Cancel { case }, None)),
        }
        true
    }
}

impl ClientInner {
    /// Starts a worker in place of the previous one.
    fn launch(self: &Rc<Self>, backend: Backend, reason: Message) {
        let (generation, bundle) = {
            let mut state = self.state.borrow_mut();
            state.generation = state.next_id();
            (state.phase, state.silence) = (Phase::Starting, Silence::default());
            (state.backend, state.reason) = (backend, reason);
            (state.generation, Bundle::of(backend, state.threads))
        };
        match self.spawn(generation, bundle) {
            Ok(handle) => self.state.borrow_mut().handle = Some(handle),
            Err(failure) => return self.stop(failure),
        }
        spawn_local(watch::watch(Rc::downgrade(self), generation));
    }

    fn heard(self: &Rc<Self>, generation: WorkerId, heard: WorkerEvent) {
        {
            let mut state = self.state.borrow_mut();
            if state.generation != generation || state.phase == Phase::Stopped {
                return;
            }
            state.silence.hear(&heard);
        }
        match heard {
            WorkerEvent::Alive => {}
            WorkerEvent::Event(event) => self.take(event),
            WorkerEvent::Broken(why) => self.replace(why),
        }
    }

    fn take(self: &Rc<Self>, event: Event) {
        match event {
            Event::Hello { protocol } if protocol == PROTOCOL_VERSION => self.greet(),
            Event::Hello { protocol } => self.stop(failure::stale(PROTOCOL_VERSION, protocol)),
            Event::Ready { device, model } => {
                let before = {
                    let mut state = self.state.borrow_mut();
                    state.phase = Phase::Ready;
                    state.model = Some(model.identity());
                    state.device.replace(device.clone())
                };
                if device.backend != self.state.borrow().backend {
                    self.forget_gpu();
                }
                let changed = before.is_some_and(|before| before.backend != device.backend);
                (self.on_event)(Event::Ready { device: device.clone(), model });
                if changed {
                    (self.on_event)(Event::DeviceChanged { device });
                }
                self.feed();
            }
            Event::Answered { case, .. } | Event::Several { case } | Event::Failed { case: Some(case), .. } => {
                let open = {
                    let mut state = self.state.borrow_mut();
                    state.crashes = 0;
                    state.ledger.end(case) || state.inquiries.end_probe(case)
                };
                if open {
                    (self.on_event)(event);
                }
                self.feed();
            }
            Event::Probed { .. } | Event::SelfChecked { .. } | Event::Failed { case: None, .. } => {
                self.take_found(event)
            }
            Event::Pong => {}
            Event::Timed { ms } => self.take_time(ms),
            // From the GPU to the CPU: there is no other change.
            Event::DeviceChanged { .. } => {
                self.forget_gpu();
                (self.on_event)(event);
            }
            Event::NotKept { .. } => {
                self.state.borrow_mut().lose_model();
                (self.on_event)(event);
            }
            Event::Loading { .. } | Event::Progress { .. } | Event::Requested { .. } => (self.on_event)(event),
        }
    }

    fn greet(self: &Rc<Self>) {
        let (backend, reason) = {
            let state = self.state.borrow();
            (state.backend, state.reason.clone())
        };
        if let Err(failure) = self.post(&self.start_request(backend, reason, self.from)) {
            self.replace(failure.message);
        }
    }

    /// Replaces a dead worker, and gives the new one every open case.
    fn replace(self: &Rc<Self>, why: Message) {
        self.give_up_inquiries(&why);
        let (given_up, backend, crashes) = {
            let mut state = self.state.borrow_mut();
            retire(state.handle.take());
            state.crashes += 1;
            state.end_pool();
            let first = state.generation;
            (state.ledger.after_crash(first), state.backend, state.crashes)
        };
        if let Some(case) = given_up {
            (self.on_event)(Event::Failed { case: Some(case), failure: failure::worker(why.clone()) });
        }
        let reason = {
            let mut state = self.state.borrow_mut();
            let gave_up = backend == Backend::Cpu && state.threads.take().is_some();
            let before = state.reason.clone();
            if gave_up { text::engine::and(before, text::browser::threads_gave_up()) } else { before }
        };
        match backend {
            Backend::WebGpu => {
                self.forget_gpu();
                self.launch(Backend::Cpu, text::browser::gpu_gave_up());
            }
            Backend::Cpu if crashes <= CRASHES_ALLOWED => self.launch(Backend::Cpu, reason),
            Backend::Cpu => self.stop(failure::worker(why)),
        }
    }

    /// Nothing more can be done without the visitor.
    fn stop(&self, failure: Failure) {
        {
            let mut state = self.state.borrow_mut();
            // Nobody watches from here on.
            state.interrupt_trial();
            retire(state.handle.take());
            state.end_pool();
            state.phase = Phase::Stopped;
        }
        (self.on_event)(Event::Failed { case: None, failure });
    }

    fn emit_later(self: &Rc<Self>, event: Event) {
        let inner = Rc::clone(self);
        spawn_local(async move { (inner.on_event)(event) });
    }
}

impl std::fmt::Debug for ClientInner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientInner").field("task", &self.task).field("choice", &self.choice).finish_non_exhaustive()
    }
}

/// Folders of the tasks that visitors can choose.
pub(crate) fn shipped_folders() -> Vec<String> {
    shipped_tasks::tasks().map(|task| task.folder.to_owned()).collect()
}

/// Drops a worker outside of its own message handler, which may be running.
fn retire(handle: Option<WorkerHandle>) {
    spawn_local(async move { drop(handle) });
}
