//! The modality classifier: determines the kind of a picture before a task's classifier sees it. A small network, on
//! the CPU.

use super::check::{Round, Timeout, run_goldens};
use super::session::verify;
use super::{CpuRunner, DeviceFault, EngineError, EngineHost, steps};
use imaging::Image;
use model::{self, Manifest};
use protocol::{CheckOccasion, Measure};
use trust::modality::{Likeliest, Modality, modality};
use trust::{argmax, device_check::check_logits, softmax};

/// Limit of a class that is not a task: it must be more probable than all others together.
const PLAIN_LIMIT: f32 = 0.5;

/// A modality classifier that passed its check.
#[derive(Debug)]
pub struct ModalityClassifier {
    manifest: Manifest,
    runner: CpuRunner,
    /// Tasks that a visitor can choose instead.
    tasks: Vec<String>,
}

impl ModalityClassifier {
    /// Verifies the weights and runs the golden inputs.
    ///
    /// # Errors
    /// `Integrity` for other weights than the manifest names, `Weights` and `Network` for ones that cannot be
    /// used, `Device` when the CPU does not compute the golden logits.
    pub async fn start(
        manifest: Manifest,
        weights_file: impl AsRef<[u8]>,
        host: &dyn EngineHost,
    ) -> Result<Self, EngineError> {
        verify(&manifest, weights_file.as_ref())?;
        let runner = CpuRunner::new(&manifest, &model::read_stored(weights_file.as_ref())?)?.with_pool(host.pool());
        let tolerance = manifest.tolerance.cpu;
        let round = Round::start(manifest.goldens.len(), Timeout::Unlimited, CheckOccasion::Start);
        let checked = run_goldens(&runner, &manifest, tolerance, Timeout::Unlimited, round, host, &mut |_, _| {}).await;
        checked.map_err(|(_, fault)| EngineError::Device { why: DeviceFault::ModalityCheck(Box::new(fault)) })?;
        Ok(Self { manifest, runner, tasks: Vec::new() })
    }

    /// The same modality classifier, with the tasks that are shipped with it.
    #[must_use]
    pub fn with_tasks(self, tasks: Vec<String>) -> Self {
        Self { tasks, ..self }
    }

    /// Tasks that a visitor can choose instead.
    pub(super) fn tasks(&self) -> &[String] {
        &self.tasks
    }

    /// Its manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Calibrated probabilities of a picture, one per label of the manifest; they sum to 1.
    ///
    /// # Errors
    /// `Device` when the CPU computes NaN or infinity.
    pub fn probabilities(&self, image: &Image) -> Result<Vec<f32>, EngineError> {
        let failed = |why: DeviceFault| EngineError::Device { why };
        let run = self.runner.run_one(&steps::prepare(image, &self.manifest.input)).map_err(failed)?;
        check_logits(self.manifest.labels.len(), &run.logits).map_err(|fault| failed(fault.into()))?;
        let temperature = self.manifest.calibration.as_ref().map_or(1.0, |calibration| calibration.temperature);
        Ok(softmax(&run.logits.iter().map(|logit| logit / temperature).collect::<Vec<_>>()))
    }

    /// What probabilities of [`ModalityClassifier::probabilities`] mean for the classifier of `task`.
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

    /// Probability of the task's own kind, with its limit.
    pub(super) fn measure(&self, probabilities: &[f32], task: &str) -> Measure {
        let own = self.manifest.labels.iter().position(|label| label == task);
        let value = own.and_then(|own| probabilities.get(own)).copied().unwrap_or(0.0);
        Measure { name: "modality_probability".into(), value, limit: self.limit(task) }
    }

    /// Least probability at which a class is accepted.
    fn limit(&self, label: &str) -> f32 {
        let points = self.manifest.calibration.iter().flat_map(|calibration| &calibration.operating_points);
        points.into_iter().find(|point| point.label == label).map_or(PLAIN_LIMIT, |point| point.threshold)
    }
}
