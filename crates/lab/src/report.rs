//! The result of `lab evaluate`: one object for scripts, one page of tables for people.
//!
//! Invariant: pure. Every score comes with its interval, its number of pictures and of groups,
//! and the data it was measured on.

use super::any_finding::{Findings, by_group};
use super::bootstrap::{NamedScores, group_count, intervals};
use super::outlined::OutlineReport;
use super::parts::PartScores;
use super::shown::HeadlineReport;
use super::trust_evaluation::TrustEvaluation;
use ::task::GroupsOf;
use evaluation::{Evaluation, Figure, SourceScore, Split};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use training::metrics::{Metrics, Outcome, measure};

/// A score that the data do not allow is `null`.
pub type OptionalScore = Option<f64>;

/// Lower and upper end of the 95 % interval; `null` where there is no score.
pub type Interval = Option<[f64; 2]>;

/// What `lab evaluate --json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Pictures.
    pub n: usize,
    /// Groups that the intervals resample.
    pub groups: usize,
    /// What a group is.
    pub grouped_by: GroupsOf,
    /// Class labels in logit order.
    pub labels: Vec<String>,
    /// Share answered correctly.
    pub accuracy: OptionalScore,
    /// Mean recall over the classes that occur.
    pub macro_recall: OptionalScore,
    /// Mean precision over the classes that occur.
    pub macro_precision: OptionalScore,
    /// Mean F1 over the classes that occur.
    pub macro_f1: OptionalScore,
    /// Mean one-versus-rest area under the ROC curve.
    pub macro_auc: OptionalScore,
    /// Expected calibration error, 15 bins of equal mass, of what visitors see: calibrated where the model is.
    pub ece: OptionalScore,
    /// 95 % intervals of the scores above, by name.
    pub intervals: BTreeMap<String, [f64; 2]>,
    /// `confusion[truth][predicted]`, in pictures.
    pub confusion: Vec<Vec<usize>>,
    /// Calibration: `ece_before`, `temperature`, `reliability`, `sets`, `operating_points`.
    #[serde(flatten)]
    pub trust: Option<TrustEvaluation>,
    /// By label.
    pub per_class: BTreeMap<String, ClassReport>,
    /// By source of the pictures.
    pub per_source: BTreeMap<String, SourceScores>,
    /// Mean recall of the classes with enough pictures; `null` where fewer than two have them.
    pub recall_of: Option<PartScores>,
    /// By subgroup of people, where sources show one alone; a caller who knows them adds it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub per_subgroup: BTreeMap<String, PartScores>,
    /// Each group counted once for each true class; `None` where groups are no more than pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_group: Option<GroupReport>,
    /// Any finding against none; `null` for a model that has no class for "none".
    pub any_finding: Option<Findings>,
    /// Outlines compared with manually drawn ones, by source; empty for a model without outlines.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub outlines: BTreeMap<String, OutlineReport>,
    /// What the page's headline shows, with gates and sets applied; `null` for weights that are not shipped.
    pub shown: Option<HeadlineReport>,
    /// What a rule that sees nothing of the anatomy scores on the same pictures.
    pub baseline: Option<BaselineReport>,
    /// What was measured.
    pub model: MeasuredModel,
    /// On what.
    pub data: MeasuredData,
}

/// One class against the rest.
#[derive(Clone, Debug, Serialize)]
pub struct ClassReport {
    /// Pictures of this class.
    pub n: usize,
    /// Share of them found.
    pub recall: OptionalScore,
    /// Share of answers naming it that were right.
    pub precision: OptionalScore,
    /// Harmonic mean of the two.
    pub f1: OptionalScore,
    /// One-versus-rest area under the ROC curve.
    pub auc: OptionalScore,
    /// 95 % intervals by name.
    pub intervals: BTreeMap<String, [f64; 2]>,
}

/// The pictures of one source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceScores {
    /// Pictures.
    pub n: usize,
    /// Groups.
    pub groups: usize,
    /// Share answered correctly.
    pub accuracy: OptionalScore,
    /// 95 % interval of `accuracy`.
    pub accuracy_interval: Interval,
    /// Mean recall over the classes that occur in this source.
    pub macro_recall: OptionalScore,
    /// Expected calibration error of what visitors see, 15 bins of equal mass. It is overestimated for few pictures:
    /// the accuracy of a bin of a handful rarely equals its confidence.
    pub ece: OptionalScore,
    /// 95 % interval of `ece`.
    pub ece_interval: Interval,
    /// Pictures and recall by label, for the labels that occur.
    pub per_class: BTreeMap<String, SourceClass>,
}

