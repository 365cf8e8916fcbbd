//! Whether an answer equals that of a capsule.

use super::difference::{CapsuleDifference, device};
use super::{Capsule, PictureHashes, PictureMatch, value_of};
use finding::{Backend, Classes, Finding, Found, Gate, GateReport, LabelFound, Labels, Mask, Provenance, SourceReport};
use std::collections::{HashMap, HashSet};
use text::Message;

/// The differences of an answer from that of a capsule.
#[derive(Clone, Debug, PartialEq)]
pub struct CapsuleComparison {
    /// All differences; empty where the answer is the same to the last digit.
    pub differences: Vec<CapsuleDifference>,
    /// Where the answer of the capsule was computed.
    pub kept_on: Backend,
    /// Where this one was computed. On another device the last digits may differ without a fault.
    pub now_on: Backend,
}

impl CapsuleComparison {
    /// Whether the answer is the same to the last digit.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }

    /// For the visitor: equality, or the number of differences.
    #[must_use]
    pub fn message(&self) -> Message {
        if self.is_same() { text::capsule::same() } else { text::capsule::differs(self.differences.len()) }
    }

    /// A possible reason, where it differs and was computed elsewhere.
    #[must_use]
    pub fn hint(&self) -> Option<Message> {
        let is_elsewhere = !self.is_same() && self.kept_on != self.now_on;
        is_elsewhere.then(|| text::capsule::other_device(device(self.kept_on), device(self.now_on)))
    }
}

/// Whether an answer equals that of a capsule, and belongs to its picture.
#[derive(Clone, Debug, PartialEq)]
pub enum CapsuleVerdict {
    /// For another picture, so that the answers are unrelated.
    OtherPicture {
        /// SHA-256 of the file of the capsule's picture, 64 hexadecimal digits.
        kept: String,
        /// The same for this picture.
        now: String,
    },
    /// For the same picture.
    Compared {
        /// How the picture was recognised as the same.
        picture: PictureMatch,
        /// The differences of the answer.
        comparison: CapsuleComparison,
    },
}

impl CapsuleVerdict {
    /// Compares a capsule with the answered picture and the answer.
    #[must_use]
    pub fn of(capsule: &Capsule, picture: &PictureHashes, now: &Finding) -> Self {
        match capsule.picture.compare(picture) {
            PictureMatch::Other => {
                Self::OtherPicture { kept: capsule.picture.file_sha256.clone(), now: picture.file_sha256.clone() }
            }
            picture => Self::Compared { picture, comparison: compare(capsule, now) },
        }
    }

    /// The first sentence: that the picture or the answer differs, or that everything is the same.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::OtherPicture { .. } => PictureMatch::Other.message(),
            Self::Compared { comparison, .. } => comparison.message(),
        }
    }
}

/// Compares an answer with that of a capsule to the last digit: model, preparation, gates, and what was found. Times and the
/// state of the device are not compared, nor is whether the picture is the same: that is
/// [`PictureHashes::compare`](super::PictureHashes::compare).
#[must_use]
pub fn compare(capsule: &Capsule, now: &Finding) -> CapsuleComparison {
    let read = as_read(now);
    let (kept, now) = (&capsule.finding, &read);
    let mut differences = provenance(&kept.provenance, &now.provenance);
    let mut note = |differs: bool, difference: CapsuleDifference| differences.extend(differs.then_some(difference));
    let acquired = |finding: &Finding| {
        let acquisition = finding.acquisition.as_ref()?;
        let probability = acquisition.probability.map(f32::to_bits);
        Some((acquisition.name.clone(), probability, acquisition.from, acquisition.looks_like.clone()))
    };
    note(acquired(kept) != acquired(now), CapsuleDifference::Acquisition);
    let found = match (&kept.found, &now.found) {
        (Found::Classes(kept), Found::Classes(now)) => classes(kept, now),
        (Found::Labels(kept), Found::Labels(now)) => labels(kept, now),
        (Found::Mask(kept), Found::Mask(now)) => mask(kept, now),
        (Found::Classes(_) | Found::Labels(_) | Found::Mask(_), _) => vec![CapsuleDifference::Labels],
    };
    differences.extend(found);
    let on = |finding: &Finding| finding.provenance.device.backend;
    CapsuleComparison { differences, kept_on: on(kept), now_on: on(now) }
}

