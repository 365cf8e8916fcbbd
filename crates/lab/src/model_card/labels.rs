//! What the card says of a model that judges each label by itself, where that differs from one with classes.

use super::ModelCard;
use super::results::{or_nothing, percent, with_interval};
use crate::model::Precision;
use evaluation::{Figure, Metric, Score, Split};

impl ModelCard<'_> {
    /// What the model gives, after "Output:".
    pub(super) fn output_of_labels(&self) -> String {
        format!(
            "for each of {} by itself a calibrated probability that it applies, whether it does, does not or is left open, \
             and a map of where the evidence lies. None, one or several may apply.",
            self.manifest.labels.join(", ")
        )
    }

    /// A sentence for each label and split but `val`, and one for what rounding cost.
    pub(super) fn results_of_labels(&self) -> Vec<String> {
        let mut items = Vec::new();
        for label in &self.manifest.labels {
            for split in [Split::External, Split::Test] {
                items.extend(self.label_on(label, split));
            }
            let area = |weights: Precision| self.score(&Metric::Auc(label.clone()), Split::Test, weights.name());
            if let (Some(int8), Some(f32)) = (area(Precision::Int8), area(Precision::F32)) {
                items.push(format!(
                    "Rounding the weights to int8 took the area under the curve of {label} on test from {:.3} to {:.3}.",
                    f32.value, int8.value
                ));
            }
        }
        or_nothing(items)
    }

    fn label_on(&self, label: &str, split: Split) -> Option<String> {
        let of = |metric: fn(String) -> Metric| self.score(&metric(label.to_owned()), split, Precision::Int8.name());
        let area = of(Metric::Auc)?;
        let share = |score: Option<&Score>| score.map_or_else(|| "–".to_owned(), |score| with_interval(figure(score)));
        let Figure { value, low, high } = figure(area);
        Some(format!(
            "{label}, on “{}”, split {split}, {} pictures of {} groups: area under the curve {value:.3} ({low:.3} to \
             {high:.3}); at its threshold a sensitivity of {} and a specificity of {}.",
            area.data,
            area.n,
            area.groups,
            share(of(Metric::Recall)),
            share(of(Metric::Specificity))
        ))
    }

    /// How each label's logit becomes a probability and a set.
    pub(super) fn calibration_of_labels(&self) -> Vec<String> {
        let each = self.manifest.label_calibrations.iter().map(|fitted| {
            format!(
                "{}: its logit is divided by {:.3}, {:.3} is added, and the logistic function of that is its probability; \
                 fitted on {} pictures of {}, {} of them with it. From {} on its set holds that it applies, up to {} that it \
                 does not: either holds in {} of the pictures of its kind there. Sets of both or of neither leave it open.",
                fitted.label,
                fitted.temperature,
                fitted.shift,
                fitted.n,
                fitted.split,
                fitted.positives,
                percent(fitted.applies_from),
                percent(fitted.absent_up_to),
                percent(fitted.level)
            )
        });
        or_nothing(each.collect())
    }

    /// The thresholds of each label.
    pub(super) fn thresholds_of_labels(&self) -> Vec<String> {
        let mut items = Vec::new();
        for fitted in &self.manifest.label_calibrations {
            items.push(format!(
                "{}: counts as present from a probability of {:.4}, where sensitivity and specificity on {} have the highest \
                 sum.",
                fitted.label, fitted.threshold, fitted.split
            ));
            items.extend(fitted.operating_points.iter().map(|point| {
                format!(
                    "{}, {} held at {:.0} % on {}: from a probability of {:.4}.",
                    point.label,
                    point.held,
                    point.level * 100.0,
                    fitted.split,
                    point.threshold
                )
            }));
        }
        or_nothing(items)
    }
}

/// What the figures are.
pub(super) fn metrics_of_labels() -> Vec<String> {
    [
        "Each label is measured by itself, on pictures with it against pictures without it, whatever else they show. Area \
         under the curve: how often a picture with it has the higher probability. Sensitivity: share of the pictures with it \
         that reach its threshold. Specificity: share of the others that stay below it.",
        "A set holds \"applies\", \"does not apply\", both or neither. Its level is kept for pictures with the label and for \
         those without it, each by themselves, so that a rare label is not paid for by the others.",
        "Every score is of the rounded weights that visitors get, measured with the code of the page, and stands with its data \
         set and split.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn figure(score: &Score) -> Figure {
    let [low, high] = score.interval;
    Figure { value: score.value, low, high }
}
