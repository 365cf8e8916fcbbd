//! `lab quantise`: a trained run becomes the model that the page loads.
//!
//! Invariant: everything under `models/TASK` is written here, from the run and from what is
//! measured on the spot; a model over the size budget is refused before anything is written.

use super::describe::describe;
use super::evaluate::evaluate;
use super::model::{Model, Precision, Views, best_weights, run_folder};
use super::model_folder::{self, WEIGHTS_FILE};
use super::report::Report;
use super::scores::scores_from_report;
use super::{calibrate, labels, outlined, probe};
use ::task::Task;
use anyhow::{Context, Result, ensure};
use clap::Args;
use evaluation::Metric;
use model::{self, Activations, AnswerKind, Golden, Manifest, OutlineRule, Tolerance, WeightsFile, sha256_hex};
use network::Architecture;
use std::path::PathBuf;
use training::data::{ImageDataset, Split};
use training::label_sets::LabelSets;
use training::run_record::{self, RunConfig, RunRecord};
use training::{activations, task_file};

/// Options of `lab quantise`.
#[derive(Args, Clone, Debug)]
pub struct QuantiseOptions {
    /// Task: names the folders of the run and of the model
    pub task: String,
    /// Folder with `manifest.csv` and `images/`: the model is measured on it. Given more than once, the folders are one data set
    #[arg(long, required = true)]
    pub data: Vec<PathBuf>,
    /// Folder of the run [default: runs/TASK]
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Version of the weights, semantic versioning
    #[arg(long, default_value = "0.1.0")]
    pub model_version: String,
}

/// Seeds of the golden pictures.
const GOLDEN_SEEDS: [u64; 4] = [1, 2, 3, 4];

/// Tolerance of the device check, in logits. On the CPU the same integers give the same bits everywhere; a
/// ten-thousandth only allows for decimal formatting. A GPU computes values between layers in floats, and may fuse and
/// approximate: an error of `t` in every logit moves a probability by at most `t / 2` (the logistic curve's slope is at
/// most 1/4, and two logits may err in opposite directions), here one point.
const TOLERANCE: Tolerance = Tolerance { cpu: 0.0001, webgpu: 0.02 };

/// Quantises, measures, and writes `MODELS/TASK`.
///
/// # Errors
/// When run, data set or the task's file cannot be read, the model is too large, or a file cannot be written.
pub fn run(options: &QuantiseOptions) -> Result<()> {
    let task = task_file::read(&options.models, &options.task)?;
    let folder = run_folder(options.run.as_ref(), &options.task);
    let records = shareable(&run_record::read(&folder.join("record.jsonl"))?);
    let config = run_record::config(&records)?;
    let data = ImageDataset::open_all(&options.data)?;
    ensure!(
        config.task == options.task,
        "the run in `{}` is of task `{}`, not `{}`",
        folder.display(),
        config.task,
        options.task
    );

    let trained = model::read(&best_weights(&folder)?).context("reading the run's best weights")?;
    let bytes = model::write_quantised(&trained).context("quantising")?;
    let mut manifest = manifest_from_run(config, &options.model_version, &bytes, WEIGHTS_FILE, &task)?;
    let sets = match manifest.answer {
        AnswerKind::Classes => None,
        AnswerKind::Labels => Some(LabelSets::in_order(&data, &manifest.labels)?),
    };
    manifest.activations = chosen(&manifest, &bytes, &data, sets.as_ref())?;
    manifest.outline = outline_rule(&manifest, &data)?;
    manifest.goldens = goldens(&Model::from_bytes(manifest.clone(), &bytes, Precision::Int8)?)?;

    let mut files = model_folder::cut_weights(&mut manifest, &bytes);
    files.extend([
        ("manifest.json".into(), manifest.to_json()?.into_bytes()),
        ("training.jsonl".into(), run_record::text_from_records(&records)?.into_bytes()),
        ("curves.svg".into(), training::curves::svg_from_epochs(&run_record::epochs(&records)).into_bytes()),
    ]);
    model_folder::write(&options.models.join(&options.task), &files)?;
    if sets.is_some() {
        let trained = Model::trained_of_any_kind(&folder, &task)?;
        return labels::calibrate(&options.models, &options.task, &data, Some(&trained));
    }
    // An earlier calibration belongs to other weights. This one measures the new ones as visitors get them, and chooses
    // the outline rule.
    calibrate::calibrate(&options.models, &options.task, &data)?;
    let (mut manifest, _) = model_folder::read(&options.models, &options.task)?;
    let before_rounding = measure(Model::trained(&folder, &task)?, &manifest, &data)?;
    manifest.scores.extend(before_rounding.iter().flat_map(scores_from_report));
    model_folder::write_manifest(&options.models, &manifest)?;
    probe::probe(&options.models, &options.task, &data, probe::CURVE_PICTURES)?;
    eprintln!("{}", comparison(&model_folder::read(&options.models, &options.task)?.0));
    Ok(())
}

