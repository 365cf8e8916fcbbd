//! A model on disk, ready to be measured: the shipped int8 one, or a run's f32 one.
//!
//! Invariant: a picture goes through [`steps`] and a [`Runner`] of `engine`, as in the page;
//! evaluation uses no separate code to open, prepare or compute.

use super::float_runner::FloatRunner;
use super::model_folder;
use super::quantise::manifest_from_run;
use ::task::Task;
use anyhow::{Context, Result, anyhow, ensure};
use engine::{CpuRunner, Run, Runner, block_on, steps};
use imaging::{Image, Pixels};
use model::{self, AnswerKind, Manifest, weights_from_stored};
use std::path::{Path, PathBuf};
use training::run_record;
use trust::softmax;

/// The kind of weights of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Precision {
    /// The run's best weights, before quantisation: RUN/best.safetensors
    F32,
    /// The shipped weights: the chunks in models/TASK
    Int8,
}

impl Precision {
    /// The word used in the manifest.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::Int8 => "int8",
        }
    }
}

/// Whether an answer is taken from the picture alone or also from its mirror image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Views {
    /// As the page does it.
    One,
    /// Mean of the probabilities of the picture and of its mirror image.
    WithMirror,
}

/// A model's output for one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelAnswer {
    /// As visitors see them, one per class.
    pub calibrated: Vec<f32>,
    /// The uncalibrated softmax, one per class.
    pub raw: Vec<f32>,
}

/// A loaded model.
#[derive(Debug)]
pub struct Model {
    /// Its manifest.
    pub manifest: Manifest,
    /// Which weights these are.
    pub precision: Precision,
    runner: ModelRunner,
    classifier: Vec<f32>,
}

/// The runner that computes it.
#[derive(Debug)]
enum ModelRunner {
    Integers(CpuRunner),
    Floats(FloatRunner),
}

impl Model {
    /// The model that the page loads: `MODELS/TASK/manifest.json` and its weights.
    ///
    /// # Errors
    /// When a file is missing or damaged, the weights do not have the manifest's SHA-256, or the model's answer is not one of
    /// classes.
    pub fn shipped(models: &Path, task: &str) -> Result<Self> {
        let model = Self::shipped_of_any_kind(models, task)?;
        check_classes(task, model.manifest.answer)?;
        Ok(model)
    }

    /// The same, whatever its answers are.
    ///
    /// # Errors
    /// When a file is missing or damaged, or the weights do not have the manifest's SHA-256.
    pub fn shipped_of_any_kind(models: &Path, task: &str) -> Result<Self> {
        let (manifest, bytes) = model_folder::read(models, task)?;
        model_folder::verify(&manifest, &bytes)?;
        Self::from_bytes(manifest, &bytes, Precision::Int8)
    }

    /// The best weights of a run, before quantisation: `RUN/best.safetensors`.
    ///
    /// # Errors
    /// When a file of the run is missing or damaged, the task's file disagrees with it, or asks for no classes.
    pub fn trained(run: &Path, task: &Task) -> Result<Self> {
        check_classes(&task.id, task.answer)?;
        Self::trained_of_any_kind(run, task)
    }

    /// The same, whatever its answers are.
    ///
    /// # Errors
    /// When a file of the run is missing or damaged, or the task's file disagrees with it.
    pub fn trained_of_any_kind(run: &Path, task: &Task) -> Result<Self> {
        let bytes = best_weights(run)?;
        let records = run_record::read(&run.join("record.jsonl"))?;
        let manifest = manifest_from_run(run_record::config(&records)?, "0.0.0", &bytes, "best.safetensors", task)?;
        Self::from_bytes(manifest, &bytes, Precision::F32)
    }

    /// A model from a manifest and the bytes of its weights file.
    ///
    /// # Errors
    /// When the weights are damaged, or do not fit the manifest's architecture.
    pub fn from_bytes(manifest: Manifest, bytes: &[u8], precision: Precision) -> Result<Self> {
        let weights = model::read_stored(bytes).with_context(|| format!("the weights of {}", manifest.name))?;
        let runner = match precision {
            Precision::Int8 => ModelRunner::Integers(CpuRunner::new(&manifest, &weights)?),
            Precision::F32 => ModelRunner::Floats(FloatRunner::new(&manifest, &weights_from_stored(&weights))?),
        };
        let classifier = steps::classifier_from_weights(&weights)?;
        Ok(Self { manifest, precision, runner, classifier })
    }

