//! `lab evaluate`: a model's scores on one split, beside those of the trivial baseline.
//!
//! Invariant: selects nothing. The baseline is fitted on `train` and tuned on `val`; the reported split is only read.

use super::any_finding::{Findings, named_as};
use super::baseline::{Baseline, STATISTICS, Sample, statistics};
use super::elsewhere;
use super::model::{Model, Precision, Views, run_folder};
use super::rejection_rates::{self, rejection_rates};
use super::report::{BaselineReport, MeasuredData, MeasuredModel, Report};
use super::report_text::document_from_report;
use super::shown::{HeadlineReport, shown};
use super::trust_evaluation::TrustEvaluation;
use super::{labels, modality, outlined, parts, worst_sheets};
use anyhow::{Context, Result, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use model::AnswerKind;
use rayon::prelude::*;
use std::io::Write;
use std::path::PathBuf;
use training::data::{ImageDataset, Record, Split, split_parser};
use training::metrics::Outcome;
use training::task_file;

/// Options of `lab evaluate`.
#[derive(Args, Clone, Debug)]
pub struct EvaluateOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder with `manifest.csv` and `images/`
    #[arg(long)]
    pub data: PathBuf,
    /// Part of the data set to score [default: test, or external where there is nothing else]
    #[arg(long, value_parser = split_parser())]
    pub split: Option<Split>,
    /// Shipped int8 weights, or the run's f32 weights
    #[arg(long, value_enum, default_value_t = Precision::Int8)]
    pub weights: Precision,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Folder of the run, for f32 [default: runs/TASK]
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Answer with the mean over the picture and its mirror image
    #[arg(long)]
    pub flip: bool,
    /// Print one JSON object instead of tables
    #[arg(long)]
    pub json: bool,
    /// Keep any finding against none on this other data set in manifest and card: the page says it first
    #[arg(long, conflicts_with = "flip")]
    pub record: bool,
    /// Draw so many of the surest wrong answers of each kind onto contact sheets, to be looked at
    #[arg(long, requires = "sheet")]
    pub worst: Option<usize>,
    /// Folder for these sheets; pictures of data sets are not ours to publish, so nothing in it is committed
    #[arg(long, requires = "worst")]
    pub sheet: Option<PathBuf>,
}

