//! `lab finding`: what a trained network scores beside rules that see next to nothing of a picture, for a task that has no model.
//!
//! Where the network does no better than such a rule, its score says how the pictures were made and not what they show. Then it is
//! not shipped: the figures are kept in `finding.json` beside the task's file, and the list of all models shows them as a finding
//! about the data set. Without a run the rules alone are kept, as what a network would have to beat.
//!
//! Invariant: `test` is read once, and chooses nothing; writes `finding.json` alone.

use super::model::{Model, best_weights, check_classes, run_folder};
use super::parts::PartScores;
use super::rivals::{self, RivalReport, RuleKind};
use super::{model_folder, variants};
use ::task::Task;
use anyhow::{Context, Result, ensure};
use clap::Args;
use evaluation::Figure;
use model::sha256_hex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use training::data::{ImageDataset, Split};
use training::metrics::Outcome;
use training::task_file;

/// Name of the file beside the task's.
pub const FINDING_FILE: &str = "finding.json";

/// Options of `lab finding`.
#[derive(Args, Clone, Debug)]
pub struct FindingOptions {
    /// Task: names the folders of the run and of its file
    pub task: String,
    /// Folder of the data sets that [release] in the task's file names
    #[arg(long)]
    pub data_root: PathBuf,
    /// Folder of the run [default: runs/TASK]
    #[arg(long)]
    pub run: Option<PathBuf>,
    /// Folder of the models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Side of the pictures in pixels, as the rules get them
    #[arg(long, default_value_t = 224)]
    pub size: u32,
}

/// The content of `finding.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataSetFinding {
    /// Name of the data set.
    pub data: String,
    /// Hash over it.
    pub sha256: String,
    /// Split.
    pub split: Split,
    /// Pictures.
    pub n: usize,
    /// Groups that the intervals resample.
    pub groups: usize,
    /// The network as trained; `None` where none was.
    pub network: Option<TrainedNetwork>,
    /// The rules.
    pub rules: Vec<RuleScore>,
}

/// What a network scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedNetwork {
    /// SHA-256 of its weights, lower-case hex.
    pub sha256: String,
    /// Mean recall of the classes with enough pictures.
    pub recall: Figure,
    /// Whether even the lower end of its interval is above every rule.
    pub is_better: bool,
}

/// What a rule scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleScore {
    /// What it sees: `colour`, `border` or `area`.
    pub rival: String,
    /// How it answers: `regression` or `nearest`.
    pub rule: String,
    /// Mean of the classes' recalls.
    pub recall: Figure,
}

/// Measures on `test`, says which is better, and writes `finding.json`.
///
/// # Errors
/// When the task has a model, its file lists no data, a picture or the run cannot be read, or the file cannot be written.
pub fn run(options: &FindingOptions) -> Result<()> {
    let task = task_file::read(&options.models, &options.task)?;
    check_classes(&task.id, task.answer)?;
    let folder = options.models.join(&options.task);
    ensure!(
        !folder.join("manifest.json").is_file(),
        "`{}` has a model: `lab baseline --record` puts these figures onto its card",
        options.task
    );
    let release = task.release.clone().unwrap_or_default();
    let folders: Vec<PathBuf> = release.data.iter().map(|name| options.data_root.join(name)).collect();
    let data = ImageDataset::open_all(&folders)?;
    let run = run_folder(options.run.as_ref(), &options.task);
    let run = Some(run).filter(|run| run.join("best.safetensors").is_file());
    let found = found(&task, &data, run.as_deref(), options.size)?;
    match &found.network {
        None => eprintln!("no run is there: the rules alone are kept, and the task stays one without a model"),
        Some(network) if network.is_better => {
            eprintln!("the network does better than every rule: `lab release` ships it")
        }
        Some(_) => {
            eprintln!("the network does no better than a rule: it is a finding about the data set, and no model")
        }
    }
    model_folder::write_beside(&folder, FINDING_FILE, (serde_json::to_string_pretty(&found)? + "\n").as_bytes())
}

