//! How well probabilities, sets and thresholds hold.

use super::chart::reliability_chart;
use super::{Block, Say, Section, Table, interval, measured_on, with_interval};
use crate::words;
use evaluation::{Evaluation, Figure, Measured, MeasuredPoint, SetCoverage, Split};
use text::Message;

/// Whether 90 % sure means right in 90 of 100.
pub(super) fn reliability(test: &Evaluation, temperature: f32, say: Say<'_>) -> Section {
    let found = &test.reliability;
    let on = measured_on(&test.data, test.split, test.n);
    let error = text::report_certainty::error(found.error_before, found.error_after, found.after.len(), on);
    Section {
        id: "reliability".to_owned(),
        title: say(&text::report_certainty::title()),
        blocks: vec![
            Block::Text(say(&error)),
            Block::Text(say(&text::report_certainty::temperature(temperature))),
            Block::Charts(vec![reliability_chart(test, say)]),
        ],
    }
}

/// Whether sets hold the true class as often as they promise; one table for all splits.
pub(super) fn sets(measured: &Measured, say: Say<'_>) -> Option<Section> {
    let all = || measured.evaluations.iter().flat_map(|found| found.sets.iter().map(move |set| (found, set)));
    all().next()?;
    let rows = all().flat_map(|(found, set)| rows_of_set(found, set, say)).collect();
    let head = [
        text::report::pictures(),
        text::report_certainty::promised(),
        text::report_certainty::holds(),
        text::report::ninety_five(),
        text::report_certainty::by_patient(),
        text::report_certainty::mean(),
        text::report::n(),
    ];
    let caption = text::report_certainty::sets();
    let of_test = all().filter(|(found, _)| found.split == Split::Test);
    let sizes = of_test.filter_map(|(_, set)| sizes(set)).map(|said| say(&said)).collect();
    Some(Section {
        id: "sets".to_owned(),
        title: say(&text::report_certainty::sets_title()),
        blocks: vec![Block::List(sizes), Block::Table(Table::new("sets", &caption, &head, rows, say))],
    })
}

/// What thresholds do that were chosen on `val`.
pub(super) fn operating_points(test: &Evaluation, say: Say<'_>) -> Option<Section> {
    let row = |point: &MeasuredPoint| {
        vec![
            words::class_name(&point.label),
            say(&words::point_name(&point.held, point.level)),
            say(&text::report::threshold(point.threshold)),
            say(&with_interval(point.sensitivity)),
            say(&with_interval(point.specificity)),
        ]
    };
    let caption = text::report_certainty::points(measured_on(&test.data, test.split, test.n));
    let head = [
        text::report::class(),
        text::report_certainty::held(),
        text::report_certainty::threshold(),
        text::report::sensitivity(),
        text::report::specificity(),
    ];
    let rows: Vec<_> = test.operating_points.iter().map(row).collect();
    (!rows.is_empty()).then(|| Section {
        id: "operating_points".to_owned(),
        title: say(&text::report_certainty::points_title()),
        blocks: vec![Block::Table(Table::new("operating_points", &caption, &head, rows, say))],
    })
}

fn rows_of_set(found: &Evaluation, set: &SetCoverage, say: Say<'_>) -> Vec<Vec<String>> {
    let promised = say(&words::percent(set.level));
    let row = |name: Message, coverage: Figure, patients: Option<Figure>, size: f32, n: u32| {
        vec![
            say(&name),
            promised.clone(),
            say(&words::percent_score(coverage.value)),
            say(&interval(coverage)),
            patients.map_or_else(|| "–".to_owned(), |figure| say(&with_interval(figure))),
            say(&text::report::mean(size)),
            n.to_string(),
        ]
    };
    let split = found.split.name();
    let classes = set.classes.iter().map(|class| {
        let name = text::report_certainty::of_class(words::class_name(&class.label), &found.data, split);
        row(name, class.coverage, class.by_patient, class.mean_size, class.n)
    });
    let all = text::report_certainty::all(&found.data, split);
    std::iter::once(row(all, set.coverage, set.by_patient, set.mean_size, found.n)).chain(classes).collect()
}

/// "95 % sets on test: 0.5 % hold no class, 93.0 % one, …"; `None` where sizes were not counted.
fn sizes(set: &SetCoverage) -> Option<Message> {
    let sizes = set.sizes.iter().enumerate().map(|(size, share)| text::report_certainty::size(*share, size));
    Some(text::report_certainty::sizes(words::percent(set.level), sizes.reduce(text::report_certainty::list)?))
}
