//! How far to believe each label of a model that judges every label by itself.

use super::{Manifest, OperatingPoint, demand};
use crate::WeightsError;
use evaluation::Split;
use serde::{Deserialize, Serialize};
use task::AnswerKind;

/// Probability, threshold and set of one label, fitted by `lab calibrate` on `val`.
///
/// The calibrated probability of a logit `z` is `1 / (1 + exp(-(z / temperature + shift)))` (Platt 1999). The shift undoes
/// what a weight of rare labels in training adds to every logit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelCalibration {
    /// The label.
    pub label: String,
    /// Name of the data set it was fitted on.
    pub data: String,
    /// Its split: `val`.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Those of them to which the label applies.
    pub positives: u32,
    /// Logits are divided by it. Above 0.
    pub temperature: f32,
    /// Added to the divided logit.
    pub shift: f32,
    /// Calibrated probability from which on the label counts as present, 0…1: of most sensitivity and specificity
    /// together (Youden 1950).
    pub threshold: f32,
    /// Share of the pictures to which it applies, and of those to which it does not, whose set holds the truth: 0.95.
    pub level: f32,
    /// The set holds "applies" from this calibrated probability on, 0…1.
    pub applies_from: f32,
    /// The set holds "does not apply" up to this calibrated probability, 0…1.
    pub absent_up_to: f32,
    /// Thresholds that hold a sensitivity or a specificity on `val`.
    pub operating_points: Vec<OperatingPoint>,
}

impl LabelCalibration {
    fn is_sound(&self, label: &str) -> bool {
        let shares = [self.threshold, self.level, self.applies_from, self.absent_up_to];
        self.label == *label
            && self.split == Split::Val
            && self.temperature > 0.0
            && self.temperature.is_finite()
            && self.shift.is_finite()
            && shares.iter().all(|share| (0.0..=1.0).contains(share))
            && self.operating_points.iter().all(|point| point.label == *label)
    }
}

/// Whether the manifest has for its kind of answer what belongs to that kind, and nothing of the other.
pub(super) fn check(manifest: &Manifest) -> Result<(), WeightsError> {
    let fitted = &manifest.label_calibrations;
    match manifest.answer {
        AnswerKind::Classes => demand(fitted.is_empty(), "label-calibrations", fitted.len().to_string()),
        AnswerKind::Labels => {
            let of_classes = [
                ("negative", manifest.negative.is_some()),
                ("calibration", manifest.calibration.is_some()),
                ("outline", manifest.outline.is_some()),
                ("acquisitions", manifest.acquisitions.is_some()),
                ("acquisition_head", manifest.acquisition_head.is_some()),
            ];
            let odd = of_classes.iter().find(|(_, is_there)| *is_there);
            demand(odd.is_none(), "of-classes", odd.map_or_else(String::new, |(name, _)| (*name).to_owned()))?;
            let is_whole = fitted.is_empty()
                || fitted.len() == manifest.labels.len()
                    && fitted.iter().zip(&manifest.labels).all(|(fitted, label)| fitted.is_sound(label));
            let found: Vec<&str> = fitted.iter().map(|fitted| fitted.label.as_str()).collect();
            demand(is_whole, "label-calibrations", found.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(more: &str) -> String {
        format!(
            r#"{{
                "format": 1, "task": "leaf", "name": "n", "version": "1.0.0", "architecture": "efficientnet-lite0",
                "licence": "CC0-1.0", "labels": ["rust", "holes"], {more}
                "input": {{
                    "size": 32, "colour": "grey", "mean": [127, 127, 127], "deviation": [128, 128, 128],
                    "resize": {{ "fit": "contain", "filter": "catmull-rom", "fill": 0 }}
                }},
                "weights": {{
                    "file": "weights.safetensors", "bytes": 3,
                    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                }},
                "goldens": [{{ "seed": 1, "logits": [0.5, -0.5] }}],
                "tolerance": {{ "cpu": 0.01, "webgpu": 0.05 }}, "scores": []
            }}"#
        )
    }

    fn fitted(label: &str) -> LabelCalibration {
        LabelCalibration {
            label: label.into(),
            data: "leaves".into(),
            split: Split::Val,
            n: 40,
            positives: 20,
            temperature: 1.5,
            shift: -0.5,
            threshold: 0.5,
            level: 0.95,
            applies_from: 0.25,
            absent_up_to: 0.75,
            operating_points: Vec::new(),
        }
    }

    #[test]
    fn the_kind_of_answer_is_kept_and_left_out_where_it_is_of_classes() {
        let classes = Manifest::from_json(manifest("").as_bytes()).unwrap();
        assert_eq!(classes.answer, AnswerKind::Classes);
        let written = classes.to_json().unwrap();
        assert!(!written.contains("\"answer\"") && !written.contains("label_calibrations"), "{written}");
        let labels = Manifest::from_json(manifest("\"answer\": \"labels\",").as_bytes()).unwrap();
        assert_eq!(labels.answer, AnswerKind::Labels);
        assert_eq!(Manifest::from_json(labels.to_json().unwrap().as_bytes()), Ok(labels));
        assert!(Manifest::from_json(manifest("\"answer\": \"mask\",").as_bytes()).is_err());
    }

    #[test]
    fn nothing_of_the_other_kind_is_read() {
        let why = |more: &str| Manifest::from_json(manifest(more).as_bytes()).unwrap_err().to_string();
        let negative = why("\"answer\": \"labels\", \"negative\": \"rust\",");
        assert!(negative.contains("what such answers can have, found negative"), "{negative}");
        let mut classes = Manifest::from_json(manifest("").as_bytes()).unwrap();
        classes.label_calibrations = vec![fitted("rust"), fitted("holes")];
        assert!(classes.to_json().is_err());
    }

    #[test]
    fn every_label_has_a_calibration_in_its_place_or_none_has() {
        let labels = Manifest::from_json(manifest("\"answer\": \"labels\",").as_bytes()).unwrap();
        let of =
            |fitted: Vec<LabelCalibration>| Manifest { label_calibrations: fitted, ..labels.clone() }.to_json().is_ok();
        assert!(of(vec![fitted("rust"), fitted("holes")]));
        assert!(!of(vec![fitted("holes"), fitted("rust")]));
        assert!(!of(vec![fitted("rust")]));
        let odd: [fn(&mut LabelCalibration); 4] = [
            |one| one.temperature = 0.0,
            |one| one.shift = f32::NAN,
            |one| one.threshold = 1.5,
            |one| one.split = Split::Test,
        ];
        for change in odd {
            let mut one = fitted("rust");
            change(&mut one);
            assert!(!of(vec![one, fitted("holes")]));
        }
    }
}
