//! A report as the manifest's flat list of scores.

use super::outlined;
use super::report::{Report, SourceScores};
use evaluation::Score;

/// Every score of `report` that stands beside an answer: overall, recall per class, accuracy per
/// source, and the trivial baseline's. A score that the data cannot give is left out.
#[must_use]
pub fn scores_from_report(report: &Report) -> Vec<Score> {
    let list = List { report, groups: report.groups, n: report.n, weights: &report.model.weights };
    let overall = [
        ("accuracy", report.accuracy),
        ("macro_recall", report.macro_recall),
        ("macro_auc", report.macro_auc),
        ("ece", report.ece),
    ];
    let mut scores: Vec<Option<Score>> =
        overall.into_iter().map(|(metric, value)| list.score(metric, value, report.intervals.get(metric))).collect();
    for (label, class) in &report.per_class {
        scores.push(list.score(&format!("recall_{label}"), class.recall, class.intervals.get("recall")));
    }
    for (source, part) in &report.per_source {
        let list = List { groups: part.groups, n: part.n, ..list };
        scores.push(list.score(&format!("accuracy_source_{source}"), part.accuracy, part.accuracy_interval.as_ref()));
    }
    scores.extend(list.calibration_by_source());
    // The baseline has no weights of the network; it is listed once, beside the shipped ones.
    if let Some(baseline) = report.baseline.as_ref().filter(|_| report.model.weights == "int8") {
        let list = List { weights: "baseline", ..list };
        for (metric, value) in [("accuracy", baseline.accuracy), ("macro_recall", baseline.macro_recall)] {
            scores.push(list.score(&format!("baseline_{metric}"), value, baseline.intervals.get(metric)));
        }
    }
    let outlines = outlined::scores(&report.outlines, &report.data.name, report.data.split, &report.model.weights);
    scores.into_iter().flatten().chain(outlines).collect()
}

/// Calibration errors on a data set of others: of all pictures, and where there are several sources, of each.
#[must_use]
pub fn calibration_elsewhere(report: &Report) -> Vec<Score> {
    let list = List { report, groups: report.groups, n: report.n, weights: &report.model.weights };
    let all = list.score("ece", report.ece, report.intervals.get("ece"));
    let sources = if report.per_source.len() > 1 { list.calibration_by_source() } else { Vec::new() };
    std::iter::once(all).chain(sources).flatten().collect()
}

/// Whether a score is a calibration error, of all pictures or of a source.
#[must_use]
pub fn is_calibration_error(score: &Score) -> bool {
    score.metric == "ece" || score.metric.starts_with(ECE_SOURCE)
}

/// Before the name of a source.
pub const ECE_SOURCE: &str = "ece_source_";

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
            list.score(&format!("{ECE_SOURCE}{source}"), part.ece, part.ece_interval.as_ref())
        };
        self.report.per_source.iter().map(of).collect()
    }

    fn score(&self, metric: &str, value: Option<f64>, interval: Option<&[f64; 2]>) -> Option<Score> {
        let [low, high] = *interval?;
        Some(Score {
            metric: metric.to_owned(),
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
