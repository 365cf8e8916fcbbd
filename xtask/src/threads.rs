//! Building the CPU worker with threads: WebAssembly's atomics on one shared memory.
//!
//! The standard library that comes with the compiler has no atomics, so it is compiled from its own sources
//! (`rust-src`), with an unstable option of cargo that `RUSTC_BOOTSTRAP` enables in the pinned stable compiler: a
//! second toolchain would give a second set of results. Everything is in a target folder of its own, because different
//! flags would recompile the other bundles each time.

use std::env;
use std::path::PathBuf;

use crate::paths::Paths;
use crate::shell::{self, Problem};

/// The binary, and the name that its files have in `dist/`.
const BUNDLE: &str = "worker_threads";

/// In addition to those in `.cargo/config.toml`. The exports are what wasm-bindgen needs to start further threads.
const FLAGS: [&str; 8] = [
    "-Ctarget-feature=+atomics,+bulk-memory,+mutable-globals",
    "-Clink-arg=--shared-memory",
    "-Clink-arg=--import-memory",
    // Browsers reserve the maximum of a shared memory: 1 GiB, where others may grow to 4.
    "-Clink-arg=--max-memory=1073741824",
    "-Clink-arg=--export=__wasm_init_tls",
    "-Clink-arg=--export=__tls_size",
    "-Clink-arg=--export=__tls_align",
    "-Clink-arg=--export=__tls_base",
];

/// Makes cargo compile the standard library too.
pub const LIBRARY: &str = "-Zbuild-std=std,panic_abort";
/// The only target there is in a browser.
pub const TARGET: &str = "--target wasm32-unknown-unknown";
/// Makes a stable cargo accept [`LIBRARY`].
pub const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

const BUILD: &str = "build --quiet --profile web --package worker --bin worker_threads";

/// Compiles it.
///
/// # Errors
/// When cargo fails.
pub fn compile(paths: &Paths) -> Result<(), Problem> {
    let flags = FLAGS.map(|flag| format!("{flag:?}")).join(", ");
    let mut cargo = shell::cargo(paths, &format!("{BUILD} {LIBRARY} {TARGET}"));
    // Joined with the flags of `.cargo/config.toml`, where an environment variable would replace them.
    cargo.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags = [{flags}]"));
    // Like the other bundles: not incremental.
    cargo.env("CARGO_TARGET_DIR", target(paths)).env("CARGO_INCREMENTAL", "0");
    shell::run(cargo.env(UNSTABLE.0, UNSTABLE.1).env_remove("RUSTFLAGS"))
}

/// Copies what was compiled into `dist/`, beside the scripts that start it.
///
/// # Errors
/// When wasm-bindgen fails.
pub fn lay_out(paths: &Paths) -> Result<(), Problem> {
    let module = target(paths).join("wasm32-unknown-unknown").join("web").join(BUNDLE).with_extension("wasm");
    let mut bindgen = shell::command(paths, paths.tool("wasm-bindgen"));
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", BUNDLE, "--out-dir"]).arg(paths.dist());
    shell::run(bindgen.arg(module))
}

fn target(paths: &Paths) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| paths.root.join("target"), PathBuf::from).join("threads")
}
