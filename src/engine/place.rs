//! Where the network runs: a GPU that passed its check, else the CPU, which must pass it too.

use super::check::{Patience, run_goldens, run_in_time};
use super::host::{Accelerator, within};
use super::{CpuRunner, EngineError, Host, Run, Runner};
use crate::imaging::Image;
use crate::protocol::{Backend, CheckReport, DeviceReport, LoadStage};
use crate::weights::{Manifest, Weights};

/// Limit for getting a GPU and moving the weights there.
const OPEN_LIMIT_MS: u32 = 30_000;

/// A device that passed its check.
pub(super) struct Place {
    runner: Box<dyn Runner>,
    patience: Patience,
    pub(super) report: DeviceReport,
}

/// What is heard while a device is made ready: stage, runs done, runs in all.
pub(super) type OnStage<'a> = &'a mut dyn FnMut(LoadStage, u64, u64);

impl Place {
    /// The GPU. `reason` says why it was chosen.
    ///
    /// # Errors
    /// In one sentence for the visitor, why it is not used.
    pub(super) async fn gpu(
        manifest: &Manifest,
        weights: &Weights,
        reason: &str,
        host: &dyn Host,
        on_stage: OnStage<'_>,
    ) -> Result<Self, String> {
        on_stage(LoadStage::Device, 0, 0);
        let opened = within(host.sleep_ms(OPEN_LIMIT_MS), host.open_gpu(manifest, weights)).await;
        let Accelerator { runner, adapter } = match opened {
            Some(Ok(accelerator)) => accelerator,
            Some(Err(why)) => return Err(format!("WebGPU cannot be used here ({why}), so the CPU is used.")),
            None => return Err("WebGPU did not start in time, so the CPU is used.".into()),
        };
        let mut on_run = |done, total| on_stage(LoadStage::Check, done, total);
        let patience = Patience::Ms(OPEN_LIMIT_MS);
        match run_goldens(runner.as_ref(), manifest, manifest.tolerance.webgpu, patience, host, &mut on_run).await {
            Ok(passed) => Ok(Self {
                runner,
                patience: Patience::Ms(passed.limit_ms),
                report: DeviceReport { backend: Backend::WebGpu, adapter, reason: reason.into(), check: passed.report },
            }),
            Err((_, why)) => Err(format!("WebGPU failed its check on this device ({why}), so the CPU is used.")),
        }
    }

    /// The CPU. `reason` says why it is used.
    ///
    /// # Errors
    /// When the weights do not fit, or the CPU fails its check.
    pub(super) async fn cpu(
        manifest: &Manifest,
        weights: &Weights,
        reason: &str,
        host: &dyn Host,
        on_stage: OnStage<'_>,
    ) -> Result<Self, EngineError> {
        on_stage(LoadStage::Device, 0, 0);
        let runner = CpuRunner::new(manifest, weights)?;
        let mut on_run = |done, total| on_stage(LoadStage::Check, done, total);
        let tolerance = manifest.tolerance.cpu;
        let passed = run_goldens(&runner, manifest, tolerance, Patience::Endless, host, &mut on_run).await;
        let passed = passed.map_err(|(report, why)| EngineError::Device { why: why_from_check(&why, &report) })?;
        Ok(Self {
            runner: Box::new(runner),
            patience: Patience::Endless,
            report: DeviceReport {
                backend: Backend::Cpu,
                adapter: String::new(),
                reason: reason.into(),
                check: passed.report,
            },
        })
    }

    /// Runs prepared pictures.
    ///
    /// # Errors
    /// In one short sentence, what the device did.
    pub(super) async fn run(&self, pictures: &[Image], labels: usize, host: &dyn Host) -> Result<Vec<Run>, String> {
        run_in_time(self.runner.as_ref(), pictures, labels, self.patience, host).await
    }

    /// Whether there is another place to go to.
    pub(super) fn is_gpu(&self) -> bool {
        self.report.backend == Backend::WebGpu
    }
}

fn why_from_check(why: &str, report: &CheckReport) -> String {
    format!("the CPU failed run {} of the check: {why}", report.runs)
}
