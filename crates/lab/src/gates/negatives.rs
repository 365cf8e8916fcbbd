//! Pictures of other kinds: the data sets in the folders beside a task's own.

use crate::modality::kinds::{self, class_of};
use ::task::Task;
use anyhow::{Context, Result};
use std::path::Path;
use training::data::{ImageDataset, Record};

/// Pictures of one kind, with splits.
pub(super) struct NegativeSet {
    /// The data set, or the label within the mixed one.
    pub(super) against: String,
    /// Name of the data set.
    pub(super) data: String,
    pub(super) records: Vec<Record>,
}

/// Data sets beside `folder` that are not of the kind that the task reads, or are listed as unlike its own, sorted by
/// name.
///
/// # Errors
/// When a folder or a data set cannot be read.
pub(super) fn of(known: &Task, folder: &Path) -> Result<Vec<NegativeSet>> {
    let task = known.id.as_str();
    let folder = folder.canonicalize().with_context(|| format!("reading `{}`", folder.display()))?;
    let Some(beside) = folder.parent() else { return Ok(Vec::new()) };
    let mut names: Vec<String> = std::fs::read_dir(beside)
        .with_context(|| format!("reading `{}`", beside.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_mixed(name) || class_of(name).is_some())
        .collect();
    names.sort();
    let mut others = Vec::new();
    for name in names.iter().filter(|name| class_of(name) != class_of(task) && **name != task) {
        let path = beside.join(name);
        if path == folder || !path.join("manifest.csv").is_file() {
            continue;
        }
        let data = ImageDataset::open(&path)?;
        if !is_mixed(name) {
            others.push(NegativeSet { against: name.clone(), data: name.clone(), records: data.records });
            continue;
        }
        let is_foreign = |label: &String| class_of(label) != class_of(task) || known.unlike.contains(label);
        for (index, label) in data.labels.iter().enumerate().filter(|(_, label)| is_foreign(label)) {
            let records = data.records.iter().filter(|record| record.label == index).cloned().collect();
            others.push(NegativeSet { against: label.clone(), data: name.clone(), records });
        }
    }
    Ok(others)
}

/// Whether the labels of a data set are kinds of pictures of their own.
fn is_mixed(name: &str) -> bool {
    kinds::data().iter().any(|set| set.name == name && set.class.is_none())
}