/// One class within one source.
#[derive(Clone, Debug, Serialize)]
pub struct SourceClass {
    /// Pictures.
    pub n: usize,
    /// Share of them found.
    pub recall: OptionalScore,
}

/// Scores where a group counts once for each true class, with the mean of the probabilities of its slices.
#[derive(Clone, Debug, Serialize)]
pub struct GroupReport {
    /// Groups and classes.
    pub n: usize,
    /// Share answered correctly.
    pub accuracy: OptionalScore,
    /// Mean recall over the classes that occur.
    pub macro_recall: OptionalScore,
    /// Mean one-versus-rest area under the ROC curve.
    pub macro_auc: OptionalScore,
    /// Groups and recall by label, for the labels that occur.
    pub per_class: BTreeMap<String, SourceClass>,
    /// 95 % intervals by name.
    pub intervals: BTreeMap<String, [f64; 2]>,
}

/// The trivial baseline.
#[derive(Clone, Debug, Serialize)]
pub struct BaselineReport {
    /// What it is.
    pub method: String,
    /// L2 penalty chosen on `val`.
    pub penalty: f64,
    /// Share answered correctly.
    pub accuracy: OptionalScore,
    /// Mean recall.
    pub macro_recall: OptionalScore,
    /// Mean one-versus-rest area under the ROC curve.
    pub macro_auc: OptionalScore,
    /// 95 % intervals by name.
    pub intervals: BTreeMap<String, [f64; 2]>,
}

/// The measured model.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuredModel {
    /// Task.
    pub task: String,
    /// Name of the model.
    pub name: String,
    /// Version of the weights.
    pub version: String,
    /// `f32` or `int8`.
    pub weights: String,
    /// SHA-256 of the weights file.
    pub sha256: String,
    /// Whether each answer is the mean over the picture and its mirror image.
    pub flip: bool,
}

/// The data it was measured on.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuredData {
    /// Name of the data set.
    pub name: String,
    /// Hash over the manifest and every picture.
    pub sha256: String,
    /// Split.
    pub split: Split,
}

impl Report {
    /// Scores `outcomes` on data with these groups; `baseline` is added by the caller.
    #[must_use]
    pub fn new(
        outcomes: &[Outcome],
        labels: &[String],
        grouped_by: GroupsOf,
        model: MeasuredModel,
        data: MeasuredData,
    ) -> Self {
        let all: Vec<&Outcome> = outcomes.iter().collect();
        let metrics = measure(&all, labels.len());
        let bounds = intervals(&all, labels.len(), |metrics| named(metrics, labels));
        let per_class = labels.iter().zip(&metrics.per_class).map(|(label, class)| {
            let intervals = CLASS_SCORES
                .iter()
                .filter_map(|score| Some(((*score).to_owned(), *bounds.get(&format!("{score}_{label}"))?)))
                .collect();
            let report = ClassReport {
                n: class.n,
                recall: class.recall,
                precision: class.precision,
                f1: class.f1,
                auc: class.auc,
                intervals,
            };
            (label.clone(), report)
        });
        Self {
            n: metrics.n,
            groups: group_count(&all),
            grouped_by,
            labels: labels.to_vec(),
            accuracy: metrics.accuracy,
            macro_recall: metrics.macro_recall,
            macro_precision: metrics.macro_precision,
            macro_f1: metrics.macro_f1,
            macro_auc: metrics.macro_auc,
            ece: metrics.ece,
            per_class: per_class.collect(),
            per_source: per_source(outcomes, labels),
            recall_of: PartScores::of_classes(&all, labels),
            per_subgroup: BTreeMap::new(),
            by_group: grouped_by.counted().map(|_| GroupReport::new(&all, labels)),
            any_finding: None,
            outlines: BTreeMap::new(),
            shown: None,
            intervals: bounds.into_iter().filter(|(name, _)| OVERALL_SCORES.contains(&name.as_str())).collect(),
            confusion: metrics.confusion,
            baseline: None,
            trust: None,
            model,
            data,
        }
    }
}

impl Report {
    /// The report in the manifest's form; `None` where its calibration was not measured.
    #[must_use]
    pub fn evaluation(&self) -> Option<Evaluation> {
        let trust = self.trust.as_ref()?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let sources = self.per_source.iter().filter_map(|(source, part)| {
            Some(SourceScore {
                source: source.clone(),
                n: count(part.n),
                accuracy: figure(part.accuracy, part.accuracy_interval.as_ref())?,
                labels: part.per_class.keys().cloned().collect(),
            })
        });
        let baseline = self.baseline.as_ref();
        Some(Evaluation {
            data: self.data.name.clone(),
            split: self.data.split,
            n: count(self.n),
            groups: count(self.groups),
            accuracy: figure(self.accuracy, self.intervals.get("accuracy"))?,
            macro_recall: figure(self.macro_recall, self.intervals.get("macro_recall"))?,
            baseline_macro_recall: baseline
                .and_then(|baseline| figure(baseline.macro_recall, baseline.intervals.get("macro_recall"))),
            labels: self.labels.clone(),
            confusion: self.confusion.iter().map(|row| row.iter().copied().map(count).collect()).collect(),
            reliability: trust.reliability.clone(),
            sources: sources.collect(),
            sets: trust.sets.clone(),
            operating_points: trust.operating_points.clone(),
            any: self.any_finding.as_ref().map(Findings::finding),
        })
    }
}

