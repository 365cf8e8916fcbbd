//! Golden inputs on a device: before it may answer, and again while it answers.
//!
//! A worker lives as long as its page and holds one model on one adapter, and it checks whenever it starts: a new
//! browser, adapter, driver or version of the model is therefore always checked, without storing the previous one.

use super::host::within;
use super::{DeviceFault, EngineHost, Run, Runner, steps};
use imaging::Image;
use model::Manifest;
use protocol::{CheckOccasion, CheckReport};
use trust::device_check::{DeviceCheck, check_logits};

/// Least number of runs, cycling through the golden inputs, so that buffers are reused.
const LEAST_RUNS: u32 = 3;
/// Limit of a GPU's first run, which also compiles its programs, and the most for any run. The page's own timeout for
/// the whole worker is longer.
pub(super) const FIRST_RUN_LIMIT_MS: u32 = 90_000;
/// Limit of a later run: at least this, and a multiple of the slowest run of the check.
const LEAST_LIMIT_MS: u32 = 10_000;
const LIMIT_FACTOR: f64 = 8.0;

/// Golden inputs to run, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Round {
    pub(super) occasion: CheckOccasion,
    /// Index of the first golden input; they are taken in turn.
    pub(super) first: usize,
    pub(super) runs: u32,
}

impl Round {
    /// Before the first answer. On a GPU every golden input, and the first once more at the end, when its
    /// buffers have been used; the CPU runs the same code every time, and a visitor with a slow device should not wait
    /// for it.
    pub(super) fn start(goldens: usize, timeout: Timeout, occasion: CheckOccasion) -> Self {
        match timeout {
            Timeout::Unlimited => Self { occasion, first: 0, runs: LEAST_RUNS },
            Timeout::Ms(_) => Self { occasion, ..Self::all(goldens) },
        }
    }

    /// Every golden input, and the first once more at the end.
    pub(super) fn all(goldens: usize) -> Self {
        let goldens = u32::try_from(goldens).unwrap_or(u32::MAX);
        Self { occasion: CheckOccasion::Asked, first: 0, runs: goldens.saturating_add(1).max(LEAST_RUNS) }
    }

    /// One golden input, after this many answers: a visitor waits for it.
    pub(super) fn one(first: usize, answers: u32) -> Self {
        Self { occasion: CheckOccasion::Answers(answers), first, runs: 1 }
    }
}

/// A device that passed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passed {
    pub(super) report: CheckReport,
    /// Milliseconds of each run.
    pub(super) runs_ms: Vec<f64>,
}

impl Passed {
    /// Limit of a later run on a GPU.
    pub(super) fn limit_ms(&self) -> u32 {
        limit_from_slowest(self.runs_ms.iter().copied().fold(0.0, f64::max))
    }
}

/// Runs golden inputs, each through the whole network: every depthwise layer at every resolution takes part in
/// its logits. `timeout` is that of the first run; a check at the start, which compiles the GPU's programs in
/// its first run, takes the timeout of later runs from the runs before.
///
/// # Errors
/// The report, with the device's fault.
pub(super) async fn run_goldens(
    runner: &dyn Runner,
    manifest: &Manifest,
    tolerance: f32,
    timeout: Timeout,
    round: Round,
    host: &dyn EngineHost,
    on_run: &mut dyn FnMut(u64, u64),
) -> Result<Passed, (CheckReport, DeviceFault)> {
    let mut check = DeviceCheck::new(tolerance);
    let mut runs_ms = Vec::new();
    let mut slowest_ms = 0.0f64;
    let goldens = manifest.goldens.iter().cycle().skip(round.first % manifest.goldens.len().max(1));
    for (index, golden) in goldens.take(round.runs as usize).enumerate() {
        on_run(index as u64, u64::from(round.runs));
        let pictures = [steps::golden_input(golden.seed, &manifest.input)];
        let limit = match timeout {
            Timeout::Ms(_) if index > 0 => Timeout::Ms(limit_from_slowest(slowest_ms)),
            timeout => timeout,
        };
        let started = host.now_ms();
        let logits = run_in_time(runner, &pictures, golden.logits.len(), limit, host).await;
        let took_ms = host.now_ms() - started;
        runs_ms.push(took_ms);
        slowest_ms = slowest_ms.max(took_ms);
        let compared = logits.and_then(|runs| {
            let logits = runs.first().map_or(&[][..], |run| &run.logits);
            check.compare(&golden.logits, logits).map_err(DeviceFault::from)
        });
        if let Err(why) = compared {
            return Err((report(&check, CheckOutcome::Failed, round.occasion, host), why));
        }
        // Messages are handled between two runs, and the page sees the progress.
        host.breathe().await;
    }
    on_run(u64::from(round.runs), u64::from(round.runs));
    Ok(Passed { report: report(&check, CheckOutcome::Passed, round.occasion, host), runs_ms })
}

/// How long a run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timeout {
    /// The CPU: it computes synchronously, so nothing could time it out.
    Unlimited,
    /// A GPU, which may never answer.
    Ms(u32),
}

/// Runs pictures; the logits of each are finite and as many as there are labels.
///
/// # Errors
/// What the device did.
pub(super) async fn run_in_time(
    runner: &dyn Runner,
    pictures: &[Image],
    labels: usize,
    timeout: Timeout,
    host: &dyn EngineHost,
) -> Result<Vec<Run>, DeviceFault> {
    let runs = match timeout {
        Timeout::Unlimited => runner.run(pictures).await?,
        Timeout::Ms(limit) => within(host.sleep_ms(limit), runner.run(pictures))
            .await
            .ok_or(DeviceFault::Silent { seconds: limit / 1_000 })??,
    };
    if runs.len() != pictures.len() {
        return Err(DeviceFault::Count { expected: pictures.len(), found: runs.len() });
    }
    for run in &runs {
        check_logits(labels, &run.logits)?;
    }
    Ok(runs)
}

fn limit_from_slowest(slowest_ms: f64) -> u32 {
    LEAST_LIMIT_MS.saturating_add((slowest_ms * LIMIT_FACTOR) as u32).min(FIRST_RUN_LIMIT_MS)
}

enum CheckOutcome {
    Passed,
    Failed,
}

fn report(check: &DeviceCheck, outcome: CheckOutcome, occasion: CheckOccasion, host: &dyn EngineHost) -> CheckReport {
    CheckReport {
        passed: matches!(outcome, CheckOutcome::Passed),
        runs: check.runs(),
        largest_deviation: check.largest_deviation(),
        tolerance: check.tolerance(),
        occasion,
        at_ms: host.wall_ms(),
    }
}
