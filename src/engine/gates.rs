//! The gates in order: file, quality, modality before the network, likeness after it.
//!
//! The first refusal ends the way of a picture: later gates are reported as not run, and no class is shown.

use super::{EngineError, Router, Run};
use crate::imaging::Picture;
use crate::protocol::{Gate, GateOutcome, GateReport};
use crate::weights::Manifest;

/// All gates in the order they run.
const ORDER: [Gate; 4] = [Gate::File, Gate::Quality, Gate::Modality, Gate::Likeness];

/// What the gates have said so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Gates {
    reports: Vec<GateReport>,
}

impl Gates {
    /// Adds what the next gate said; after a refusal nothing more is added.
    pub(super) fn add(&mut self, report: GateReport) {
        if !self.refused() {
            self.reports.push(report);
        }
    }

    /// Whether a gate has refused.
    pub(super) fn refused(&self) -> bool {
        self.reports.iter().any(|report| matches!(report.outcome, GateOutcome::Refused(_)))
    }

    /// One report per gate, in order; gates that have said nothing have not run.
    pub(super) fn reports(self) -> Vec<GateReport> {
        let mut said = self.reports;
        for gate in ORDER.into_iter().skip(said.len()) {
            said.push(not_run(gate));
        }
        said
    }
}

/// A gate that this model has nothing to run with.
fn not_run(gate: Gate) -> GateReport {
    GateReport { gate, outcome: GateOutcome::NotRun, measures: Vec::new() }
}

/// Is it a picture to speak of? What cannot be decoded never comes this far.
pub(super) fn file(_picture: &Picture) -> GateReport {
    GateReport { gate: Gate::File, outcome: GateOutcome::Passed, measures: Vec::new() }
}

/// Is it sharp, well exposed, and no screenshot?
pub(super) fn quality(_picture: &Picture, _manifest: &Manifest) -> GateReport {
    not_run(Gate::Quality)
}

/// Is it the kind of picture that this model reads?
///
/// # Errors
/// `Device` when the router's CPU gives numbers that are none.
pub(super) fn modality(
    picture: &Picture,
    manifest: &Manifest,
    router: Option<&Router>,
) -> Result<GateReport, EngineError> {
    router.map_or_else(|| Ok(not_run(Gate::Modality)), |router| router.gate(&picture.image, &manifest.task))
}

/// Is it like the pictures that the model was trained on?
pub(super) fn likeness(_run: &Run, _manifest: &Manifest) -> GateReport {
    not_run(Gate::Likeness)
}
