//! Every check of the device again, because the visitor asked.

use super::check::Round;
use super::device::FailedCheck;
use super::infer::Observe;
use super::session::Engine;
use super::{EngineError, steps};
use protocol::{GoldenRun, SelfCheck, Timing};
use std::slice::from_ref;

impl Engine {
    /// Runs all golden inputs again, on the device and on the CPU beside it, and times the steps of one.
    /// A GPU that fails is abandoned. `observe` is notified, but cannot stop the check.
    ///
    /// # Errors
    /// `Device` when the CPU fails.
    pub async fn self_check(&mut self, observe: Observe<'_>) -> Result<SelfCheck, EngineError> {
        let round = Round::all(self.manifest.goldens.len());
        let adapter = self.device.details.clone();
        let checked = self.device.check(round, &self.manifest, self.host.as_ref()).await;
        let runs_ms = match checked {
            Ok(runs_ms) => runs_ms,
            Err(why) => {
                self.leave_gpu(&FailedCheck { why, answers: self.device.unverified_answers() }, observe).await?;
                self.device
                    .check(round, &self.manifest, self.host.as_ref())
                    .await
                    .map_err(|why| EngineError::Device { why })?
            }
        };
        let cpu = if self.device.is_gpu() {
            let mut fallback = self.take_fallback().await?;
            // The result is only reported: a CPU that fails while the GPU passes does not change the device.
            let passed = fallback.check(round, &self.manifest, self.host.as_ref()).await;
            let report = fallback.report.clone();
            self.fallback = passed.is_ok().then_some(fallback);
            Some(report)
        } else {
            None
        };
        Ok(SelfCheck {
            timing: self.time_steps().await?,
            device: self.device.report.clone(),
            cpu,
            model: self.model(),
            adapter,
            runs: golden_runs(&runs_ms, self.manifest.goldens.len()),
        })
    }

    /// One golden picture step by step. It is drawn, not decoded: drawing counts as preparing.
    async fn time_steps(&self) -> Result<Timing, EngineError> {
        let (host, seed) = (self.host.as_ref(), self.manifest.goldens.first().map_or(0, |golden| golden.seed));
        let begun = host.now_ms();
        let input = steps::golden_input(seed, &self.manifest.input);
        let prepared = host.now_ms();
        let runs = self.device.run(from_ref(&input), self.manifest.labels.len(), host).await;
        let inferred = host.now_ms();
        for run in runs.map_err(|why| EngineError::Device { why })? {
            drop(steps::explain(&run, &self.classifier)?);
        }
        let explained = host.now_ms();
        Ok(Timing {
            decode_ms: 0.0,
            gates_ms: 0.0,
            prepare_ms: prepared - begun,
            inference_ms: inferred - prepared,
            explain_ms: explained - inferred,
            total_ms: explained - begun,
        })
    }
}

/// The golden pictures are taken in turn, cyclically.
fn golden_runs(runs_ms: &[f64], goldens: usize) -> Vec<GoldenRun> {
    let pictures = (1..=u32::try_from(goldens).unwrap_or(u32::MAX)).cycle();
    pictures.zip(runs_ms).map(|(picture, ms)| GoldenRun { picture, ms: *ms }).collect()
}
