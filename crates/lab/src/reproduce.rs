//! `lab reproduce`: a task from its data to its card, by the commands that do each part.
//!
//! `lab train --resume`, unless the run ended by itself; then `lab release`, which quantises, calibrates, fits the gates, scores
//! the baselines and probes, each where that has not been done. A stopped run continues.

use super::release::{self, ReleaseOptions};
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};
use training::run_record::{self, RunRecord};
use training::{OpenAdapter, TrainCommand};

/// Options of `lab reproduce`.
#[derive(Args, Clone, Debug)]
pub struct ReproduceOptions {
    /// Task: names the folder with task.toml, which says how it is trained and measured
    pub task: String,
    /// Folder of the data sets that the task's file names
    #[arg(long)]
    pub data_root: PathBuf,
    /// Version of the weights, semantic versioning
    #[arg(long)]
    pub model_version: String,
    /// Folder of the run [default: runs/TASK]
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Folder of the models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Runs the remaining steps, in order.
///
/// # Errors
/// When the task's file lacks `[training]` or `[release]`, or a step fails.
pub fn run(options: &ReproduceOptions, gpu: OpenAdapter) -> Result<()> {
    let folder = options.run.clone().unwrap_or_else(|| PathBuf::from("runs").join(&options.task));
    if is_trained(&folder) {
        eprintln!("trained already: `{}`", folder.display());
    } else {
        let command = TrainCommand::resuming(&options.task, &options.models, &options.data_root, &folder)?;
        training::run(&command.options()?, gpu)?;
    }
    release::run(&ReleaseOptions {
        task: options.task.clone(),
        data_root: options.data_root.clone(),
        run: Some(folder),
        models: options.models.clone(),
        model_version: options.model_version.clone(),
    })
}

/// Whether a run ended by itself, with weights.
fn is_trained(folder: &Path) -> bool {
    let records = run_record::read(&folder.join("record.jsonl")).unwrap_or_default();
    matches!(records.last(), Some(RunRecord::Done(_))) && folder.join("best.safetensors").is_file()
}
