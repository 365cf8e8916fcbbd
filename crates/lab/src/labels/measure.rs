//! How well a model judges each label, on one split.

use crate::bootstrap::{group_count, intervals, share};
use evaluation::{Figure, HeldMeasure, Metric, Score, Split};
use model::{LabelCalibration, Manifest, OperatingPoint};
use protocol::{LabelFound, LabelState};
use serde::Serialize;
use training::metrics::{Outcome, measure};
use trust::{Confidence, expected_calibration_error};

/// One picture, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedPicture {
    /// Whether each label applies, in logit order.
    pub truths: Vec<bool>,
    /// What the page would show of each, gates aside.
    pub found: Vec<LabelFound>,
    /// Patient or near-duplicate cluster.
    pub group: String,
    /// Where the picture came from.
    pub source: String,
}

/// The figures of one label on one split.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelReport {
    /// The label.
    pub label: String,
    /// Pictures.
    pub n: usize,
    /// Those to which it applies.
    pub positives: usize,
    /// Groups that the intervals resample.
    pub groups: usize,
    /// Area under the ROC curve; `None` where every picture is of one kind, as for what follows.
    pub auc: Option<Figure>,
    /// Share of the pictures to which it applies that reach the threshold.
    pub sensitivity: Option<Figure>,
    /// Share of the others that stay below it.
    pub specificity: Option<Figure>,
    /// Expected calibration error of the probability that it applies, 15 bins of equal mass.
    pub ece: f64,
    /// Share of the pictures to which it applies whose set holds that.
    pub applies_covered: Option<Figure>,
    /// Share of the others whose set holds that it does not apply.
    pub absent_covered: Option<Figure>,
    /// Share of pictures on which it is left open.
    pub unclear: Option<Figure>,
    /// What each operating point gives here.
    pub operating_points: Vec<PointReport>,
}

/// An operating point chosen on `val`, measured here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointReport {
    /// What was held on `val`.
    pub held: HeldMeasure,
    /// At least this, there.
    pub level: f32,
    /// Calibrated probability from which on the label counts as present.
    pub threshold: f32,
    /// Share of the pictures to which it applies that reach it.
    pub sensitivity: Option<Figure>,
    /// Share of the others that stay below it.
    pub specificity: Option<Figure>,
}

/// Measures every label of the model.
#[must_use]
pub fn reports(pictures: &[JudgedPicture], manifest: &Manifest) -> Vec<LabelReport> {
    let labels = manifest.labels.iter().enumerate();
    labels.map(|(place, label)| report(pictures, (place, label), manifest.label_calibrations.get(place))).collect()
}

fn report(
    pictures: &[JudgedPicture],
    (place, label): (usize, &String),
    fitted: Option<&LabelCalibration>,
) -> LabelReport {
    let probability = |picture: &JudgedPicture| picture.found[place].probability;
    // As a task of two classes: the label applies, or it does not.
    let outcomes: Vec<Outcome> = pictures
        .iter()
        .map(|picture| Outcome {
            truth: usize::from(!picture.truths[place]),
            probabilities: vec![probability(picture), 1.0 - probability(picture)],
            group: picture.group.clone(),
            source: picture.source.clone(),
        })
        .collect();
    let all: Vec<&Outcome> = outcomes.iter().collect();
    let bounds = intervals(&all, 2, |metrics| vec![("auc".to_owned(), metrics.per_class[0].auc)]);
    let area = measure(&all, 2).per_class[0].auc.zip(bounds.get("auc"));
    let confidences: Vec<Confidence> = pictures
        .iter()
        .map(|picture| Confidence { value: f64::from(probability(picture)), correct: picture.truths[place] })
        .collect();
    let of = |applies: bool, is_so: &dyn Fn(&LabelFound) -> bool| {
        let own = pictures.iter().filter(|picture| picture.truths[place] == applies);
        share(own.map(|picture| (picture.group.as_str(), is_so(&picture.found[place]))))
    };
    let point = |point: &OperatingPoint| PointReport {
        held: point.held,
        level: point.level,
        threshold: point.threshold,
        sensitivity: of(true, &|found| found.probability >= point.threshold),
        specificity: of(false, &|found| found.probability < point.threshold),
    };
    LabelReport {
        label: label.clone(),
        n: pictures.len(),
        positives: pictures.iter().filter(|picture| picture.truths[place]).count(),
        groups: group_count(&all),
        auc: area.map(|(value, [low, high])| Figure { value: value as f32, low: *low as f32, high: *high as f32 }),
        sensitivity: of(true, &|found| found.probability >= found.threshold),
        specificity: of(false, &|found| found.probability < found.threshold),
        ece: expected_calibration_error(&confidences),
        applies_covered: of(true, &|found| found.state != LabelState::Absent),
        absent_covered: of(false, &|found| found.state != LabelState::Present),
        unclear: share(
            pictures.iter().map(|picture| (picture.group.as_str(), picture.found[place].state == LabelState::Unclear)),
        ),
        operating_points: fitted.iter().flat_map(|fitted| &fitted.operating_points).map(point).collect(),
    }
}

