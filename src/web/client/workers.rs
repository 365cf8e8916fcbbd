//! Further workers beside the first, for a queue of pictures where the CPU path has one thread: each is a plain
//! worker of the same bundle and needs no header and no shared memory.
//!
//! A page that is sealed asks the network for nothing, so they begin before the seal, or where the service worker
//! has confirmed it and so answers from its own copy; their model is the one that this device keeps. Where neither
//! can be had, as on a page that is sealed without a service worker, the first worker goes on alone.
//!
//! Invariant: the visitor hears of their answers, and not of them. One that fails, has another model, or dies gives
//! its cases back, and none is started again; probes, self-checks and benchmarks stay with the first.

use super::watch::Silence;
use super::{Client, ClientInner, ClientState, Phase, retire};
use crate::web::link::{Bundle, Link, LinkEvent};
use crate::web::worker_pool::Hand;
use crate::web::{PickedFile, clock, failure, isolation, pins};
use protocol::{Backend, CaseId, Event, Failure, FailureKind, ModelReport, ModelSource, PROTOCOL_VERSION, Request};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// Seconds after which one that has nothing to do is let go, and its memory with it.
const IDLE_S: u32 = 5;
/// How long the seal waits for their scripts, in milliseconds. They are those of the first worker, so the browser
/// has them at hand.
const SCRIPTS_MS: u32 = 2_000;
const SCRIPTS_LOOK_MS: u32 = 20;

/// Those there are.
#[derive(Debug, Default)]
pub(super) struct Further {
    all: Vec<Worker>,
    /// One has failed: no other is started.
    is_over: bool,
}

#[derive(Debug)]
struct Worker {
    hand: Hand,
    link: Link,
    stage: WorkerStage,
    silence: Silence,
    /// Seconds without anything to do.
    idle_s: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WorkerStage {
    /// Its scripts are on their way.
    Coming,
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
    /// It has ended already.
    Known,
}

impl Client {
    /// Starts further workers for so many pictures that are about to come, where they are many and the device has
    /// cores to spare. Called before the page is sealed, which has to wait for the end of this, and after.
    pub fn gather(&self, pictures: usize) -> impl Future<Output = ()> + use<> {
        let inner = Rc::clone(&self.inner);
        async move {
            if inner.guard.is_in_force() {
                inner.engage(pictures);
            } else if inner.guard.is_open() && !inner.guard.is_controlled() {
                // Nobody would answer for the network later.
                inner.engage(pictures);
                inner.scripts().await;
            }
        }
    }
}

impl Further {
    /// Numbers of those that take cases.
    pub(super) fn ready(&self) -> impl Iterator<Item = Hand> {
        self.all.iter().filter(|worker| worker.stage == WorkerStage::Ready).map(|worker| worker.hand)
    }

    pub(super) fn link(&self, hand: Hand) -> Option<&Link> {
        self.all.iter().find(|worker| worker.hand == hand).map(|worker| &worker.link)
    }

    fn get_mut(&mut self, hand: Hand) -> Option<&mut Worker> {
        self.all.iter_mut().find(|worker| worker.hand == hand)
    }

    fn take(&mut self, hand: Hand) -> Option<Link> {
        let at = self.all.iter().position(|worker| worker.hand == hand)?;
        Some(self.all.swap_remove(at).link)
    }
}

impl ClientState {
    /// A number for a worker.
    pub(super) fn next_hand(&mut self) -> Hand {
        self.hands += 1;
        self.hands
    }

    /// The line to a worker.
    pub(super) fn link_to(&self, hand: Hand) -> Option<&Link> {
        if hand == self.generation { self.link.as_ref() } else { self.further.link(hand) }
    }

    /// The next case to send, and to whom: the first worker before the others.
    pub(super) fn next(&mut self) -> Option<(Hand, CaseId, PickedFile)> {
        let Self { ledger, further, .. } = self;
        let first = (self.phase == Phase::Ready).then_some(self.generation);
        let mut hands = first.into_iter().chain(further.ready());
        hands.find_map(|hand| ledger.next(hand).map(|(case, file)| (hand, case, file)))
    }

    /// Lets all of them go, for good: the first has died, and the device may have had too much to do.
    pub(super) fn end_further(&mut self) {
        self.further.is_over = true;
        for worker in std::mem::take(&mut self.further.all) {
            self.ledger.take_back(worker.hand);
            retire(Some(worker.link));
        }
    }

    /// How many more are wanted for so many pictures beside those that wait.
    fn wanted(&self, pictures: usize) -> usize {
        let is_plain = Bundle::of(self.backend, self.threads) == Bundle::Cpu;
        if self.further.is_over || self.phase != Phase::Ready || !is_plain {
            return 0;
        }
        isolation::further(pictures.saturating_add(self.ledger.waiting())).saturating_sub(self.further.all.len())
    }

