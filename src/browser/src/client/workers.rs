//! Extra workers beside the first, for a queue of pictures where the CPU path has one thread: each is a plain
//! worker of the same bundle and needs no header and no shared memory.
//!
//! A sealed page makes no network requests, so they start before the seal, or once the service worker has confirmed it
//! and serves its own copy; their model is the one stored on this device. Where neither is possible, as on a page that
//! is sealed without a service worker, the first worker continues alone.
//!
//! Invariant: only their answers are visible. One that fails, has another model, or dies returns its cases, and is not
//! restarted; probes, self-checks and benchmarks stay with the first.

use super::trial::GPU_STARTS;
use super::watch::Silence;
use super::{Client, ClientInner, ClientState, Phase, retire};
use crate::worker_handle::{Bundle, WorkerEvent, WorkerHandle};
use crate::{PickedFile, clock, failure, isolation, keep};
use dispatch::WorkerId;
use protocol::{Backend, CaseId, Event, Failure, FailureKind, ModelReport, ModelSource, PROTOCOL_VERSION, Request};
use std::rc::{Rc, Weak};
use text::Message;
use wasm_bindgen_futures::spawn_local;

/// Seconds after which an idle one is ended, to free its memory.
const IDLE_S: u32 = 5;
/// How long the seal waits for their scripts, in milliseconds. They are those of the first worker, so the browser has
/// them in its cache.
const SCRIPTS_MS: u32 = 2_000;
const SCRIPTS_LOOK_MS: u32 = 20;

/// The extra workers of this visit.
#[derive(Debug, Default)]
pub(super) struct WorkerPool {
    all: Vec<Worker>,
    /// One has failed: no other is started.
    is_over: bool,
}

#[derive(Debug)]
struct Worker {
    id: WorkerId,
    handle: WorkerHandle,
    stage: WorkerStage,
    silence: Silence,
    /// Seconds without anything to do.
    idle_s: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WorkerStage {
    /// Its scripts are loading.
    Loading,
    /// It reads the model, and runs the golden inputs.
    Starting,
    /// It takes cases.
    Ready,
}

/// Why one is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Idle,
    Silent,
    /// It has already ended.
    Known,
}

impl Client {
    /// Starts extra workers for this many expected pictures, where there are many and the device has spare cores.
    /// Called before the page is sealed, which has to wait for the end of this, and after. A trial of the other device ends here.
    pub fn prewarm(&self, pictures: usize) -> impl Future<Output = ()> + use<> {
        let inner = Rc::clone(&self.inner);
        inner.state.borrow_mut().interrupt_trial();
        async move {
            if inner.guard.is_in_force() {
                inner.spawn_extra(pictures);
            } else if inner.guard.is_open() && !inner.guard.is_controlled() {
                // Later the network would not be available.
                inner.spawn_extra(pictures);
                inner.scripts_loaded().await;
            }
        }
    }
}

impl WorkerPool {
    /// Numbers of those that take cases.
    pub(super) fn ready(&self) -> impl Iterator<Item = WorkerId> {
        self.all.iter().filter(|worker| worker.stage == WorkerStage::Ready).map(|worker| worker.id)
    }

    pub(super) fn handle(&self, id: WorkerId) -> Option<&WorkerHandle> {
        self.all.iter().find(|worker| worker.id == id).map(|worker| &worker.handle)
    }

    fn get_mut(&mut self, id: WorkerId) -> Option<&mut Worker> {
        self.all.iter_mut().find(|worker| worker.id == id)
    }

    fn take(&mut self, id: WorkerId) -> Option<WorkerHandle> {
        let at = self.all.iter().position(|worker| worker.id == id)?;
        Some(self.all.swap_remove(at).handle)
    }
}

impl ClientState {
    /// A number for a worker.
    pub(super) fn next_id(&mut self) -> WorkerId {
        self.last_id += 1;
        self.last_id
    }