fn provenance(kept: &Provenance, now: &Provenance) -> Vec<CapsuleDifference> {
    let mut differences: Vec<CapsuleDifference> = Vec::new();
    if kept.model != now.model {
        let [kept, now] = [&kept.model, &now.model].map(|model| Box::new(model.clone()));
        differences.push(CapsuleDifference::Model { kept, now });
    }
    let mut note = |differs: bool, difference: CapsuleDifference| differences.extend(differs.then_some(difference));
    note(kept.preprocessing != now.preprocessing, CapsuleDifference::Preprocessing);
    let read = |source: &SourceReport| {
        format!("{}, {} × {}, {}", source.format, source.width, source.height, source.orientation)
    };
    let (before, after) = (read(&kept.source), read(&now.source));
    note(kept.source.warnings != now.source.warnings, CapsuleDifference::Warnings);
    note(before != after, CapsuleDifference::Source { kept: before.clone(), now: after.clone() });
    note(kept.text_at_borders != now.text_at_borders, CapsuleDifference::TextAtBorders);
    for before in &kept.gates {
        let after = now.gates.iter().find(|report| report.gate == before.gate);
        // Limits are part of the outcome.
        let limits = |report: &GateReport| -> Vec<_> {
            report.measures.iter().map(|measure| (measure.name.clone(), measure.limit.to_bits())).collect()
        };
        let said = |report: &GateReport| (report.outcome.clone(), limits(report));
        let outcomes = Box::new([Some(before.outcome.clone()), after.map(|report| report.outcome.clone())]);
        note(after.map(said) != Some(said(before)), CapsuleDifference::Gate { gate: before.gate, outcomes });
    }
    for after in &now.gates {
        let is_new = kept.gates.iter().all(|report| report.gate != after.gate);
        let outcomes = Box::new([None, Some(after.outcome.clone())]);
        note(is_new, CapsuleDifference::Gate { gate: after.gate, outcomes });
    }
    differences.extend(measures(&kept.gates, &now.gates));
    differences
}

/// Every measurement of either that differs in the other. A capsule may hold any number of them.
fn measures(kept: &[GateReport], now: &[GateReport]) -> Vec<CapsuleDifference> {
    let (before, after) = (values(kept), values(now));
    let mut told: HashSet<(Gate, &str)> = HashSet::new();
    let mut differences: Vec<CapsuleDifference> = Vec::new();
    for report in kept.iter().chain(now) {
        for measure in &report.measures {
            let key = (report.gate, measure.name.as_str());
            let (kept, now) = (before.get(&key).copied(), after.get(&key).copied());
            // It is in both, and reported once.
            if kept.map(f32::to_bits) != now.map(f32::to_bits) && told.insert(key) {
                let name = measure.name.clone();
                differences.push(CapsuleDifference::Measure { gate: report.gate, name, kept, now });
            }
        }
    }
    differences
}

/// What each gate measured, by name; the first of that name.
fn values(reports: &[GateReport]) -> HashMap<(Gate, &str), f32> {
    let mut values: HashMap<(Gate, &str), f32> = HashMap::new();
    for report in reports {
        for measure in &report.measures {
            values.entry((report.gate, measure.name.as_str())).or_insert(measure.value);
        }
    }
    values
}

