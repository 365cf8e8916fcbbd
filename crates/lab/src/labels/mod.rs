//! Models that judge each label by itself: calibrated on `val`, measured on every split, label by label.
//!
//! Invariant: `val` alone is fitted on; `test` and `external` are read afterwards and change nothing.

mod measure;

pub use measure::{JudgedPicture, LabelReport, PointReport, reports, scores};

use super::evaluate::{EvaluateOptions, each};
use super::model::{Model, Precision};
use super::table::number;
use super::{gates, model_card, model_folder};
use anyhow::{Context, Result, ensure};
use calibration::{LabelAnswer, label_calibration};
use document::Table;
use evaluation::{DataSummary, Figure, SourceSummary, SplitSummary};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use training::data::{ImageDataset, Record, Split};
use training::label_sets::LabelSets;

/// Calibrates a shipped model, measures its int8 weights and those before rounding, fits its gates, and writes manifest and
/// card. Without `trained` the scores of the weights before rounding stay as they are.
///
/// # Errors
/// When model or data set cannot be read, do not fit each other, `val` lacks pictures with or without a label, or a file
/// cannot be written.
pub fn calibrate(models: &Path, task: &str, data: &ImageDataset, trained: Option<&Model>) -> Result<()> {
    let (mut manifest, bytes) = model_folder::read(models, task)?;
    model_folder::verify(&manifest, &bytes)?;
    let sets = LabelSets::in_order(data, &manifest.labels)?;
    manifest.label_calibrations = Vec::new();
    let mut model = Model::from_bytes(manifest, &bytes, Precision::Int8)?;
    let labels = model.manifest.labels.clone();
    let logits = logits(&model, data, Split::Val)?;
    let val = data.split(Split::Val);
    let fitted = labels.iter().enumerate().map(|(place, label)| {
        let answers: Vec<LabelAnswer> = val
            .iter()
            .zip(&logits)
            .map(|(record, logits)| LabelAnswer {
                applies: sets.row(record.label)[place],
                group: record.group.clone(),
                logit: logits[place],
            })
            .collect();
        label_calibration(label, &data.name, &answers).with_context(|| {
            format!("expected pictures with and without `{label}` in `val` of `{}`, found one kind alone", data.name)
        })
    });
    model.manifest.label_calibrations = fitted.collect::<Result<_>>()?;
    let mut scores = Vec::new();
    let splits = [Split::Test, Split::External, Split::Val].into_iter().filter(|split| !data.split(*split).is_empty());
    let splits: Vec<Split> = splits.collect();
    for split in &splits {
        scores.extend(self::scores(&evaluate(&model, data, *split)?, &data.name, *split, Precision::Int8.name()));
    }
    match trained {
        // Only ranks of its probabilities are compared: the thresholds belong to the rounded weights.
        Some(trained) => {
            for split in &splits {
                let of = self::scores(&evaluate(trained, data, *split)?, &data.name, *split, Precision::F32.name());
                scores.extend(of.into_iter().filter(|score| matches!(score.metric, evaluation::Metric::Auc(_))));
            }
        }
        None => {
            let before = model.manifest.scores.iter().filter(|score| score.weights == Precision::F32.name());
            scores.extend(before.cloned());
        }
    }
    let mut manifest = model.manifest;
    manifest.scores = scores;
    let mut measured = manifest.measured.take().unwrap_or_default();
    measured.data = Some(summary(data, &sets));
    manifest.measured = Some(measured);
    model_folder::write_manifest(models, &manifest)?;
    gates::refit(models, task, data)?;
    model_card::write(models, task)
}

