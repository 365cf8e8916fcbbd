//! onnxruntime from PyPI, in a Python environment of its own in the cache folder.
//!
//! Invariant: for comparison only; no shipped model and no number in a manifest comes from it.

use anyhow::{Context, Result, ensure};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use training::pretrained::cache_folder;

/// Exact versions, including transitive dependencies.
const REQUIREMENTS: &str = include_str!("requirements.txt");
const QUANTISE: &str = include_str!("quantise.py");
const TIME: &str = include_str!("time.py");

/// Makes `network_qdq.onnx` of `network.onnx` in `folder`: int8 weights per channel, 8-bit activations in the
/// ranges that the pictures in `inputs.bin` reach.
///
/// # Errors
/// When there is no Python, a package cannot be installed, or the tool fails.
pub fn quantise(folder: &Path, side: usize) -> Result<()> {
    let side = side.to_string();
    let arguments =
        [folder.join("network.onnx"), folder.join("inputs.bin"), side.into(), folder.join("network_qdq.onnx")];
    python(QUANTISE, &arguments.map(PathBuf::into_os_string)).map(drop)
}

/// What onnxruntime did on one thread.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Timed {
    /// Its version.
    pub version: String,
    /// Milliseconds of each run, after as many that are not counted.
    pub ms: Vec<f64>,
    /// Logits of the picture in `input.bin`.
    pub logits: Vec<f32>,
}

/// Runs a model in `folder` on the picture in `input.bin`, repeatedly on one thread.
///
/// # Errors
/// As [`quantise`].
pub fn time(folder: &Path, model: &str, side: usize, runs: usize) -> Result<Timed> {
    let [side, runs] = [side, runs].map(|number| number.to_string());
    let arguments = [folder.join(model), folder.join("input.bin"), side.into(), runs.into()];
    let printed = python(TIME, &arguments.map(PathBuf::into_os_string))?;
    serde_json::from_str(&printed).with_context(|| format!("onnxruntime said: {printed}"))
}

/// Runs a script and returns its output.
fn python(script: &str, arguments: &[impl AsRef<OsStr>]) -> Result<String> {
    let output = Command::new(environment()?).arg("-c").arg(script).args(arguments).output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "Python ended with {}: {}", output.status, errors.trim());
    Ok(String::from_utf8(output.stdout)?)
}

/// The environment's Python; made on first use.
fn environment() -> Result<PathBuf> {
    let version = REQUIREMENTS.lines().find_map(|line| line.strip_prefix("onnxruntime==")).unwrap_or("any");
    let folder = cache_folder()?.join("tools").join(format!("onnxruntime-{version}"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    // Written last: an incomplete environment is rebuilt.
    let whole = folder.join("whole");
    if whole.is_file() {
        return Ok(python);
    }
    eprintln!("installing onnxruntime {version} into {}", folder.display());
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder).status();
    ensure!(made.context("python3 is needed, with its module venv")?.success(), "python3 -m venv failed");
    let list = folder.join("requirements.txt");
    std::fs::write(&list, REQUIREMENTS)?;
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "-r"]).arg(&list);
    ensure!(install.status()?.success(), "pip could not install {}", list.display());
    std::fs::write(&whole, "")?;
    Ok(python)
}