    /// Probabilities of one file, from one view or the mean of two.
    ///
    /// # Errors
    /// When the file is not a picture that can be opened.
    pub fn answer(&self, bytes: &[u8], views: Views) -> Result<ModelAnswer> {
        let prepared = self.prepared(bytes)?;
        let of = |image: &Image| {
            let logits = self.run(image)?;
            anyhow::Ok(ModelAnswer { calibrated: steps::probabilities(&logits, &self.manifest), raw: softmax(&logits) })
        };
        let upright = of(&prepared)?;
        if views == Views::One {
            return Ok(upright);
        }
        let mirrored = of(&mirrored(&prepared).context("a prepared picture has 8 bits")?)?;
        let mean = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f32::midpoint(*a, *b)).collect();
        Ok(ModelAnswer {
            calibrated: mean(&upright.calibrated, &mirrored.calibrated),
            raw: mean(&upright.raw, &mirrored.raw),
        })
    }

    /// Logits of one file.
    ///
    /// # Errors
    /// When the file is not a picture that can be opened.
    pub fn logits(&self, bytes: &[u8]) -> Result<Vec<f32>> {
        self.run(&self.prepared(bytes)?)
    }

    /// The network's input from a file.
    ///
    /// # Errors
    /// When the file is not a picture that can be opened.
    pub fn prepared(&self, bytes: &[u8]) -> Result<Image> {
        Ok(steps::prepare(&self.opened(bytes)?, &self.manifest.input))
    }

    /// The picture in a file, as the page opens it for this model.
    ///
    /// # Errors
    /// When the file is not a picture that can be opened.
    pub fn opened(&self, bytes: &[u8]) -> Result<Image> {
        Ok(reading::open_with(bytes, self.manifest.windowing.as_ref())?.image)
    }

    /// Logits of the golden picture of that seed.
    ///
    /// # Errors
    /// When the device fails.
    pub fn golden_logits(&self, seed: u64) -> Result<Vec<f32>> {
        self.run(&steps::golden_input(seed, &self.manifest.input))
    }

    /// Logits and features of a prepared picture.
    ///
    /// # Errors
    /// When it was not prepared for this model.
    pub fn forward(&self, prepared: &Image) -> Result<Run> {
        let pictures = std::slice::from_ref(prepared);
        let runs = match &self.runner {
            ModelRunner::Integers(runner) => block_on(runner.run(pictures)),
            ModelRunner::Floats(runner) => block_on(runner.run(pictures)),
        };
        let runs = runs.map_err(|why| anyhow!("{why}"))?;
        runs.into_iter().next().context("the device gave no answer")
    }

    /// The classifier's weights, for [`steps::explain`].
    #[must_use]
    pub fn classifier(&self) -> &[f32] {
        &self.classifier
    }

    fn run(&self, prepared: &Image) -> Result<Vec<f32>> {
        Ok(self.forward(prepared)?.logits)
    }
}

/// Mirrored left to right; `None` for 16-bit samples, which `imaging::prepare` never gives.
fn mirrored(image: &Image) -> Option<Image> {
    let (samples, channels) = match image.pixels() {
        Pixels::Grey8(samples) => (samples, 1),
        Pixels::Rgb8(samples) => (samples, 3),
        Pixels::Grey16(_) => return None,
    };
    let row_length = image.width() as usize * channels;
    let reversed: Vec<u8> =
        samples.chunks_exact(row_length).flat_map(|row| row.rchunks_exact(channels).flatten().copied()).collect();
    let pixels = if channels == 1 { Pixels::Grey8(reversed) } else { Pixels::Rgb8(reversed) };
    Image::new(image.width(), image.height(), pixels)
}

/// Whether the answers of a task are classes: what measures those would read labels, each judged by itself, as one of them.
///
/// # Errors
/// When they are not.
pub fn check_classes(task: &str, answer: AnswerKind) -> Result<()> {
    ensure!(
        answer.is_classes(),
        "`{task}`: expected `answer = \"classes\"`, which this command is for, found `answer = \"{}\"`",
        answer.name()
    );
    Ok(())
}

/// The bytes of a run's best weights.
///
/// # Errors
/// When the file is missing.
pub fn best_weights(run: &Path) -> Result<Vec<u8>> {
    let path = run.join("best.safetensors");
    std::fs::read(&path).with_context(|| format!("no trained weights at `{}`: `lab train` writes them", path.display()))
}

/// The run's folder: as given, or `runs/TASK`.
#[must_use]
pub fn run_folder(given: Option<&PathBuf>, task: &str) -> PathBuf {
    given.cloned().unwrap_or_else(|| PathBuf::from("runs").join(task))
}
