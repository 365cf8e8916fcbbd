//! Any finding against none on external data sets, with the calibration error and the recall there, in the manifest: the page
//! shows it first.
//!
//! Invariant: what is written was just measured with the shipped weights; selects nothing.

use super::report::Report;
use super::scores::{is_kept_elsewhere, scores_elsewhere};
use super::shown::ShownAnswer;
use super::{model_card, model_folder};
use anyhow::{Context, Result, ensure};
use evaluation::{AnyFinding, Elsewhere, Score};
use protocol::RefusalKind;
use std::path::Path;
use training::data::Record;
use training::run_record;

/// Names of the data sets that a model was trained on, by its run record. A run on several names them with " + ".
///
/// # Errors
/// When the record cannot be read.
pub fn trained_on(models: &Path, task: &str) -> Result<Vec<String>> {
    let run = run_record::read(&models.join(task).join("training.jsonl"))?;
    let names = run_record::config(&run)?.data.split(" + ").map(str::to_owned);
    Ok(names.collect())
}

/// Checks that a data set is external, before minutes are spent on measuring it.
///
/// # Errors
/// When it is the one that the model was calibrated on, or trained on first.
pub fn check(models: &Path, task: &str, data: &str) -> Result<()> {
    let (manifest, _) = model_folder::read(models, task)?;
    let home = manifest.calibration.as_ref().map(|fitted| fitted.data.clone());
    ensure!(
        trained_on(models, task)?.first().map(String::as_str) != Some(data) && home.as_deref() != Some(data),
        "`{data}` is the model's own data set: `lab calibrate {task} --data …` writes its scores"
    );
    Ok(())
}

/// Writes the shipped model's results on an external data set into its manifest and its card. An earlier entry of that
/// data set and split is removed.
///
/// # Errors
/// When the model has no class for "none", the data set is the one that it was calibrated on, the model was replaced
/// meanwhile, or a file cannot be written.
pub fn record(models: &Path, report: &Report, records: &[&Record], shown: &[ShownAnswer]) -> Result<()> {
    let (task, data) = (&report.model.task, &report.data);
    let own = trained_on(models, task)?;
    let (mut manifest, _) = model_folder::read(models, task)?;
    ensure!(
        manifest.weights.sha256 == report.model.sha256,
        "the model in `{}` was replaced meanwhile",
        models.display()
    );
    check(models, task, &data.name)?;
    let found =
        report.any_finding.as_ref().context("the model has no class for \"none\", so there is nothing to tell")?;
    let entry = |source: Option<&str>, any: AnyFinding| {
        let of = || records.iter().zip(shown).filter(|(record, _)| source.is_none_or(|source| record.source == source));
        // Refusing a kind of acquisition depends on this measurement, so it is not applied here.
        let by_kind = RefusalKind::OtherAcquisition.name();
        let away = of().filter(|(_, one)| one.refused.as_ref().is_some_and(|(_, kind)| kind != by_kind)).count();
        Elsewhere {
            data: data.name.clone(),
            split: data.split,
            source: source.map(str::to_owned),
            trained: own.contains(&data.name),
            turned_away: Some((away as f64 / of().count().max(1) as f64) as f32),
            any,
        }
    };
    let mut entries = vec![entry(None, found.finding())];
    if found.per_source.len() > 1 {
        entries.extend(found.per_source.iter().map(|(source, part)| entry(Some(source), part.finding())));
    }
    let mut measured = manifest.measured.take().unwrap_or_default();
    measured.elsewhere.retain(|old| old.data != data.name || old.split != data.split);
    measured.elsewhere.extend(entries);
    // Stable: entries of one set stay together, the entry of the whole set first.
    measured.elsewhere.sort_by(|a, b| (&a.data, a.split.name()).cmp(&(&b.data, b.split.name())));
    manifest.measured = Some(measured);
    let is_old = |score: &Score| score.data == data.name && score.split == data.split && is_kept_elsewhere(score);
    manifest.scores.retain(|score| !is_old(score));
    manifest.scores.extend(scores_elsewhere(report));
    model_folder::write_manifest(models, &manifest)?;
    model_card::write(models, task)
}
