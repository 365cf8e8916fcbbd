//! `lab probe`: does a shipped model look at the right thing, and does its map tell the truth?
//!
//! Shortcuts: the score on `test` with the anatomy, the borders or the corners hidden. Faithfulness: deletion and
//! insertion curves (Petsiuk et al., RISE, 2018) and the pointing game (Zhang et al., 2016).
//!
//! Invariant: chooses nothing and changes no answer; `test` is read, and what was found is written beside the scores.

mod anatomy;
mod curves;
mod shortcuts;
mod verdict;

pub use anatomy::{Anatomy, outline_from_mask};
pub use curves::{area, curve_points};
pub use shortcuts::hidden_pictures;
pub use verdict::verdict;

use super::data::{DataSet, Split};
use super::model::Model;
use super::{model_card, model_folder};
use crate::measured::Faithfulness;
use anyhow::{Result, ensure};
use clap::Args;
use std::path::{Path, PathBuf};

/// Options of `lab probe`.
#[derive(Args, Clone, Debug)]
pub struct ProbeOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder with `manifest.csv`, `images/` and, where known, `masks/`
    #[arg(long)]
    pub data: PathBuf,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Pictures of `test`, drawn with a fixed seed, for the deletion and insertion curves
    #[arg(long, default_value_t = CURVE_PICTURES)]
    pub curve_pictures: usize,
}

/// Pictures for the curves: each takes some forty passes, and the mean of so many moves by little.
pub const CURVE_PICTURES: usize = 200;

/// Probes a shipped model and writes manifest and card.
///
/// # Errors
/// When model or data set cannot be read, do not fit each other, or a file cannot be written.
pub fn run(options: &ProbeOptions) -> Result<()> {
    probe(&options.models, &options.task, &DataSet::open(&options.data)?, options.curve_pictures)
}

/// What [`run`] does, on an open data set.
///
/// # Errors
/// As [`run`].
pub fn probe(models: &Path, task: &str, data: &DataSet, curve_pictures: usize) -> Result<()> {
    let model = Model::shipped(models, task)?;
    let labels = &model.manifest.labels;
    ensure!(*labels == data.labels, "the model answers {labels:?}, but the data set is labelled {:?}", data.labels);
    let records = data.split(Split::Test);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `test`", data.name);
    let on = (data.name.as_str(), Split::Test.to_string());
    let (probes, pointing) = shortcuts::measure(&model, &records, (on.0, &on.1))?;
    let (n, deletion, insertion) = curves::measure(&model, &records, curve_pictures)?;
    let faithfulness = Faithfulness { data: on.0.to_owned(), split: on.1, n, deletion, insertion, pointing };
    for sentence in verdict(labels.len(), &probes, Some(&faithfulness)) {
        eprintln!("{sentence}");
    }
    // Minutes have passed: what else was written meanwhile stays.
    let (mut manifest, _) = model_folder::read(models, task)?;
    ensure!(manifest.weights == model.manifest.weights, "the model in `{}` was replaced meanwhile", models.display());
    let mut measured = manifest.measured.take().unwrap_or_default();
    (measured.probes, measured.faithfulness) = (probes, Some(faithfulness));
    manifest.measured = Some(measured);
    model_folder::write_manifest(models, &manifest)?;
    model_card::write(models, task)
}
