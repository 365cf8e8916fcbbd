//! `lab predict`: classifies files, one JSON object or one line of text each.
//!
//! Invariant: a bad file never stops the run; it gives its own line, with what to do about it.

use super::modality::MODALITY;
use super::model_folder;
use anyhow::Result;
use clap::Args;
use engine::{Choice, Engine, EngineError, ModalityClassifier, Native, block_on};
use imaging::Limits;
use inspect::failure::{PrintedFailure, failure};
use inspect::pair;
use protocol::{Abstention, Backend, Decision, Failure, FailureKind, Finding, GateOutcome, ModelReport};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use training::task_file;

/// Options of `lab predict`.
#[derive(Args, Clone, Debug)]
pub struct PredictOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Pictures
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Print one JSON object a line instead of text
    #[arg(long)]
    pub json: bool,
    /// Print one JSON object a line: the finding itself, in the form in which it is sent and kept
    #[arg(long, conflicts_with = "json")]
    pub finding: bool,
}

/// One file's line in JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction<'a> {
    /// As given on the command line.
    pub file: String,
    /// The result, or why there is none.
    #[serde(flatten)]
    pub outcome: PredictionOutcome<'a>,
}

/// One file's line with `--finding`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// As given on the command line.
    pub file: String,
    /// The finding. Only present with an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// Kind, message, hint. Only present without an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<PrintedFailure>,
}

impl Kept {
    fn new(file: &Path, answered: Result<Finding, Failure>) -> Self {
        let (finding, error) = match answered {
            Ok(finding) => (Some(finding), None),
            Err(error) => (None, Some(PrintedFailure::from(&error))),
        };
        Self { file: file.display().to_string(), finding, error }
    }
}

/// The result, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PredictionOutcome<'a> {
    /// An answer.
    Answer {
        /// The class in the page's headline; `null` where the page gives no class.
        predicted_class: Option<String>,
        /// Its calibrated probability, 0…1.
        confidence: Option<f32>,
        /// `class`, `set` or `abstain`.
        decision: &'static str,
        /// Why no class is shown: `gate`, `empty_set`, `full_set`, `unclear` ("none" or a finding) or `no_finding`
        /// ("none", by a model that may not say so); `null` where one is shown.
        why: Option<Abstention>,
        /// Labels of the 95 % set, most probable first; `null` where there is none.
        prediction_set: Option<Vec<String>>,
        /// By gate: `passed`, `not_run`, or the kind of the refusal.
        gates: BTreeMap<&'static str, String>,
        /// What the refusing gate found, and what would help.
        refusal: Option<String>,
        /// Calibrated, by label; they sum to 1. Empty where a gate refused the picture before the network.
        probabilities: BTreeMap<&'a str, f32>,
        /// The network alone, in milliseconds; `null` where a gate refused the picture before it.
        inference_time_ms: Option<f64>,
        /// `cpu` or `webgpu`.
        backend: &'static str,
        /// What in the file was not followed, and what was done instead.
        warnings: Vec<String>,
        /// What answered.
        model: ModelName<'a>,
    },
    /// No answer.
    Error {
        /// Kind, message, hint.
        error: PrintedFailure,
    },
}

/// What answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ModelName<'a> {
    /// Name of the model.
    pub name: &'a str,
    /// Version of the weights.
    pub version: &'a str,
    /// SHA-256 of the weights file.
    pub sha256: &'a str,
}

/// Classifies every file in turn and prints its line at once.
///
/// # Errors
/// When the model cannot be used or the output cannot be written; never because of a picture.
pub fn run(options: &PredictOptions) -> Result<()> {
    let mut engine = open(&options.models, &options.task)?;
    let model = engine.model();
    let mut failed = 0;
    for file in &options.files {
        let answered = answer(&mut engine, file);
        failed += usize::from(answered.is_err());
        let line = if options.finding {
            serde_json::to_string(&Kept::new(file, answered))?
        } else {
            let prediction = prediction(&model, file, answered);
            if let (false, PredictionOutcome::Answer { warnings, .. }) = (options.json, &prediction.outcome) {
                warnings.iter().for_each(|warning| eprintln!("{}: {warning}", prediction.file));
            }
            if options.json { serde_json::to_string(&prediction)? } else { line_from_prediction(&prediction) }
        };
        writeln!(std::io::stdout(), "{line}")?;
    }
    let all = options.files.len();
    let bad = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    eprintln!("{} of {all} files answered{bad}", all - failed);
    Ok(())
}

/// The page's engine with a shipped model and, where there is one, the modality classifier before it, on the CPU; both
/// have run their golden pictures when this returns.
///
/// # Errors
/// When the model is missing or damaged, or this machine does not compute the golden logits.
pub fn open(models: &Path, task: &str) -> Result<Engine> {
    let (manifest, bytes) = model_folder::read(models, task)?;
    let choice = Choice { backend: Backend::Cpu, reason: text::failure::said("The command line runs on the CPU.") };
    let engine = block_on(Engine::start(
        manifest,
        &bytes,
        choice,
        Box::new(Native::opening(|bytes, windowing| Ok(reading::open_with(bytes, windowing)?))),
        &mut |_, _, _| {},
    ))?;
    if !models.join(MODALITY).is_dir() {
        return Ok(engine);
    }
    let (manifest, bytes) = model_folder::read(models, MODALITY)?;
    let modality = block_on(ModalityClassifier::start(manifest, &bytes, &Native::default()))?;
    Ok(engine.with_modality(modality.with_tasks(task_file::shipped(models)?)))
}