    /// The connection to a worker.
    pub(super) fn handle_of(&self, id: WorkerId) -> Option<&WorkerHandle> {
        if id == self.generation {
            return self.handle.as_ref();
        }
        self.pool.handle(id).or_else(|| self.handle_beside(id))
    }

    /// How many waiting cases may be sent.
    pub(super) fn sendable(&self) -> usize {
        if self.is_paused { 0 } else { self.ledger.waiting() }
    }

    /// The next case to send, and to whom: the first worker before the others.
    pub(super) fn next(&mut self) -> Option<(WorkerId, CaseId, PickedFile)> {
        if self.is_paused {
            return None;
        }
        let Self { ledger, pool, .. } = self;
        let first = (self.phase == Phase::Ready).then_some(self.generation);
        let mut ids = first.into_iter().chain(pool.ready());
        ids.find_map(|id| ledger.next(id).map(|(case, file)| (id, case, file)))
    }

    /// Ends all of them for good: the first has died, and the device may have been overloaded.
    pub(super) fn end_pool(&mut self) {
        self.pool.is_over = true;
        for worker in std::mem::take(&mut self.pool.all) {
            self.ledger.take_back(worker.id);
            retire(Some(worker.handle));
        }
    }

    /// How many more are wanted for this many pictures in addition to those waiting.
    fn wanted(&self, pictures: usize) -> usize {
        let is_plain = Bundle::of(self.backend, self.threads) == Bundle::Cpu;
        if self.pool.is_over || self.phase != Phase::Ready || !is_plain {
            return 0;
        }
        isolation::extra_workers(pictures.saturating_add(self.sendable())).saturating_sub(self.pool.all.len())
    }

    /// What is wrong with one of them, at a tick of one second.
    fn tick(&mut self, id: WorkerId) -> Option<End> {
        let is_idle = !self.ledger.is_busy(id) && self.sendable() == 0;
        let Some(worker) = self.pool.get_mut(id) else { return Some(End::Known) };
        let is_idle = is_idle && worker.stage == WorkerStage::Ready;
        worker.silence.tick(!is_idle);
        worker.idle_s = if is_idle { worker.idle_s + 1 } else { 0 };
        match worker.silence.is_too_long() {
            true => Some(End::Silent),
            false => (worker.idle_s > IDLE_S).then_some(End::Idle),
        }
    }
}

impl ClientInner {
    /// Starts a worker under this number.
    ///
    /// # Errors
    /// As [`WorkerHandle::spawn`].
    pub(super) fn spawn(self: &Rc<Self>, id: WorkerId, bundle: Bundle) -> Result<WorkerHandle, Failure> {
        let weak = Rc::downgrade(self);
        let is_gpu = bundle == Bundle::WebGpu;
        if is_gpu {
            keep(GPU_STARTS, "1");
        }
        WorkerHandle::spawn(&self.base_url, bundle, move |heard| {
            if is_gpu && matches!(heard, WorkerEvent::Event(Event::Ready { .. })) {
                keep(GPU_STARTS, "");
            }
            let Some(inner) = weak.upgrade() else { return };
            let is_extra = inner.state.borrow().pool.handle(id).is_some();
            if is_extra { inner.heard_extra(id, heard) } else { inner.heard_beside(id, heard) }
        })
    }

    fn spawn_extra(self: &Rc<Self>, pictures: usize) {
        let wanted = self.state.borrow().wanted(pictures);
        for _ in 0..wanted {
            let id = self.state.borrow_mut().next_id();
            let Ok(handle) = self.spawn(id, Bundle::Cpu) else {
                self.state.borrow_mut().pool.is_over = true;
                return;
            };
            self.state.borrow_mut().pool.all.push(Worker {
                id,
                handle,
                stage: WorkerStage::Loading,
                silence: Silence::default(),
                idle_s: 0,
            });
            spawn_local(watch(Rc::downgrade(self), id));
        }
    }

