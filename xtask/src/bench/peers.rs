//! The runtimes beside ours, from npm at exact versions with their hashes.

use std::fs;
use std::path::PathBuf;

use crate::browser::apt_install;
use crate::dist::sums;
use crate::dist::twins::{Coding, squeezed};
use crate::place::{Place, on_path};
use crate::shell::{self, Problem, at};

/// Where each file lies below `node_modules`; it is served under its last name.
const FILES: [&str; 20] = [
    "@tensorflow/tfjs-core/dist/tf-core.min.js",
    "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm",
    "@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js",
    "onnxruntime-web/dist/ort.wasm.min.mjs",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.mjs",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm",
    "onnxruntime-web/dist/ort.webgpu.min.mjs",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.mjs",
    "onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm",
    "@cornerstonejs/codec-charls/dist/charlswasm.js",
    "@cornerstonejs/codec-charls/dist/charlswasm.wasm",
    "@cornerstonejs/codec-charls/dist/charlswasm_decode.js",
    "@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm",
    "@cornerstonejs/codec-openjpeg/dist/openjpegwasm.js",
    "@cornerstonejs/codec-openjpeg/dist/openjpegwasm.wasm",
    "@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.js",
    "@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm",
];

/// What a page with one thread on the CPU fetches of a runtime.
const FETCHED: [(&str, &[&str]); 2] = [
    ("TensorFlow.js WASM", &["tf-core.min.js", "tf-backend-wasm.min.js", "tfjs-backend-wasm-simd.wasm"]),
    ("onnxruntime-web WASM", &["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"]),
];

/// What a runtime weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerSize {
    /// Its name.
    pub name: &'static str,
    /// Scripts and module, in bytes.
    pub raw: u64,
    /// After brotli at its best level; `None` where that was not asked, for it takes minutes once.
    pub brotli: Option<u64>,
}

/// Installs the packages where they are not yet, and gives the files to serve.
///
/// # Errors
/// When npm is missing or fails.
pub fn files(place: &Place) -> Result<Vec<PathBuf>, Problem> {
    let modules = installed(place)?;
    Ok(FILES.iter().map(|file| modules.join(file)).collect())
}

/// Package and version, as asked for.
///
/// # Errors
/// When the list cannot be read.
pub fn versions(place: &Place) -> Result<Vec<(String, String)>, Problem> {
    let path = folder(place).join("package.json");
    Ok(versions_from_json(&at(&path, fs::read_to_string(&path))?))
}

/// What each runtime weighs on one thread.
///
/// # Errors
/// When a file cannot be read.
pub fn sizes(place: &Place, quick: bool) -> Result<Vec<PeerSize>, Problem> {
    let modules = installed(place)?;
    let mut sizes = Vec::new();
    for (name, fetched) in FETCHED {
        let mut size = PeerSize { name, raw: 0, brotli: (!quick).then_some(0) };
        for file in FILES.iter().filter(|file| fetched.iter().any(|name| file.ends_with(&format!("/{name}")))) {
            let path = modules.join(file);
            let bytes = at(&path, fs::read(&path))?;
            size.raw += bytes.len() as u64;
            if let Some(brotli) = &mut size.brotli {
                *brotli += squeezed(&place.cache, &bytes, Coding::Brotli)?.len() as u64;
            }
        }
        sizes.push(size);
    }
    Ok(sizes)
}

/// Holds `package.json`, its lock file, and the scripts of the pages.
pub fn folder(place: &Place) -> PathBuf {
    place.root.join("xtask").join("bench")
}

/// `node_modules` of exactly this lock file, in the cache.
fn installed(place: &Place) -> Result<PathBuf, Problem> {
    let lock = folder(place).join("package-lock.json");
    let key: String = sums::sha256(&at(&lock, fs::read(&lock))?).chars().take(16).collect();
    let home = place.tools().join(format!("bench-{key}"));
    let modules = home.join("node_modules");
    // npm writes this file when everything else is there.
    if modules.join(".package-lock.json").is_file() {
        return Ok(modules);
    }
    if on_path(&["npm"]).is_none() {
        apt_install(place, &["npm"]);
    }
    println!("installing the runtimes to compare with into {}", home.display());
    at(&home, fs::create_dir_all(&home))?;
    for name in ["package.json", "package-lock.json"] {
        at(&home, fs::copy(folder(place).join(name), home.join(name)))?;
    }
    let mut npm = shell::command(place, "npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&home);
    shell::run(&mut npm)
        .map_err(|problem| Problem::new(problem.what, "install Node.js with npm (nodejs.org), and be online once"))?;
    Ok(modules)
}

/// The lines `"name": "1.2.3"` whose value is a version.
fn versions_from_json(text: &str) -> Vec<(String, String)> {
    let pairs = text.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once("\": \""));
    let pairs = pairs.map(|(name, value)| (name.trim_matches('"'), value.trim_matches('"')));
    let is_version = |value: &str| value.split('.').count() == 3 && value.split('.').all(|n| n.parse::<u32>().is_ok());
    pairs.filter(|(_, value)| is_version(value)).map(|(name, value)| (name.into(), value.into())).collect()
}

#[test]
fn the_list_of_packages_gives_exact_versions() {
    let list = include_str!("../../bench/package.json");
    let versions = versions_from_json(list);
    assert!(versions.iter().any(|(name, _)| name == "onnxruntime-web"), "{versions:?}");
    let lock = include_str!("../../bench/package-lock.json");
    let entries = lock.matches("\n    \"node_modules/").count();
    assert_eq!(entries, lock.matches("\"integrity\": \"sha512-").count(), "a package without its hash");
    for (name, version) in versions {
        assert!(lock.contains(&format!("\"node_modules/{name}\": {{\n      \"version\": \"{version}\"")), "{name}");
    }
}