fn figure(value: OptionalScore, interval: Option<&[f64; 2]>) -> Option<Figure> {
    let [low, high] = *interval?;
    Some(Figure { value: value? as f32, low: low as f32, high: high as f32 })
}

impl GroupReport {
    fn new(outcomes: &[&Outcome], labels: &[String]) -> Self {
        let groups = by_group(outcomes);
        let all: Vec<&Outcome> = groups.iter().collect();
        let metrics = measure(&all, labels.len());
        let bounds = intervals(&all, labels.len(), |metrics| named(metrics, labels));
        let present = labels.iter().zip(&metrics.per_class).filter(|(_, class)| class.n > 0);
        let kept =
            |name: &str| ["accuracy", "macro_recall", "macro_auc"].contains(&name) || name.starts_with("recall_");
        Self {
            n: metrics.n,
            accuracy: metrics.accuracy,
            macro_recall: metrics.macro_recall,
            macro_auc: metrics.macro_auc,
            per_class: present
                .map(|(label, class)| (label.clone(), SourceClass { n: class.n, recall: class.recall }))
                .collect(),
            intervals: bounds.into_iter().filter(|(name, _)| kept(name)).collect(),
        }
    }
}

impl BaselineReport {
    /// Scores the baseline's answers.
    #[must_use]
    pub fn new(outcomes: &[Outcome], classes: usize, method: String, penalty: f64) -> Self {
        let all: Vec<&Outcome> = outcomes.iter().collect();
        let metrics = measure(&all, classes);
        Self {
            method,
            penalty,
            accuracy: metrics.accuracy,
            macro_recall: metrics.macro_recall,
            macro_auc: metrics.macro_auc,
            intervals: intervals(&all, classes, |metrics| {
                named(metrics, &[])
                    .into_iter()
                    .filter(|(name, _)| ["accuracy", "macro_recall", "macro_auc"].contains(&name.as_str()))
                    .collect()
            }),
        }
    }
}

const OVERALL_SCORES: [&str; 6] = ["accuracy", "macro_recall", "macro_precision", "macro_f1", "macro_auc", "ece"];
const CLASS_SCORES: [&str; 4] = ["recall", "precision", "f1", "auc"];

fn named(metrics: &Metrics, labels: &[String]) -> NamedScores {
    let overall = [
        metrics.accuracy,
        metrics.macro_recall,
        metrics.macro_precision,
        metrics.macro_f1,
        metrics.macro_auc,
        metrics.ece,
    ];
    let mut named: NamedScores = OVERALL_SCORES.iter().map(|name| (*name).to_owned()).zip(overall).collect();
    for (label, class) in labels.iter().zip(&metrics.per_class) {
        let scores = [class.recall, class.precision, class.f1, class.auc];
        named.extend(CLASS_SCORES.iter().map(|name| format!("{name}_{label}")).zip(scores));
    }
    named
}

fn per_source(outcomes: &[Outcome], labels: &[String]) -> BTreeMap<String, SourceScores> {
    let sources: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.source.as_str()).collect();
    sources
        .into_iter()
        .map(|source| {
            let part: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.source == source).collect();
            let metrics = measure(&part, labels.len());
            let bounds = intervals(&part, labels.len(), |metrics| {
                vec![("accuracy".to_owned(), metrics.accuracy), ("ece".to_owned(), metrics.ece)]
            });
            let present = labels.iter().zip(&metrics.per_class).filter(|(_, class)| class.n > 0);
            let report = SourceScores {
                n: metrics.n,
                groups: group_count(&part),
                accuracy: metrics.accuracy,
                accuracy_interval: bounds.get("accuracy").copied(),
                macro_recall: metrics.macro_recall,
                ece: metrics.ece,
                ece_interval: bounds.get("ece").copied(),
                per_class: present
                    .map(|(label, class)| (label.clone(), SourceClass { n: class.n, recall: class.recall }))
                    .collect(),
            };
            (source.to_owned(), report)
        })
        .collect()
}
