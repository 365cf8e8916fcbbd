//! `mirror.csv`: pictures with a finding on one side, and the axis to mirror them at.

use anyhow::{Context, Result};
use csv::StringRecord;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Where a picture can be mirrored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mirror {
    /// The column that stays fixed.
    pub(super) axis: usize,
    /// Whether the finding is on its left.
    pub(super) finding_left: bool,
}

/// A line of `mirror.csv`: outlined pictures whose finding is entirely on one side of a column.
#[derive(Deserialize)]
struct MirrorLine {
    file: String,
    axis: usize,
    side: String,
}

/// Axis and side by file name; only of `train`, since the others exist as files.
///
/// # Errors
/// When the list cannot be read.
pub(super) fn axes(folder: &Path) -> Result<BTreeMap<String, Mirror>> {
    let path = folder.join("mirror.csv");
    let context = || format!("reading `{}`: expected the columns file, axis and FINDING_side", path.display());
    let mut axes = BTreeMap::new();
    let mut reader = csv::Reader::from_path(&path).with_context(context)?;
    // The name of the side column is prefixed with the name of the finding.
    let side = |name: &str| if name.ends_with("_side") { "side".to_owned() } else { name.to_owned() };
    let headers: StringRecord = reader.headers().with_context(context)?.iter().map(side).collect();
    for record in reader.records() {
        let record = record.with_context(context)?;
        let line: MirrorLine = record.deserialize(Some(&headers)).with_context(context)?;
        let finding_left = match line.side.as_str() {
            "left" => true,
            "right" => false,
            other => anyhow::bail!("`{}`: expected the side `left` or `right`, found `{other}`", path.display()),
        };
        let name = line.file.rsplit('/').next().unwrap_or_default().to_owned();
        axes.insert(name, Mirror { axis: line.axis, finding_left });
    }
    Ok(axes)
}
