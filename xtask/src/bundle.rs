//! Building the site: trunk, the worker with threads, wasm-opt on the page's module, then the list in `sw.js`.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Instant, SystemTime};

use crate::paths::{Paths, forget_old};
use crate::shell::{self, Problem, at};
use crate::{catalogue, conditions, crates, languages, post_build, precache, shipped, sources, threads, tools};

/// Optimisation level of wasm-opt for a bundle, chosen by measuring. As compiled and with -Oz, the page had 930,174 and
/// 839,103 bytes at the time, the light box 585,264 and 517,676: a tenth less for the browser to compile. After brotli
/// there was no gain (269,401 and 270,285, 170,716 and 171,124). The workers are left as compiled: -O2 made the CPU
/// worker larger after brotli (813,442 against 781,814 bytes, when Burn was still in it), and the GPU worker of 15 MB
/// takes many minutes.
const LEVELS: [(&str, &str); 5] =
    [("app", "-Oz"), ("cases", "-Oz"), ("catalogue", "-Oz"), ("lightbox", "-Oz"), ("reports", "-Oz")];

/// WebAssembly features of every browser that can run the page. Named here because a stripped module does not list
/// them.
const WASM_FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The hint where trunk fails, which has printed the error itself.
const TRUNK_FAILED: &str = "the page was not built: mend what stands above this line, and run it again";

/// Optimised modules kept in the cache.
const KEPT: usize = 12;

/// Whether wasm-opt runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmOpt {
    /// Where it is installed.
    Run,
    /// Never: a faster build of larger bundles.
    Skip,
}

/// Builds `dist/` for any path on any host.
///
/// # Errors
/// When a crate cannot be fetched, trunk or wasm-opt fails, `sw.js` cannot be written, or a source was changed meanwhile.
pub fn build(paths: &Paths, wasm_opt: WasmOpt) -> Result<(), Problem> {
    crates::fetch(paths)?;
    let began = SystemTime::now();
    compile(paths, wasm_opt)?;
    shipped::write(paths)?;
    post_process(paths)?;
    sources::unchanged_since(&paths.root, began)
}

/// Finishes the files in `dist/`, and lists them in `sw.js`; idempotent.
///
/// # Errors
/// When a file cannot be read or written.
pub fn post_process(paths: &Paths) -> Result<(), Problem> {
    languages::write(paths)?;
    conditions::write(paths)?;
    catalogue::write(paths)?;
    post_build::run(paths)?;
    // Last, because every file has its final bytes now.
    precache::write(paths)
}

fn compile(paths: &Paths, wasm_opt: WasmOpt) -> Result<(), Problem> {
    let mut trunk = shell::command(paths, paths.tool("trunk"));
    // trunk parses NO_COLOR as `true` or `false` and fails on "1".
    trunk.env_remove("NO_COLOR").args(["build", "--release", "--offline", "--public-url", "./", "--dist"]);
    // An incremental build would differ from the bundle of a clean build.
    trunk.arg(paths.dist()).env("CARGO_INCREMENTAL", "0");
    // In parallel: they have separate target folders, and towards its end each uses one core only.
    thread::scope(|scope| {
        let threads = scope.spawn(|| threads::compile(paths));
        shell::run(&mut trunk).map_err(|problem| Problem::new(problem.what, TRUNK_FAILED))?;
        threads
            .join()
            .unwrap_or_else(|_| Err(Problem::new("the build of the worker with threads ended", "run it again")))
    })?;
    threads::lay_out(paths)?;
    if wasm_opt == WasmOpt::Skip {
        println!("NOTE: wasm-opt was skipped as asked: the bundles are larger than they could be.");
        return Ok(());
    }
    let Some(tool) = tools::wasm_opt(paths) else {
        println!(
            "NOTE: wasm-opt is not installed (`cargo xtask tools` says how): the bundles are larger than they could be."
        );
        return Ok(());
    };
    for (bundle, level) in LEVELS {
        for module in modules(&paths.dist(), bundle)? {
            optimise(paths, &tool, &module, level)?;
        }
    }
    Ok(())
}

/// The WASM files in `dist` that belong to one bundle.
///
/// # Errors
/// When the folder cannot be read or holds no such file.
pub fn modules(dist: &Path, bundle: &str) -> Result<Vec<PathBuf>, Problem> {
    let mut found = Vec::new();
    for entry in at(dist, fs::read_dir(dist))?.flatten() {
        if bundle_of(&entry.file_name().to_string_lossy()) == Some(bundle.to_owned()) {
            found.push(entry.path());
        }
    }
    if found.is_empty() {
        let what = format!("{}: no WASM file of the bundle `{bundle}`", dist.display());
        return Err(Problem::new(what, "does index.html name it in a `<link data-trunk rel=\"rust\">`?"));
    }
    Ok(found)
}

/// `worker` for `worker-0123456789abcdef_bg.wasm` and `worker_bg.wasm`; `None` for other files.
fn bundle_of(file: &str) -> Option<String> {
    let stem = file.strip_suffix("_bg.wasm")?;
    let plain = match stem.rsplit_once('-') {
        Some((name, hash)) if hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => name,
        _ => stem,
    };
    Some(plain.to_owned())
}

/// Replaces a module by its optimised version, from the cache where possible.
fn optimise(paths: &Paths, tool: &Path, module: &Path, level: &str) -> Result<(), Problem> {
    let started = Instant::now();
    let before = at(module, fs::read(module))?;
    let folder = paths.cache.join("wasm-opt");
    at(&folder, fs::create_dir_all(&folder))?;
    let kept = folder.join(format!("{}.wasm", key(&before, level)));
    if !kept.is_file() {
        let fresh = kept.with_extension(format!("{}.new", std::process::id()));
        shell::run(shell::command(paths, tool).args(WASM_FEATURES).arg(level).arg(module).arg("-o").arg(&fresh))?;
        at(&kept, fs::rename(&fresh, &kept))?;
        forget_old(&folder, KEPT);
    }
    let after = at(&kept, fs::copy(&kept, module))?;
    let name = module.file_name().unwrap_or_default().to_string_lossy();
    println!("wasm-opt {level} {name}: {} -> {after} bytes in {:.1} s", before.len(), started.elapsed().as_secs_f32());
    Ok(())
}

/// Identifies a module by 128 bits, so that collisions do not occur by chance.
fn key(bytes: &[u8], level: &str) -> String {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, level, bytes).hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}

#[cfg(test)]
mod tests {
    use super::bundle_of;

    #[test]
    fn a_bundle_is_known_with_and_without_its_hash() {
        assert_eq!(bundle_of("app-0123456789abcdef_bg.wasm").as_deref(), Some("app"));
        assert_eq!(bundle_of("worker_gpu_bg.wasm").as_deref(), Some("worker_gpu"));
        assert_eq!(bundle_of("worker_gpu-0123456789abcdef_bg.wasm").as_deref(), Some("worker_gpu"));
        assert_eq!(bundle_of("app-0123456789abcdef.js"), None);
    }
}
