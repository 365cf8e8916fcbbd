//! `lab export`: a shipped model in the forms that other runtimes read, so that they can be timed beside ours.
//!
//! The weights are the shipped ones, dequantised: every form computes the same network. Beside them is one golden
//! picture as network input, with the logits that `f32` arithmetic gives: a benchmark can verify that a runtime
//! computes the same network before timing it. Where a data set is given, so do the pictures of its `val` with the
//! answers of `f32` arithmetic: the answers changed by a format's own rounding can be counted on them.
//!
//! Invariant: no other number than the shipped ones; nothing here rounds, prunes or fits unless a form's name says so.

pub mod onnxruntime;
pub mod val_pictures;

use super::model::check_classes;
use super::model_folder;
use anyhow::{Context, Result, anyhow};
use burn::tensor::Device;
use clap::{Args, ValueEnum};
use engine::{Run, Runner, block_on, steps};
use gpu::GpuRunner;
use interchange::plan::ExportPlan;
use interchange::tflite::TfliteNumbers;
use interchange::tflite::ranges::byte_scales;
use interchange::{little_endian, onnx, tfjs, tflite};
use model::{self, Manifest, Weights};
use network::input;
use serde::Serialize;
use std::path::{Path, PathBuf};
use training::data::ImageDataset;

/// Options of `lab export`.
#[derive(Args, Clone, Debug)]
pub struct ExportOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder to write to
    #[arg(long)]
    pub out: PathBuf,
    /// Forms to write, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["onnx", "onnx-int8", "tfjs"])]
    pub format: Vec<ExportFormat>,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Folder with `manifest.csv` and `images/`: the pictures of its `val` are written as the network takes them
    #[arg(long)]
    pub data: Option<PathBuf>,
}

/// A form that another runtime reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// `network.onnx`: ONNX, f32
    Onnx,
    /// `network_int8.onnx`: ONNX, the weights as int8, computed in f32
    OnnxInt8,
    /// `network_qdq.onnx`: ONNX, weights and activations as int8, made by onnxruntime's own tool (needs Python)
    OnnxQdq,
    /// `layers.json` and `weights.bin`: for a graph of TensorFlow.js
    Tfjs,
    /// `network.tflite`: TFLite, f32
    Tflite,
    /// `network_int8.tflite`: TFLite, weights and values between layers as int8
    TfliteInt8,
}

/// `reference.json`: the expected output of every form for the picture in `input.bin`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    /// Task of the model.
    pub task: String,
    /// SHA-256 of the shipped weights.
    pub sha256: String,
    /// Rows and columns of the picture: `input.bin` holds `[1, side, side, 3]` values, f32, little-endian.
    pub side: u32,
    /// Logits by f32 arithmetic with the dequantised weights.
    pub logits: Vec<f32>,
    /// Logits of the shipped CPU path, from the manifest.
    pub shipped: Vec<f32>,
}

/// Writes a shipped model in other forms.
///
/// # Errors
/// When there is no such model, it cannot be computed, or a file cannot be written.
pub fn run(options: &ExportOptions) -> Result<()> {
    let (manifest, bytes) = model_folder::read(&options.models, &options.task)?;
    model_folder::verify(&manifest, &bytes)?;
    let weights = model::read(&bytes).with_context(|| format!("the weights of {}", manifest.name))?;
    let plan = ExportPlan::new(&manifest)?;
    std::fs::create_dir_all(&options.out).with_context(|| format!("creating `{}`", options.out.display()))?;
    let write = |name: &str, bytes: &[u8]| write(&options.out, name, bytes);
    write("input.bin", &little_endian(&golden_values(&manifest, 0)?))?;
    write("reference.json", &serde_json::to_vec(&reference(&manifest, &weights)?)?)?;
    // An empty model: it initialises a runtime without any weights.
    write("empty.onnx", &onnx::empty())?;
    write("empty.tflite", &tflite::empty())?;
    if let Some(data) = &options.data {
        check_classes(&manifest.task, manifest.answer)?;
        let (reference, samples) = val_pictures::val_pictures(&manifest, &bytes, &ImageDataset::open(data)?)?;
        write("val.bin", &samples)?;
        write("val.json", &serde_json::to_vec(&reference)?)?;
    }
    for format in &options.format {
        match format {
            ExportFormat::Onnx => write("network.onnx", &onnx::model(&plan, &weights, onnx::WeightStorage::F32)?)?,
            ExportFormat::OnnxInt8 => {
                write("network_int8.onnx", &onnx::model(&plan, &weights, onnx::WeightStorage::Int8)?)?
            }
            ExportFormat::Tfjs => {
                let (layers, values) = tfjs::model(&plan, &weights)?;
                write("layers.json", &serde_json::to_vec(&layers)?)?;
                write("weights.bin", &little_endian(&values))?;
            }
            ExportFormat::Tflite => {
                write("network.tflite", &tflite::model(&plan, &weights, TfliteNumbers::F32)?)?;
            }
            ExportFormat::TfliteInt8 => {
                let stored = model::read_stored(&bytes).with_context(|| format!("the weights of {}", manifest.name))?;
                let scales = byte_scales(&plan, &manifest.input, &manifest.activations)?;
                let numbers = TfliteNumbers::Int8 { stored: &stored, scales: &scales };
                write("network_int8.tflite", &tflite::model(&plan, &weights, numbers)?)?;
            }
            ExportFormat::OnnxQdq => {
                write("network.onnx", &onnx::model(&plan, &weights, onnx::WeightStorage::F32)?)?;
                let values = (0..manifest.goldens.len()).map(|golden| golden_values(&manifest, golden));
                write("inputs.bin", &little_endian(&values.collect::<Result<Vec<_>>>()?.concat()))?;
                onnxruntime::quantise(&options.out, plan.side)?;
            }
        }
    }
    Ok(())
}

/// The golden picture of that index as network input, `[side, side, 3]`.
///
/// # Errors
/// When there is none.
pub fn golden_values(manifest: &Manifest, index: usize) -> Result<Vec<f32>> {
    let golden = manifest.goldens.get(index).context("the model has no golden picture: `lab quantise` adds them")?;
    Ok(input::values_from_images(&[steps::golden_input(golden.seed, &manifest.input)], &manifest.input)?)
}

/// Computes the first golden picture in f32, in Burn's operations on the CPU.
fn reference(manifest: &Manifest, weights: &Weights) -> Result<Reference> {
    let golden = manifest.goldens.first().context("the model has no golden picture: `lab quantise` adds them")?;
    let runner = GpuRunner::new(manifest, weights, Device::flex())?;
    let runs = block_on(runner.run(&[steps::golden_input(golden.seed, &manifest.input)]));
    let Run { logits, .. } =
        runs.map_err(|why| anyhow!("{why}"))?.into_iter().next().context("the network gave no answer")?;
    Ok(Reference {
        task: manifest.task.clone(),
        sha256: manifest.weights.sha256.clone(),
        side: manifest.input.size,
        logits,
        shipped: golden.logits.clone(),
    })
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).with_context(|| format!("writing `{}`", path.display()))?;
    eprintln!("{} ({} bytes)", path.display(), bytes.len());
    Ok(())
}
