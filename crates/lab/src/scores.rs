//! A report as the manifest's flat list of scores.

use super::outlined;
use super::parts::{self, PartScores};
use super::report::{Report, SourceScores};
use evaluation::{Metric, Score, Split};

/// Every score of `report` that is shown beside an answer: overall, recall per class, accuracy per
/// source, and the trivial baseline's. A score that the data do not allow is left out.
#[must_use]
pub fn scores_from_report(report: &Report) -> Vec<Score> {
    let list = List { report, groups: report.groups, n: report.n, weights: &report.model.weights };
    let overall = [
        (Metric::Accuracy, report.accuracy),
        (Metric::MacroRecall, report.macro_recall),
        (Metric::MacroAuc, report.macro_auc),
        (Metric::Ece, report.ece),
    ];
    let overall = overall.into_iter().map(|(metric, value)| {
        let interval = report.intervals.get(&metric.to_string());
        list.score(metric, value, interval)
    });
    let mut scores: Vec<Option<Score>> = overall.collect();
    // Beside what the area alone gives by group, where those are more than pictures.
    let by_group = report.by_group.iter();
    scores
        .extend(by_group.map(|found| list.score(Metric::GroupAuc, found.macro_auc, found.intervals.get("macro_auc"))));
    for (label, class) in &report.per_class {
        scores.push(list.score(Metric::Recall(label.clone()), class.recall, class.intervals.get("recall")));
    }
    for (source, part) in &report.per_source {
        let list = List { groups: part.groups, n: part.n, ..list };
        scores.push(list.score(Metric::SourceAccuracy(source.clone()), part.accuracy, part.accuracy_interval.as_ref()));
    }
    scores.extend(list.calibration_by_source());
    scores.extend(list.parts());
    // The baseline has no weights of the network; it is listed once, beside the shipped ones.
    if let Some(baseline) = report.baseline.as_ref().filter(|_| report.model.weights == "int8") {
        let list = List { weights: "baseline", ..list };
        for (metric, value) in [(Metric::Accuracy, baseline.accuracy), (Metric::MacroRecall, baseline.macro_recall)] {
            let interval = baseline.intervals.get(&metric.to_string());
            scores.push(list.score(Metric::Baseline(Box::new(metric)), value, interval));
        }
    }
    let outlines = outlined::scores(&report.outlines, &report.data.name, report.data.split, &report.model.weights);
    scores.into_iter().flatten().chain(outlines).collect()
}

/// What is kept of a data set of others: calibration errors of all pictures, and where there are several sources, of each; the
/// recall of the classes with enough pictures, and of subgroups.
#[must_use]
pub fn scores_elsewhere(report: &Report) -> Vec<Score> {
    let list = List { report, groups: report.groups, n: report.n, weights: &report.model.weights };
    let all = list.score(Metric::Ece, report.ece, report.intervals.get("ece"));
    let sources = if report.per_source.len() > 1 { list.calibration_by_source() } else { Vec::new() };
    std::iter::once(all).chain(sources).chain(list.parts()).flatten().collect()
}

/// Whether a score is of a kind that [`scores_elsewhere`] gives.
#[must_use]
pub fn is_kept_elsewhere(score: &Score) -> bool {
    matches!(score.metric, Metric::Ece | Metric::SourceEce(_) | Metric::RecallOf(_) | Metric::SubgroupRecall(_))
}

/// What a report's scores have in common.
#[derive(Clone, Copy)]
struct List<'a> {
    report: &'a Report,
    groups: usize,
    n: usize,
    weights: &'a str,
}

impl List<'_> {
    fn calibration_by_source(&self) -> Vec<Option<Score>> {
        let of = |(source, part): (&String, &SourceScores)| {
            let list = List { groups: part.groups, n: part.n, ..*self };
            list.score(Metric::SourceEce(source.clone()), part.ece, part.ece_interval.as_ref())
        };
        self.report.per_source.iter().map(of).collect()
    }

    /// Classes with enough pictures, where they stand for the split, and subgroups; nothing of `val`, which chose the model.
    fn parts(&self) -> Vec<Option<Score>> {
        let split = self.report.data.split;
        let of = |part: &PartScores, metric: Metric| {
            let list = List { groups: part.groups, n: part.n, ..*self };
            list.score(metric, part.macro_recall, part.interval.as_ref())
        };
        let classes = self.report.recall_of.iter().filter(|_| parts::stands_for(split));
        let subgroups = self.report.per_subgroup.iter().filter(|_| split != Split::Val);
        let subgroups = subgroups.map(|(name, part)| of(part, Metric::SubgroupRecall(name.clone())));
        classes.map(|part| of(part, part.metric())).chain(subgroups).collect()
    }

    fn score(&self, metric: Metric, value: Option<f64>, interval: Option<&[f64; 2]>) -> Option<Score> {
        let [low, high] = *interval?;
        Some(Score {
            metric,
            value: value? as f32,
            interval: [low as f32, high as f32],
            data: self.report.data.name.clone(),
            split: self.report.data.split,
            weights: self.weights.to_owned(),
            n: u32::try_from(self.n).ok()?,
            groups: u32::try_from(self.groups).ok()?,
        })
    }
}
