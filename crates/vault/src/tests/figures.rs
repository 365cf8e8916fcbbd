//! What is counted of kept cases, and what they are compared with.

use super::{CLASSES, LABELS, MASK, by, finding, id};
use crate::{CaseRecord, CaseSummary, ModelReference, figures};
use ::evaluation::Split;
use ::finding::{Abstention, Decision, Finding, Found, ReaderAgreement, ReaderAssessment, ReaderOrder};
use protocol::{CaseFigures, ChartQuery, LatencyStep, PopulationShift};

const DAY_MS: u64 = 86_400_000;

/// A finding of two classes, the first with this probability.
fn sure(value: f32) -> Finding {
    let mut found = finding(CLASSES);
    if let Found::Classes(classes) = &mut found.found {
        let last = classes.probabilities.len() - 1;
        for probability in &mut classes.probabilities {
            probability.value = 0.0;
        }
        classes.probabilities[0].value = value;
        classes.probabilities[last].value = 1.0 - value;
    }
    found
}

fn turned_away() -> Finding {
    let mut found = finding(CLASSES);
    if let Found::Classes(classes) = &mut found.found {
        classes.decision = Decision::Abstain { why: Abstention::Gate };
        (classes.probabilities, classes.prediction_sets) = (Vec::new(), Vec::new());
    }
    found
}

fn summary(number: u8, finding: &Finding, at_ms: u64) -> CaseSummary {
    CaseSummary::of(&CaseRecord::keep(id(number), finding, by("", at_ms)).unwrap())
}

fn all(summaries: &[CaseSummary]) -> CaseFigures {
    figures(&ChartQuery::default(), summaries, None, &|_| 0)
}

#[test]
fn nothing_is_counted_of_nothing() {
    let found = all(&[]);
    assert_eq!(found, CaseFigures { confidence: vec![0; 10], ..CaseFigures::default() });
}

#[test]
fn answers_are_counted_over_time_and_those_turned_away_by_themselves() {
    let day = 20_000 * DAY_MS;
    let cases = [
        summary(1, &sure(0.9), day + 5),
        summary(2, &turned_away(), day + 7),
        summary(3, &sure(0.8), day + 2 * DAY_MS),
    ];
    let found = all(&cases);
    assert_eq!((found.cases, found.turned_away, found.unnamed), (3, 1, 0));
    let spans: Vec<(u64, u32, u32)> =
        found.spans.iter().map(|span| (span.from_ms - day, span.answered, span.turned_away)).collect();
    assert_eq!(spans, [(0, 1, 1), (DAY_MS, 0, 0), (2 * DAY_MS, 1, 0)]);
    // Both labels of a set count, and nothing of refused pictures.
    let first = found.label_spans.first().unwrap();
    assert_eq!((first.label.as_str(), first.cases.as_slice()), (found.labels[0].label.as_str(), &[1, 0, 1][..]));
    assert!(found.label_spans.iter().all(|label| label.cases.len() == found.spans.len()));
    let one = all(&cases[..1]);
    assert_eq!(one.label_spans[0].cases, [1], "a single span");
    let late = all(&[summary(1, &sure(0.9), day), summary(2, &sure(0.9), day + 365 * DAY_MS)]);
    assert_eq!(late.last_ms, day + 365 * DAY_MS, "the last case, and not the beginning of its span");
    assert!(late.spans.len() <= 60 && late.spans[1].from_ms - late.spans[0].from_ms == 7 * DAY_MS);
}

#[test]
fn spans_are_days_of_the_zone_of_whoever_looks() {
    let (day, hour) = (20_000 * DAY_MS, DAY_MS / 24);
    // Half an hour before and after midnight in UTC.
    let cases = [summary(1, &sure(0.9), day - hour / 2), summary(2, &sure(0.8), day + hour / 2)];
    let spans = |ahead: i16| -> Vec<(u64, u32)> {
        let found = figures(&ChartQuery::default(), &cases, None, &|_| ahead);
        let followed: Vec<u32> = found.label_spans[0].cases.clone();
        assert_eq!(followed, found.spans.iter().map(|span| span.answered).collect::<Vec<u32>>());
        found.spans.iter().map(|span| (span.from_ms, span.answered)).collect()
    };
    assert_eq!(spans(0), [(day - DAY_MS, 1), (day, 1)]);
    // Both are in the early morning in Delhi, and in the evening before in New York.
    assert_eq!(spans(330), [(day - 11 * hour / 2, 2)]);
    assert_eq!(spans(-300), [(day - 19 * hour, 2)]);
    // Summer time begins on the second of three days, at one o'clock in UTC: the third begins an hour sooner.
    let changes = |ms: u64| -> i16 { if ms < day + hour { 0 } else { 60 } };
    let cases = [summary(1, &sure(0.9), day - 1), summary(2, &sure(0.9), day), summary(3, &sure(0.9), day + 23 * hour)];
    let found = figures(&ChartQuery::default(), &cases, None, &changes);
    let spans: Vec<(u64, u32)> = found.spans.iter().map(|span| (span.from_ms, span.answered)).collect();
    assert_eq!(spans, [(day - DAY_MS, 1), (day, 1), (day + 23 * hour, 1)]);
}

