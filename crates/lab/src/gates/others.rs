//! Pictures of other kinds: the data sets in the folders beside a task's own.

use crate::data::{DataSet, Record};
use anyhow::{Context, Result};
use std::path::Path;

/// The mixed data set, whose labels are kinds of pictures of their own.
const MIXED: &str = "router-extra";

/// What the pictures of each data set, and of each label of the mixed one, are.
const KINDS: [(&str, &str); 8] = [
    ("brain-mri", "brain MRI"),
    ("chest-xray", "chest X-ray"),
    ("covid-ct", "chest CT"),
    ("lung-nodule", "chest CT"),
    ("chest-ct", "chest CT"),
    ("blood-smear", "blood smear"),
    ("blood-smear-other", "blood smear"),
    ("not-medical", "photograph"),
];

/// Pictures of one kind, with splits.
pub(super) struct Other {
    /// The data set, or the label within the mixed one.
    pub(super) against: String,
    /// Name of the data set.
    pub(super) data: String,
    pub(super) records: Vec<Record>,
}

/// What lies beside `folder` and is not of the kind that `task` reads, in order of names.
///
/// # Errors
/// When a folder or a data set cannot be read.
pub(super) fn of(task: &str, folder: &Path) -> Result<Vec<Other>> {
    let folder = folder.canonicalize().with_context(|| format!("reading `{}`", folder.display()))?;
    let Some(beside) = folder.parent() else { return Ok(Vec::new()) };
    let mut names: Vec<String> = std::fs::read_dir(beside)
        .with_context(|| format!("reading `{}`", beside.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name == MIXED || kind_of(name).is_some())
        .collect();
    names.sort();
    let mut others = Vec::new();
    for name in names.iter().filter(|name| kind_of(name) != kind_of(task) && **name != task) {
        let path = beside.join(name);
        if path == folder || !path.join("manifest.csv").is_file() {
            continue;
        }
        let data = DataSet::open(&path)?;
        if name != MIXED {
            others.push(Other { against: name.clone(), data: name.clone(), records: data.records });
            continue;
        }
        for (index, label) in data.labels.iter().enumerate().filter(|(_, label)| kind_of(label) != kind_of(task)) {
            let records = data.records.iter().filter(|record| record.label == index).cloned().collect();
            others.push(Other { against: label.clone(), data: name.clone(), records });
        }
    }
    Ok(others)
}

fn kind_of(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}
