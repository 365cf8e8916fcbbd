//! Statistics of kept cases, for charts.
//!
//! Invariant: a count or a mean over no cases is 0 or `None`, never NaN.

use crate::drift::ModelReference;
use crate::summary::CaseSummary;
use calendar::{MinutesAhead, day_begin, local_day};
use finding::{ReaderAgreement, ReaderOrder, Timing};
use protocol::{AgreementCounts, CaseFigures, CaseSpan, ChartQuery, LabelCount, LabelSpans, LatencyStep, StepLatency};
use std::collections::{BTreeMap, BTreeSet};

/// Bins of a probability.
const BINS: usize = 10;
/// Spans that a chart shows at most, and how many days each has: the shortest that fit.
const MOST_SPANS: i64 = 60;
const SPAN_DAYS: [i64; 5] = [1, 7, 28, 91, 364];
/// Labels that are followed over time: as many lines as one chart can tell apart.
const MOST_FOLLOWED: usize = 4;

/// The milliseconds of one step.
type StepMilliseconds = fn(&Timing) -> f64;

/// Every step, and its time.
const STEPS: [(LatencyStep, StepMilliseconds); 6] = [
    (LatencyStep::Decode, |timing| timing.decode_ms),
    (LatencyStep::Gates, |timing| timing.gates_ms),
    (LatencyStep::Prepare, |timing| timing.prepare_ms),
    (LatencyStep::Inference, |timing| timing.inference_ms),
    (LatencyStep::Explain, |timing| timing.explain_ms),
    (LatencyStep::Total, |timing| timing.total_ms),
];

/// Counts the cases that match a query, by local days at this UTC offset, and compares them with their model's test
/// data.
#[must_use]
pub fn figures(
    query: &ChartQuery,
    summaries: &[CaseSummary],
    reference: Option<&ModelReference>,
    ahead: MinutesAhead<'_>,
) -> CaseFigures {
    let tasks: BTreeSet<&String> = summaries.iter().map(|case| &case.task).filter(|task| !task.is_empty()).collect();
    let cases: Vec<&CaseSummary> = summaries.iter().filter(|case| fits(query, case)).collect();
    let turned_away = cases.iter().filter(|case| case.turned_away).count();
    let unnamed = cases.iter().filter(|case| case.labels.is_empty() && !case.turned_away).count();
    let mut sure: Vec<f32> = cases.iter().filter_map(|case| case.most_probable.as_ref()).map(|found| found.1).collect();
    sure.sort_by(f32::total_cmp);
    let (spans, labels) = (spans(&cases, ahead), labels(&cases));
    CaseFigures {
        tasks: tasks.into_iter().cloned().collect(),
        cases: number(cases.len()),
        turned_away: number(turned_away),
        unnamed: number(unnamed),
        label_spans: label_spans(&cases, &spans, &labels),
        spans,
        last_ms: cases.iter().map(|case| case.kept_ms).max().unwrap_or(0),
        labels,
        confidence: confidence(&sure),
        median_confidence: sure.get(rank(sure.len(), 0.5)).copied(),
        set_sizes: set_sizes(&cases),
        agreement: agreement(&cases),
        latency: STEPS.iter().filter_map(|(step, time)| latency(*step, *time, &cases)).collect(),
        drift: reference.map(|reference| reference.compare(&cases)),
    }
}

fn fits(query: &ChartQuery, case: &CaseSummary) -> bool {
    query.task.as_ref().is_none_or(|task| *task == case.task)
        && query.from_ms.is_none_or(|from| case.kept_ms >= from)
        && query.before_ms.is_none_or(|before| case.kept_ms < before)
}

/// Spans from the first case to the last, of whole days in that zone.
fn spans(cases: &[&CaseSummary], ahead: MinutesAhead<'_>) -> Vec<CaseSpan> {
    let days = || cases.iter().map(move |case| local_day(case.kept_ms, ahead));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let days = last - first + 1;
    // Rounded up.
    let longest = (days + MOST_SPANS - 1) / MOST_SPANS;
    let length = SPAN_DAYS.into_iter().find(|length| *length >= longest).unwrap_or(longest);
    let count = usize::try_from((last - first) / length + 1).unwrap_or(1);
    let begins = (0_i64..).take(count).map(|at| day_begin(first + at * length, ahead));
    let mut spans: Vec<CaseSpan> = begins.map(|from_ms| CaseSpan { from_ms, answered: 0, turned_away: 0 }).collect();
    for case in cases {
        if let Some(span) = place(&spans, case).and_then(|at| spans.get_mut(at)) {
            let counted = if case.turned_away { &mut span.turned_away } else { &mut span.answered };
            *counted += 1;
        }
    }
    spans
}