fn classes(kept: &Classes, now: &Classes) -> Vec<CapsuleDifference> {
    let named =
        |classes: &Classes| -> Vec<String> { classes.probabilities.iter().map(|class| class.label.clone()).collect() };
    let mut differences: Vec<CapsuleDifference> = Vec::new();
    let mut note = |differs: bool, difference: CapsuleDifference| differences.extend(differs.then_some(difference));
    let are_same = named(kept) == named(now);
    note(!are_same, CapsuleDifference::Labels);
    for (before, after) in kept.probabilities.iter().zip(&now.probabilities).filter(|_| are_same) {
        note(
            before.value.to_bits() != after.value.to_bits(),
            CapsuleDifference::Probability { label: before.label.clone(), kept: before.value, now: after.value },
        );
    }
    let decision = CapsuleDifference::Decision { kept: kept.decision.clone(), now: now.decision.clone() };
    note(kept.decision != now.decision, decision);
    let (before, after) = (kept.prediction_sets.clone(), now.prediction_sets.clone());
    note(before != after, CapsuleDifference::PredictionSet { kept: before.clone(), now: after.clone() });
    note(kept.outline != now.outline, CapsuleDifference::Outline);
    note(kept.maps != now.maps, CapsuleDifference::Maps);
    differences
}

fn labels(kept: &Labels, now: &Labels) -> Vec<CapsuleDifference> {
    let named = |labels: &Labels| -> Vec<String> { labels.labels.iter().map(|found| found.label.clone()).collect() };
    let mut differences: Vec<CapsuleDifference> = Vec::new();
    let mut note = |differs: bool, difference: CapsuleDifference| differences.extend(differs.then_some(difference));
    let are_same = named(kept) == named(now);
    note(!are_same, CapsuleDifference::Labels);
    let limits = |found: &LabelFound| (found.threshold.to_bits(), found.level.map(f32::to_bits));
    let rates = |found: &LabelFound| (found.threshold, found.level);
    for (before, after) in kept.labels.iter().zip(&now.labels).filter(|_| are_same) {
        let label = || before.label.clone();
        note(
            before.probability.to_bits() != after.probability.to_bits(),
            CapsuleDifference::Probability { label: label(), kept: before.probability, now: after.probability },
        );
        note(
            limits(before) != limits(after),
            CapsuleDifference::Threshold { label: label(), kept: rates(before), now: rates(after) },
        );
        note(
            before.state != after.state,
            CapsuleDifference::State { label: label(), kept: before.state, now: after.state },
        );
    }
    let abstention = CapsuleDifference::Abstention { kept: kept.abstention, now: now.abstention };
    note(kept.abstention != now.abstention, abstention);
    note(kept.maps != now.maps, CapsuleDifference::Maps);
    differences
}

fn mask(kept: &Mask, now: &Mask) -> Vec<CapsuleDifference> {
    let named = |mask: &Mask| -> Vec<String> { mask.areas.iter().map(|area| area.label.clone()).collect() };
    let mut differences: Vec<CapsuleDifference> = Vec::new();
    let mut note = |differs: bool, difference: CapsuleDifference| differences.extend(differs.then_some(difference));
    let are_same = named(kept) == named(now);
    note(!are_same, CapsuleDifference::Labels);
    for (before, after) in kept.areas.iter().zip(&now.areas).filter(|_| are_same) {
        let [kept, now] = [before, after].map(|area| Box::new(area.clone()));
        note(before != after, CapsuleDifference::Area { kept, now });
    }
    let abstention = CapsuleDifference::Abstention { kept: kept.abstention, now: now.abstention };
    note(kept.abstention != now.abstention, abstention);
    let cells = |mask: &Mask| (mask.width, mask.height);
    note(cells(kept) != cells(now) || kept.cells != now.cells, CapsuleDifference::Outline);
    differences
}

/// An answer after a round trip through JSON: `serde_json` occasionally parses the last digit of a long number
/// differently, and such numbers are in sentences too. One that holds NaN cannot be in a capsule, and is compared
/// unchanged.
fn as_read(now: &Finding) -> Finding {
    let read = value_of(now).and_then(|value| serde_json::from_value(value).ok());
    read.unwrap_or_else(|| now.clone())
}