/// Measures the rules of the task's file, and the network of `run` where there is one.
///
/// # Errors
/// When a picture or the run cannot be read, or the data do not allow a score.
pub fn found(task: &Task, data: &ImageDataset, run: Option<&Path>, size: u32) -> Result<DataSetFinding> {
    let rivals = task.release.as_ref().map(|release| release.rivals.as_slice()).unwrap_or_default();
    ensure!(!rivals.is_empty(), "models/{}/task.toml: expected `rivals` under [release], found none", task.id);
    let spec = training::input_spec(size, task.colour);
    let reports = rivals::reports(rivals, data, Split::Test, &spec)?;
    let rules: Vec<RuleScore> = reports.iter().map(rule_score).collect::<Result<_>>()?;
    let records = data.split(Split::Test);
    let groups: BTreeSet<&str> = records.iter().map(|record| record.group.as_str()).collect();
    Ok(DataSetFinding {
        data: data.name.clone(),
        sha256: data.sha256(),
        split: Split::Test,
        n: records.len(),
        groups: groups.len(),
        network: run.map(|run| network(task, data, run, &rules)).transpose()?,
        rules,
    })
}

/// Lets a model be released: where the network did no better than a rule it is refused, and any other finding is removed, since the
/// card has the figures.
///
/// # Errors
/// When the network did no better than a rule, or the file cannot be read or removed.
pub(super) fn give_way(models: &Path, task: &str) -> Result<()> {
    let path = models.join(task).join(FINDING_FILE);
    if !path.is_file() {
        return Ok(());
    }
    let context = || format!("`{}`", path.display());
    let found: DataSetFinding =
        serde_json::from_slice(&std::fs::read(&path).with_context(context)?).with_context(context)?;
    ensure!(
        found.network.is_none_or(|network| network.is_better),
        "{}: the network did no better than a rule that sees next to nothing of a picture. Train it otherwise, and measure that \
         run with `lab finding {task} --data-root …`",
        path.display()
    );
    std::fs::remove_file(&path).with_context(context)
}

fn rule_score(report: &RivalReport) -> Result<RuleScore> {
    let rule = match report.rule {
        RuleKind::LogisticRegression => "regression",
        RuleKind::NearestNeighbours => "nearest",
    };
    let recall = report.pictures.macro_recall.context("the pictures allow no score of a rule")?;
    Ok(RuleScore { rival: report.rival.name().to_owned(), rule: rule.to_owned(), recall })
}

fn network(task: &Task, data: &ImageDataset, run: &Path, rules: &[RuleScore]) -> Result<TrainedNetwork> {
    let model = Model::trained(run, task)?;
    let data = data.clone().labelled_as(&model.manifest.labels)?;
    let outcomes = variants::outcomes(&model, &data, Split::Test)?;
    let all: Vec<&Outcome> = outcomes.iter().collect();
    let scores = PartScores::of_classes(&all, &model.manifest.labels);
    let recall = scores.and_then(|scores| scores.figure()).context("the pictures allow no score of the network")?;
    let sha256 = sha256_hex(&best_weights(run)?);
    Ok(TrainedNetwork { sha256, recall, is_better: is_better(recall, rules) })
}

/// Whether the gain over the best rule is more than the interval of the network's score leaves open.
fn is_better(network: Figure, rules: &[RuleScore]) -> bool {
    rules.iter().all(|rule| network.low > rule.recall.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_better_by_more_than_its_interval_or_not_at_all() {
        let figure = |value: f32| Figure { value, low: value - 0.05, high: value + 0.05 };
        let rule = |value: f32| RuleScore { rival: "border".into(), rule: "nearest".into(), recall: figure(value) };
        let rules = [rule(0.60), rule(0.75)];
        assert!(is_better(figure(0.81), &rules));
        assert!(!is_better(figure(0.79), &rules), "above both, and within its interval of the second");
    }
}
