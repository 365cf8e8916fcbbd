//! The gates of a model: limits of quality and of likeness fitted on `val`, and their performance. Also the kinds of
//! acquisition, which are recognised from the same features.
//!
//! Invariant: `train` fits the linear rule and the class means, `val` sets every limit and chooses the score;
//! `test` is read afterwards and changes nothing.

mod acquisition;
mod acquisition_scores;
mod corruptions;
mod covariance;
mod features;
mod head;
mod likeness;
mod limits;
mod near_miss;
mod negatives;
mod pictures;
mod quality;

pub use acquisition::run as run_acquisition;
pub use corruptions::Corruption;
pub use limits::limit_between;
pub use near_miss::NearMiss;

use super::{model_card, model_folder};
use ::task::Task;
use anyhow::Result;
use clap::Args;
use evaluation::{Detection, FalseAlarm};
use model::{Likeness, Manifest, QualityLimit};
use std::path::{Path, PathBuf};
use training::data::ImageDataset;
use training::task_file;

/// Options of `lab gates`.
#[derive(Args, Clone, Debug)]
pub struct GatesOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder with `manifest.csv` and `images/`; the data sets beside it give pictures that do not belong.
    /// Given more than once, the folders are one data set
    #[arg(long, required = true)]
    pub data: Vec<PathBuf>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Fits the gates of a shipped model, and writes manifest and card.
///
/// # Errors
/// When model or data set cannot be read, or a file cannot be written.
pub fn run(options: &GatesOptions) -> Result<()> {
    refit(&options.models, &options.task, &ImageDataset::open_all(&options.data)?)?;
    model_card::write(&options.models, &options.task)
}

/// Fits the gates of a shipped model and writes its manifest.
///
/// # Errors
/// When the model or a picture cannot be read, or the manifest cannot be written.
pub fn refit(models: &Path, task: &str, data: &ImageDataset) -> Result<()> {
    let (mut manifest, bytes) = model_folder::read(models, task)?;
    model_folder::verify(&manifest, &bytes)?;
    let fitted = fit(&manifest, &bytes, data, &task_file::read(models, task)?)?;
    manifest.quality = fitted.quality;
    manifest.likeness = fitted.likeness;
    manifest.acquisition_head = acquisition::fit(&manifest, &bytes, data)?;
    let mut measured = manifest.measured.take().unwrap_or_default();
    measured.quality = fitted.false_alarms;
    measured.likeness = fitted.detections;
    manifest.measured = Some(measured);
    model_folder::write_manifest(models, &manifest)
}

/// The fitted gates and their performance.
#[derive(Clone, Debug)]
pub struct FittedGates {
    /// Limits of the quality gate, in the order in which they are compared.
    pub quality: Vec<QualityLimit>,
    /// False alarms on `val` and on `test`.
    pub false_alarms: Vec<FalseAlarm>,
    /// The likeness gate; `None` where no pictures of another kind lie beside the data set.
    pub likeness: Option<Likeness>,
    /// Its performance on `test`.
    pub detections: Vec<Detection>,
}

/// Fits and measures both gates. The folders beside the data set's give pictures of other kinds.
///
/// # Errors
/// When a data set or a picture cannot be read, or the weights do not fit the manifest.
pub fn fit(manifest: &Manifest, weights: &[u8], data: &ImageDataset, known: &Task) -> Result<FittedGates> {
    let quality = quality::fit(manifest, data)?;
    let false_alarms = quality::measure(&quality, data)?;
    let (likeness, detections) = likeness::fit(manifest, weights, data, known)?.unzip();
    Ok(FittedGates { quality, false_alarms, likeness, detections: detections.unwrap_or_default() })
}
