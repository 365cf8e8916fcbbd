//! Times the network on both devices, and moves to the faster one.
//!
//! While nothing is open and nothing is computed, the first worker times itself. Where the other device could save time and the
//! line is not to be spared, or the visitor asks, a worker with that device starts beside it with the model that is stored here,
//! or with one that it fetches where none could be stored. It passes its check, and times itself on the same known picture.
//! Which is faster is remembered for this build, model and adapter; where nothing is remembered, for this visit.
//!
//! Invariant: none runs while a picture is on the page, and a worker beside the first is ended before the page is sealed. It
//! begins again once everything is closed.

use super::watch::{self, OWED_S, Silence};
use super::{ClientInner, ClientState, Phase, retire};
use crate::worker_handle::{Bundle, WorkerEvent, WorkerHandle};
use crate::{keep, kept, surroundings};
use dispatch::{DeviceTimes, DeviceVerdict, GpuSupport, TimedOn, WorkerId, may_be_timed, worth_timing};
use protocol::{Backend, BackendChoice, Event, ModelSource, PROTOCOL_VERSION, Request};
use std::rc::Rc;
use text::Message;
use wasm_bindgen_futures::spawn_local;

/// Setting that is not empty while WebGPU starts. A visit that finds it so begins on the CPU and times nothing: the start before may
/// have ended its tab, and would do so again. The visit after that tries again.
pub(super) const GPU_STARTS: &str = "gpu-starts";

/// The comparison of both devices.
#[derive(Debug, Default)]
pub(super) struct DeviceTrial {
    stage: TrialStage,
    /// Whether there is another device to time.
    is_possible: bool,
    /// Whether the visitor wants both times, however quick the device in use is.
    is_asked: bool,
    /// Whether the model could not be stored here.
    is_model_lost: bool,
    /// The adapter's name; empty where there is none.
    adapter: String,
}

#[derive(Debug, Default)]
enum TrialStage {
    /// Nothing is to be timed.
    #[default]
    Over,
    /// Begins as soon as nothing is open.
    Wanted,
    /// The first worker times itself.
    First,
    /// A worker with the other device starts, or times itself.
    Beside(WorkerBeside),
}

/// A worker with the device that the first does not have.
#[derive(Debug)]
struct WorkerBeside {
    id: WorkerId,
    handle: WorkerHandle,
    backend: Backend,
    /// What the first one needs, in milliseconds.
    first_ms: f64,
    /// Seconds since it last said something.
    silent_s: u32,
}

impl ClientState {
    /// The model is not stored here: the other device has to fetch it.
    pub(super) fn lose_model(&mut self) {
        self.trial.is_model_lost = true;
    }

    /// The visitor asks for it, whatever is remembered.
    pub(super) fn ask_trial(&mut self) {
        self.interrupt_trial();
        if self.trial.is_possible {
            (self.trial.stage, self.trial.is_asked) = (TrialStage::Wanted, true);
        }
    }

    /// Something else is to be done: it begins again later.
    pub(super) fn interrupt_trial(&mut self) {
        match std::mem::take(&mut self.trial.stage) {
            TrialStage::Over => return,
            TrialStage::Wanted | TrialStage::First => {}
            TrialStage::Beside(worker) => {
                retire(Some(worker.handle));
                keep(GPU_STARTS, "");
            }
        }
        self.trial.stage = TrialStage::Wanted;
    }

    fn end_trial(&mut self) {
        self.interrupt_trial();
        self.trial.stage = TrialStage::Over;
    }

    /// The connection to the worker beside the first.
    pub(super) fn handle_beside(&self, id: WorkerId) -> Option<&WorkerHandle> {
        match &self.trial.stage {
            TrialStage::Beside(worker) if worker.id == id => Some(&worker.handle),
            _ => None,
        }
    }
}

impl ClientInner {
    /// Chooses the device to begin with, and starts the first worker.
    pub(super) fn begin_on(self: &Rc<Self>, adapter: GpuSupport) {
        self.state.borrow_mut().trial.adapter = adapter.name().to_owned();
        let is_cut_off = kept(GPU_STARTS).is_some_and(|mark| !mark.is_empty());
        if is_cut_off {
            keep(GPU_STARTS, "");
        }
        let mut known = None;
        if let Some(record) = kept(&self.record_name()).filter(|_| !is_cut_off) {
            self.on_this(&mut |on| known = DeviceVerdict::from_record(&record, on));
        }
        let (backend, reason) = dispatch::choose_device(self.choice, &adapter, known);
        {
            let mut state = self.state.borrow_mut();
            state.trial.is_possible = may_be_timed(self.choice, &adapter);
            // An address that asks for the faster one asks for both times.
            state.trial.is_asked = self.choice == BackendChoice::Fastest;
            if state.trial.is_possible && !is_cut_off && (known.is_none() || state.trial.is_asked) {
                state.trial.stage = TrialStage::Wanted;
            }
        }
        self.launch(backend, reason);
    }

    /// A second has passed.
    pub(super) fn tick_trial(&self) {
        let begins = {
            let mut state = self.state.borrow_mut();
            let is_quiet = self.guard.is_idle()
                && state.phase == Phase::Ready
                && state.ledger.waiting() == 0
                && !state.ledger.is_busy(state.generation)
                && !state.inquiries.is_busy();
            if !is_quiet {
                state.interrupt_trial();
            }
            let mut is_late = false;
            if let TrialStage::Beside(worker) = &mut state.trial.stage {
                worker.silent_s += 1;
                is_late = worker.silent_s > OWED_S;
            }
            if is_late {
                state.end_trial();
            }
            is_quiet && matches!(state.trial.stage, TrialStage::Wanted)
        };
        if begins && self.post(&Request::Time).is_ok() {
            self.state.borrow_mut().trial.stage = TrialStage::First;
        }
    }