/// The figures of every label on a split.
///
/// # Errors
/// When the data set has a label that the model does not judge, the split is empty, or a picture cannot be opened.
pub fn evaluate(model: &Model, data: &ImageDataset, split: Split) -> Result<Vec<LabelReport>> {
    let sets = LabelSets::in_order(data, &model.manifest.labels)?;
    let logits = logits(model, data, split)?;
    let pictures: Vec<JudgedPicture> = data
        .split(split)
        .into_iter()
        .zip(&logits)
        .map(|(record, logits)| JudgedPicture {
            truths: sets.row(record.label).to_vec(),
            found: engine::judged(&model.manifest, &engine::steps::probabilities(logits, &model.manifest)),
            group: record.group.clone(),
            source: record.source.clone(),
        })
        .collect();
    Ok(reports(&pictures, &model.manifest))
}

/// `lab evaluate` of such a model.
///
/// # Errors
/// As [`evaluate`]; when an option is given that needs classes.
pub fn run_evaluate(options: &EvaluateOptions, model: &Model) -> Result<()> {
    let vain = [
        (options.flip, "--flip"),
        (options.record, "--record"),
        (options.worst.is_some() || options.sheet.is_some(), "--worst and --sheet"),
    ];
    let vain = vain.iter().find_map(|(is_given, name)| is_given.then_some(*name));
    ensure!(vain.is_none(), "expected a model with classes for {}, found one with labels", vain.unwrap_or_default());
    let data = ImageDataset::open_all(std::slice::from_ref(&options.data))?;
    let split = options.split.unwrap_or_else(|| super::evaluate::usual_split(&data));
    let reports = evaluate(model, &data, split)?;
    let text = if options.json {
        serde_json::json!({ "data": data.name, "split": split, "weights": model.precision.name(), "labels": reports })
            .to_string()
            + "\n"
    } else {
        format!("{} on “{}”, split {split}\n\n{}", model.manifest.name, data.name, table(&reports))
    };
    std::io::stdout().lock().write_all(text.as_bytes()).context("writing the scores")
}

/// A row for each label.
fn table(reports: &[LabelReport]) -> Table {
    let mut table = Table::new([
        "Label",
        "Pictures",
        "With it",
        "AUC",
        "Sensitivity",
        "Specificity",
        "Calibration error",
        "Covered with it",
        "Covered without",
        "Left open",
    ]);
    let told = |figure: Option<Figure>| {
        figure
            .map_or_else(|| "–".to_owned(), |Figure { value, low, high }| format!("{value:.3} ({low:.3} to {high:.3})"))
    };
    for report in reports {
        table.row([
            report.label.clone(),
            report.n.to_string(),
            report.positives.to_string(),
            told(report.auc),
            told(report.sensitivity),
            told(report.specificity),
            number(Some(report.ece)),
            told(report.applies_covered),
            told(report.absent_covered),
            told(report.unclear),
        ]);
    }
    table
}

/// The logits of every picture of a split, in the records' order.
fn logits(model: &Model, data: &ImageDataset, split: Split) -> Result<Vec<Vec<f32>>> {
    let records = data.split(split);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `{split}`", data.name);
    each(&records, &format!("{} {split}", model.precision.name()), |_: &Record, bytes| model.logits(bytes))
}

/// The data set in numbers; a picture counts for each label that applies to it.
fn summary(data: &ImageDataset, sets: &LabelSets) -> DataSummary {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let splits = Split::ALL.into_iter().filter_map(|split| {
        let records = data.split(split);
        let groups: BTreeSet<&str> = records.iter().map(|record| record.group.as_str()).collect();
        let of = |place: usize| count(records.iter().filter(|record| sets.row(record.label)[place]).count());
        (!records.is_empty()).then(|| SplitSummary {
            split,
            n: count(records.len()),
            groups: count(groups.len()),
            classes: (0..sets.labels().len()).map(of).collect(),
        })
    });
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &data.records {
        *sources.entry(&record.source).or_default() += 1;
    }
    let sources = sources.into_iter().map(|(source, n)| SourceSummary { source: source.to_owned(), n: count(n) });
    DataSummary { name: data.name.clone(), sha256: data.sha256(), splits: splits.collect(), sources: sources.collect() }
}
