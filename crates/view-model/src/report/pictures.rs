//! What the model was made from and measured on, in numbers of pictures.

use super::{Block, Say, Section, Table};
use crate::words;
use evaluation::{DataSummary, SourceSummary, SplitSummary};

/// Pictures by split and class, and by source.
pub(super) fn section(data: &DataSummary, labels: &[String], say: Say<'_>) -> Section {
    let split = |split: &SplitSummary| {
        let counts = [split.split.to_string(), split.n.to_string(), split.groups.to_string()].into_iter();
        // A split without one of the classes still has a cell for it.
        let classes = labels.iter().enumerate().map(|(at, _)| split.classes.get(at).copied().unwrap_or(0).to_string());
        counts.chain(classes).collect()
    };
    let head = [text::report_checks::split(), text::report::pictures(), text::report_checks::groups()];
    let names = labels.iter().map(|label| words::class_name(label));
    let splits = Table {
        id: "splits",
        caption: say(&text::report_checks::splits(&data.name, &data.sha256)),
        head: head.iter().map(say).chain(names).collect(),
        rows: data.splits.iter().map(split).collect(),
    };
    let source = |source: &SourceSummary| vec![source.source.clone(), source.n.to_string()];
    let sources = data.sources.iter().map(source).collect();
    let by_source = text::report_checks::sources(&data.name);
    let head = [text::report::source(), text::report::pictures()];
    Section {
        id: "pictures".to_owned(),
        title: say(&text::report_checks::pictures_title()),
        blocks: vec![Block::Table(splits), Block::Table(Table::new("data_sources", &by_source, &head, sources, say))],
    }
}