    /// Returns when their scripts have loaded. One that is late is dropped: it may not request them on a sealed page.
    async fn scripts_loaded(self: &Rc<Self>) {
        let loading = || -> Vec<WorkerId> {
            let state = self.state.borrow();
            let loading = state.pool.all.iter().filter(|worker| worker.stage == WorkerStage::Loading);
            loading.map(|worker| worker.id).collect()
        };
        for _ in 0..SCRIPTS_MS / SCRIPTS_LOOK_MS {
            // Something else may have sealed the page meanwhile.
            if loading().is_empty() || !self.guard.is_open() {
                break;
            }
            clock::sleep_ms(SCRIPTS_LOOK_MS).await;
        }
        for id in loading() {
            self.give_up(id, text::browser::late_code());
        }
    }

    /// Takes what a worker of the pool says.
    pub(super) fn heard_extra(self: &Rc<Self>, id: WorkerId, heard: WorkerEvent) {
        if let Some(worker) = self.state.borrow_mut().pool.get_mut(id) {
            worker.silence.hear(&heard);
        }
        match heard {
            WorkerEvent::Alive => {}
            WorkerEvent::Event(event) => self.take_extra(id, event),
            WorkerEvent::Broken(why) => self.give_up(id, why),
        }
    }

    fn take_extra(self: &Rc<Self>, id: WorkerId, event: Event) {
        match event {
            Event::Hello { protocol: PROTOCOL_VERSION } => {
                self.enter(id, WorkerStage::Starting);
                // The devices of extra workers are not reported.
                let start = self.start_request(Backend::Cpu, text::browser::cpu_asked(), ModelSource::Device);
                if let Err(failure) = self.post_to(id, &start, None) {
                    self.give_up(id, failure.message);
                }
            }
            Event::Ready { model, .. } if self.is_in_use(&model) => {
                self.enter(id, WorkerStage::Ready);
                self.feed();
            }
            // Not caused by the picture: the first worker may succeed.
            Event::Failed {
                failure: Failure { kind: FailureKind::Worker | FailureKind::Device, message, .. }, ..
            } => self.give_up(id, message),
            Event::Answered { .. }
            | Event::Several { .. }
            | Event::Failed { case: Some(_), .. }
            | Event::Progress { .. }
            | Event::Requested { .. } => self.take(event),
            Event::Loading { .. } | Event::NotKept { .. } | Event::Pong => {}
            // Another version, another model, or no model.
            _ => self.give_up(id, text::browser::not_alike()),
        }
    }

    fn enter(&self, id: WorkerId, stage: WorkerStage) {
        if let Some(worker) = self.state.borrow_mut().pool.get_mut(id) {
            worker.stage = stage;
        }
    }

    pub(super) fn is_in_use(&self, model: &ModelReport) -> bool {
        self.state.borrow().model == Some(model.identity())
    }

    /// One has failed: the others take over its cases. A picture that has crashed two workers is abandoned.
    fn give_up(self: &Rc<Self>, id: WorkerId, why: Message) {
        let lost = {
            let mut state = self.state.borrow_mut();
            state.pool.is_over = true;
            retire(state.pool.take(id));
            state.ledger.after_crash(id)
        };
        if let Some(case) = lost {
            (self.on_event)(Event::Failed { case: Some(case), failure: failure::worker(why) });
        }
        self.feed();
    }
}

/// Checks one once a second, as long as it lives.
async fn watch(inner: Weak<ClientInner>, id: WorkerId) {
    loop {
        clock::sleep_ms(1_000).await;
        let Some(inner) = inner.upgrade() else { return };
        let end = inner.state.borrow_mut().tick(id);
        match end {
            // One that cannot be pinged is dying: its end will be detected.
            None => drop(inner.post_to(id, &Request::Ping, None)),
            Some(End::Idle) => return retire(inner.state.borrow_mut().pool.take(id)),
            Some(End::Silent) => return inner.give_up(id, text::browser::silent()),
            Some(End::Known) => return,
        }
    }
}
