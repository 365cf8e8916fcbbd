//! The model card: what the model is, what it is for, its performance, how it was made.
//!
//! The headings follow Mitchell et al., "Model Cards for Model Reporting" (2019), and hold the items of the CLAIM
//! checklist (2024) that concern a published model. The page shows the sections; `MODEL_CARD.md` has them with tables.
//!
//! Invariant: rendered from the shipped manifest, its weights, `training.jsonl` and the task's file alone, so every
//! command that changes one of them can call [`write`]. Every figure comes from there.

mod acquisitions;
mod elsewhere;
mod labels;
mod markdown;
mod results;
mod scores;
mod sections;
mod training;

pub use elsewhere::{of_brightness, of_mirrored};

use super::model_folder;
use ::task::Task;
use ::training::run_record::{self, RunRecord};
use ::training::task_file;
use anyhow::Result;
use clap::Args;
use evaluation::Measured;
use model::{self, Manifest};
use std::path::{Path, PathBuf};

/// Sections that every card has, in order.
pub const SECTIONS: [&str; 20] = [
    "model_details",
    "elsewhere",
    "intended_use",
    "out_of_scope",
    "factors",
    "training_data",
    "evaluation_data",
    "reference_standard",
    "confounds",
    "popular_split",
    "metrics",
    "results",
    "calibration",
    "decision_thresholds",
    "gates",
    "explanation",
    "training",
    "ethics",
    "limits",
    "licence",
];

/// Everything a card is made from.
#[derive(Clone, Copy, Debug)]
pub struct ModelCard<'a> {
    /// The shipped manifest.
    pub manifest: &'a Manifest,
    /// Its measurements.
    pub measured: &'a Measured,
    /// Number of weights.
    pub parameters: usize,
    /// The run record.
    pub run: &'a [RunRecord],
    /// What the task's file says.
    pub task: &'a Task,
}

/// Options of `lab card`.
#[derive(Args, Clone, Debug)]
pub struct CardOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Renders the card of a shipped model again.
///
/// # Errors
/// As [`write`].
pub fn run(options: &CardOptions) -> Result<()> {
    write(&options.models, &options.task)
}

/// Renders the card of a shipped model again: its sections into the manifest, and `MODEL_CARD.md`.
///
/// # Errors
/// When a file of the model or of the task is missing or damaged, or a file cannot be written.
pub fn write(models: &Path, task: &str) -> Result<()> {
    let (manifest, markdown) = render(models, task)?;
    model_folder::write_manifest(models, &manifest)?;
    model_folder::write_beside(&models.join(task), "MODEL_CARD.md", markdown.as_bytes())
}

/// The manifest with its card as it should be, and the card in Markdown; writes nothing.
///
/// # Errors
/// When a file of the model or of the task is missing or damaged.
pub fn render(models: &Path, task: &str) -> Result<(Manifest, String)> {
    let known = task_file::read(models, task)?;
    let (mut manifest, bytes) = model_folder::read(models, task)?;
    let run = run_record::read(&models.join(task).join("training.jsonl"))?;
    let parameters = model::read(&bytes)?.values().map(|array| array.data.len()).sum();
    let mut measured = manifest.measured.take().unwrap_or_default();
    let card = ModelCard { manifest: &manifest, measured: &measured, parameters, run: &run, task: &known };
    let (sections, markdown) = (card.sections()?, card.markdown()?);
    measured.card = sections;
    manifest.measured = Some(measured);
    Ok((manifest, markdown))
}
