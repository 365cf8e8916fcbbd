//! Where the network runs: a GPU that passed its check, else the CPU, which must pass it too.

use super::check::{FIRST_RUN_LIMIT_MS, Passed, Round, Timeout, run_goldens, run_in_time};
use super::fault::GpuRefused;
use super::host::{Accelerator, within};
use super::{CpuRunner, DeviceFault, EngineError, EngineHost, Run, Runner};
use imaging::Image;
use model::{Manifest, StoredWeights, weights_from_stored};
use protocol::{Backend, CheckOccasion, CheckReport, DeviceReport, LoadStage};
use text::Message;
use trust::device_check::is_due;

/// Limit for getting a GPU and moving the weights there.
const OPEN_LIMIT_MS: u32 = 30_000;

/// A device that passed its check, and keeps being checked.
pub(super) struct CheckedDevice {
    runner: Box<dyn Runner>,
    timeout: Timeout,
    /// Its check counts all runs since the device was opened.
    pub(super) report: DeviceReport,
    /// Limits and features of the adapter; none on the CPU.
    pub(super) details: Vec<(String, String)>,
    /// Answers given here.
    answers: u32,
    /// How many of them had been given when the device last passed a check.
    verified: u32,
    /// Index of the first golden input of the next check.
    next_golden: usize,
}

/// A device that failed a check after it had answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FailedCheck {
    /// What it did.
    pub(super) why: DeviceFault,
    /// Answers given since the last check that it passed, before this one.
    pub(super) answers: u32,
}

/// Progress while a device is made ready: stage, runs done, runs in total.
pub(super) type OnStage<'a> = &'a mut dyn FnMut(LoadStage, u64, u64);

impl CheckedDevice {
    /// The GPU. `reason` says why it was chosen.
    ///
    /// # Errors
    /// Why it is not used.
    pub(super) async fn gpu(
        manifest: &Manifest,
        weights: &StoredWeights,
        reason: &Message,
        host: &dyn EngineHost,
        on_stage: OnStage<'_>,
    ) -> Result<Self, GpuRefused> {
        on_stage(LoadStage::Device, 0, 0);
        let floats = weights_from_stored(weights);
        let opened = within(host.sleep_ms(OPEN_LIMIT_MS), host.open_gpu(manifest, &floats)).await;
        drop(floats);
        let Accelerator { runner, adapter, details } = match opened {
            Some(Ok(accelerator)) => accelerator,
            Some(Err(why)) => return Err(GpuRefused::Closed(why)),
            None => return Err(GpuRefused::Late),
        };
        let mut on_run = |done, total| on_stage(LoadStage::Check, done, total);
        let timeout = Timeout::Ms(FIRST_RUN_LIMIT_MS);
        let round = Round::start(manifest.goldens.len(), timeout, CheckOccasion::Start);
        let tolerance = manifest.tolerance.webgpu;
        match run_goldens(runner.as_ref(), manifest, tolerance, timeout, round, host, &mut on_run).await {
            Ok(passed) => {
                let timeout = Timeout::Ms(passed.limit_ms());
                let check = passed.report;
                let report = DeviceReport { backend: Backend::WebGpu, adapter, reason: reason.clone(), check };
                Ok(Self::new(runner, timeout, report, details))
            }
            Err((_, why)) => Err(GpuRefused::Failed(why)),
        }
    }

