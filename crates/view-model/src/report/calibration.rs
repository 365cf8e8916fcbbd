//! Calibration of probabilities, sets and thresholds.

use super::chart::reliability_chart;
use super::write::{Rows, Writer};
use super::{Block, Say, Section, interval, measured_on, with_interval};
use crate::words;
use evaluation::{Evaluation, Figure, Measured, SetCoverage, Split};
use protocol::ModelReport;
use text::Message;

static SETS: [Message; 6] = [
    text::report::pictures(),
    text::report_certainty::promised(),
    text::report_certainty::holds(),
    text::report::ninety_five(),
    text::report_certainty::mean(),
    text::report::n(),
];

/// The column between them where groups are counted.
const BY_GROUP: usize = 4;

static POINTS: [Message; 5] = [
    text::report::class(),
    text::report_certainty::held(),
    text::report_certainty::threshold(),
    text::report::sensitivity(),
    text::report::specificity(),
];

/// Whether 90 % sure means right in 90 of 100.
pub(super) fn reliability(test: &Evaluation, temperature: f32, say: Say<'_>) -> Section {
    let found = &test.reliability;
    let on = measured_on(&test.data, test.split, test.n);
    let error = text::report_certainty::error(found.error_before, found.error_after, found.after.len(), on);
    let mut section = Writer::new("reliability", text::report_certainty::title(), say);
    section.text(error);
    section.text(text::report_certainty::temperature(temperature));
    section.charts(vec![reliability_chart(test, say)]);
    section.done()
}

/// Whether sets contain the true class as often as stated; one table for all splits.
pub(super) fn sets(model: &ModelReport, measured: &Measured, say: Say<'_>) -> Option<Section> {
    let all = || measured.evaluations.iter().flat_map(|found| found.sets.iter().map(move |set| (found, set)));
    all().next()?;
    let is_counted = model.text.counts_groups();
    let mut head = SETS.to_vec();
    if is_counted {
        head.insert(BY_GROUP, text::report_certainty::by_group(&model.text.groups));
    }
    let mut rows = Rows::new(say);
    for (found, set) in all() {
        rows_of_set(&mut rows, found, set, is_counted);
    }
    let of_test = all().filter(|(found, _)| found.split == Split::Test);
    let sizes = of_test.filter_map(|(_, set)| sizes(set)).map(|said| say(&said).into()).collect();
    let mut section = Writer::new("sets", text::report_certainty::sets_title(), say);
    section.push(Block::List(sizes));
    section.table("sets", text::report_certainty::sets(), &head, rows);
    Some(section.done())
}

/// The performance of thresholds that were chosen on `val`.
pub(super) fn operating_points(test: &Evaluation, say: Say<'_>) -> Option<Section> {
    let mut rows = Rows::new(say);
    for point in &test.operating_points {
        rows.begin(words::class_name(&point.label));
        rows.said(words::point_name(point.held, point.level));
        rows.said(text::report::threshold(point.threshold));
        rows.said(with_interval(point.sensitivity));
        rows.said(with_interval(point.specificity));
    }
    let caption = text::report_certainty::points(measured_on(&test.data, test.split, test.n));
    rows.section("operating_points", text::report_certainty::points_title(), caption, &POINTS)
}

fn rows_of_set(rows: &mut Rows<'_>, found: &Evaluation, set: &SetCoverage, is_counted: bool) {
    let mut row = |name: Message, coverage: Figure, by_group: Option<Figure>, size: f32, n: u32| {
        rows.begin_said(name);
        rows.said(words::percent(set.level));
        rows.said(words::percent_score(coverage.value));
        rows.said(interval(coverage));
        if is_counted {
            rows.said_or_dash(by_group.map(with_interval));
        }
        rows.said(text::report::mean(size));
        rows.cell(n.to_string());
    };
    let split = found.split.name();
    let all = text::report_certainty::all(&found.data, split);
    row(all, set.coverage, set.by_group, set.mean_size, found.n);
    for class in &set.classes {
        let name = text::report_certainty::of_class(words::class_name(&class.label), &found.data, split);
        row(name, class.coverage, class.by_group, class.mean_size, class.n);
    }
}

/// "95 % sets on test: 0.5 % hold no class, 93.0 % one, …"; `None` where sizes were not counted.
fn sizes(set: &SetCoverage) -> Option<Message> {
    let sizes = set.sizes.iter().enumerate().map(|(size, share)| text::report_certainty::size(*share, size));
    Some(text::report_certainty::sizes(words::percent(set.level), sizes.reduce(text::report_certainty::list)?))
}
