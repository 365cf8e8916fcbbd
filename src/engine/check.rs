//! Golden inputs on a device, before it may answer.

use super::host::within;
use super::{Host, Run, Runner, steps};
use crate::imaging::Image;
use crate::protocol::{CheckOccasion, CheckReport};
use crate::trust::device_check::{DeviceCheck, check_logits};
use crate::weights::Manifest;

/// Runs at the least, over and over the golden inputs, so that buffers are used again.
const LEAST_RUNS: u32 = 3;
/// Limit of a GPU's first run, which also compiles its programs, and the most for any run. The
/// page waits longer than that before it gives the whole worker up.
const FIRST_RUN_LIMIT_MS: u32 = 90_000;
/// Limit of a later run: this much, and so many times the slowest run of the check.
const LEAST_LIMIT_MS: u32 = 10_000;
const LIMIT_FACTOR: f64 = 8.0;

/// A device that passed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passed {
    pub(super) report: CheckReport,
    /// What a later run may take on a GPU.
    pub(super) limit_ms: u32,
}

/// Runs the golden inputs. `limited` devices must answer in time; the CPU cannot be waited for.
///
/// # Errors
/// The report, and in one short sentence what the device did.
pub(super) async fn run_goldens(
    runner: &dyn Runner,
    manifest: &Manifest,
    tolerance: f32,
    patience: Patience,
    host: &dyn Host,
    on_run: &mut dyn FnMut(u64, u64),
) -> Result<Passed, (CheckReport, String)> {
    let total = runs(manifest.goldens.len(), patience);
    let mut check = DeviceCheck::new(tolerance);
    let mut slowest_ms = 0.0f64;
    for (index, golden) in manifest.goldens.iter().cycle().take(total as usize).enumerate() {
        on_run(index as u64, u64::from(total));
        let pictures = [steps::golden_input(golden.seed, &manifest.input)];
        let limit = match patience {
            Patience::Endless => Patience::Endless,
            Patience::Ms(_) if index == 0 => Patience::Ms(FIRST_RUN_LIMIT_MS),
            Patience::Ms(_) => Patience::Ms(limit_from_slowest(slowest_ms)),
        };
        let started = host.now_ms();
        let logits = run_in_time(runner, &pictures, golden.logits.len(), limit, host).await;
        slowest_ms = slowest_ms.max(host.now_ms() - started);
        let compared = logits.and_then(|runs| {
            let logits = runs.first().map_or(&[][..], |run| &run.logits);
            check.compare(&golden.logits, logits).map_err(|fault| fault.to_string())
        });
        if let Err(why) = compared {
            return Err((report(&check, Outcome::Failed), why));
        }
        // Messages get in between two runs, and the page sees the progress.
        host.breathe().await;
    }
    on_run(u64::from(total), u64::from(total));
    Ok(Passed { report: report(&check, Outcome::Passed), limit_ms: limit_from_slowest(slowest_ms) })
}

/// How long a run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// The CPU: it computes before anything could time it.
    Endless,
    /// A GPU, which may never answer.
    Ms(u32),
}

/// Runs pictures; the logits of each are finite and as many as there are labels.
///
/// # Errors
/// In one short sentence, what the device did.
pub(super) async fn run_in_time(
    runner: &dyn Runner,
    pictures: &[Image],
    labels: usize,
    patience: Patience,
    host: &dyn Host,
) -> Result<Vec<Run>, String> {
    let runs = match patience {
        Patience::Endless => runner.run(pictures).await?,
        Patience::Ms(limit) => within(host.sleep_ms(limit), runner.run(pictures))
            .await
            .ok_or_else(|| format!("it gave no answer within {} s", limit / 1_000))??,
    };
    if runs.len() != pictures.len() {
        return Err(format!("it answered {} of {} pictures", runs.len(), pictures.len()));
    }
    for run in &runs {
        check_logits(labels, &run.logits).map_err(|fault| fault.to_string())?;
    }
    Ok(runs)
}

/// Number of runs: on a GPU every golden input and the first once more at the end; the CPU runs
/// the same code every time, and a visitor with a slow one should not wait for it.
fn runs(goldens: usize, patience: Patience) -> u32 {
    let goldens = u32::try_from(goldens).unwrap_or(u32::MAX);
    match patience {
        Patience::Endless => LEAST_RUNS,
        Patience::Ms(_) => goldens.saturating_add(1).max(LEAST_RUNS),
    }
}

fn limit_from_slowest(slowest_ms: f64) -> u32 {
    LEAST_LIMIT_MS.saturating_add((slowest_ms * LIMIT_FACTOR) as u32).min(FIRST_RUN_LIMIT_MS)
}

enum Outcome {
    Passed,
    Failed,
}

fn report(check: &DeviceCheck, outcome: Outcome) -> CheckReport {
    CheckReport {
        passed: matches!(outcome, Outcome::Passed),
        runs: check.runs(),
        largest_deviation: check.largest_deviation(),
        tolerance: check.tolerance(),
        occasion: CheckOccasion::Start,
        at_ms: 0.0,
    }
}