    /// What is wrong with one of them, after a second.
    fn tick(&mut self, hand: Hand) -> Option<End> {
        let is_idle = !self.ledger.is_busy(hand) && self.ledger.waiting() == 0;
        let Some(worker) = self.further.get_mut(hand) else { return Some(End::Known) };
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
    fn engage(self: &Rc<Self>, pictures: usize) {
        let wanted = self.state.borrow().wanted(pictures);
        for _ in 0..wanted {
            let hand = self.state.borrow_mut().next_hand();
            let weak = Rc::downgrade(self);
            let hear = move |heard| {
                if let Some(inner) = weak.upgrade() {
                    inner.heard_further(hand, heard);
                }
            };
            let Ok(link) = Link::spawn(&self.base_url, Bundle::Cpu, hear) else {
                self.state.borrow_mut().further.is_over = true;
                return;
            };
            self.state.borrow_mut().further.all.push(Worker {
                hand,
                link,
                stage: WorkerStage::Coming,
                silence: Silence::default(),
                idle_s: 0,
            });
            spawn_local(watch(Rc::downgrade(self), hand));
        }
    }

    /// Returns when their scripts are here. One that is late is let go: it may not ask for them on a sealed page.
    async fn scripts(self: &Rc<Self>) {
        let coming = || -> Vec<Hand> {
            let state = self.state.borrow();
            let coming = state.further.all.iter().filter(|worker| worker.stage == WorkerStage::Coming);
            coming.map(|worker| worker.hand).collect()
        };
        for _ in 0..SCRIPTS_MS / SCRIPTS_LOOK_MS {
            // Something else may have sealed the page meanwhile.
            if coming().is_empty() || !self.guard.is_open() {
                break;
            }
            clock::sleep_ms(SCRIPTS_LOOK_MS).await;
        }
        for hand in coming() {
            self.give_up(hand, "its code was late");
        }
    }

    fn heard_further(self: &Rc<Self>, hand: Hand, heard: LinkEvent) {
        let is_known =
            self.state.borrow_mut().further.get_mut(hand).map(|worker| worker.silence.hear(&heard)).is_some();
        match heard {
            _ if !is_known => {}
            LinkEvent::Alive => {}
            LinkEvent::Event(event) => self.take_further(hand, event),
            LinkEvent::Broken(why) => self.give_up(hand, &why),
        }
    }

    fn take_further(self: &Rc<Self>, hand: Hand, event: Event) {
        match event {
            Event::Hello { protocol: PROTOCOL_VERSION } => {
                self.enter(hand, WorkerStage::Starting);
                let (base_url, task) = (self.base_url.clone(), self.task.clone());
                let (backend, model, manifests) = (Backend::Cpu, ModelSource::Device, pins::pins());
                let start = Request::Start { base_url, task, backend, reason: String::new(), model, manifests };
                if let Err(failure) = self.post_to(hand, &start, None) {
                    self.give_up(hand, &failure.message);
                }
            }
            Event::Ready { model, .. } if self.is_in_use(&model) => {
                self.enter(hand, WorkerStage::Ready);
                self.feed();
            }
            // Not the picture's fault: the first may do better.
            Event::Failed {
                failure: Failure { kind: FailureKind::Worker | FailureKind::Device, message, .. }, ..
            } => self.give_up(hand, &message),
            Event::Answered { .. }
            | Event::Several { .. }
            | Event::Failed { case: Some(_), .. }
            | Event::Progress { .. }
            | Event::Requested { .. } => self.take(event),
            Event::Loading { .. } | Event::NotKept { .. } | Event::Pong => {}
            // Another version, another model, or no model.
            _ => self.give_up(hand, "it is not as the first one"),
        }
    }

    fn enter(&self, hand: Hand, stage: WorkerStage) {
        if let Some(worker) = self.state.borrow_mut().further.get_mut(hand) {
            worker.stage = stage;
        }
    }

    fn is_in_use(&self, model: &ModelReport) -> bool {
        self.state.borrow().model.as_ref() == Some(model)
    }

    /// One has failed: the others go on with its cases. A picture that has brought two workers down is given up.
    fn give_up(self: &Rc<Self>, hand: Hand, why: &str) {
        let lost = {
            let mut state = self.state.borrow_mut();
            state.further.is_over = true;
            retire(state.further.take(hand));
            state.ledger.after_crash(hand)
        };
        if let Some(case) = lost {
            (self.on_event)(Event::Failed { case: Some(case), failure: failure::worker(why) });
        }
        self.feed();
    }
}

/// Looks after one once a second, as long as it lives.
async fn watch(inner: Weak<ClientInner>, hand: Hand) {
    loop {
        clock::sleep_ms(1_000).await;
        let Some(inner) = inner.upgrade() else { return };
        let end = inner.state.borrow_mut().tick(hand);
        match end {
            // One that cannot be asked is dying: its end will be heard.
            None => drop(inner.post_to(hand, &Request::Ping, None)),
            Some(End::Idle) => return retire(inner.state.borrow_mut().further.take(hand)),
            Some(End::Silent) => return inner.give_up(hand, "it stopped answering"),
            Some(End::Known) => return,
        }
    }
}
