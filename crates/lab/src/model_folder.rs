//! The folder of a shipped model, `models/TASK`: read, written, and split into chunks again by `lab cut`.
//!
//! Invariant: a folder over the size budget is refused before anything is written, and weights that its manifest does
//! not name are removed.

use anyhow::{Context, Result, ensure};
use clap::Args;
use model::{Manifest, cut, sha256_hex};
use std::path::{Path, PathBuf};

/// Size limit of one model's folder in bytes, since the page downloads it.
const LARGEST_MODEL: u64 = 4_000_000;

/// Prefix of the names of files with weights.
const WEIGHTS: &str = "weights";

/// Name of the whole weights file, of which the folder holds the chunks.
pub const WEIGHTS_FILE: &str = "weights.safetensors";

/// Options of `lab cut`.
#[derive(Args, Clone, Debug)]
pub struct CutOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Splits the weights of a shipped model into chunks again: the same weights, not measured again.
///
/// # Errors
/// When there is no such model, its weights are not the manifest's, or a file cannot be written.
pub fn run(options: &CutOptions) -> Result<()> {
    let (mut manifest, bytes) = read(&options.models, &options.task)?;
    verify(&manifest, &bytes)?;
    manifest.weights.file = WEIGHTS_FILE.into();
    let mut files = cut_weights(&mut manifest, &bytes);
    files.push(("manifest.json".into(), manifest.to_json()?.into_bytes()));
    write(&options.models.join(&options.task), &files)
}

/// Manifest and weights of the model that the page loads; its SHA-256 is not yet compared.
///
/// # Errors
/// When a file is missing, or the manifest damaged.
pub fn read(models: &Path, task: &str) -> Result<(Manifest, Vec<u8>)> {
    let folder = models.join(task);
    let path = folder.join("manifest.json");
    let json = std::fs::read(&path)
        .with_context(|| format!("no model at `{}`: `lab quantise {task}` writes it", path.display()))?;
    let manifest = Manifest::from_json(&json).with_context(|| format!("reading `{}`", path.display()))?;
    let mut bytes = Vec::new();
    for part in manifest.weights.parts() {
        let path = folder.join(part.file);
        bytes.extend(std::fs::read(&path).with_context(|| format!("reading `{}`", path.display()))?);
    }
    Ok((manifest, bytes))
}

/// Whether these are the weights that the manifest names.
///
/// # Errors
/// When they differ.
pub fn verify(manifest: &Manifest, weights: &[u8]) -> Result<()> {
    let (task, expected, found) = (&manifest.task, &manifest.weights.sha256, sha256_hex(weights));
    ensure!(
        *expected == found,
        "the weights of `{task}`: expected SHA-256 {expected}, found {found}; run `lab quantise {task}` again"
    );
    Ok(())
}

/// Names the chunks of these weights in the manifest and returns their files.
#[must_use]
pub fn cut_weights(manifest: &mut Manifest, weights: &[u8]) -> Vec<(String, Vec<u8>)> {
    let chunks = cut(&manifest.weights.file, weights);
    manifest.weights.chunks = chunks.iter().map(|(chunk, _)| chunk.clone()).collect();
    chunks.into_iter().map(|(chunk, bytes)| (chunk.file, bytes.to_vec())).collect()
}

/// Writes a model's manifest and leaves every other file as it is.
///
/// # Errors
/// When the manifest is invalid, the folder is over the size budget with it, or it cannot be written.
pub fn write_manifest(models: &Path, manifest: &Manifest) -> Result<()> {
    write_beside(&models.join(&manifest.task), "manifest.json", manifest.to_json()?.as_bytes())
}

/// Writes one file into a model's folder and leaves every other as it is.
///
/// # Errors
/// When the folder is over the size budget with it, or it cannot be written.
pub fn write_beside(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let mut total = bytes.len() as u64;
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading `{}`", folder.display()))? {
        let entry = entry?;
        total += if entry.file_name() == name { 0 } else { entry.metadata()?.len() };
    }
    ensure!(total <= LARGEST_MODEL, "expected a model of at most {LARGEST_MODEL} bytes in all, found {total}");
    let path = folder.join(name);
    std::fs::write(&path, bytes).with_context(|| format!("writing `{}`", path.display()))?;
    eprintln!("{} ({} bytes)", path.display(), bytes.len());
    Ok(())
}

/// Writes files into a model's folder, and deletes weights of an earlier version.
///
/// # Errors
/// When they are over the size budget, or cannot be written.
pub fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    let total: u64 = files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    ensure!(total <= LARGEST_MODEL, "expected a model of at most {LARGEST_MODEL} bytes in all, found {total}");
    std::fs::create_dir_all(folder).with_context(|| format!("creating `{}`", folder.display()))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("writing `{}`", path.display()))?;
        eprintln!("{} ({} bytes)", path.display(), bytes.len());
    }
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading `{}`", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_named = files.iter().any(|(written, _)| name == **written);
        if !is_named && name.to_string_lossy().starts_with(WEIGHTS) {
            std::fs::remove_file(entry.path()).with_context(|| format!("deleting `{}`", entry.path().display()))?;
        }
    }
    Ok(())
}
