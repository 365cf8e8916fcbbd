//! `lab baseline`: scores of rules that see next to nothing of a picture: colour statistics, a border, an area.
//!
//! Each is fitted as a logistic regression and as nearest neighbours. No model is needed, so the scores to compare a
//! network with are known before it is trained; with `--record` they are written into the manifest of the shipped one,
//! and onto its card.
//!
//! Invariant: fitted on `train`, penalty and number of neighbours chosen on `val`; the reported split is read once.

mod rules;
mod statistics;

pub use rules::{FittedRule, RuleKind};
pub use statistics::{COLOUR_STATISTICS, statistics_of};

use super::any_finding::by_group;
use super::baseline::Sample;
use super::bootstrap::{group_count, intervals};
use super::evaluate::each;
use super::model::check_classes;
use super::table::percent;
use super::{model_card, model_folder};
use ::task::{Rival, Task};
use anyhow::{Context, Result, ensure};
use clap::Args;
use document::Table;
use evaluation::{Figure, Metric, Score};
use model::{InputSpec, Manifest};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use training::data::{ImageDataset, Record, Split, split_parser};
use training::metrics::{Metrics, Outcome, measure};
use training::task_file;

/// Prefix of a rival's name in scores, in the field in which those of a model name its weights.
pub const WEIGHTS: &str = "baseline: ";

/// Options of `lab baseline`.
#[derive(Args, Clone, Debug)]
pub struct BaselineOptions {
    /// Task: names the folder with task.toml
    pub task: String,
    /// Folder with `manifest.csv` and `images/`. Given more than once, the folders are one data set
    #[arg(long, required = true)]
    pub data: Vec<PathBuf>,
    /// Rule: colour, border or area; may be given more than once [default: those under [release] in the task's file, else colour and border]
    #[arg(long, value_parser = rival)]
    pub rival: Vec<Rival>,
    /// Part of the data set to score
    #[arg(long, value_parser = split_parser(), default_value_t = Split::Test)]
    pub split: Split,
    /// Side of the prepared pictures in pixels
    #[arg(long, default_value_t = 224)]
    pub size: u32,
    /// Folder of the models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Print one JSON object instead of a table
    #[arg(long)]
    pub json: bool,
    /// Keep the scores in manifest and card of the shipped model; `test` or `external` only
    #[arg(long)]
    pub record: bool,
}

/// One rule, fitted and scored.
#[derive(Clone, Debug, Serialize)]
pub struct RivalReport {
    /// Its input.
    pub rival: Rival,
    /// Its decision rule.
    pub rule: RuleKind,
    /// Statistics of a picture.
    pub statistics: usize,
    /// Chosen on `val`: the penalty, or the number of neighbours.
    pub chosen: f64,
    /// Every picture counts once.
    pub pictures: RivalScores,
    /// Every group counts once for each class, with the mean over its pictures.
    pub groups: RivalScores,
}

/// Scores with their 95 % intervals; `null` where the data do not allow one.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RivalScores {
    /// Pictures, or groups and classes.
    pub n: usize,
    /// Share answered correctly.
    pub accuracy: Option<Figure>,
    /// Mean of the classes' recalls.
    pub macro_recall: Option<Figure>,
    /// Mean one-versus-rest area under the ROC curve.
    pub macro_auc: Option<Figure>,
}

