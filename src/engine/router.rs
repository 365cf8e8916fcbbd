//! The router: tells kinds of pictures apart before a classifier sees them. A small network, on the CPU.

use super::check::{Patience, Round, run_goldens};
use super::session::verify;
use super::{CpuRunner, EngineError, Host, steps};
use crate::imaging::Image;
use crate::protocol::{CheckOccasion, Gate, GateOutcome, GateReport, Measure, Refusal, SHIPPED_TASKS};
use crate::trust::modality::{Likeliest, Modality, modality};
use crate::trust::{argmax, device_check::check_logits, softmax};
use crate::weights::{self, Manifest};

/// A class that is no task needs no more than to be likelier than all others together.
const PLAIN_LIMIT: f32 = 0.5;

/// A router that passed its check.
#[derive(Debug)]
pub struct Router {
    manifest: Manifest,
    runner: CpuRunner,
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
        let runner = CpuRunner::new(&manifest, &weights::read_stored(weights_file.as_ref())?)?.with_crew(host.crew());
        let tolerance = manifest.tolerance.cpu;
        let round = Round::start(manifest.goldens.len(), Patience::Endless, CheckOccasion::Start);
        let checked = run_goldens(&runner, &manifest, tolerance, Patience::Endless, round, host, &mut |_, _| {}).await;
        checked.map_err(|(_, why)| EngineError::Device { why: format!("its CPU failed the router's check: {why}") })?;
        Ok(Self { manifest, runner })
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
        let failed = |why: String| EngineError::Device { why };
        let run = self.runner.run_one(&steps::prepare(image, &self.manifest.input)).map_err(failed)?;
        check_logits(self.manifest.labels.len(), &run.logits).map_err(|fault| failed(fault.to_string()))?;
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

    /// What the modality gate says of a picture for the classifier of `task`. Not run where the router has
    /// no class for that task.
    ///
    /// # Errors
    /// Like [`Router::probabilities`].
    pub(super) fn gate(&self, image: &Image, task: &str) -> Result<GateReport, EngineError> {
        let gate = Gate::Modality;
        let Some(own) = self.manifest.labels.iter().position(|label| label == task) else {
            return Ok(GateReport { gate, outcome: GateOutcome::NotRun, measures: Vec::new() });
        };
        let probabilities = self.probabilities(image)?;
        let value = probabilities.get(own).copied().unwrap_or(0.0);
        let measures = vec![Measure { name: "router_probability".into(), value, limit: self.limit(task) }];
        let outcome = match refusal(self.judge(&probabilities, task), task) {
            None => GateOutcome::Passed,
            Some(refusal) => GateOutcome::Refused(refusal),
        };
        Ok(GateReport { gate, outcome, measures })
    }

    /// Probability from which on a class is believed.
    fn limit(&self, label: &str) -> f32 {
        let points = self.manifest.calibration.iter().flat_map(|calibration| &calibration.operating_points);
        points.into_iter().find(|point| point.label == label).map_or(PLAIN_LIMIT, |point| point.threshold)
    }
}

/// `None` where the picture may go on.
fn refusal(found: Modality<'_>, task: &str) -> Option<Refusal> {
    let wanted = plural(task);
    let refusal = |kind: &str, message: String, hint: String, task: Option<&str>| {
        Some(Refusal { kind: kind.into(), message, hint, task: task.map(str::to_owned) })
    };
    let choose = format!("Choose one of the {wanted} that this model was made for.");
    match found {
        Modality::Own => None,
        Modality::OtherTask(other) => {
            let message = format!("This looks like {}. This model reads {wanted}.", singular(other));
            let hint = if SHIPPED_TASKS.contains(&other) {
                "Switch to the model that reads such pictures.".to_owned()
            } else {
                format!("No model on this page reads {}.", plural(other))
            };
            refusal("other_task", message, hint, Some(other))
        }
        Modality::OtherMedical => {
            let message = format!("This looks like a medical picture of another kind. This model reads {wanted}.");
            refusal("other_medical", message, "No model on this page reads such pictures.".into(), None)
        }
        Modality::NotMedical => {
            let message = format!("This does not look like a medical picture. This model reads {wanted}.");
            refusal("not_medical", message, choose, None)
        }
        Modality::Unsure => {
            let message = format!("It is not clear what kind of picture this is. This model reads {wanted}.");
            let hint = "If it is one, use the original file: the whole picture, without borders, text or anything else beside it.";
            refusal("unsure_modality", message, hint.into(), None)
        }
    }
}

fn singular(task: &str) -> String {
    match task {
        "blood-smear" => "a blood smear under the microscope".into(),
        "brain-mri" => "a slice of a brain MRI".into(),
        "chest-ct" => "a slice of a chest CT".into(),
        "chest-xray" => "a chest X-ray".into(),
        other => format!("a picture of the kind `{other}`"),
    }
}

fn plural(task: &str) -> String {
    match task {
        "blood-smear" => "pictures of blood smears".into(),
        "brain-mri" => "slices of brain MRI".into(),
        "chest-ct" => "slices of chest CT".into(),
        "chest-xray" => "chest X-rays".into(),
        other => format!("pictures of the kind `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_was_found_and_what_would_help() {
        let kinds = [
            (Modality::OtherTask("chest-xray"), "other_task"),
            (Modality::OtherMedical, "other_medical"),
            (Modality::NotMedical, "not_medical"),
            (Modality::Unsure, "unsure_modality"),
        ];
        for (found, kind) in kinds {
            let refusal = refusal(found, "brain-mri").unwrap();
            assert_eq!(refusal.kind, kind);
            assert!(refusal.message.ends_with("This model reads slices of brain MRI."), "{refusal:?}");
            assert!(!refusal.hint.is_empty());
            assert_eq!(refusal.task.as_deref(), (kind == "other_task").then_some("chest-xray"));
        }
        assert_eq!(refusal(Modality::Own, "brain-mri"), None);
    }

    #[test]
    fn the_hint_knows_which_models_there_are() {
        let here = refusal(Modality::OtherTask("brain-mri"), "chest-xray").unwrap();
        assert!(here.hint.starts_with("Switch to the model"), "{here:?}");
    }
}
