//! The training and evaluation data, in numbers of pictures.

use super::write::{Rows, Writer};
use super::{Block, Say, Section, Table};
use crate::words;
use evaluation::{DataSummary, SplitSummary};
use text::Message;

static SPLITS: [Message; 3] = [text::report_checks::split(), text::report::pictures(), text::report_checks::groups()];

static SOURCES: [Message; 2] = [text::report::source(), text::report::pictures()];

/// Pictures by split and class, and by source.
pub(super) fn section(data: &DataSummary, labels: &[String], say: Say<'_>) -> Section {
    let split = |split: &SplitSummary| {
        // A split without one of the classes still has a cell for it.
        let classes = labels.iter().enumerate().map(|(at, _)| split.classes.get(at).copied().unwrap_or(0));
        let counts = [split.n, split.groups].into_iter().chain(classes);
        let counts = counts.map(|count| say(&text::number::count(count)));
        std::iter::once(split.split.to_string()).chain(counts).collect()
    };
    let names = labels.iter().map(|label| words::class_name(label));
    let caption = say(&text::report_checks::splits(&data.name, &data.sha256));
    let head = SPLITS.iter().map(say).chain(names).collect();
    let splits = Table::captioned("splits", caption, head, data.splits.iter().map(split).collect());
    let mut rows = Rows::new(say);
    for source in &data.sources {
        rows.begin(source.source.clone());
        rows.said(text::number::count(source.n));
    }
    let mut section = Writer::new("pictures", text::report_checks::pictures_title(), say);
    section.push(Block::Table(splits));
    let caption = text::report_checks::sources(&data.name);
    section.push(Block::Table(rows.table("data_sources", caption, &SOURCES)));
    section.done()
}