/// Which of the spans a case belongs to: the last that has begun.
fn place(spans: &[CaseSpan], case: &CaseSummary) -> Option<usize> {
    spans.partition_point(|span| span.from_ms <= case.kept_ms).checked_sub(1)
}

fn labels(cases: &[&CaseSummary]) -> Vec<LabelCount> {
    let mut counts: BTreeMap<&String, u32> = BTreeMap::new();
    for label in cases.iter().flat_map(|case| &case.labels) {
        *counts.entry(label).or_default() += 1;
    }
    let mut labels: Vec<LabelCount> =
        counts.into_iter().map(|(label, cases)| LabelCount { label: label.clone(), cases }).collect();
    // Ties are sorted alphabetically.
    labels.sort_by_key(|count| std::cmp::Reverse(count.cases));
    labels
}

/// The most frequent labels, span by span.
fn label_spans(cases: &[&CaseSummary], spans: &[CaseSpan], labels: &[LabelCount]) -> Vec<LabelSpans> {
    let of_label = |count: &LabelCount| {
        let mut counts = vec![0; spans.len()];
        for case in cases.iter().filter(|case| case.labels.contains(&count.label)) {
            if let Some(counted) = place(spans, case).and_then(|at| counts.get_mut(at)) {
                *counted += 1;
            }
        }
        LabelSpans { label: count.label.clone(), cases: counts }
    };
    labels.iter().take(MOST_FOLLOWED).map(of_label).collect()
}

fn confidence(sure: &[f32]) -> Vec<u32> {
    let mut bins = vec![0; BINS];
    for value in sure {
        // 1 itself belongs to the last bin.
        let at = (value.clamp(0.0, 1.0) * BINS as f32) as usize;
        if let Some(bin) = bins.get_mut(at.min(BINS - 1)) {
            *bin += 1;
        }
    }
    bins
}

fn set_sizes(cases: &[&CaseSummary]) -> Vec<u32> {
    let sizes = || cases.iter().filter_map(|case| case.set_size);
    let most = sizes().max().map_or(0, |most| most as usize + 1);
    let mut counts = vec![0; most];
    for size in sizes() {
        if let Some(count) = counts.get_mut(size as usize) {
            *count += 1;
        }
    }
    counts
}

fn agreement(cases: &[&CaseSummary]) -> AgreementCounts {
    let mut counts = AgreementCounts::default();
    for case in cases {
        let counted = match case.agreement(ReaderOrder::First) {
            Some(ReaderAgreement::Agree) => &mut counts.agree,
            Some(ReaderAgreement::Disagree) => &mut counts.disagree,
            Some(ReaderAgreement::Unsure) => &mut counts.unsure,
            None => &mut counts.unread,
        };
        *counted += 1;
    }
    counts
}

/// Of the cases that took the step: a gate may refuse pictures before the network.
fn latency(step: LatencyStep, time: fn(&Timing) -> f64, cases: &[&CaseSummary]) -> Option<StepLatency> {
    let times = cases.iter().filter_map(|case| case.timing.as_ref()).map(time);
    let mut times: Vec<f64> = times.filter(|time| time.is_finite() && *time > 0.0).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(rank(times.len(), share)).copied();
    Some(StepLatency { step, cases: number(times.len()), p50_ms: at(0.5)?, p95_ms: at(0.95)? })
}

/// Index of a percentile in sorted values, by the nearest rank.
fn rank(count: usize, share: f64) -> usize {
    ((share * count as f64).ceil() as usize).saturating_sub(1)
}

fn number(cases: usize) -> u32 {
    u32::try_from(cases).unwrap_or(u32::MAX)
}
