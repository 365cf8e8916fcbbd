//! What the model was made from and measured on, in numbers of pictures.

use super::{Block, Section, Table};
use crate::ui::words;
use evaluation::{DataSummary, SourceSummary, SplitSummary};

/// Pictures by split and class, and by source.
pub(super) fn section(data: &DataSummary, labels: &[String]) -> Section {
    let split = |split: &SplitSummary| {
        let counts = [split.split.to_string(), split.n.to_string(), split.groups.to_string()].into_iter();
        // A split without one of the classes still has a cell for it.
        let classes = labels.iter().enumerate().map(|(at, _)| split.classes.get(at).copied().unwrap_or(0).to_string());
        counts.chain(classes).collect()
    };
    let names: Vec<String> = labels.iter().map(|label| words::class_name(label)).collect();
    let head: Vec<&str> =
        ["Split", "Pictures", "Patients or groups"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let caption = format!("“{}”: train fits, val chooses, test only measures. SHA-256 {}.", data.name, data.sha256);
    let source = |source: &SourceSummary| vec![source.source.clone(), source.n.to_string()];
    let by_source = format!("“{}” by source, all splits together (train, val, test).", data.name);
    Section {
        id: "pictures".to_owned(),
        title: "The pictures behind the figures".to_owned(),
        blocks: vec![
            Block::Table(Table::new("splits", caption, &head, data.splits.iter().map(split).collect())),
            Block::Table(Table::new(
                "data_sources",
                by_source,
                &["Source", "Pictures"],
                data.sources.iter().map(source).collect(),
            )),
        ],
    }
}
