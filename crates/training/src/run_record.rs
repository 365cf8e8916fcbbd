//! The record of one training run: JSON lines, written while it runs.
//!
//! The first line is `config`, then one `epoch` line per epoch, `resumed` where the run was stopped and resumed, and
//! `done` at the end. `lab quantise` copies the record beside the weights, so the repository documents how they were
//! made.
//!
//! Invariant: lines are appended completely; a line that was cut short when the process was killed is removed, never
//! misread.

use anyhow::{Context, Result, bail};
use model::{AnswerKind, InputSpec};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RunRecord {
    /// The configuration and the device.
    Config(Box<RunConfig>),
    /// An epoch ended.
    Epoch(EpochRecord),
    /// A stopped run was resumed.
    Resumed(ResumedRecord),
    /// The run ended by itself.
    Done(DoneRecord),
}

/// The configuration and the device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunConfig {
    /// Task, for instance `chest-xray`.
    pub task: String,
    /// Architecture known to `nn`.
    pub architecture: String,
    /// The kind of answer; classes where the record does not state it.
    #[serde(default, skip_serializing_if = "AnswerKind::is_classes")]
    pub answer: AnswerKind,
    /// Class labels in logit order.
    pub labels: Vec<String>,
    /// How a picture becomes the network's input.
    pub input: InputSpec,
    /// Name of the data set.
    pub data: String,
    /// [`crate::data::ImageDataset::sha256`].
    pub data_sha256: String,
    /// Pictures in `train`.
    pub train_images: usize,
    /// Pictures in `val`.
    pub val_images: usize,
    /// Where the first weights came from, with their SHA-256.
    pub pretrained: String,
    /// Seed of every random choice.
    pub seed: u64,
    /// Device that trained: `flex`, `cuda` …
    pub backend: String,
    /// CPU threads.
    pub threads: usize,
    /// Every option of `lab train`, as given or by default.
    pub options: serde_json::Value,
}

/// The results of one epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EpochRecord {
    /// From 1.
    pub epoch: usize,
    /// Mean training loss, augmentation and smoothing included.
    #[serde(deserialize_with = "number_or_nan")]
    pub train_loss: f64,
    /// Mean cross entropy on `val`, in nats.
    #[serde(deserialize_with = "number_or_nan")]
    pub val_loss: f64,
    /// 0…1.
    pub val_accuracy: f64,
    /// 0…1.
    pub val_macro_recall: f64,
    /// Per source of `val` that holds pictures with and without a finding: area under the curve of "any finding", 0…1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub val_any: BTreeMap<String, f64>,
    /// The standard errors of these areas.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub val_any_error: BTreeMap<String, f64>,
    /// Per source of `val`, of a network that outlines.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub val_outlines: BTreeMap<String, OutlineScore>,
    /// Wall time of the epoch, validation included.
    pub seconds: f64,
    /// Training pictures a second.
    pub images_per_second: f64,
    /// At the end of the epoch.
    pub learning_rate: f64,
    /// With group distributionally robust optimisation: the weight of each group at the end of the epoch, with sum 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub group_weights: BTreeMap<String, f64>,
}

/// How outlines agree with the drawn ones, in cells of a quarter of the picture's side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutlineScore {
    /// Pictures with an outline.
    pub outlined: usize,
    /// Their mean Dice coefficient, 0…1.
    pub dice: f64,
    /// Share of them whose most certain cell lies inside the outline, 0…1.
    pub hit: f64,
    /// Pictures without a finding.
    pub free: usize,
    /// Share of them in which something is outlined, 0…1.
    pub wrongly: f64,
}

/// JSON cannot represent the loss of a diverged epoch, which is written as `null`.
fn number_or_nan<'de, D: serde::Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(from)?.unwrap_or(f64::NAN))
}

/// A stopped run was resumed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResumedRecord {
    /// Epochs that were complete.
    pub epoch: usize,
    /// Device that trains from here on.
    pub backend: String,
    /// CPU threads from here on.
    pub threads: usize,
    /// Every option from here on: a run may be resumed with a shorter or longer schedule.
    #[serde(default)]
    pub options: serde_json::Value,
}

/// The run ended by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DoneRecord {
    /// Epochs trained.
    pub epochs: usize,
    /// Epoch whose weights were kept.
    pub best_epoch: usize,
    /// Its macro recall on `val`, 0…1.
    pub val_macro_recall: f64,
    /// Wall time of all epochs together.
    pub seconds: f64,
    /// SHA-256 of the folded f32 weights.
    pub weights_sha256: String,
}

/// Appends one line, creating file and folder where missing.
///
/// # Errors
/// When the file cannot be written.
pub fn append(path: &Path, record: &RunRecord) -> Result<()> {
    let context = || format!("writing the run record `{}`", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(context)?;
    }
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).with_context(context)?;
    let mut written = Vec::new();
    file.read_to_end(&mut written).with_context(context)?;
    let whole = written.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    file.set_len(whole as u64).with_context(context)?;
    file.seek(SeekFrom::End(0)).with_context(context)?;
    let mut line = serde_json::to_vec(record).with_context(context)?;
    line.push(b'\n');
    file.write_all(&line).with_context(context)
}

/// Reads a record; a torn last line is left out.
///
/// # Errors
/// When the file is missing, or a whole line is not a record (line number included).
pub fn read(path: &Path) -> Result<Vec<RunRecord>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("expected a run record at `{}`: `lab train` writes it", path.display()))?;
    let whole = text.rfind('\n').map_or("", |end| text.get(..end).unwrap_or_default());
    whole
        .lines()
        .enumerate()
        .map(|(at, line)| serde_json::from_str(line).with_context(|| format!("`{}`, line {}", path.display(), at + 1)))
        .collect()
}

/// The epochs in order. Where a resumed run repeated epochs, the repetition is used.
#[must_use]
pub fn epochs(records: &[RunRecord]) -> Vec<EpochRecord> {
    let mut epochs: Vec<EpochRecord> = Vec::new();
    for record in records {
        if let RunRecord::Epoch(epoch) = record {
            epochs.retain(|earlier| earlier.epoch < epoch.epoch);
            epochs.push(epoch.clone());
        }
    }
    epochs
}

/// The configuration, from the first line.
///
/// # Errors
/// When the first line is of another kind.
pub fn config(records: &[RunRecord]) -> Result<&RunConfig> {
    match records.first() {
        Some(RunRecord::Config(config)) => Ok(config),
        other => bail!("the run record should begin with a `config` line, found {other:?}"),
    }
}

/// Records as written to a file, one line each.
///
/// # Errors
/// When a record cannot be written as JSON.
pub fn text_from_records(records: &[RunRecord]) -> Result<String> {
    let lines = records.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().map(|line| line + "\n").collect())
}
