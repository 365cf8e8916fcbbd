//! Charts of made-up figures.

use super::case_charts;
use calendar::DAY_MS;
use document::{Block, Chart, Inlines, Shape, html_from_blocks};
use evaluation::Split;
use protocol::{
    AgreementCounts, CaseFigures, CaseSpan, DriftReport, LabelCount, LabelSpans, LatencyStep, PopulationShift,
    StabilityIndex, StepLatency,
};

fn named(label: &str) -> String {
    format!("<{label}>")
}

fn figures() -> CaseFigures {
    let index = StabilityIndex { value: 0.31, shift: PopulationShift::Large };
    CaseFigures {
        tasks: vec!["leaf-colour".into()],
        cases: 4,
        turned_away: 1,
        unnamed: 0,
        spans: vec![
            CaseSpan { from_ms: 0, answered: 3, turned_away: 0 },
            CaseSpan { from_ms: DAY_MS, answered: 0, turned_away: 1 },
        ],
        last_ms: DAY_MS + 5,
        labels: vec![LabelCount { label: "rust".into(), cases: 2 }, LabelCount { label: "mould".into(), cases: 1 }],
        label_spans: vec![
            LabelSpans { label: "rust".into(), cases: vec![2, 0] },
            LabelSpans { label: "mould".into(), cases: vec![0, 1] },
        ],
        confidence: vec![0, 0, 0, 0, 0, 0, 0, 1, 2, 0],
        median_confidence: Some(0.85),
        set_sizes: vec![0, 2, 1],
        agreement: AgreementCounts { agree: 1, disagree: 1, unsure: 0, unread: 2 },
        latency: vec![StepLatency { step: LatencyStep::Total, cases: 4, p50_ms: 100.0, p95_ms: 250.0 }],
        drift: Some(DriftReport {
            data: "leaves".into(),
            split: Split::Test,
            cases: 3,
            mix: Some(index),
            confidence: Some(StabilityIndex { value: 0.0, shift: PopulationShift::TooFew }),
        }),
    }
}

fn charts(blocks: &[Block]) -> Vec<&Chart> {
    let found = blocks.iter().filter_map(|block| match block {
        Block::Charts(charts) => charts.first(),
        _ => None,
    });
    found.collect()
}

#[test]
fn every_chart_has_a_sentence_and_a_table_and_stays_within_its_size() {
    let blocks = case_charts(&figures(), &text::english, &named, &|_| 0);
    let found = charts(&blocks);
    let ids: Vec<&str> = found.iter().map(|chart| chart.table.id).collect();
    assert_eq!(ids, ["over-time", "shares", "classes", "confidence", "sets", "agreement", "latency"]);
    for chart in found {
        assert!(!chart.table.rows.is_empty() && chart.described.ends_with('.'), "{}", chart.title);
        let inside = |[x, y]: [f32; 2]| (0.0..=chart.size[0]).contains(&x) && (0.0..=chart.size[1]).contains(&y);
        for shape in &chart.shapes {
            match shape {
                Shape::Line { points, .. } => assert!(points.iter().all(|at| inside(*at)), "{shape:?}"),
                Shape::Cell { at: [x, y, width, height], .. } => {
                    assert!(inside([x + width, y + height]), "{shape:?}")
                }
                Shape::Dot { at, .. } | Shape::Label { at, .. } => assert!(inside(*at), "{shape:?}"),
            }
        }
    }
    let html = html_from_blocks(&blocks, "Table");
    assert!(html.contains("<svg class=\"chart__picture\"") && html.contains("data-table=\"latency\""));
}

#[test]
fn a_shift_is_a_caveat_with_its_index_and_source() {
    let blocks = case_charts(&figures(), &text::english, &named, &|_| 0);
    let said = document::plain_text(&blocks);
    assert!(said.contains("Mix of classes: population stability index 0.310, 0.25 or more."), "{said}");
    assert!(said.contains("Confidence: too few cases") && said.contains("Siddiqi, Credit Risk Scorecards"), "{said}");
    assert_eq!(blocks.iter().filter(|block| matches!(block, Block::Caveat(_))).count(), 1);
    let without = case_charts(&CaseFigures { drift: None, ..figures() }, &text::english, &named, &|_| 0);
    assert!(document::plain_text(&without).contains("Choose a task to compare"));
}

#[test]
fn the_range_ends_with_the_last_case_and_not_with_the_beginning_of_its_span() {
    let figures = CaseFigures { last_ms: 6 * DAY_MS, ..figures() };
    let said = document::plain_text(&case_charts(&figures, &text::english, &named, &|_| 0));
    assert!(said.contains("4 cases from 1970-01-01 to 1970-01-07; 1 turned away."), "{said}");
}

#[test]
fn days_are_those_of_the_zone_of_whoever_looks() {
    // As the vault counts in a zone four hours behind UTC: its days begin four hours later.
    let (mut figures, later) = (figures(), DAY_MS / 6);
    figures.spans.iter_mut().for_each(|span| span.from_ms += later);
    figures.last_ms = 2 * DAY_MS + later - 1;
    let blocks = case_charts(&figures, &text::english, &named, &|_| -240);
    let said = document::plain_text(&blocks);
    assert!(said.contains("4 cases from 1970-01-01 to 1970-01-02; 1 turned away."), "{said}");
    let days: Vec<Inlines> = charts(&blocks)[0].table.rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(days, ["1970-01-01", "1970-01-02"].map(Inlines::from));
}

#[test]
fn of_no_case_there_is_a_sentence() {
    let blocks = case_charts(&CaseFigures::default(), &text::english, &named, &|_| 0);
    assert_eq!(document::plain_text(&blocks), "No case is kept in this range.\n");
}
