//! Inference that an answer may be based on: finite, from a device that passes the checks that are due, and confirmed
//! by the CPU near a threshold.

use super::cross_check::{self, Opinion};
use super::device::{CheckedDevice, FailedCheck};
use super::session::{Engine, Progress};
use super::{DeviceFault, EngineError, ProgramFault, Run};
use imaging::Image;
use protocol::{CheckOccasion, CrossCheck};
use std::ops::ControlFlow;
use std::slice::from_ref;
use text::Message;

/// Called on a change of device; `Break` cancels the case.
pub(super) type Observe<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A run to answer from.
pub(super) struct Inferred {
    pub(super) run: Run,
    /// The same picture on the CPU, where the answer lay near a threshold.
    pub(super) cross_check: Option<CrossCheck>,
    /// The network alone, on the device that the run comes from.
    pub(super) inference_ms: f64,
}

impl Engine {
    /// Runs one prepared picture that is about to be answered. Checks that are due with this answer run here, before it
    /// is shown.
    ///
    /// # Errors
    /// `Device` when the CPU fails too, `Cancelled` when `observe` says so.
    pub(super) async fn infer(&mut self, input: &Image, observe: Observe<'_>) -> Result<Inferred, EngineError> {
        let was_gpu = self.device.is_gpu();
        let (mut run, mut inference_ms) = self.timed(input, observe).await?;
        // A CPU that took over on the way has just passed its check.
        let has_moved = was_gpu != self.device.is_gpu();
        if !has_moved && let Err(fault) = self.device.count_answer(&self.manifest, self.host.as_ref()).await {
            self.leave_gpu(&fault, observe).await?;
            (run, inference_ms) = self.timed(input, observe).await?;
        }
        let mut cross_check = None;
        if self.device.is_gpu() && cross_check::is_near_threshold(&run, &self.manifest) {
            let (opinion, ms) = self.second_opinion(input, &run).await?;
            cross_check = Some(opinion.report);
            if !opinion.report.agreed {
                let why = DeviceFault::Contradicted { deviation: opinion.report.largest_deviation };
                self.leave_gpu(
                    &FailedCheck { why, answers: self.device.unverified_answers().saturating_sub(1) },
                    observe,
                )
                .await?;
                (run, inference_ms) = (opinion.run, ms);
            }
        }
        Ok(Inferred { run, cross_check, inference_ms })
    }

    /// Runs pictures, and once more on the CPU when the GPU fails on them.
    ///
    /// # Errors
    /// `Device` when the CPU fails too, `Cancelled` when `observe` says so.
    pub(super) async fn run(&mut self, pictures: &[Image], observe: Observe<'_>) -> Result<Vec<Run>, EngineError> {
        let labels = self.manifest.labels.len();
        let why = match self.device.run(pictures, labels, self.host.as_ref()).await {
            Ok(runs) => return Ok(runs),
            Err(why) => why,
        };
        if !self.device.is_gpu() {
            return Err(EngineError::Device { why });
        }
        self.move_to_cpu(text::engine::gpu_lost(why.message()), observe).await?;
        self.device.run(pictures, labels, self.host.as_ref()).await.map_err(|why| EngineError::Device { why })
    }

    /// Leaves a GPU that failed a check.
    ///
    /// # Errors
    /// `Device` when there is no GPU to leave, or the CPU fails too; `Cancelled` when `observe` says so.
    pub(super) async fn leave_gpu(&mut self, fault: &FailedCheck, observe: Observe<'_>) -> Result<(), EngineError> {
        if !self.device.is_gpu() {
            return Err(EngineError::Device { why: fault.why.clone() });
        }
        self.move_to_cpu(text::engine::gpu_left(fault.why.message(), fault.answers), observe).await
    }

    /// The CPU beside the GPU, checked at its first use. The caller puts it back into `fallback`.
    ///
    /// # Errors
    /// `Device` when the CPU fails its check, `Program` when the weights for it are gone.
    pub(super) async fn take_fallback(&mut self) -> Result<CheckedDevice, EngineError> {
        match self.fallback.take() {
            Some(device) => Ok(device),
            None => self.open_cpu().await,
        }
    }

    async fn open_cpu(&self) -> Result<CheckedDevice, EngineError> {
        let weights = self.weights.as_ref().ok_or(EngineError::Program(ProgramFault::Weights))?;
        let occasion = CheckOccasion::Answers(self.device.answers());
        let reason = text::engine::beside_gpu();
        CheckedDevice::cpu(&self.manifest, weights, &reason, occasion, self.host.as_ref(), &mut |_, _, _| {}).await
    }

    async fn move_to_cpu(&mut self, reason: Message, observe: Observe<'_>) -> Result<(), EngineError> {
        let mut device = self.take_fallback().await?;
        device.report.reason = reason;
        self.device = device;
        self.weights = None;
        match observe(Progress::Device(self.device.report.clone())) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(EngineError::Cancelled),
        }
    }

    /// Runs one picture, and returns the milliseconds it took.
    ///
    /// # Errors
    /// As [`Engine::run`].
    pub(super) async fn timed(&mut self, input: &Image, observe: Observe<'_>) -> Result<(Run, f64), EngineError> {
        let started = self.host.now_ms();
        let run = first(self.run(from_ref(input), observe).await?)?;
        Ok((run, self.host.now_ms() - started))
    }

    /// The same picture on the CPU.
    async fn second_opinion(&mut self, input: &Image, run: &Run) -> Result<(Opinion, f64), EngineError> {
        let fallback = self.take_fallback().await?;
        let started = self.host.now_ms();
        let runs = fallback.run(from_ref(input), self.manifest.labels.len(), self.host.as_ref()).await;
        let ms = self.host.now_ms() - started;
        self.fallback = Some(fallback);
        let second = first(runs.map_err(|why| EngineError::Device { why })?)?;
        Ok((cross_check::compare(run, second, &self.manifest), ms))
    }
}

fn first(runs: Vec<Run>) -> Result<Run, EngineError> {
    runs.into_iter().next().ok_or(EngineError::Device { why: DeviceFault::NoAnswer })
}
