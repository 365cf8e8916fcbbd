//! `lab predict`: classifies files, one JSON object or one line of text each.
//!
//! Invariant: a bad file never stops the run; it gives its own line, with what to do about it.

use super::model_folder;
use crate::engine::{Choice, Engine, EngineError, Native, block_on};
use crate::protocol::{Answer, Backend, Failure, ModelReport};
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
}

/// One file's line in JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction<'a> {
    /// As given on the command line.
    pub file: String,
    /// What was found, or why nothing was.
    #[serde(flatten)]
    pub outcome: Found<'a>,
}

/// What was found, or why nothing was.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Found<'a> {
    /// An answer.
    Answer {
        /// Label of the largest probability.
        predicted_class: &'a str,
        /// That probability, 0…1.
        confidence: f32,
        /// By label; they sum to 1.
        probabilities: BTreeMap<&'a str, f32>,
        /// The network alone, in milliseconds.
        inference_time_ms: f64,
        /// `cpu` or `webgpu`.
        backend: &'static str,
        /// What answered.
        model: ModelName<'a>,
    },
    /// No answer.
    Error {
        /// Kind, message, hint.
        error: Failure,
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
/// When the model cannot be used or the output not be written; never because of a picture.
pub fn run(options: &PredictOptions) -> Result<()> {
    let mut engine = open(&options.models, &options.task)?;
    let model = engine.model();
    let mut failed = 0;
    for file in &options.files {
        let prediction = predict(&mut engine, &model, file);
        failed += usize::from(matches!(prediction.outcome, Found::Error { .. }));
        let line = if options.json { serde_json::to_string(&prediction)? } else { line_from_prediction(&prediction) };
        writeln!(std::io::stdout(), "{line}")?;
    }
    let all = options.files.len();
    let bad = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    eprintln!("{} of {all} files answered{bad}", all - failed);
    Ok(())
}

/// The page's engine with a shipped model, on the CPU; it has run its golden pictures when this
/// returns.
///
/// # Errors
/// When the model is missing or damaged, or this machine does not compute the golden logits.
pub fn open(models: &Path, task: &str) -> Result<Engine> {
    let (manifest, bytes) = model_folder::read(models, task)?;
    let choice = Choice { backend: Backend::Cpu, reason: "The command line runs on the CPU.".to_owned() };
    Ok(block_on(Engine::start(manifest, &bytes, choice, Box::new(Native::default()), &mut |_, _, _| {}))?)
}

/// Classifies one file.
pub fn predict<'a>(engine: &mut Engine, model: &'a ModelReport, file: &Path) -> Prediction<'a> {
    let outcome = match answer(engine, file) {
        Ok(answer) => found(model, &answer),
        Err(error) => Found::Error { error },
    };
    Prediction { file: file.display().to_string(), outcome }
}

fn answer(engine: &mut Engine, file: &Path) -> Result<Answer, Failure> {
    let bytes = std::fs::read(file).map_err(|error| unreadable(&error))?;
    block_on(engine.classify(&bytes, &mut |_| ControlFlow::Continue(()))).map_err(|error: EngineError| error.into())
}

fn found<'a>(model: &'a ModelReport, answer: &Answer) -> Found<'a> {
    let top = answer.top as usize;
    Found::Answer {
        predicted_class: model.labels.get(top).map_or("", String::as_str),
        confidence: answer.probabilities.get(top).map_or(0.0, |probability| probability.value),
        probabilities: model
            .labels
            .iter()
            .map(String::as_str)
            .zip(answer.probabilities.iter().map(|probability| probability.value))
            .collect(),
        inference_time_ms: answer.timing.inference_ms,
        backend: answer.device.backend.name(),
        model: ModelName { name: &model.name, version: &model.version, sha256: &model.sha256 },
    }
}

fn unreadable(error: &std::io::Error) -> Failure {
    Failure {
        kind: "unreadable".to_owned(),
        message: format!("Expected a file that can be read, found: {error}."),
        hint: "Check the path and its permissions.".to_owned(),
    }
}

fn line_from_prediction(prediction: &Prediction<'_>) -> String {
    match &prediction.outcome {
        Found::Answer { predicted_class, confidence, inference_time_ms, .. } => {
            format!("{}: {predicted_class} ({:.1} %), {inference_time_ms:.0} ms", prediction.file, confidence * 100.0)
        }
        Found::Error { error } => format!("{}: {} {}", prediction.file, error.message, error.hint),
    }
}
