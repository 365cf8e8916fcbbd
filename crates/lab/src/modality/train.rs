//! `lab modality train`.

use super::MODALITY;
use super::card::markdown;
use super::data::{ModalityData, ModalityRecord};
use super::evaluate::{ModalityReport, evaluate, scores_from_report};
use super::features::{ARCHITECTURE, Front, with_classifier};
use super::fit::{FittedModality, MOST_PASSING, fit};
use super::kinds::{labels, modality_task, tasks};
use super::samples::{MOST_VAL, train_points, val_points};
use crate::model::{Model, Precision};
use crate::model_folder::{self, WEIGHTS_FILE};
use crate::quantise::{goldens, manifest_from_run};
use anyhow::{Context, Result, ensure};
use clap::Args;
use engine::{ModalityClassifier, Native, block_on};
use evaluation::{HeldMeasure, SetScoreKind};
use model::{self, Calibration, InputSpec, Manifest, OperatingPoint};
use serde::Serialize;
use std::path::PathBuf;
use training::activations;
use training::data::{Record, Split};
use training::run_record::RunConfig;

/// Options of `lab modality train`.
#[derive(Args, Clone, Debug, Serialize)]
pub struct ModalityOptions {
    /// Folder with the data sets, each with `manifest.csv` and `images/`
    #[arg(long)]
    #[serde(skip)]
    pub data: PathBuf,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    #[serde(skip)]
    pub models: PathBuf,
    /// Side of the network's input in pixels
    #[arg(long, default_value_t = 128)]
    pub size: u32,
    /// Seed of every random choice
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Version of the weights, semantic versioning
    #[arg(long, default_value = "0.1.0")]
    pub model_version: String,
    /// Print what `val` says, and write nothing
    #[arg(long)]
    #[serde(skip)]
    pub dry_run: bool,
}

/// Size limit of the modality classifier's weights, in bytes.
const LARGEST_WEIGHTS: usize = 1_000_000;

/// Fits the modality classifier, measures it and writes `MODELS/modality`.
///
/// # Errors
/// When a data set or the ImageNet weights are unavailable, the modality classifier is too large, or a file cannot be
/// written.
pub(super) fn run(options: &ModalityOptions) -> Result<()> {
    let data = ModalityData::open(&options.data)?;
    let front = Front::new(options.size)?;
    let (train, val) = (train_points(&front, &data, options.seed)?, val_points(&front, &data, options.seed)?);
    eprintln!("{} rows of train, {} rows of val, {} features", train.len(), val.len(), feature_count(&train));
    let fitted = fit(&train, &val, options.seed).context("a penalty is always chosen")?;
    if options.dry_run {
        return Ok(());
    }
    let arrays = with_classifier(&front.weights, fitted.head.weight.clone(), fitted.head.bias.clone());
    let bytes = model::write_quantised(&arrays)?;
    ensure!(
        bytes.len() <= LARGEST_WEIGHTS,
        "expected a modality classifier of at most {LARGEST_WEIGHTS} bytes, found {}",
        bytes.len()
    );
    let mut manifest = manifest_from_run(
        &config(options, &data, front.input.clone(), &fitted)?,
        &options.model_version,
        &bytes,
        WEIGHTS_FILE,
        modality_task(),
    )?;
    let (pictures, truth) =
        activations::prepared(&plain(&data.balanced(Split::Val, MOST_VAL, options.seed)), &front.input, None)?;
    manifest.activations = activations::choose(&manifest, &model::read_stored(&bytes)?, &pictures, &truth, None)?;
    manifest.calibration = Some(calibration(&fitted, val.len()));
    manifest.goldens = goldens(&Model::from_bytes(manifest.clone(), &bytes, Precision::Int8)?)?;
    let modality = block_on(ModalityClassifier::start(manifest.clone(), &bytes, &Native::default()))?;
    let reports = [Split::Test, Split::Val, Split::External]
        .map(|split| evaluate(&modality, &data, split))
        .into_iter()
        .collect::<Result<Vec<ModalityReport>>>()?;
    manifest.scores = reports.iter().flat_map(scores_from_report).collect();
    let mut files = model_folder::cut_weights(&mut manifest, &bytes);
    let text = markdown(&manifest, &reports, &fitted, &data, arrays.values().map(|array| array.data.len()).sum());
    files.push(("manifest.json".into(), manifest.to_json()?.into_bytes()));
    files.push(("MODEL_CARD.md".into(), text.into_bytes()));
    model_folder::write(&options.models.join(MODALITY), &files)
}

/// Files that are opened as the page opens them.
fn plain<'a>(records: &[&'a ModalityRecord]) -> Vec<&'a Record> {
    records.iter().filter(|record| record.window.is_none()).map(|record| &record.record).collect()
}

fn feature_count(points: &[super::head::LabelledFeatures]) -> usize {
    points.first().map_or(0, |point| point.features.len())
}

/// What [`manifest_from_run`] reads, as if it were a run of `lab train`.
fn config(
    options: &ModalityOptions,
    data: &ModalityData,
    input: InputSpec,
    fitted: &FittedModality,
) -> Result<RunConfig> {
    let mut options_json = serde_json::to_value(options)?;
    if let Some(options) = options_json.as_object_mut() {
        options.insert("penalty".into(), fitted.penalty.into());
    }
    Ok(RunConfig {
        task: MODALITY.into(),
        architecture: ARCHITECTURE.into(),
        answer: Default::default(),
        labels: labels().into_iter().map(str::to_owned).collect(),
        input,
        data: MODALITY.into(),
        data_sha256: data.sha256.clone(),
        train_images: data.split(Split::Train).len(),
        val_images: data.split(Split::Val).len(),
        pretrained: training::pretrained::description(),
        seed: options.seed,
        backend: "flex".into(),
        threads: rayon::current_num_threads(),
        options: options_json,
    })
}

fn calibration(fitted: &FittedModality, n: usize) -> Calibration {
    let point = |label: &&str| OperatingPoint {
        label: (*label).to_owned(),
        held: HeldMeasure::Specificity,
        level: 1.0 - MOST_PASSING,
        threshold: fitted.threshold,
    };
    Calibration {
        lapse: 0.0,
        floor: 0.0,
        data: MODALITY.into(),
        split: Split::Val,
        n: u32::try_from(n).unwrap_or(u32::MAX),
        temperature: fitted.temperature,
        score: SetScoreKind::Lac,
        penalty: [0.0; 2],
        why: format!(
            "No sets: a modality classifier answers with one class or with none. The threshold lets {:.2} % of the \
             pictures without a task pass on `val` and turns {:.2} % of those with a task away, small, grey and changed \
             copies included.",
            fitted.val_passing * 100.0,
            fitted.val_turned_away * 100.0
        ),
        quantiles: Vec::new(),
        operating_points: tasks().iter().map(point).collect(),
    }
}

/// The threshold of a modality classifier's manifest; every task has the same.
pub(super) fn threshold(manifest: &Manifest) -> Option<f32> {
    manifest.calibration.as_ref()?.operating_points.first().map(|point| point.threshold)
}