/// Classifies one file, in the form of `--finding`.
pub fn keep(engine: &mut Engine, file: &Path) -> Kept {
    Kept::new(file, answer(engine, file))
}

/// Classifies one file.
pub fn predict<'a>(engine: &mut Engine, model: &'a ModelReport, file: &Path) -> Prediction<'a> {
    prediction(model, file, answer(engine, file))
}

fn prediction<'a>(model: &'a ModelReport, file: &Path, answered: Result<Finding, Failure>) -> Prediction<'a> {
    let outcome = match answered.and_then(|finding| found(model, &finding)) {
        Ok(outcome) => outcome,
        Err(error) => PredictionOutcome::Error { error: PrintedFailure::from(&error) },
    };
    Prediction { file: file.display().to_string(), outcome }
}

fn answer(engine: &mut Engine, file: &Path) -> Result<Finding, Failure> {
    let bytes = pair::read(file, &Limits::default())?;
    let answered = block_on(engine.classify(&bytes, &mut |_| ControlFlow::Continue(())));
    answered.map(|answer| answer.finding).map_err(|error: EngineError| error.into())
}

/// A finding in the columns of `--json`.
///
/// # Errors
/// `Program` for a finding that names no classes, which has no such columns.
fn found<'a>(model: &'a ModelReport, finding: &Finding) -> Result<PredictionOutcome<'a>, Failure> {
    let no_classes = || {
        let message = "Expected a model that names classes, found one of another kind.";
        failure(FailureKind::Program, message, "Use --finding.")
    };
    let answer = finding.classes().ok_or_else(no_classes)?;
    let provenance = &finding.provenance;
    let (decision, predicted_class, why) = match &answer.decision {
        Decision::Class { label } => ("class", Some(label), None),
        Decision::Set { labels } => ("set", labels.first(), None),
        Decision::Abstain { why } => ("abstain", None, Some(*why)),
    };
    let own = |label: &String| answer.probabilities.iter().find(|probability| probability.label == *label);
    let refusal = provenance.refusal();
    let refusal =
        refusal.map(|(_, refusal)| format!("{} {}", text::english(&refusal.message), text::english(&refusal.hint)));
    Ok(PredictionOutcome::Answer {
        predicted_class: predicted_class.cloned(),
        confidence: predicted_class.and_then(own).map(|probability| probability.value),
        decision,
        why,
        prediction_set: answer.prediction_sets.first().map(|set| set.labels.clone()),
        gates: provenance.gates.iter().map(|report| (report.gate.name(), word(&report.outcome))).collect(),
        refusal,
        probabilities: model
            .labels
            .iter()
            .map(String::as_str)
            .zip(answer.probabilities.iter().map(|probability| probability.value))
            .collect(),
        inference_time_ms: Some(provenance.timing.inference_ms).filter(|_| !answer.probabilities.is_empty()),
        backend: provenance.device.backend.name(),
        warnings: provenance.source.warnings.iter().map(text::english).collect(),
        model: ModelName { name: &model.name, version: &model.version, sha256: &model.sha256 },
    })
}

fn word(outcome: &GateOutcome) -> String {
    match outcome {
        GateOutcome::Passed => "passed".to_owned(),
        GateOutcome::NotRun => "not_run".to_owned(),
        GateOutcome::Refused(refusal) => refusal.kind.name().to_owned(),
    }
}

fn line_from_prediction(prediction: &Prediction<'_>) -> String {
    let file = &prediction.file;
    match &prediction.outcome {
        PredictionOutcome::Answer { prediction_set: Some(set), decision: "set", inference_time_ms, .. } => {
            format!("{file}: {}, {:.0} ms", set.join(" or "), inference_time_ms.unwrap_or_default())
        }
        PredictionOutcome::Answer { predicted_class: Some(class), confidence, inference_time_ms, .. } => {
            let confidence = confidence.unwrap_or_default() * 100.0;
            format!("{file}: {class} ({confidence:.1} %), {:.0} ms", inference_time_ms.unwrap_or_default())
        }
        PredictionOutcome::Answer { refusal: Some(refusal), .. } => format!("{file}: no class. {refusal}"),
        PredictionOutcome::Answer { why: Some(Abstention::NoFinding), .. } => {
            format!("{file}: no class. None of the findings stood out; this model may not say that there is none.")
        }
        PredictionOutcome::Answer { .. } => format!("{file}: no class. The model cannot tell its classes apart here."),
        PredictionOutcome::Error { error } => format!("{file}: {error}"),
    }
}
