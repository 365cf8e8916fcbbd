//! Calibration of a model, measured on one split.
//!
//! Invariant: measures only. Everything was fitted on `val` by `lab calibrate`.

use super::bootstrap::{share, share_by_group};
use ::task::GroupsOf;
use evaluation::{Bin, ClassCoverage, Figure, MeasuredPoint, Reliability, SetCoverage};
use model::{Calibration, OperatingPoint, Quantiles};
use serde::Serialize;
use training::metrics::{Outcome, confidences};
use trust::{SetScore, expected_calibration_error, nested_set, reliability_bins};

/// The measurements.
#[derive(Clone, Debug, Serialize)]
pub struct TrustEvaluation {
    /// Expected calibration error of the uncalibrated softmax.
    pub ece_before: f32,
    /// What the logits are divided by; 1 where the model is not calibrated.
    pub temperature: f32,
    /// Lapse rate: share of answers assumed wrong whatever the logits.
    pub lapse: f32,
    /// Both errors, with their bins.
    pub reliability: Reliability,
    /// Prediction sets, one entry per level.
    pub sets: Vec<SetCoverage>,
    /// Operating points chosen on `val`.
    pub operating_points: Vec<MeasuredPoint>,
}

impl TrustEvaluation {
    /// Measures answers as visitors see them (`outcomes`) and as the softmax gives them (`raw`), in the same order, on
    /// data with these groups.
    #[must_use]
    pub fn new(
        [outcomes, raw]: [&[Outcome]; 2],
        labels: &[String],
        groups: GroupsOf,
        calibration: Option<&Calibration>,
    ) -> Self {
        let (error_before, before) = reliability(raw);
        let (error_after, after) = reliability(outcomes);
        let floor = calibration.map_or(0.0, |fitted| fitted.floor);
        let score = calibration.map(|fitted| SetScore::from_kind(fitted.score, fitted.penalty));
        let levels = calibration.iter().flat_map(|fitted| &fitted.quantiles);
        let points = calibration.iter().flat_map(|fitted| &fitted.operating_points);
        Self {
            ece_before: error_before,
            temperature: calibration.map_or(1.0, |fitted| fitted.temperature),
            lapse: calibration.map_or(0.0, |fitted| fitted.lapse),
            reliability: Reliability { error_before, error_after, before, after },
            sets: levels.filter_map(|level| coverage((outcomes, groups), labels, (score?, floor), level)).collect(),
            operating_points: points.filter_map(|point| measured_point(outcomes, labels, point)).collect(),
        }
    }
}

fn reliability(outcomes: &[Outcome]) -> (f32, Vec<Bin>) {
    let answers = confidences(&outcomes.iter().collect::<Vec<_>>());
    (expected_calibration_error(&answers) as f32, reliability_bins(&answers))
}

/// `None` without pictures. A class that does not occur is left out.
fn coverage(
    (outcomes, groups): (&[Outcome], GroupsOf),
    labels: &[String],
    (score, floor): (SetScore, f32),
    level: &Quantiles,
) -> Option<SetCoverage> {
    let answered: Vec<(&Outcome, usize, bool)> = outcomes
        .iter()
        .map(|outcome| {
            let set = nested_set(&outcome.probabilities, score, &level.per_class, floor);
            (outcome, set.len(), set.contains(&outcome.truth))
        })
        .collect();
    let of = |part: &[&(&Outcome, usize, bool)]| -> Option<(Figure, Option<Figure>, f32)> {
        let held = || part.iter().map(|(outcome, _, holds)| (outcome.group.as_str(), *holds));
        let sizes: usize = part.iter().map(|(_, size, _)| size).sum();
        let by_group = groups.counted().and_then(|_| share_by_group(held()));
        Some((share(held())?, by_group, (sizes as f64 / part.len() as f64) as f32))
    };
    let (figure, by_group, mean_size) = of(&answered.iter().collect::<Vec<_>>())?;
    let sized = |size: usize| answered.iter().filter(|answer| answer.1 == size).count();
    let classes = labels.iter().enumerate().filter_map(|(class, label)| {
        let own: Vec<_> = answered.iter().filter(|(outcome, ..)| outcome.truth == class).collect();
        let (coverage, by_group, mean_size) = of(&own)?;
        Some(ClassCoverage { label: label.clone(), n: count(own.len()), coverage, by_group, mean_size })
    });
    Some(SetCoverage {
        level: level.level,
        coverage: figure,
        by_group,
        mean_size,
        sizes: (0..=labels.len()).map(|size| (sized(size) as f64 / answered.len() as f64) as f32).collect(),
        classes: classes.collect(),
    })
}

/// `None` where the split lacks the class, or holds nothing else.
fn measured_point(outcomes: &[Outcome], labels: &[String], point: &OperatingPoint) -> Option<MeasuredPoint> {
    let class = labels.iter().position(|label| *label == point.label)?;
    let called = |outcome: &Outcome| outcome.probabilities.get(class).is_some_and(|value| *value >= point.threshold);
    let of = |is_own: bool| {
        let part = outcomes.iter().filter(move |outcome| (outcome.truth == class) == is_own);
        share(part.map(|outcome| (outcome.group.as_str(), called(outcome) == is_own)))
    };
    Some(MeasuredPoint {
        label: point.label.clone(),
        held: point.held,
        level: point.level,
        threshold: point.threshold,
        sensitivity: of(true)?,
        specificity: of(false)?,
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
