//! How well the checks before an answer do.

use super::{Block, Section, Table, measured_on};
use crate::ui::words;
use evaluation::{Detection, FalseAlarm};

/// Telling pictures unlike the training data from those like it.
pub(super) fn likeness(found: &[Detection]) -> Option<Section> {
    let row = |one: &Detection| {
        vec![
            one.against.replace('_', " "),
            format!("{:.3}", one.auroc),
            words::percent_score(one.false_positives_at_95),
            words::percent_score(one.passed),
            format!("{} against {}", one.belong, one.others),
            format!("“{}”, split {}", one.data, one.split),
        ]
    };
    let head = ["Pictures of", "AUROC", "Pass where 95 % of good ones do", "Pass as shipped", "n", "Measured on"];
    let caption = "Pictures that do not belong: how well the likeness check tells them from those that do.".to_owned();
    section("likeness", "Does it notice what it cannot judge?", found.iter().map(row).collect(), caption, &head)
}

/// Good pictures that the quality check turns away.
pub(super) fn quality(found: &[FalseAlarm]) -> Option<Section> {
    let row = |one: &FalseAlarm| {
        vec![
            one.check.replace('_', " "),
            words::percent_score(one.rate),
            one.found.map_or_else(|| "not measured".to_owned(), words::percent_score),
            measured_on(&one.data, one.split, one.n),
        ]
    };
    let head = ["Check", "Good pictures turned away", "Spoilt pictures found", "Measured on"];
    let caption = "The quality check: false alarms, and pictures spoilt on purpose that it finds.".to_owned();
    section("quality", "How often does it turn good pictures away?", found.iter().map(row).collect(), caption, &head)
}

fn section(id: &'static str, title: &str, rows: Vec<Vec<String>>, caption: String, head: &[&str]) -> Option<Section> {
    (!rows.is_empty()).then(|| Section {
        id: id.to_owned(),
        title: title.to_owned(),
        blocks: vec![Block::Table(Table::new(id, caption, head, rows))],
    })
}
