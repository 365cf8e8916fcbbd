//! Assembly of an answer with labels, each judged by itself.

use super::gates::Gates;
use super::{Run, steps};
use explain::{self, Map};
use imaging::Image;
use model::{LabelCalibration, Manifest};
use protocol::{Abstention, ActivationMap, LabelFound, LabelState, Labels};

/// Probability from which on a label counts as present where nothing was calibrated.
const EVEN_ODDS: f32 = 0.5;

/// The labels of a picture that a gate refused before the network: none.
pub(super) fn labels_refused() -> Labels {
    Labels { labels: Vec::new(), abstention: Some(Abstention::Gate), maps: Vec::new() }
}

/// The network's answer, with a map for each label. `input` is its input. Where the likeness gate has refused, no label is
/// judged.
pub(super) fn labels_from_run(
    manifest: &Manifest,
    (run, maps): (&Run, Vec<Map>),
    input: &Image,
    gates: &Gates,
) -> Labels {
    let mut labels = judged(manifest, &steps::probabilities(&run.logits, manifest));
    let abstention = gates.refused().then_some(Abstention::Gate);
    if abstention.is_some() {
        labels.iter_mut().for_each(|label| (label.level, label.state) = (None, LabelState::Unclear));
    }
    let summarised = |map: Map| ActivationMap { summary: explain::summary(&map, input), map };
    Labels { labels, abstention, maps: maps.into_iter().map(summarised).collect() }
}

/// What may be shown of each label, from the calibrated probabilities in the model's order.
///
/// A label applies where its set holds that alone and its probability reaches the threshold; it does not where its set holds
/// that alone and the probability stays below. Sets of both or of neither leave it open. Without a calibration even odds
/// decide, and no rate is promised.
#[must_use]
pub fn judged(manifest: &Manifest, probabilities: &[f32]) -> Vec<LabelFound> {
    let each = manifest.labels.iter().zip(probabilities).enumerate();
    each.map(|(place, (label, probability))| {
        // A checked manifest has one calibration for each label, in their order, or none.
        let fitted = manifest.label_calibrations.get(place);
        LabelFound {
            label: label.clone(),
            probability: *probability,
            threshold: fitted.map_or(EVEN_ODDS, |fitted| fitted.threshold),
            level: fitted.map(|fitted| fitted.level),
            state: state(*probability, fitted),
        }
    })
    .collect()
}

fn state(probability: f32, fitted: Option<&LabelCalibration>) -> LabelState {
    let Some(fitted) = fitted else {
        return if probability >= EVEN_ODDS { LabelState::Present } else { LabelState::Absent };
    };
    let set = [probability >= fitted.applies_from, probability <= fitted.absent_up_to];
    match (set, probability >= fitted.threshold) {
        ([true, false], true) => LabelState::Present,
        ([false, true], false) => LabelState::Absent,
        _ => LabelState::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cross_check::is_near_threshold;
    use evaluation::Split;
    use model::AnswerKind;

    fn manifest() -> Manifest {
        let labels = ["rust", "holes"].map(str::to_owned).to_vec();
        Manifest { answer: AnswerKind::Labels, labels, negative: None, ..crate::outline::tests::manifest(None) }
    }

    fn calibrated() -> Manifest {
        let fitted = |label: &str, shift: f32| LabelCalibration {
            label: label.into(),
            data: "leaves".into(),
            split: Split::Val,
            n: 40,
            positives: 20,
            temperature: 2.0,
            shift,
            threshold: 0.5,
            level: 0.95,
            applies_from: 0.4,
            absent_up_to: 0.6,
            operating_points: Vec::new(),
        };
        Manifest { label_calibrations: vec![fitted("rust", 0.0), fitted("holes", -1.0)], ..manifest() }
    }

    fn states(manifest: &Manifest, probabilities: [f32; 2]) -> [LabelState; 2] {
        let found = judged(manifest, &probabilities);
        assert_eq!([&found[0].label, &found[1].label], ["rust", "holes"]);
        [found[0].state, found[1].state]
    }

    #[test]
    fn each_label_has_a_probability_of_its_own() {
        assert_eq!(manifest().answer, AnswerKind::Labels);
        let plain = steps::probabilities(&[2.0, 2.0], &manifest());
        assert!(plain.iter().all(|value| (value - 0.8808).abs() < 1e-3), "{plain:?}: they need not sum to 1");
        let fitted = steps::probabilities(&[2.0, 2.0], &calibrated());
        assert!((fitted[0] - 0.7311).abs() < 1e-3 && (fitted[1] - 0.5).abs() < 1e-6, "{fitted:?}");
    }

    #[test]
    fn a_label_applies_does_not_or_is_left_open() {
        use LabelState::{Absent, Present, Unclear};
        assert_eq!(states(&calibrated(), [0.7, 0.3]), [Present, Absent]);
        assert_eq!(states(&calibrated(), [0.5, 0.4]), [Unclear, Unclear]);
        assert_eq!(states(&calibrated(), [0.9, 0.8]), [Present, Present], "several may apply");
        let mut none_fits = calibrated();
        (none_fits.label_calibrations[0].applies_from, none_fits.label_calibrations[0].absent_up_to) = (0.8, 0.2);
        assert_eq!(states(&none_fits, [0.5, 0.3])[0], Unclear, "neither fits");
        let found = judged(&calibrated(), &[0.7, 0.3]);
        assert_eq!((found[0].threshold, found[0].level), (0.5, Some(0.95)));
    }

    #[test]
    fn no_state_contradicts_the_threshold() {
        let mut manifest = calibrated();
        manifest.label_calibrations[0].threshold = 0.75;
        assert_eq!(states(&manifest, [0.7, 0.3])[0], LabelState::Unclear);
        manifest.label_calibrations[0].threshold = 0.25;
        assert_eq!(states(&manifest, [0.3, 0.3])[0], LabelState::Unclear);
    }

    #[test]
    fn without_a_calibration_even_odds_decide_and_nothing_is_promised() {
        assert_eq!(states(&manifest(), [0.5, 0.49]), [LabelState::Present, LabelState::Absent]);
        assert!(judged(&manifest(), &[0.5, 0.5]).iter().all(|found| found.level.is_none() && found.threshold == 0.5));
    }

    #[test]
    fn the_cpu_is_asked_where_a_state_hangs_on_the_tolerance() {
        let run =
            |logits: [f32; 2]| Run { logits: logits.to_vec(), width: 1, height: 1, features: vec![0.0], outline: None };
        assert!(is_near_threshold(&run([0.01, 3.0]), &manifest()));
        assert!(!is_near_threshold(&run([1.0, 3.0]), &manifest()));
    }
}
