//! The runtimes beside ours, from npm at exact versions with their hashes.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::browser::apt_install;
use xtask::dist::checksums;
use xtask::dist::compressed::{Coding, compressed_bytes};
use xtask::paths::{Paths, on_path};
use xtask::shell::{self, Problem, at};

/// Where each file lies below `node_modules`; it is served under its [`served_name`].
const FILES: [&str; 33] = [
    "@litertjs/core/dist/index.js",
    "@litertjs/core/wasm/litert_wasm_compat_internal.js",
    "@litertjs/core/wasm/litert_wasm_compat_internal.wasm",
    "@litertjs/core/wasm/litert_wasm_internal.js",
    "@litertjs/core/wasm/litert_wasm_internal.wasm",
    "@litertjs/core/wasm/litert_wasm_threaded_internal.js",
    "@litertjs/core/wasm/litert_wasm_threaded_internal.wasm",
    "@litertjs/wasm-utils/dist/index.js",
    "@tensorflow/tfjs-tflite/wasm/tflite_web_api_client.js",
    "@tensorflow/tfjs-tflite/wasm/tflite_web_api_cc_simd.js",
    "@tensorflow/tfjs-tflite/wasm/tflite_web_api_cc_simd.wasm",
    "@tensorflow/tfjs-tflite/wasm/tflite_web_api_cc_simd_threaded.js",
    "@tensorflow/tfjs-tflite/wasm/tflite_web_api_cc_simd_threaded.wasm",
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

/// Files of equal name, which are served under different ones.
const RENAMED: [(&str, &str); 2] =
    [("@litertjs/core/dist/index.js", "litert.mjs"), ("@litertjs/wasm-utils/dist/index.js", "litert-wasm-utils.mjs")];

/// What a bundler would do: a worker cannot resolve package names.
const PACKAGE: (&str, &str) = ("\"@litertjs/wasm-utils\"", "\"./litert-wasm-utils.mjs\"");

/// Files of a runtime that a page with one thread on the CPU fetches, by
/// [`Configuration::who`](crate::configurations::Configuration).
const FETCHED: [(&str, &[&str]); 5] = [
    ("LiteRT.js", &["litert.mjs", "litert-wasm-utils.mjs", "litert_wasm_internal.js", "litert_wasm_internal.wasm"]),
    (
        "LiteRT.js without relaxed SIMD",
        &["litert.mjs", "litert-wasm-utils.mjs", "litert_wasm_compat_internal.js", "litert_wasm_compat_internal.wasm"],
    ),
    ("tfjs-tflite", &["tflite_web_api_client.js", "tflite_web_api_cc_simd.js", "tflite_web_api_cc_simd.wasm"]),
    ("TensorFlow.js WASM", &["tf-core.min.js", "tf-backend-wasm.min.js", "tfjs-backend-wasm-simd.wasm"]),
    ("onnxruntime-web WASM", &["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"]),
];

/// The size of a runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerSize {
    /// Its name.
    pub name: &'static str,
    /// Scripts and module, in bytes.
    pub raw: u64,
    /// After brotli at its best level; `None` where it was not requested: the first time takes minutes.
    pub brotli: Option<u64>,
}

/// Installs missing packages, and copies the files that are served into a folder.
///
/// # Errors
/// When npm is missing or fails, or a file cannot be written.
pub fn lay_out(paths: &Paths, folder: &Path) -> Result<(), Problem> {
    let modules = installed(paths)?;
    at(folder, fs::create_dir_all(folder))?;
    for file in FILES {
        let (from, to) = (modules.join(file), folder.join(served_name(file)));
        if to.extension().is_some_and(|ending| ending == "mjs") && file.starts_with("@litertjs") {
            let script = at(&from, fs::read_to_string(&from))?;
            at(&to, fs::write(&to, script.replace(PACKAGE.0, PACKAGE.1)))?;
        } else {
            at(&from, fs::copy(&from, &to))?;
        }
    }
    Ok(())
}

/// The name under which a file of [`FILES`] is served: its file name, unless another file has the same.
fn served_name(file: &str) -> &str {
    let renamed = RENAMED.iter().find(|(known, _)| *known == file);
    renamed.map_or_else(|| file.rsplit('/').next().unwrap_or(file), |(_, name)| *name)
}

/// Package and version, as asked for.
///
/// # Errors
/// When the list cannot be read.
pub fn versions(paths: &Paths) -> Result<Vec<(String, String)>, Problem> {
    let path = folder(paths).join("package.json");
    Ok(versions_from_json(&at(&path, fs::read_to_string(&path))?))
}

/// The size of each runtime on one thread.
///
/// # Errors
/// When a file cannot be read.
pub fn sizes(paths: &Paths, quick: bool) -> Result<Vec<PeerSize>, Problem> {
    let modules = installed(paths)?;
    let mut sizes = Vec::new();
    for (name, fetched) in FETCHED {
        let mut size = PeerSize { name, raw: 0, brotli: (!quick).then_some(0) };
        for file in FILES.iter().filter(|file| fetched.contains(&served_name(file))) {
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

/// `node_modules` for exactly this lock file, in the cache.
fn installed(paths: &Paths) -> Result<PathBuf, Problem> {
    let lock = folder(paths).join("package-lock.json");
    let key: String = checksums::sha256(&at(&lock, fs::read(&lock))?).chars().take(16).collect();
    let home = paths.tools().join(format!("bench-{key}"));
    let modules = home.join("node_modules");
    // npm writes this file last.
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

/// The names of the dependencies in a `package.json`; empty where the text is not one.
fn versions_from_json(text: &str) -> Vec<(String, String)> {
    let package: Value = serde_json::from_str(text).unwrap_or_default();
    let dependencies = package["dependencies"].as_object().into_iter().flatten();
    dependencies.filter_map(|(name, version)| Some((name.clone(), version.as_str()?.to_owned()))).collect()
}

#[test]
fn no_two_files_are_served_under_one_name_and_every_one_that_is_fetched_is_served() {
    let served: Vec<&str> = FILES.iter().map(|file| served_name(file)).collect();
    for (index, name) in served.iter().enumerate() {
        assert!(!served[..index].contains(name), "{name}");
    }
    for (who, fetched) in FETCHED {
        assert!(fetched.iter().all(|name| served.contains(name)), "{who}");
        assert!(crate::configurations::CONFIGURATIONS.iter().any(|row| row.who == who), "{who}");
    }
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
