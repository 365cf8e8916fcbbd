//! How well the checks before an answer do.

use super::{Block, Say, Section, Table, measured_on};
use crate::words;
use evaluation::{Detection, FalseAlarm};
use text::Message;

/// Telling pictures unlike the training data from those like it.
pub(super) fn likeness(found: &[Detection], say: Say<'_>) -> Option<Section> {
    let row = |one: &Detection| {
        vec![
            one.against.replace('_', " "),
            say(&text::number::score(one.auroc)),
            say(&words::percent_score(one.false_positives_at_95)),
            say(&words::percent_score(one.passed)),
            say(&text::report_checks::against(one.belong, one.others)),
            say(&text::report::data_split(&one.data, one.split.name())),
        ]
    };
    let head = [
        text::report_checks::pictures_of(),
        text::report_checks::auroc(),
        text::report_checks::passing(),
        text::report_checks::passed(),
        text::report::n(),
        text::report::on(),
    ];
    let told = [text::report_checks::likeness_title(), text::report_checks::likeness()];
    section("likeness", &told, found.iter().map(row).collect(), &head, say)
}

/// Good pictures that the quality check turns away.
pub(super) fn quality(found: &[FalseAlarm], say: Say<'_>) -> Option<Section> {
    let row = |one: &FalseAlarm| {
        vec![
            one.check.replace('_', " "),
            say(&words::percent_score(one.rate)),
            say(&one.found.map_or_else(text::report_checks::not_measured, words::percent_score)),
            say(&measured_on(&one.data, one.split, one.n)),
        ]
    };
    let head =
        [text::report_checks::check(), text::report_checks::good(), text::report_checks::spoilt(), text::report::on()];
    let told = [text::report_checks::quality_title(), text::report_checks::quality()];
    section("quality", &told, found.iter().map(row).collect(), &head, say)
}

/// A section of one table, with its title and caption.
fn section(
    id: &'static str,
    [title, caption]: &[Message; 2],
    rows: Vec<Vec<String>>,
    head: &[Message],
    say: Say<'_>,
) -> Option<Section> {
    (!rows.is_empty()).then(|| Section {
        id: id.to_owned(),
        title: say(title),
        blocks: vec![Block::Table(Table::new(id, caption, head, rows, say))],
    })
}