    /// The CPU. `reason` is why it is used, `occasion` why it is checked.
    ///
    /// # Errors
    /// When the weights do not fit, or the CPU fails its check.
    pub(super) async fn cpu(
        manifest: &Manifest,
        weights: &StoredWeights,
        reason: &Message,
        occasion: CheckOccasion,
        host: &dyn EngineHost,
        on_stage: OnStage<'_>,
    ) -> Result<Self, EngineError> {
        on_stage(LoadStage::Device, 0, 0);
        let pool = host.pool();
        let runner = Box::new(CpuRunner::new(manifest, weights)?.with_pool(pool));
        let mut on_run = |done, total| on_stage(LoadStage::Check, done, total);
        let (tolerance, timeout) = (manifest.tolerance.cpu, Timeout::Unlimited);
        let round = Round::start(manifest.goldens.len(), timeout, occasion);
        let passed = run_goldens(runner.as_ref(), manifest, tolerance, timeout, round, host, &mut on_run).await;
        let passed = passed.map_err(|(report, fault)| EngineError::Device {
            why: DeviceFault::CpuCheck { run: report.runs, fault: Box::new(fault) },
        })?;
        let check = passed.report;
        let adapter = if pool.size() > 1 { format!("{} threads", pool.size()) } else { String::new() };
        let report = DeviceReport { backend: Backend::Cpu, adapter, reason: reason.clone(), check };
        Ok(Self::new(runner, timeout, report, Vec::new()))
    }

    fn new(runner: Box<dyn Runner>, timeout: Timeout, report: DeviceReport, details: Vec<(String, String)>) -> Self {
        Self { runner, timeout, report, details, answers: 0, verified: 0, next_golden: 1 }
    }

    /// Runs prepared pictures.
    ///
    /// # Errors
    /// The device's fault; also when it failed its last check.
    pub(super) async fn run(
        &self,
        pictures: &[Image],
        labels: usize,
        host: &dyn EngineHost,
    ) -> Result<Vec<Run>, DeviceFault> {
        if !self.report.check.passed {
            return Err(DeviceFault::Distrusted);
        }
        run_in_time(self.runner.as_ref(), pictures, labels, self.timeout, host).await
    }

    /// Counts an answer that is about to be given, and runs a golden input where that is due.
    ///
    /// # Errors
    /// When the device fails: then this answer must not be given.
    pub(super) async fn count_answer(&mut self, manifest: &Manifest, host: &dyn EngineHost) -> Result<(), FailedCheck> {
        self.answers = self.answers.saturating_add(1);
        if !is_due(self.answers) {
            return Ok(());
        }
        let round = Round::one(self.next_golden, self.answers);
        self.next_golden = self.next_golden.wrapping_add(1);
        let before = self.unverified_answers().saturating_sub(1);
        self.check(round, manifest, host).await.map(|_| ()).map_err(|why| FailedCheck { why, answers: before })
    }

    /// Runs golden inputs again, and updates the report.
    ///
    /// # Errors
    /// What the device did.
    pub(super) async fn check(
        &mut self,
        round: Round,
        manifest: &Manifest,
        host: &dyn EngineHost,
    ) -> Result<Vec<f64>, DeviceFault> {
        let tolerance = self.report.check.tolerance;
        let (runner, timeout) = (self.runner.as_ref(), self.timeout);
        let checked = run_goldens(runner, manifest, tolerance, timeout, round, host, &mut |_, _| {}).await;
        match checked {
            Ok(Passed { report, runs_ms }) => {
                self.note(report);
                self.verified = self.answers;
                Ok(runs_ms)
            }
            Err((report, why)) => {
                self.note(report);
                Err(why)
            }
        }
    }

    /// Answers given since the device last passed a check.
    pub(super) fn unverified_answers(&self) -> u32 {
        self.answers.saturating_sub(self.verified)
    }

    /// Answers given here.
    pub(super) fn answers(&self) -> u32 {
        self.answers
    }

    /// Whether this is the GPU, which the CPU can stand in for.
    pub(super) fn is_gpu(&self) -> bool {
        self.report.backend == Backend::WebGpu
    }

    fn note(&mut self, latest: CheckReport) {
        let before = &self.report.check;
        self.report.check = CheckReport {
            runs: before.runs.saturating_add(latest.runs),
            largest_deviation: before.largest_deviation.max(latest.largest_deviation),
            ..latest
        };
    }
}
