//! Building the CPU worker with threads: WebAssembly's atomics on one shared memory.
//!
//! The standard library that comes with the compiler has no atomics, so it is compiled anew, from its own sources
//! (`rust-src`), by an unstable option of cargo that `RUSTC_BOOTSTRAP` lets the pinned stable compiler take: a second
//! toolchain would be a second set of results. Everything lies in a target folder of its own, because other flags
//! would compile the other bundles anew each time.

use std::env;
use std::path::PathBuf;

use crate::paths::Paths;
use crate::shell::{self, Problem};

/// The binary, and the name that its files have in `dist/`.
const BUNDLE: &str = "worker_threads";

/// Beside those in `.cargo/config.toml`. What is exported is what wasm-bindgen starts further threads by.
const FLAGS: [&str; 8] = [
    "-Ctarget-feature=+atomics,+bulk-memory,+mutable-globals",
    "-Clink-arg=--shared-memory",
    "-Clink-arg=--import-memory",
    // Browsers set room aside for what a shared memory may become: 1 GiB, where others may grow to 4.
    "-Clink-arg=--max-memory=1073741824",
    "-Clink-arg=--export=__wasm_init_tls",
    "-Clink-arg=--export=__tls_size",
    "-Clink-arg=--export=__tls_align",
    "-Clink-arg=--export=__tls_base",
];

/// What makes cargo compile the standard library too, and for what.
pub const LIBRARY: &str = "-Zbuild-std=std,panic_abort";
/// The only target there is in a browser.
pub const TARGET: &str = "--target wasm32-unknown-unknown";
/// Lets a stable cargo take [`LIBRARY`].
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
    // As the other bundles: not in parts that are kept.
    cargo.env("CARGO_TARGET_DIR", target(paths)).env("CARGO_INCREMENTAL", "0");
    shell::run(cargo.env(UNSTABLE.0, UNSTABLE.1).env_remove("RUSTFLAGS"))
}

/// Lays what was compiled into `dist/`, beside the scripts that start it.
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