/// Fits the rules, scores them, prints and, where asked, records the scores.
///
/// # Errors
/// When the task's file or the data set cannot be read, a split is empty, or a file cannot be written.
pub fn run(options: &BaselineOptions) -> Result<()> {
    let task = task_file::read(&options.models, &options.task)?;
    check_classes(&task.id, task.answer)?;
    let kept = [Split::Test, Split::External].contains(&options.split);
    ensure!(kept || !options.record, "--record keeps `test` or `external`, found `--split {}`", options.split);
    let data = ImageDataset::open_all(&options.data)?;
    let rivals = if options.rival.is_empty() { rivals_of(&task) } else { options.rival.clone() };
    let spec = training::input_spec(options.size, task.colour);
    let reports = reports(&rivals, &data, options.split, &spec)?;
    let text = if options.json {
        let about = serde_json::json!({ "data": data.name, "split": options.split, "rivals": reports });
        about.to_string() + "\n"
    } else {
        table(&reports).to_string()
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    if !options.record {
        return Ok(());
    }
    let (mut manifest, _) = model_folder::read(&options.models, &options.task)?;
    let groups = group_count(&outcomes_of_records(&data.split(options.split)).iter().collect::<Vec<_>>());
    record(&mut manifest, &reports, (&data.name, options.split), groups);
    model_folder::write_manifest(&options.models, &manifest)?;
    model_card::write(&options.models, &options.task)
}

/// The rules that the task's file lists.
fn rivals_of(task: &Task) -> Vec<Rival> {
    let listed = task.release.as_ref().map(|release| release.rivals.clone()).unwrap_or_default();
    if listed.is_empty() { vec![Rival::Colour, Rival::Border] } else { listed }
}

fn rival(text: &str) -> Result<Rival, String> {
    let known = [Rival::Colour, Rival::Border, Rival::Area];
    known.into_iter().find(|rival| rival.name() == text).ok_or_else(|| "expected colour, border or area".to_owned())
}

/// Every rival by every rule, on one split.
///
/// # Errors
/// When `train` or the split is empty, or a picture cannot be opened.
pub fn reports(rivals: &[Rival], data: &ImageDataset, split: Split, spec: &InputSpec) -> Result<Vec<RivalReport>> {
    let (records, classes) = (data.split(split), data.labels.len());
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `{split}`", data.name);
    let mut reports = Vec::new();
    for rival in rivals {
        let of = |split: Split| samples(*rival, &data.split(split), spec);
        let (train, val, scored) = (of(Split::Train)?, of(Split::Val)?, of(split)?);
        let fitted = FittedRule::fit(&train, &val, classes);
        for rule in fitted.context("a baseline needs pictures in `train`")? {
            let answered = records.iter().zip(&scored).map(|(record, sample)| Outcome {
                probabilities: rule.probabilities(&sample.statistics),
                ..blank(record)
            });
            let outcomes: Vec<Outcome> = answered.collect();
            let all: Vec<&Outcome> = outcomes.iter().collect();
            reports.push(RivalReport {
                rival: *rival,
                rule: rule.kind(),
                statistics: scored.first().map_or(0, |sample| sample.statistics.len()),
                chosen: rule.chosen(),
                pictures: RivalScores::new(&all, classes),
                groups: RivalScores::new(&by_group(&all).iter().collect::<Vec<_>>(), classes),
            });
        }
    }
    Ok(reports)
}

fn samples(rival: Rival, records: &[&Record], spec: &InputSpec) -> Result<Vec<Sample>> {
    each(records, &format!("baseline {}", rival.name()), |record, bytes| {
        let opened = reading::open(bytes)?.image;
        Ok(Sample { statistics: statistics_of(rival, &opened, spec), truth: record.label })
    })
}

fn blank(record: &Record) -> Outcome {
    let (group, source) = (record.group.clone(), record.source.clone());
    Outcome { truth: record.label, probabilities: Vec::new(), group, source }
}

fn outcomes_of_records(records: &[&Record]) -> Vec<Outcome> {
    records.iter().map(|record| blank(record)).collect()
}

impl RivalScores {
    fn new(outcomes: &[&Outcome], classes: usize) -> Self {
        let named = |metrics: &Metrics| {
            let values = [metrics.accuracy, metrics.macro_recall, metrics.macro_auc];
            ["accuracy", "macro_recall", "macro_auc"].map(str::to_owned).into_iter().zip(values).collect::<Vec<_>>()
        };
        let (metrics, bounds) = (measure(outcomes, classes), intervals(outcomes, classes, named));
        let figure = |name: &str, value: Option<f64>| {
            let [low, high] = *bounds.get(name)?;
            Some(Figure { value: value? as f32, low: low as f32, high: high as f32 })
        };
        Self {
            n: outcomes.len(),
            accuracy: figure("accuracy", metrics.accuracy),
            macro_recall: figure("macro_recall", metrics.macro_recall),
            macro_auc: figure("macro_auc", metrics.macro_auc),
        }
    }
}

fn table(reports: &[RivalReport]) -> Table {
    let mut table =
        Table::new(["Baseline", "Statistics", "Rule", "Chosen on val", "Macro recall", "Macro AUC", "AUC by group"]);
    let value = |figure: Option<Figure>| percent(figure.map(|figure| f64::from(figure.value)));
    for report in reports {
        table.row([
            report.rival.name().to_owned(),
            report.statistics.to_string(),
            report.rule.name().to_owned(),
            report.chosen.to_string(),
            value(report.pictures.macro_recall),
            value(report.pictures.macro_auc),
            value(report.groups.macro_auc),
        ]);
    }
    table
}

/// Puts the scores into a manifest, in place of earlier ones of the same rivals on the same split.
pub fn record(manifest: &mut Manifest, reports: &[RivalReport], (data, split): (&str, Split), groups: usize) {
    let name = |report: &RivalReport| format!("{WEIGHTS}{}, {}", report.rival.name(), report.rule.name());
    let names: Vec<String> = reports.iter().map(name).collect();
    let is_old = |score: &Score| score.data == data && score.split == split && names.contains(&score.weights);
    manifest.scores.retain(|score| !is_old(score));
    for (report, weights) in reports.iter().zip(&names) {
        let of_pictures = [
            (Metric::Accuracy, report.pictures.accuracy, report.pictures.n),
            (Metric::MacroRecall, report.pictures.macro_recall, report.pictures.n),
            (Metric::MacroAuc, report.pictures.macro_auc, report.pictures.n),
            (Metric::GroupAuc, report.groups.macro_auc, report.groups.n),
        ];
        manifest.scores.extend(of_pictures.into_iter().filter_map(|(metric, figure, n)| {
            let figure = figure?;
            Some(Score {
                metric: Metric::Baseline(Box::new(metric)),
                value: figure.value,
                interval: [figure.low, figure.high],
                data: data.to_owned(),
                split,
                weights: weights.clone(),
                n: u32::try_from(n).ok()?,
                groups: u32::try_from(groups).ok()?,
            })
        }));
    }
}
