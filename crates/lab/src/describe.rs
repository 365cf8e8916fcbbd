//! `lab describe`: writes what a task's file says into the manifest of its shipped model.
//!
//! Invariant: nothing is measured here; a manifest keeps everything else that it says, except counts of groups where
//! the file says that groups are single pictures.

use super::modality::MODALITY;
use super::{model_card, model_folder};
use ::task::{GroupsOf, Task};
use anyhow::{Context, Result, ensure};
use clap::Args;
use evaluation::Measured;
use model::Manifest;
use std::path::PathBuf;
use training::task_file;

/// Options of `lab describe`.
#[derive(Args, Clone, Debug)]
pub struct DescribeOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Writes what the task's file says into the manifest of its shipped model, and the card anew.
///
/// # Errors
/// When the file cannot be read, disagrees with the model, or a file cannot be written.
pub fn run(options: &DescribeOptions) -> Result<()> {
    let task = task_file::read(&options.models, &options.task)?;
    let (mut manifest, _) = model_folder::read(&options.models, &options.task)?;
    describe(&mut manifest, &task)?;
    let json = manifest.to_json()?;
    model_folder::write_beside(&options.models.join(&options.task), "manifest.json", json.as_bytes())?;
    // The modality classifier's card is written by `lab modality train`, which has the pictures that its tables count.
    if options.task == MODALITY { Ok(()) } else { model_card::write(&options.models, &options.task) }
}

/// Puts what a task's file says into a manifest.
///
/// # Errors
/// When a class of the model has no texts, or the file asks for other colours than the model takes.
pub fn describe(manifest: &mut Manifest, task: &Task) -> Result<()> {
    task.check_labels(&manifest.labels).context("the labels of the model")?;
    ensure!(
        manifest.input.colour == task.colour,
        "models/{}/task.toml: expected the colour that the model was trained on, `{}`, found `{}`",
        task.id,
        manifest.input.colour.name(),
        task.colour.name()
    );
    // Weights of one kind give nonsense as the other.
    ensure!(
        manifest.answer == task.answer,
        "models/{}/task.toml: expected the kind of answer that the model was trained for, `{}`, found `{}`",
        task.id,
        manifest.answer.name(),
        task.answer.name()
    );
    manifest.negative = task.negative.clone();
    manifest.groups = Some(task.groups);
    if task.groups.counted().is_none() {
        manifest.measured.iter_mut().for_each(without_groups);
    }
    // The reasons of earlier versions call every group a patient.
    if task.groups != GroupsOf::Patient
        && let Some(fitted) = &mut manifest.calibration
    {
        fitted.why = fitted.why.replace("patient", "group");
    }
    manifest.windowing = Some(task_file::windowing(task));
    manifest.text = Some(task.text.clone());
    manifest.intended = task.intended.clone();
    manifest.acquisitions = task.acquisitions.clone();
    manifest.subgroups = task.subgroups.clone();
    Ok(())
}

/// Removes scores that count every group once: where groups are single pictures, they say nothing about people.
fn without_groups(measured: &mut Measured) {
    for found in &mut measured.evaluations {
        for set in &mut found.sets {
            set.by_group = None;
            set.classes.iter_mut().for_each(|class| class.by_group = None);
        }
        found.any.iter_mut().for_each(|any| any.groups = None);
    }
    measured.elsewhere.iter_mut().for_each(|found| found.any.groups = None);
}
