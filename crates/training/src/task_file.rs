//! `models/TASK/task.toml`: the hand-written description of a task, read from its folder.
//!
//! Invariant: the file's values are used unchanged; no value is invented for what it leaves out.

use anyhow::{Context, Result, anyhow};
use dicom::model_window::PERCENTILES;
use model::{First, Windowing};
use std::path::Path;
use task::Task;

/// The name of the file in a task's folder.
pub const FILE: &str = "task.toml";

/// Reads and checks the file of a task.
///
/// # Errors
/// When there is none, it is not TOML of this form, or has an impossible value. The error names the file, what was
/// expected, what was found, and where to read on.
pub fn read(models: &Path, id: &str) -> Result<Task> {
    let path = models.join(id).join(FILE);
    let how = || format!("`{}`: `docs/add-a-task.md` says what each line is for", path.display());
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("expected a file with what is known of the task `{id}`, found none that can be read"))
        .with_context(how)?;
    from_toml(id, &text).with_context(how)
}

/// The same from the text of the file.
///
/// # Errors
/// When it is not TOML of this form, or has an impossible value.
pub fn from_toml(id: &str, text: &str) -> Result<Task> {
    // The parser names line and column, what it expected, and what it found.
    Task::read(id, text, |text| toml::from_str(text).map_err(|error| anyhow!("{error}")))
}

/// The windows of a task in the form of a manifest.
#[must_use]
pub fn windowing(task: &Task) -> Windowing {
    let (black, white) = PERCENTILES;
    Windowing { first: First::File, modalities: task.windows.clone(), percentiles: [black, white] }
}

/// The tasks that a visitor can choose: the folders with a model whose task has words for the start page, in order.
///
/// # Errors
/// When the folder, or the file of a task with a model, cannot be read.
pub fn shipped(models: &Path) -> Result<Vec<String>> {
    let listed = std::fs::read_dir(models).with_context(|| format!("reading `{}`", models.display()))?;
    let mut ids: Vec<String> = listed.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    ids.retain(|id| models.join(id).join("manifest.json").is_file() && models.join(id).join(FILE).is_file());
    ids.sort();
    let mut chosen = Vec::new();
    for id in ids {
        if read(models, &id)?.page.is_some() {
            chosen.push(id);
        }
    }
    Ok(chosen)
}
