//! The runtimes beside ours, from npm at exact versions with their hashes.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use xtask::browser::apt_install;
use xtask::dist::checksums;
use xtask::dist::compressed::{Coding, compressed_bytes};
use xtask::paths::{Paths, on_path};
use xtask::shell::{self, Problem, at};

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
pub fn files(paths: &Paths) -> Result<Vec<PathBuf>, Problem> {
    let modules = installed(paths)?;
    Ok(FILES.iter().map(|file| modules.join(file)).collect())
}

/// Package and version, as asked for.
///
/// # Errors
/// When the list cannot be read.
pub fn versions(paths: &Paths) -> Result<Vec<(String, String)>, Problem> {
    let path = folder(paths).join("package.json");
    Ok(versions_from_json(&at(&path, fs::read_to_string(&path))?))
}

/// What each runtime weighs on one thread.
///
/// # Errors
/// When a file cannot be read.
pub fn sizes(paths: &Paths, quick: bool) -> Result<Vec<PeerSize>, Problem> {
    let modules = installed(paths)?;
    let mut sizes = Vec::new();
    for (name, fetched) in FETCHED {
        let mut size = PeerSize { name, raw: 0, brotli: (!quick).then_some(0) };
        for file in FILES.iter().filter(|file| fetched.iter().any(|name| file.ends_with(&format!("/{name}")))) {
            let path = modules.join(file);
            let bytes = at(&path, fs::read(&path))?;
            size.raw += bytes.len() as u64;
            if let Some(brotli) = &mut size.brotli {
                *brotli += compressed_bytes(&paths.cache, &bytes, Coding::Brotli)?.len() as u64;
            }
        }
        sizes.push(size);
    }
    Ok(sizes)
}

/// Holds `package.json`, its lock file, and the scripts of the pages.
pub fn folder(paths: &Paths) -> PathBuf {
    paths.root.join("bench").join("page")
}

/// `node_modules` of exactly this lock file, in the cache.
fn installed(paths: &Paths) -> Result<PathBuf, Problem> {
    let lock = folder(paths).join("package-lock.json");
    let key: String = checksums::sha256(&at(&lock, fs::read(&lock))?).chars().take(16).collect();
    let home = paths.tools().join(format!("bench-{key}"));
    let modules = home.join("node_modules");
    // npm writes this file when everything else is there.
    if modules.join(".package-lock.json").is_file() {
        return Ok(modules);
    }
    if on_path(&["npm"]).is_none() {
        apt_install(paths, &["npm"]);
    }
    println!("installing the runtimes to compare with into {}", home.display());
    at(&home, fs::create_dir_all(&home))?;
    for name in ["package.json", "package-lock.json"] {
        at(&home, fs::copy(folder(paths).join(name), home.join(name)))?;
    }
    let mut npm = shell::command(paths, "npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&home);
    shell::run(&mut npm)
        .map_err(|problem| Problem::new(problem.what, "install Node.js with npm (nodejs.org), and be online once"))?;
    Ok(modules)
}

/// The dependencies that a `package.json` names, by name; none where it is not one.
fn versions_from_json(text: &str) -> Vec<(String, String)> {
    let package: Value = serde_json::from_str(text).unwrap_or_default();
    let dependencies = package["dependencies"].as_object().into_iter().flatten();
    dependencies.filter_map(|(name, version)| Some((name.clone(), version.as_str()?.to_owned()))).collect()
}

#[test]
fn the_list_of_packages_gives_exact_versions() {
    let list = include_str!("../page/package.json");
    let versions = versions_from_json(list);
    assert!(versions.iter().any(|(name, _)| name == "onnxruntime-web"), "{versions:?}");
    let lock = include_str!("../page/package-lock.json");
    let entries = lock.matches("\n    \"node_modules/").count();
    assert_eq!(entries, lock.matches("\"integrity\": \"sha512-").count(), "a package without its hash");
    for (name, version) in versions {
        assert!(lock.contains(&format!("\"node_modules/{name}\": {{\n      \"version\": \"{version}\"")), "{name}");
    }
}