#[test]
fn a_query_names_task_and_time_and_all_tasks_are_told() {
    let cases = [summary(1, &sure(0.9), 10), summary(2, &finding(LABELS), 20), summary(3, &finding(MASK), 30)];
    let counted = |query: ChartQuery| figures(&query, &cases, None, &|_| 0);
    let task = cases[0].task.clone();
    let of_task = counted(ChartQuery { task: Some(task.clone()), ..ChartQuery::default() });
    assert_eq!(of_task.cases as usize, cases.iter().filter(|case| case.task == task).count());
    assert!(of_task.tasks.contains(&cases[2].task));
    let of_time = counted(ChartQuery { from_ms: Some(20), before_ms: Some(30), ..ChartQuery::default() });
    assert_eq!(of_time.cases, 1);
    assert_eq!(counted(ChartQuery { from_ms: Some(31), ..ChartQuery::default() }).cases, 0);
}

#[test]
fn classes_confidence_sets_and_readers_are_counted() {
    let mut read = CaseRecord::keep(id(1), &sure(1.0), by("", 1)).unwrap();
    let said = ReaderAssessment {
        reader: ReaderOrder::First,
        agreement: ReaderAgreement::Agree,
        label: None,
        comment: String::new(),
    };
    read.assess(said, by("", 2)).unwrap();
    let cases = [CaseSummary::of(&read), summary(2, &sure(0.55), 3), summary(3, &turned_away(), 4)];
    let found = all(&cases);
    assert_eq!(found.labels.iter().map(|count| count.cases).sum::<u32>(), 2 * found.labels.len() as u32);
    assert_eq!((found.confidence[9], found.confidence[5], found.confidence.iter().sum::<u32>()), (1, 1, 2));
    assert_eq!(found.median_confidence, Some(0.55));
    assert_eq!(found.set_sizes.iter().sum::<u32>(), 2, "a picture that was turned away has no set");
    assert_eq!((found.agreement.agree, found.agreement.unread), (1, 2));
    let total = found.latency.iter().find(|latency| latency.step == LatencyStep::Total).unwrap();
    assert_eq!(total.cases, 3);
    assert!(total.p50_ms <= total.p95_ms);
}

#[test]
fn percentiles_are_those_of_the_nearest_rank() {
    let cases: Vec<CaseSummary> = (1..=100_u8)
        .map(|number| {
            let mut found = sure(0.9);
            found.provenance.timing.total_ms = f64::from(number);
            summary(number, &found, 1)
        })
        .collect();
    let found = all(&cases);
    let total = found.latency.iter().find(|latency| latency.step == LatencyStep::Total).unwrap();
    assert_eq!((total.p50_ms, total.p95_ms), (50.0, 95.0));
}

/// A manifest with a test split of 1,000 pictures.
fn manifest(weights: &str, labels: &[String], first: u32) -> Vec<u8> {
    let mut confusion = vec![vec![0; labels.len()]; labels.len()];
    confusion[0][0] = first;
    *confusion[1].last_mut().unwrap() = 1_000 - first;
    let bins = [(500, 0.6), (500, 0.9)].map(|(n, confidence)| serde_json::json!({"n": n, "confidence": confidence}));
    let test = serde_json::json!({
        "data": "leaves", "split": "test", "n": 1_000, "labels": labels, "confusion": confusion,
        "reliability": {"before": [], "after": bins, "error_after": 0.1},
    });
    let other = serde_json::json!({
        "data": "leaves", "split": "val", "labels": [], "confusion": [], "reliability": {"after": []},
    });
    let manifest = serde_json::json!({
        "format": 1, "weights": {"file": "w", "sha256": weights}, "measured": {"evaluations": [other, test]},
    });
    serde_json::to_vec(&manifest).unwrap()
}

#[test]
fn cases_are_compared_with_what_their_own_model_was_measured_on() {
    let finding = sure(0.95);
    let Found::Classes(classes) = &finding.found else { panic!("no classes") };
    let labels: Vec<String> = classes.probabilities.iter().map(|found| found.label.clone()).collect();
    let cases: Vec<CaseSummary> = (0..200).map(|number| summary(number, &finding, 1)).collect();
    let weights = finding.provenance.model.weights_sha256.as_str();
    let compared = |json: &[u8]| {
        let reference = ModelReference::from_manifest(json).unwrap();
        figures(&ChartQuery::default(), &cases, Some(&reference), &|_| 0).drift.unwrap()
    };
    let report = compared(&manifest(weights, &labels, 500));
    assert_eq!((report.data.as_str(), report.split, report.cases), ("leaves", Split::Test, 200));
    assert_eq!(report.mix.map(|index| index.shift), Some(PopulationShift::Large));
    assert_eq!(report.confidence.map(|index| index.shift), Some(PopulationShift::Large));
    let same = compared(&manifest(weights, &labels, 1_000));
    assert_eq!(same.mix.map(|index| index.shift), Some(PopulationShift::Stable));
    let other = compared(&manifest("another", &labels, 500));
    assert_eq!((other.cases, other.mix), (0, None));
    for none in [b"".as_slice(), b"{}", br#"{"weights": {"sha256": "a"}, "measured": {"evaluations": []}}"#] {
        assert_eq!(ModelReference::from_manifest(none), None);
    }
}
