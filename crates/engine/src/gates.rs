//! The gates in order: file, modality, quality before the network, likeness after it.
//!
//! The first refusal stops a picture: later gates are reported as not run, and no class is shown.

use super::{EngineError, ModalityClassifier, Run, kind, quality_gate, steps};
use imaging::{Picture, quality::measure};
use model::Manifest;
use protocol::{Gate, GateOutcome, GateReport, Gating, Measure, Refusal, RefusalKind};

/// All gates in the order they run.
const ORDER: [Gate; 4] = [Gate::File, Gate::Modality, Gate::Quality, Gate::Likeness];

/// The reports of the gates so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Gates {
    gating: Gating,
    reports: Vec<GateReport>,
}

impl Gates {
    /// Adds the report of the next gate; after a refusal nothing more is added.
    pub(super) fn add(&mut self, report: GateReport) {
        if !self.refused() {
            self.reports.push(report);
        }
    }

    /// Whether a gate has stopped the picture.
    pub(super) fn refused(&self) -> bool {
        self.gating == Gating::Stop
            && self.reports.iter().any(|report| matches!(report.outcome, GateOutcome::Refused(_)))
    }

    /// One report per gate, in order; gates without a report have not run.
    pub(super) fn reports(self) -> Vec<GateReport> {
        let mut said = self.reports;
        for gate in ORDER.into_iter().skip(said.len()) {
            said.push(not_run(gate));
        }
        said
    }
}

/// The report of a gate that this model has no data for.
fn not_run(gate: Gate) -> GateReport {
    GateReport { gate, outcome: GateOutcome::NotRun, measures: Vec::new() }
}

/// The first three gates: is there something in the picture, is it of the kind that this model reads, and is
/// it sharp, well exposed and no screenshot? Files that cannot be decoded, or are too small to be opened, fail earlier.
/// Kind comes before quality: "too bright" is not the reason to refuse a blood smear.
///
/// # Errors
/// `Device` when the modality classifier's CPU computes NaN or infinity.
pub(super) fn before_the_network(
    picture: &Picture,
    manifest: &Manifest,
    modality: Option<&ModalityClassifier>,
    gating: Gating,
) -> Result<Gates, EngineError> {
    let measures = measure(&picture.image);
    let mut gates = Gates { gating, reports: Vec::new() };
    gates.add(quality_gate::file(&measures));
    let mut fault = None;
    if !gates.refused() {
        let (report, found) = kind::gate(picture, &measures, manifest, modality)?;
        gates.add(report);
        fault = found;
    }
    gates.add(quality_gate::quality(&measures, &manifest.quality, fault));
    Ok(gates)
}

/// Is it like the pictures that the model was trained on, and of a kind of acquisition that it may answer? Not run
/// where the model has no likeness score; NaN counts as unlike. `against` is the refusal by the kind of acquisition,
/// where there is one.
pub(super) fn likeness(run: &Run, manifest: &Manifest, against: Option<Refusal>) -> GateReport {
    let compared = manifest.likeness.as_ref().map(|by| {
        let value = steps::likeness(run, by).unwrap_or(f32::MIN);
        Measure { name: "likeness".into(), value, limit: by.threshold }
    });
    let unlike = || quality_gate::refusal(RefusalKind::Unlike, text::refusal::unlike(), text::refusal::unlike_help());
    let is_unlike = compared.as_ref().is_some_and(|found| found.value < found.limit);
    let outcome = match (is_unlike.then(unlike).or(against), &compared) {
        (Some(refusal), _) => GateOutcome::Refused(refusal),
        (None, Some(_)) => GateOutcome::Passed,
        (None, None) => GateOutcome::NotRun,
    };
    GateReport { gate: Gate::Likeness, outcome, measures: compared.into_iter().collect() }
}