/// The figures of labels in the manifest's form: area under the curve, sensitivity and specificity of each. One that the data
/// do not allow is left out.
#[must_use]
pub fn scores(reports: &[LabelReport], data: &str, split: Split, weights: &str) -> Vec<Score> {
    let of = |report: &LabelReport| {
        let figures = [
            (Metric::Auc(report.label.clone()), report.auc),
            (Metric::Recall(report.label.clone()), report.sensitivity),
            (Metric::Specificity(report.label.clone()), report.specificity),
        ];
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (n, groups) = (count(report.n), count(report.groups));
        figures.map(|(metric, figure)| {
            let Figure { value, low, high } = figure?;
            let (data, weights) = (data.to_owned(), weights.to_owned());
            Some(Score { metric, value, interval: [low, high], data, split, weights, n, groups })
        })
    };
    reports.iter().flat_map(of).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(number: usize, applies: bool, probability: f32, state: LabelState) -> JudgedPicture {
        let found = LabelFound { label: "rust".into(), probability, threshold: 0.5, level: Some(0.95), state };
        JudgedPicture { truths: vec![applies], found: vec![found], group: format!("g{number}"), source: "a".into() }
    }

    fn measured(pictures: &[JudgedPicture]) -> LabelReport {
        report(pictures, (0, &"rust".to_owned()), None)
    }

    #[test]
    fn a_label_is_measured_against_the_pictures_without_it() {
        use LabelState::{Absent, Present, Unclear};
        let pictures = [
            picture(0, true, 0.9, Present),
            picture(1, true, 0.4, Absent),
            picture(2, false, 0.2, Absent),
            picture(3, false, 0.3, Absent),
            picture(4, false, 0.6, Unclear),
            picture(5, false, 0.1, Absent),
        ];
        let found = measured(&pictures);
        assert_eq!((found.n, found.positives, found.groups), (6, 2, 6));
        let value = |figure: Option<Figure>| figure.unwrap().value;
        // 0.9 is above all four, 0.4 above three of them.
        assert_eq!(value(found.auc), 0.875);
        assert_eq!((value(found.sensitivity), value(found.specificity)), (0.5, 0.75));
        assert_eq!((value(found.applies_covered), value(found.absent_covered)), (0.5, 1.0));
        assert!((value(found.unclear) - 1.0 / 6.0).abs() < 1e-6);
        let scores = scores(&[found], "leaves", Split::Test, "int8");
        let names: Vec<String> = scores.iter().map(|score| score.metric.to_string()).collect();
        assert_eq!(names, ["auc_rust", "recall_rust", "specificity_rust"]);
        assert!(scores.iter().all(|score| score.interval[0] <= score.value && score.value <= score.interval[1]));
    }

    #[test]
    fn without_both_kinds_there_is_no_score() {
        let found = measured(&[picture(0, true, 0.9, LabelState::Present)]);
        assert_eq!((found.auc, found.specificity, found.absent_covered), (None, None, None));
        assert_eq!(scores(&[found], "leaves", Split::Test, "int8").len(), 1, "of the pictures with it");
    }
}
