//! The router: tells kinds of pictures apart before a classifier sees them. A small network, on the CPU.

use super::check::{Patience, Round, run_goldens};
use super::session::verify;
use super::{CpuRunner, DeviceFault, EngineError, Host, steps};
use imaging::Image;
use model::{self, Manifest};
use protocol::{CheckOccasion, Measure};
use trust::modality::{Likeliest, Modality, modality};
use trust::{argmax, device_check::check_logits, softmax};

/// A class that is no task needs no more than to be likelier than all others together.
const PLAIN_LIMIT: f32 = 0.5;

/// A router that passed its check.
#[derive(Debug)]
pub struct Router {
    manifest: Manifest,
    runner: CpuRunner,
    /// Tasks that a visitor can choose instead.
    tasks: Vec<String>,
}

impl Router {
    /// Verifies the weights and runs the golden inputs.
    ///
    /// # Errors
    /// `Integrity` for other weights than the manifest names, `Weights` and `Network` for ones that cannot be
    /// used, `Device` when the CPU does not compute the golden logits.
    pub async fn start(
        manifest: Manifest,
        weights_file: impl AsRef<[u8]>,
        host: &dyn Host,
    ) -> Result<Self, EngineError> {
        verify(&manifest, weights_file.as_ref())?;
        let runner = CpuRunner::new(&manifest, &model::read_stored(weights_file.as_ref())?)?.with_pool(host.pool());
        let tolerance = manifest.tolerance.cpu;
        let round = Round::start(manifest.goldens.len(), Patience::Endless, CheckOccasion::Start);
        let checked = run_goldens(&runner, &manifest, tolerance, Patience::Endless, round, host, &mut |_, _| {}).await;
        checked.map_err(|(_, fault)| EngineError::Device { why: DeviceFault::RouterCheck(Box::new(fault)) })?;
        Ok(Self { manifest, runner, tasks: Vec::new() })
    }

    /// The same router, which knows the tasks that are shipped beside it.
    #[must_use]
    pub fn with_tasks(self, tasks: Vec<String>) -> Self {
        Self { tasks, ..self }
    }

    /// Tasks that a visitor can choose instead.
    pub(super) fn tasks(&self) -> &[String] {
        &self.tasks
    }

    /// What it says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Calibrated probabilities of a picture, one per label of the manifest; they sum to 1.
    ///
    /// # Errors
    /// `Device` when the CPU gives numbers that are none.
    pub fn probabilities(&self, image: &Image) -> Result<Vec<f32>, EngineError> {
        let failed = |why: DeviceFault| EngineError::Device { why };
        let run = self.runner.run_one(&steps::prepare(image, &self.manifest.input)).map_err(failed)?;
        check_logits(self.manifest.labels.len(), &run.logits).map_err(|fault| failed(fault.into()))?;
        let temperature = self.manifest.calibration.as_ref().map_or(1.0, |calibration| calibration.temperature);
        Ok(softmax(&run.logits.iter().map(|logit| logit / temperature).collect::<Vec<_>>()))
    }

    /// What probabilities of [`Router::probabilities`] mean for the classifier of `task`.
    #[must_use]
    pub fn judge(&self, probabilities: &[f32], task: &str) -> Modality<'_> {
        let best = argmax(probabilities);
        let label = self.manifest.labels.get(best).map_or("", String::as_str);
        let probability = probabilities.get(best).copied().unwrap_or(f32::NAN);
        modality(Likeliest { label, probability, limit: self.limit(label) }, task)
    }

    /// Whether there is a class for that task.
    pub(super) fn knows(&self, task: &str) -> bool {
        self.manifest.labels.iter().any(|label| label == task)
    }

    /// How probable the task's own kind is, beside what it takes.
    pub(super) fn measure(&self, probabilities: &[f32], task: &str) -> Measure {
        let own = self.manifest.labels.iter().position(|label| label == task);
        let value = own.and_then(|own| probabilities.get(own)).copied().unwrap_or(0.0);
        Measure { name: "router_probability".into(), value, limit: self.limit(task) }
    }

    /// Probability from which on a class is believed.
    fn limit(&self, label: &str) -> f32 {
        let points = self.manifest.calibration.iter().flat_map(|calibration| &calibration.operating_points);
        points.into_iter().find(|point| point.label == label).map_or(PLAIN_LIMIT, |point| point.threshold)
    }
}