    /// The first worker has timed itself.
    pub(super) fn take_time(self: &Rc<Self>, ms: f64) {
        let worth = {
            let mut state = self.state.borrow_mut();
            if !matches!(state.trial.stage, TrialStage::First) {
                return;
            }
            if !self.guard.is_idle() {
                return state.interrupt_trial();
            }
            state.trial.stage = TrialStage::Over;
            worth_timing(ms, state.trial.is_asked, surroundings::is_line_spared())
        };
        match worth {
            Ok(()) => self.start_beside(ms),
            Err(reason) => self.give_reason(reason),
        }
    }

    fn start_beside(self: &Rc<Self>, first_ms: f64) {
        let (id, backend, bundle) = {
            let mut state = self.state.borrow_mut();
            let backend = match state.backend {
                Backend::Cpu => Backend::WebGpu,
                Backend::WebGpu => Backend::Cpu,
            };
            (state.next_id(), backend, Bundle::of(backend, state.threads))
        };
        if let Ok(handle) = self.spawn(id, bundle) {
            let worker = WorkerBeside { id, handle, backend, first_ms, silent_s: 0 };
            self.state.borrow_mut().trial.stage = TrialStage::Beside(worker);
        }
    }

    /// Takes what a worker outside of the pool says: the one beside the first, until it has taken over, or the first.
    pub(super) fn heard_beside(self: &Rc<Self>, id: WorkerId, heard: WorkerEvent) {
        let beside = match &mut self.state.borrow_mut().trial.stage {
            TrialStage::Beside(worker) if worker.id == id => {
                worker.silent_s = 0;
                Some(worker.backend)
            }
            _ => None,
        };
        let Some(backend) = beside else { return self.heard(id, heard) };
        let event = match heard {
            WorkerEvent::Alive => return,
            WorkerEvent::Broken(_) => return self.state.borrow_mut().end_trial(),
            WorkerEvent::Event(event) => event,
        };
        let asked = match event {
            Event::Hello { protocol: PROTOCOL_VERSION } => {
                let is_lost = self.state.borrow().trial.is_model_lost;
                let from = if is_lost { ModelSource::Website } else { ModelSource::Device };
                self.start_request(backend, text::engine::not_timed_yet(), from)
            }
            Event::Ready { device, model } if self.is_in_use(&model) => {
                if device.backend != backend {
                    return self.decide(None, device.reason);
                }
                Request::Time
            }
            Event::Timed { ms } => return self.decide(Some(ms), text::engine::not_timed_yet()),
            Event::Requested { .. } => return (self.on_event)(event),
            Event::Loading { .. } | Event::NotKept { .. } | Event::Pong => return,
            // Another version or model, or a device that failed after its check.
            _ => return self.state.borrow_mut().end_trial(),
        };
        if self.post_to(id, &asked, None).is_err() {
            self.state.borrow_mut().end_trial();
        }
    }

    /// Moves to the faster device, remembers it, and says both times. `refusal` says why the GPU has none.
    fn decide(self: &Rc<Self>, beside_ms: Option<f64>, refusal: Message) {
        let (verdict, moves) = {
            let mut state = self.state.borrow_mut();
            let TrialStage::Beside(worker) = std::mem::take(&mut state.trial.stage) else { return };
            let times = match (worker.backend, beside_ms) {
                (Backend::WebGpu, gpu_ms) => DeviceTimes { cpu_ms: worker.first_ms, gpu_ms },
                (Backend::Cpu, Some(cpu_ms)) => DeviceTimes { cpu_ms, gpu_ms: Some(worker.first_ms) },
                (Backend::Cpu, None) => return retire(Some(worker.handle)),
            };
            let verdict = DeviceVerdict { backend: times.faster(state.backend), times };
            let moves = verdict.backend == worker.backend;
            if moves {
                (state.generation, state.backend) = (worker.id, worker.backend);
                state.silence = Silence::default();
                retire(state.handle.replace(worker.handle));
            } else {
                retire(Some(worker.handle));
            }
            (verdict, moves.then_some(worker.id))
        };
        self.on_this(&mut |on| keep(&self.record_name(), &verdict.to_record(on)));
        if let Some(id) = moves {
            spawn_local(watch::watch(Rc::downgrade(self), id));
        }
        self.give_reason(if verdict.times.gpu_ms.is_some() { verdict.times.message() } else { refusal });
    }

    /// The first worker says from now on why it runs where it does.
    fn give_reason(&self, reason: Message) {
        self.state.borrow_mut().reason = reason.clone();
        // One that cannot be reached is dying: its end will be detected.
        let _ = self.post(&Request::Chosen { reason });
    }

    /// The GPU was lost: it is not tried again in this visit, and the next one knows nothing of it.
    pub(super) fn forget_gpu(&self) {
        let mut state = self.state.borrow_mut();
        state.end_trial();
        state.trial.is_possible = false;
        keep(&self.record_name(), "");
    }

    fn record_name(&self) -> String {
        format!("faster.{}", self.task)
    }

    /// Calls `act` with what a time of this page is valid for; not for a model that the page was not built with.
    fn on_this(&self, act: &mut dyn FnMut(TimedOn<'_>)) {
        let pins = shipped_tasks::pins();
        let Some(pin) = pins.iter().find(|pin| pin.folder == self.task) else { return };
        let state = self.state.borrow();
        let (program, model, adapter) = (&surroundings::build(), &pin.sha256, &state.trial.adapter);
        act(TimedOn { program, model, adapter });
    }
}
