//! Whether an answer is that of a capsule.

use super::difference::{CapsuleDifference, device};
use super::{Capsule, PictureHashes, PictureMatch};
use finding::{
    Area, Backend, Classes, Finding, Found, GateReport, LabelFound, Labels, Mask, Outline, Provenance, SourceReport,
};
use text::Message;

/// In what an answer differs from that of a capsule.
#[derive(Clone, Debug, PartialEq)]
pub struct CapsuleComparison {
    /// All differences; none where the answer is the same to the digit.
    pub differences: Vec<CapsuleDifference>,
    /// Where the answer of the capsule was computed.
    pub kept_on: Backend,
    /// Where this one was computed. On another device the last digits may differ, and nothing is wrong.
    pub now_on: Backend,
}

impl CapsuleComparison {
    /// Whether the answer is the same to the digit.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }

    /// For the visitor: that it is the same, or how many things differ.
    #[must_use]
    pub fn message(&self) -> Message {
        if self.is_same() { text::capsule::same() } else { text::capsule::differs(self.differences.len()) }
    }

    /// Why it may differ, where it does and was computed elsewhere.
    #[must_use]
    pub fn hint(&self) -> Option<Message> {
        let is_elsewhere = !self.is_same() && self.kept_on != self.now_on;
        is_elsewhere.then(|| text::capsule::other_device(device(self.kept_on), device(self.now_on)))
    }
}

/// Whether an answer is that of a capsule, and to the picture of it.
#[derive(Clone, Debug, PartialEq)]
pub enum CapsuleVerdict {
    /// To another picture, so that the answers have nothing to do with each other.
    OtherPicture {
        /// SHA-256 of the file of the capsule's picture, 64 hexadecimal digits.
        kept: String,
        /// The same of this one.
        now: String,
    },
    /// To the same picture.
    Compared {
        /// By what the picture is the same.
        picture: PictureMatch,
        /// In what the answer differs.
        comparison: CapsuleComparison,
    },
}

impl CapsuleVerdict {
    /// Of a capsule, the picture that was answered, and the answer.
    #[must_use]
    pub fn of(capsule: &Capsule, picture: &PictureHashes, now: &Finding) -> Self {
        match capsule.picture.compare(picture) {
            PictureMatch::Other => {
                Self::OtherPicture { kept: capsule.picture.file_sha256.clone(), now: picture.file_sha256.clone() }
            }
            picture => Self::Compared { picture, comparison: compare(capsule, now) },
        }
    }

    /// What is said first: that the picture or the answer is another one, or that all is the same.
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
    let kept = &capsule.finding;
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
        // Limits belong to the outcome.
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

/// Every measure of either that is not the same in the other.
fn measures(kept: &[GateReport], now: &[GateReport]) -> Vec<CapsuleDifference> {
    let value = |reports: &[GateReport], wanted: &GateReport, name: &str| {
        let report = reports.iter().find(|report| report.gate == wanted.gate)?;
        report.measures.iter().find(|measure| measure.name == name).map(|measure| measure.value)
    };
    let mut differences: Vec<CapsuleDifference> = Vec::new();
    for report in kept.iter().chain(now) {
        for measure in &report.measures {
            let of = |reports| value(reports, report, &measure.name);
            let (kept, now) = (of(kept), of(now));
            if kept.map(f32::to_bits) == now.map(f32::to_bits) {
                continue;
            }
            let difference = CapsuleDifference::Measure { gate: report.gate, name: measure.name.clone(), kept, now };
            // It stands in both, and is told once.
            if !differences.contains(&difference) {
                differences.push(difference);
            }
        }
    }
    differences
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
    note(!is_same_outline(kept.outline.as_ref(), now.outline.as_ref()), CapsuleDifference::Outline);
    note(kept.maps != now.maps, CapsuleDifference::Maps);
    differences
}

fn is_same_outline(kept: Option<&Outline>, now: Option<&Outline>) -> bool {
    let (Some(kept), Some(now)) = (kept, now) else { return kept.is_none() && now.is_none() };
    let read_again = |outline: &Outline| {
        let mut outline = outline.clone();
        for region in &mut outline.regions {
            region.square_millimetres = region.square_millimetres.map(as_read);
        }
        outline
    };
    *kept == read_again(now)
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
        let now = Area { square_millimetres: after.square_millimetres.map(as_read), ..after.clone() };
        let differs = *before != now;
        note(differs, CapsuleDifference::Area { kept: Box::new(before.clone()), now: Box::new(now) });
    }
    let abstention = CapsuleDifference::Abstention { kept: kept.abstention, now: now.abstention };
    note(kept.abstention != now.abstention, abstention);
    let cells = |mask: &Mask| (mask.width, mask.height);
    note(cells(kept) != cells(now) || kept.cells != now.cells, CapsuleDifference::Outline);
    differences
}

/// A number as a reader of its JSON has it: `serde_json` reads the last digit of a long one in another way now and then.
fn as_read(number: f64) -> f64 {
    serde_json::to_string(&number).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(number)
}
