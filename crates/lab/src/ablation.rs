//! `lab ablation`: a comparison of several runs, from their records alone.
//!
//! A row for each run: how its options differ from the first one's, and the `val` scores of the selected epoch.

use super::table::percent;
use anyhow::{Context, Result};
use clap::Args;
use document::Table;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use training::run_record::{self, EpochRecord, RunRecord};

/// Options of `lab ablation`.
#[derive(Args, Clone, Debug)]
pub struct AblationOptions {
    /// Folders of runs, or their records; the first is what the others are held against
    #[arg(required = true)]
    pub runs: Vec<PathBuf>,
}

/// Options that change no result, or that name folders of one machine.
const ASIDE: [&str; 8] = ["task", "data", "mirror", "run", "device", "checkpoint_every", "resume", "steps"];

/// One run.
struct AblationRun {
    name: String,
    options: Map<String, Value>,
    epochs: Vec<EpochRecord>,
}

/// Prints the table as Markdown.
///
/// # Errors
/// When a record is missing or damaged, or has no epoch.
pub fn run(options: &AblationOptions) -> Result<()> {
    std::io::stdout().lock().write_all(table(&options.runs)?.as_bytes())?;
    Ok(())
}

/// The table: macro recall and areas under the curve of "any finding" per source, each on `val`, in per cent.
///
/// # Errors
/// When a record is missing or damaged, or has no epoch.
pub fn table(runs: &[PathBuf]) -> Result<String> {
    let runs: Vec<AblationRun> = runs.iter().map(|path| read(path)).collect::<Result<_>>()?;
    let sources: BTreeSet<&String> =
        runs.iter().flat_map(|run| &run.epochs).flat_map(|epoch| epoch.val_any.keys()).collect();
    let mut heading: Vec<String> = ["Run", "Otherwise", "Macro recall"].map(str::to_owned).to_vec();
    heading.extend(sources.iter().map(|source| format!("Any finding, {source}")));
    heading.extend(["Weakest", "Epoch kept", "Hours"].map(str::to_owned));
    let mut table = Table::with_head(heading);
    for run in &runs {
        let kept =
            training::kept(&run.epochs).with_context(|| format!("expected an epoch in `{}`, found none", run.name))?;
        let first = runs.first().map(|first| &first.options);
        let mut row = vec![run.name.clone(), otherwise(first, &run.options), percent(Some(kept.val_macro_recall))];
        row.extend(sources.iter().map(|source| percent(kept.val_any.get(*source).copied())));
        row.push(percent(Some(training::weakest(kept).0)));
        row.push(format!("{} of {}", kept.epoch, run.epochs.len()));
        row.push(format!("{:.1}", run.epochs.iter().map(|epoch| epoch.seconds).sum::<f64>() / 3600.0));
        table.row(row);
    }
    Ok(table.to_string())
}

fn read(path: &Path) -> Result<AblationRun> {
    let is_folder = path.is_dir();
    let records = run_record::read(&if is_folder { path.join("record.jsonl") } else { path.to_path_buf() })?;
    let config = run_record::config(&records)?;
    // A resumed run continued with the options given when it was resumed.
    let last = records.iter().rev().find_map(|record| match record {
        RunRecord::Resumed(resumed) => resumed.options.as_object(),
        _ => None,
    });
    let mut options = last.or(config.options.as_object()).cloned().unwrap_or_default();
    options.retain(|name, _| !ASIDE.contains(&name.as_str()));
    if let Some(Value::String(from)) = options.get_mut("from") {
        *from = file_name(Path::new(from));
    }
    options.insert("data".into(), Value::String(config.data.clone()));
    // A record given as a file is named after its folder.
    let named = if is_folder { path } else { path.parent().unwrap_or(path) };
    Ok(AblationRun { name: file_name(named), options, epochs: run_record::epochs(&records) })
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Differences from the first run: "pairs 1, without ["mirrored"]". An option that only one of them has stems from
/// another version, and counts as a difference unless it is off.
fn otherwise(first: Option<&Map<String, Value>>, options: &Map<String, Value>) -> String {
    let Some(first) = first else { return String::new() };
    let names: BTreeSet<&String> = first.keys().chain(options.keys()).collect();
    let changed = names.into_iter().filter_map(|name| {
        let [before, after] = [first, options].map(|options| options.get(name).filter(|value| says(value)));
        (before != after).then(|| format!("{name} {}", after.map_or_else(|| "–".to_owned(), shown)))
    });
    changed.collect::<Vec<_>>().join(", ")
}

/// Null, empty, false and zero mean "off", as in a version without the option.
fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::Array(values) => !values.is_empty(),
        Value::String(_) | Value::Object(_) => true,
    }
}

/// Options are `f32`; printed as such they have no spurious digits.
fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) if number.is_f64() => (number.as_f64().unwrap_or_default() as f32).to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
