//! `lab calibrate`: calibration and outline settings of a shipped model, fitted on `val` and measured on the other
//! splits.
//!
//! Invariant: `val` alone is fitted on; `test` and `external` are read afterwards and change nothing.

use super::evaluate::{TrainedBaseline, each, evaluate};
use super::model::{Model, Precision, Views};
use super::outline_rule::{self, Worth};
use super::outlined::{self, is_outline_score};
use super::scores::scores_from_report;
use super::{gates, labels, model_card, model_folder, rivals};
use anyhow::{Result, ensure};
use calibration::{CalibrationPicture, calibration_from_answers};
use clap::Args;
use evaluation::{DataSummary, Score, SourceSummary, SplitSummary};
use model::{AnswerKind, Calibration, OutlineRule};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use training::data::{ImageDataset, Record, Split};

/// Options of `lab calibrate`.
#[derive(Args, Clone, Debug)]
pub struct CalibrateOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder with `manifest.csv` and `images/`. Given more than once, the folders are one data set
    #[arg(long, required = true)]
    pub data: Vec<PathBuf>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Calibrates a shipped model, measures it anew and writes manifest and card.
///
/// # Errors
/// When model or data set cannot be read, do not fit each other, or a file cannot be written.
pub fn run(options: &CalibrateOptions) -> Result<()> {
    calibrate(&options.models, &options.task, &ImageDataset::open_all(&options.data)?)
}

/// The same as [`run`], on an open data set.
///
/// # Errors
/// As [`run`].
pub fn calibrate(models: &Path, task: &str, data: &ImageDataset) -> Result<()> {
    let (mut manifest, bytes) = model_folder::read(models, task)?;
    match manifest.answer {
        AnswerKind::Classes => {}
        AnswerKind::Labels => return labels::calibrate(models, task, data, None),
    }
    model_folder::verify(&manifest, &bytes)?;
    let data = &data.clone().labelled_as(&manifest.labels)?;
    manifest.calibration = None;
    let mut model = Model::from_bytes(manifest, &bytes, Precision::Int8)?;
    let calibration = fit(&model, data)?;
    eprintln!("temperature {:.3}, lapse {:.4}; {}", calibration.temperature, calibration.lapse, calibration.why);
    model.manifest.calibration = Some(calibration);
    let before = model.manifest.outline.clone();
    if let Some(rule) = &before {
        let val = outlined::pictures(&model, data, Split::Val)?;
        if Worth::of(&val, rule).is_some() {
            model.manifest.outline = Some(outline_rule::chosen(&val)?);
        }
    }

    let baseline = TrainedBaseline::fit(&model, data)?;
    let splits = [Split::Test, Split::External, Split::Val].into_iter().filter(|split| !data.split(*split).is_empty());
    let reports: Vec<_> =
        splits.map(|split| evaluate(&model, data, split, Views::One, Some(&baseline))).collect::<Result<_>>()?;

    let mut manifest = model.manifest;
    let outlines_as = |before: &OutlineRule| manifest.outline.as_ref().is_some_and(|rule| rule.outlines_as(before));
    let is_same = before.as_ref().is_none_or(outlines_as);
    // The score of a rule without the model does not depend on the calibration.
    let is_rival = |score: &Score| score.weights.starts_with(rivals::WEIGHTS);
    let stays = |score: &Score| {
        is_rival(score) || (score.weights == Precision::F32.name() && (is_same || !is_outline_score(score)))
    };
    let kept = manifest.scores.into_iter().filter(stays);
    manifest.scores = reports.iter().flat_map(scores_from_report).chain(kept).collect();
    let mut measured = manifest.measured.take().unwrap_or_default();
    measured.evaluations = reports.iter().filter_map(|report| report.evaluation()).collect();
    measured.data = Some(summary(data));
    // Measured with the previous calibration: `lab evaluate --record` and `lab probe --record` measure them again.
    if !measured.elsewhere.is_empty() || measured.mirrored.is_some() {
        eprintln!("what was measured elsewhere is dropped: measure it again with --record");
    }
    (measured.elsewhere, measured.mirrored, measured.brightness) = (Vec::new(), None, None);
    manifest.measured = Some(measured);
    model_folder::write_manifest(models, &manifest)?;
    gates::refit(models, task, data)?;
    model_card::write(models, task)
}

/// Temperature, sets and operating points from the pictures of `val`.
fn fit(model: &Model, data: &ImageDataset) -> Result<Calibration> {
    let records = data.split(Split::Val);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `val`", data.name);
    let fitted = each(&records, "int8 val", |record: &Record, bytes| {
        Ok(CalibrationPicture { truth: record.label, group: record.group.clone(), logits: model.logits(bytes)? })
    })?;
    Ok(calibration_from_answers(&fitted, &data.labels, &data.name))
}

/// The data set in numbers.
fn summary(data: &ImageDataset) -> DataSummary {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let splits = [Split::Train, Split::Val, Split::Test, Split::External].into_iter().filter_map(|split| {
        let records = data.split(split);
        let groups: BTreeSet<&str> = records.iter().map(|record| record.group.as_str()).collect();
        let of = |label: usize| count(records.iter().filter(|record| record.label == label).count());
        (!records.is_empty()).then(|| SplitSummary {
            split,
            n: count(records.len()),
            groups: count(groups.len()),
            classes: (0..data.labels.len()).map(of).collect(),
        })
    });
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &data.records {
        *sources.entry(&record.source).or_default() += 1;
    }
    DataSummary {
        name: data.name.clone(),
        sha256: data.sha256(),
        splits: splits.collect(),
        sources: sources
            .into_iter()
            .map(|(source, n)| SourceSummary { source: source.to_owned(), n: count(n) })
            .collect(),
    }
}
