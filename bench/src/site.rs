//! The folder that is served: scripts of the bench, the runtimes, the network in each form, and our own page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use xtask::dist::{checksums, files_in};
use xtask::paths::Paths;
use xtask::shell::{self, Problem, at, cargo};

use crate::configurations::Configuration;
use crate::peers;

/// What `dist/` is built from.
const SOURCES: [&str; 11] = [
    "src",
    "crates",
    "style",
    "public",
    "models",
    "text",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
];

/// Folders of `crates/` that are in no bundle.
const NATIVE: [&str; 3] = ["interchange", "lab", "training"];

/// The exported networks that can be made from this repository alone.
const PLAIN: [&str; 5] = ["weights.bin", "network.onnx", "network_int8.onnx", "network.tflite", "network_int8.tflite"];

/// What `lab export` writes about `val`.
const VAL: &str = "val.json";

/// Whether something that the page is built from is newer than the built page, or there is none.
///
/// # Errors
/// When a folder cannot be read.
pub fn is_stale(paths: &Paths) -> Result<bool, Problem> {
    let built = newest(&paths.dist().join("worker_bg.wasm"))?;
    let mut sources = None;
    for source in SOURCES {
        sources = sources.max(newest(&paths.root.join(source))?);
    }
    Ok(built.is_none() || built < sources)
}

/// When the last file in a folder, or the file itself, was modified; `None` where there is none.
fn newest(path: &Path) -> Result<Option<SystemTime>, Problem> {
    let files = if path.is_dir() { files_in(path)? } else { vec![PathBuf::new()] };
    let is_ours = |file: &&PathBuf| !(path.ends_with("crates") && NATIVE.iter().any(|name| file.starts_with(name)));
    let times = files
        .iter()
        .filter(is_ours)
        .map(|file| if file.as_os_str().is_empty() { path.into() } else { path.join(file) });
    Ok(times.filter_map(|file| fs::metadata(file).ok()?.modified().ok()).max())
}

/// Recreates the folder; with a data set, it also holds the pictures of its `val` as network inputs. Returns it, and
/// the exported networks that could not be made, with the reason.
///
/// # Errors
/// When the page is not built, a peer cannot be fetched, or the network cannot be exported.
pub fn assemble(
    paths: &Paths,
    task: &str,
    rows: &[Configuration],
    data: Option<&str>,
) -> Result<(PathBuf, Vec<(String, String)>), Problem> {
    let site = paths.root.join("target").join("bench").join("site");
    if !paths.dist().join("worker_bg.wasm").is_file() {
        let what = format!("{} holds no page", paths.dist().display());
        return Err(Problem::new(what, "run `cargo xtask bench` without --no-build"));
    }
    if site.exists() {
        at(&site, fs::remove_dir_all(&site))?;
    }
    let scripts = peers::folder(paths);
    for file in files_in(&scripts)?.iter().filter(|file| file.extension().is_some_and(|e| e == "js" || e == "html")) {
        copy(&scripts.join(file), &site.join(file))?;
    }
    // What the pages report is read from the server's log; this only answers them.
    at(&site, fs::write(site.join("told"), ""))?;
    peers::lay_out(paths, &site.join("peers"))?;
    for file in files_in(&paths.dist())?.iter().filter(|file| is_measured(file)) {
        copy(&paths.dist().join(file), &site.join("onsight").join(file))?;
    }
    let (network, missing) = network(paths, task, rows, data)?;
    for file in files_in(&network)?.iter().filter(|file| data.is_some() || !file.starts_with(VAL)) {
        copy(&network.join(file), &site.join("network").join(file))?;
    }
    Ok((site, missing))
}

/// Of our page only the workers and the reader, their loaders, and the models: its own script is not measured
/// here.
fn is_measured(file: &Path) -> bool {
    let name = file.to_string_lossy();
    file.starts_with("models") || name.starts_with("worker") || name.starts_with("reader") || name == "trusted.js"
}

/// The network in the forms that the rows read, made once for each version of the model.
fn network(
    paths: &Paths,
    task: &str,
    rows: &[Configuration],
    data: Option<&str>,
) -> Result<(PathBuf, Vec<(String, String)>), Problem> {
    let manifest = paths.root.join("models").join(task).join("manifest.json");
    let key: String = checksums::sha256(&at(&manifest, fs::read(&manifest))?).chars().take(16).collect();
    let folder = paths.root.join("target").join("bench").join(format!("network-{key}"));
    let needs = |file: &str| rows.iter().any(|row| row.file == file) && !folder.join(file).is_file();
    let plain = PLAIN.into_iter().any(needs);
    if plain || !folder.join("reference.json").is_file() || !folder.join("empty.tflite").is_file() {
        export(paths, task, &folder, &["--format", "onnx,onnx-int8,tfjs,tflite,tflite-int8"])?;
    }
    // Depends on the data set of this run.
    if let Some(data) = data {
        export(paths, task, &folder, &["--format", "tflite", "--data", data])?;
    }
    let mut missing = Vec::new();
    if needs("network_qdq.onnx")
        && let Err(problem) = export(paths, task, &folder, &["--format", "onnx-qdq"])
    {
        println!("NOTE: no int8 file for onnxruntime: {problem}");
        missing.push(("network_qdq.onnx".into(), "`lab export --format onnx-qdq` failed".into()));
    }
    Ok((folder, missing))
}

fn export(paths: &Paths, task: &str, folder: &Path, options: &[&str]) -> Result<(), Problem> {
    let mut lab = cargo(paths, "run --quiet --release --package lab --bin lab -- export");
    shell::run(lab.arg(task).args(options).arg("--out").arg(folder))
}

fn copy(from: &Path, to: &Path) -> Result<(), Problem> {
    if let Some(folder) = to.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    at(from, fs::copy(from, to)).map(drop)
}

#[test]
fn every_source_of_the_page_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for source in SOURCES {
        assert!(root.join(source).exists(), "{source}");
    }
}

#[test]
fn the_page_itself_is_left_out() {
    assert!(is_measured(Path::new("worker_gpu_bg.wasm")) && is_measured(Path::new("models/brain-mri/manifest.json")));
    assert!(is_measured(Path::new("worker_threads_helper.js")) && is_measured(Path::new("trusted.js")));
    assert!(!is_measured(Path::new("app-0123456789abcdef_bg.wasm")) && !is_measured(Path::new("index.html")));
}