/// A preliminary rule, until `lab calibrate` chooses one on `val`; `None` for a network without a decoder.
fn outline_rule(manifest: &Manifest, data: &ImageDataset) -> Result<Option<OutlineRule>> {
    if Architecture::named(&manifest.architecture).is_none_or(|shape| shape.outline.is_none()) {
        return Ok(None);
    }
    let is_drawn = data.split(Split::Val).iter().any(|record| record.mask.is_some());
    ensure!(
        is_drawn,
        "expected outlines in `val` of `{}` to choose by how the network outlines, found none",
        data.name
    );
    Ok(Some(OutlineRule::from_threshold(0.5)))
}

/// How values between layers are rounded, chosen on `val`.
fn chosen(manifest: &Manifest, weights: &[u8], data: &ImageDataset, sets: Option<&LabelSets>) -> Result<Activations> {
    let (pictures, truth) =
        activations::prepared(&data.split(Split::Val), &manifest.input, manifest.windowing.as_ref())?;
    let chosen = activations::choose(manifest, &model::read_stored(weights)?, &pictures, &truth, sets)?;
    for tried in &chosen.compared {
        eprintln!(
            "{} levels, {}: a logit is {:.4} away from floats on average, {:.4} at most; {:.2} % of answers change",
            tried.levels.positive + 1.0,
            tried.rule,
            tried.mean_deviation,
            tried.largest_deviation,
            tried.changed * 100.0
        );
    }
    Ok(chosen)
}

/// The records without the paths of the machine that trained: the data set is named by its hash.
fn shareable(records: &[RunRecord]) -> Vec<RunRecord> {
    let mut records = records.to_vec();
    for record in &mut records {
        let options = match record {
            RunRecord::Config(config) => &mut config.options,
            RunRecord::Resumed(resumed) => &mut resumed.options,
            RunRecord::Epoch(_) | RunRecord::Done(_) => continue,
        };
        if let Some(options) = options.as_object_mut() {
            options.retain(|name, _| !["data", "mirror", "run", "from"].contains(&name.as_str()));
        }
    }
    records
}

/// A manifest without goldens and scores, which need the model itself.
///
/// # Errors
/// When the task's file and the run disagree.
pub fn manifest_from_run(
    config: &RunConfig,
    version: &str,
    weights: &[u8],
    file: &str,
    task: &Task,
) -> Result<Manifest> {
    let short = config.architecture.strip_prefix("efficientnet-").unwrap_or(&config.architecture);
    let mut manifest = Manifest {
        format: 1,
        task: config.task.clone(),
        name: format!("onsight-{}-{short}", config.task),
        version: version.to_owned(),
        architecture: config.architecture.clone(),
        licence: task.licence.clone(),
        labels: config.labels.clone(),
        answer: config.answer,
        negative: None,
        groups: None,
        input: config.input.clone(),
        windowing: None,
        text: None,
        intended: None,
        acquisitions: None,
        subgroups: Vec::new(),
        weights: WeightsFile {
            file: file.to_owned(),
            bytes: weights.len() as u64,
            sha256: sha256_hex(weights),
            chunks: Vec::new(),
        },
        activations: Activations::default(),
        goldens: Vec::new(),
        tolerance: TOLERANCE,
        scores: Vec::new(),
        calibration: None,
        label_calibrations: Vec::new(),
        quality: Vec::new(),
        likeness: None,
        outline: None,
        acquisition_head: None,
        ablation: Vec::new(),
        measured: None,
    };
    describe(&mut manifest, task)?;
    Ok(manifest)
}

/// The golden pictures with the model's outputs.
///
/// # Errors
/// When the device fails.
pub fn goldens(model: &Model) -> Result<Vec<Golden>> {
    GOLDEN_SEEDS.into_iter().map(|seed| Ok(Golden { seed, logits: model.golden_logits(seed)? })).collect()
}

/// Reports of the weights before rounding, to be shown beside those of the rounded ones; outlined as those of `shipped` are.
fn measure(mut trained: Model, shipped: &Manifest, data: &ImageDataset) -> Result<Vec<Report>> {
    let splits = [Split::Test, Split::External, Split::Val].into_iter().filter(|split| !data.split(*split).is_empty());
    let reports = splits.map(|split| evaluate(&trained, data, split, Views::One, None));
    let mut reports = reports.collect::<Result<Vec<Report>>>()?;
    if let Some(rule) = &shipped.outline {
        // Whether "none" is the whole answer depends on the calibration; the scores above are without one.
        (trained.manifest.outline, trained.manifest.calibration) = (Some(rule.clone()), shipped.calibration.clone());
        for report in &mut reports {
            let pictures = outlined::pictures(&trained, data, report.data.split)?;
            report.outlines = outlined::by_source(&pictures, rule);
        }
    }
    Ok(reports)
}

/// How far int8 is from f32, split by split.
fn comparison(manifest: &Manifest) -> String {
    let of = |weights: Precision| {
        let scores = manifest.scores.iter();
        scores.filter(move |score| score.metric == Metric::MacroRecall && score.weights == weights.name())
    };
    of(Precision::Int8)
        .filter_map(|int8| {
            let f32 = of(Precision::F32).find(|f32| f32.split == int8.split)?;
            let (int8_recall, f32_recall) = (int8.value * 100.0, f32.value * 100.0);
            let difference = int8_recall - f32_recall;
            Some(format!(
                "{}: macro recall int8 {int8_recall:.2} %, f32 {f32_recall:.2} %, difference {difference:+.2} points\n",
                int8.split
            ))
        })
        .collect()
}
