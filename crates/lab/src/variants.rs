//! What each ingredient of a training is worth: the run that is shipped beside those that left something out, on `val`, on `test`,
//! on pictures of other hospitals, and with the anatomy in black.
//!
//! All are measured as trained, before rounding and without a calibration, so that nothing but the training differs. What was
//! measured of the same weights on the same data is not measured again.

use super::evaluate::each;
use super::model::{Model, Views, best_weights};
use super::parts::PartScores;
use super::{model_card, model_folder, probe};
use ::task::{AblatedRun, Task};
use anyhow::{Context, Result};
use evaluation::{Figure, HiddenPart, Probe};
use model::{AblationRow, sha256_hex};
use std::path::Path;
use training::data::{ImageDataset, Split};
use training::metrics::Outcome;

/// Measures the shipped run, in the folder `run`, and the others that the task's file lists, which lie beside it; keeps the rows in
/// manifest and card. A run that is not there yet is named and left for the next time.
///
/// # Errors
/// When a run, the data set or the manifest cannot be read, or a file cannot be written.
pub fn record(models: &Path, task: &Task, run: &Path, data: &ImageDataset) -> Result<()> {
    let listed = task.release.iter().flat_map(|release| &release.ablation);
    let others: Vec<&AblatedRun> = listed.collect();
    if others.is_empty() {
        return Ok(());
    }
    let before = model_folder::read(models, &task.id)?.0.ablation;
    let mut rows = vec![row(task, run, "", data, &before)?];
    for AblatedRun { run: name, without } in others {
        let folder = run.with_file_name(name);
        if folder.join("best.safetensors").is_file() {
            rows.push(row(task, &folder, without, data, &before)?);
        } else {
            eprintln!("`{}` is not there, so what {without} is worth is not measured", folder.display());
        }
    }
    // Minutes have passed: what else was written meanwhile stays.
    let (mut manifest, _) = model_folder::read(models, &task.id)?;
    manifest.ablation = rows;
    model_folder::write_manifest(models, &manifest)?;
    model_card::write(models, &task.id)
}

/// One run; as it stands in `before`, where its weights were measured on this data.
fn row(task: &Task, run: &Path, without: &str, data: &ImageDataset, before: &[AblationRow]) -> Result<AblationRow> {
    let sha256 = sha256_hex(&best_weights(run)?);
    let name = run.file_name().context("a run has a folder")?.to_string_lossy().into_owned();
    let known = before.iter().find(|row| row.sha256 == sha256 && row.data == data.name);
    if let Some(known) = known {
        return Ok(AblationRow { run: name, without: without.to_owned(), ..known.clone() });
    }
    let model = Model::trained(run, task)?;
    let data = &data.clone().labelled_as(&model.manifest.labels)?;
    let is_outlined = data.split(Split::Test).iter().any(|record| record.mask.is_some());
    let hides = task.release.as_ref().is_some_and(|release| release.blackout.is_some()) && is_outlined;
    let blackout = if hides { last_blacked(&probe::blackout(&model, data, Split::Test)?) } else { None };
    Ok(AblationRow {
        run: name,
        without: without.to_owned(),
        sha256,
        data: data.name.clone(),
        val: recall(&model, data, Split::Val)?,
        test: recall(&model, data, Split::Test)?,
        external: recall(&model, data, Split::External)?,
        blackout,
    })
}

/// The mean recall of the classes with enough pictures; `None` where fewer than two have them.
fn recall(model: &Model, data: &ImageDataset, split: Split) -> Result<Option<Figure>> {
    let outcomes = each(&data.split(split), &format!("ablation {split}"), |record, bytes| {
        let probabilities = model.answer(bytes, Views::One)?.raw;
        let (group, source) = (record.group.clone(), record.source.clone());
        Ok(Outcome { truth: record.label, probabilities, group, source })
    })?;
    let all: Vec<&Outcome> = outcomes.iter().collect();
    Ok(PartScores::of_classes(&all, &model.manifest.labels).as_ref().and_then(PartScores::figure))
}

/// Of all pictures, where some lack a mask; else of those with one.
fn last_blacked(probes: &[Probe]) -> Option<Figure> {
    let hidden = probes.iter().rfind(|probe| probe.hidden == HiddenPart::Blackout);
    hidden.map(|probe| probe.macro_recall)
}