/// Scores a model and prints the report.
///
/// # Errors
/// When the model, the data set or a picture cannot be read.
pub fn run(options: &EvaluateOptions) -> Result<()> {
    if options.task == modality::MODALITY {
        let split = options.split.unwrap_or(Split::Test);
        return modality::run_evaluate(&options.models, &options.data, split, options.json);
    }
    let model = match options.weights {
        Precision::Int8 => Model::shipped_of_any_kind(&options.models, &options.task)?,
        Precision::F32 => {
            let task = task_file::read(&options.models, &options.task)?;
            Model::trained_of_any_kind(&run_folder(options.run.as_ref(), &options.task), &task)?
        }
    };
    match model.manifest.answer {
        AnswerKind::Classes => {}
        AnswerKind::Labels => return labels::run_evaluate(options, &model),
    }
    let is_shipped = options.weights == Precision::Int8;
    ensure!(is_shipped || !options.record, "--record keeps scores of the shipped weights: leave --weights f32 out");
    let data = ImageDataset::open_for(&options.data, &model.manifest.labels)?;
    if options.record {
        elsewhere::check(&options.models, &options.task, &data.name)?;
    }
    let split = options.split.unwrap_or_else(|| usual_split(&data));
    let views = if options.flip { Views::WithMirror } else { Views::One };
    let baseline = TrainedBaseline::fit_where_possible(&model, &data)?;
    let (mut report, outcomes) = answered(&model, &data, split, views, baseline.as_ref())?;
    let records = data.split(split);
    // Gates belong to the shipped model.
    let seen = if is_shipped { shown(&options.models, &options.task, &records)? } else { Vec::new() };
    if is_shipped {
        let negative = model.manifest.negative_class();
        report.shown = Some(HeadlineReport::new(&outcomes, &seen, &model.manifest.labels, negative));
    }
    let shares = rejection_rates(&seen);
    let words = model.manifest.text.clone().unwrap_or_default();
    let text = if options.json {
        let mut json = named_as(serde_json::to_value(&report)?, words.finding_key(), report.grouped_by);
        if let Some(fields) = json.as_object_mut() {
            fields.insert("turned_away".into(), serde_json::to_value(&shares)?);
        }
        json.to_string() + "\n"
    } else {
        let gates = rejection_rates::table(&shares, report.n);
        let mut told = document_from_report(&report, &words);
        told.titled(2, "Turned away by the gates, in the page", gates).plain_text()
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    if let Some((most, folder)) = options.worst.zip(options.sheet.as_ref()) {
        worst_sheets::write(folder, &worst_sheets::worst(&model.manifest, &outcomes, most), &records, &model)?;
    }
    if options.record { elsewhere::record(&options.models, &report, &records, &seen) } else { Ok(()) }
}

/// `test`, or `external` where that is all there is.
pub(super) fn usual_split(data: &ImageDataset) -> Split {
    if data.split(Split::Test).is_empty() && !data.split(Split::External).is_empty() {
        Split::External
    } else {
        Split::Test
    }
}

/// Answers every picture of `split` and scores the answers.
///
/// # Errors
/// When the model lacks a label of the data set, the split is empty, or a picture cannot be
/// opened.
pub fn evaluate(
    model: &Model,
    data: &ImageDataset,
    split: Split,
    views: Views,
    baseline: Option<&TrainedBaseline>,
) -> Result<Report> {
    Ok(answered(model, data, split, views, baseline)?.0)
}

/// The report and its answers, in the records' order.
fn answered(
    model: &Model,
    data: &ImageDataset,
    split: Split,
    views: Views,
    baseline: Option<&TrainedBaseline>,
) -> Result<(Report, Vec<Outcome>)> {
    let labels = &model.manifest.labels;
    let data = &data.clone().labelled_as(labels)?;
    let records = data.split(split);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `{split}`", data.name);
    let answers = each(&records, &format!("{} {split}", model.precision.name()), |record, bytes| {
        let answered = model.answer(bytes, views)?;
        Ok((outcome(record, answered.calibrated), outcome(record, answered.raw)))
    })?;
    let (outcomes, raw): (Vec<Outcome>, Vec<Outcome>) = answers.into_iter().unzip();
    let measured = MeasuredModel {
        task: model.manifest.task.clone(),
        name: model.manifest.name.clone(),
        version: model.manifest.version.clone(),
        weights: model.precision.name().to_owned(),
        sha256: model.manifest.weights.sha256.clone(),
        flip: views == Views::WithMirror,
    };
    let on = MeasuredData { name: data.name.clone(), sha256: data.sha256(), split };
    let groups = model.manifest.groups_of();
    let mut report = Report::new(&outcomes, labels, groups, measured, on);
    report.per_subgroup = parts::by_subgroup(&outcomes, labels, &model.manifest.subgroups);
    let calibration = model.manifest.calibration.as_ref();
    report.trust = Some(TrustEvaluation::new([&outcomes, &raw], labels, groups, calibration));
    report.any_finding = model.manifest.negative_class().map(|negative| Findings::new(&outcomes, negative, groups));
    if let Some(rule) = &model.manifest.outline {
        report.outlines = outlined::by_source(&outlined::pictures(model, data, split)?, rule);
    }
    report.baseline = baseline.map(|baseline| baseline.report(model, &records)).transpose()?;
    Ok((report, outcomes))
}

/// The trivial baseline, fitted once and scored on as many splits as asked.
#[derive(Clone, Debug)]
pub struct TrainedBaseline {
    baseline: Baseline,
    classes: usize,
}

impl TrainedBaseline {
    /// Fits on `train`, chooses the penalty on `val`, on pictures prepared as `model` takes them.
    ///
    /// # Errors
    /// When a picture cannot be opened, or `train` is empty.
    pub fn fit(model: &Model, data: &ImageDataset) -> Result<Self> {
        let classes = model.manifest.labels.len();
        let data = &data.clone().labelled_as(&model.manifest.labels)?;
        let [train, val] =
            [Split::Train, Split::Val].map(|split| samples(model, &data.split(split), &format!("baseline {split}")));
        let baseline =
            Baseline::fit(&train?, &val?, classes).context("the trivial baseline needs pictures in `train`")?;
        Ok(Self { baseline, classes })
    }

    /// The same; `None` for a data set without `train` or `val`.
    ///
    /// # Errors
    /// When a picture cannot be opened.
    pub fn fit_where_possible(model: &Model, data: &ImageDataset) -> Result<Option<Self>> {
        let lacks = [Split::Train, Split::Val].into_iter().any(|split| data.split(split).is_empty());
        if lacks { Ok(None) } else { Self::fit(model, data).map(Some) }
    }

    fn report(&self, model: &Model, records: &[&Record]) -> Result<BaselineReport> {
        let samples = samples(model, records, "baseline")?;
        let outcomes: Vec<Outcome> = records
            .iter()
            .zip(&samples)
            .map(|(record, sample)| outcome(record, self.baseline.probabilities(&sample.statistics)))
            .collect();
        let method = format!(
            "a multinomial logistic regression on {} grey-level statistics of the prepared picture",
            samples.first().map_or(STATISTICS.len(), |sample| sample.statistics.len())
        );
        Ok(BaselineReport::new(&outcomes, self.classes, method, self.baseline.penalty))
    }
}

fn samples(model: &Model, records: &[&Record], title: &str) -> Result<Vec<Sample>> {
    each(records, title, |record, bytes| {
        Ok(Sample { statistics: statistics(&model.prepared(bytes)?), truth: record.label })
    })
}

fn outcome(record: &Record, probabilities: Vec<f32>) -> Outcome {
    Outcome { truth: record.label, probabilities, group: record.group.clone(), source: record.source.clone() }
}

/// Calls `work` with every picture's bytes on several threads; results are in the records' order.
///
/// Each picture is answered separately, as in the page, so the distribution over threads changes no result.
pub(super) fn each<T: Send>(
    records: &[&Record],
    title: &str,
    work: impl Fn(&Record, &[u8]) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let bar = ProgressBar::new(records.len() as u64)
        .with_style(ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} (left {eta})")?)
        .with_prefix(title.to_owned());
    let done = records
        .par_iter()
        .map(|record| {
            let context = || format!("`{}`", record.path.display());
            let bytes = std::fs::read(&record.path).with_context(context)?;
            let result = work(record, &bytes).with_context(context);
            bar.inc(1);
            result
        })
        .collect();
    bar.finish_and_clear();
    done
}
