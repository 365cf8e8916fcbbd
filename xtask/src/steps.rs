//! Every step of `cargo xtask test`, cheapest first; each is a command of its own too.

use std::process::Command;

use crate::browser;
use crate::bundle::{self, WasmOpt};
use crate::count::Counts;
use crate::paths::Paths;
use crate::shell::{self, Problem, cargo};
use crate::{hosts, pydicom, size, tools};

/// One step.
pub struct Step {
    /// The command's name.
    pub name: &'static str,
    /// One line for the help.
    pub what: &'static str,
    /// Does it, and counts the tests in it.
    pub run: fn(&Paths, WasmOpt) -> Result<Counts, Problem>,
}

/// The features that each bundle and the tool-chain are built with, and no other sets: every set is compiled by itself.
/// What becomes a bundle is checked with the profile that trunk names for it: macros are compiled once for each profile.
const APP: &str = "--target wasm32-unknown-unknown --profile page --no-default-features --features app";
const WORKER: &str = "--target wasm32-unknown-unknown --profile web --no-default-features --features worker";
const LIGHTBOX: &str = "--target wasm32-unknown-unknown --profile page --no-default-features --features lightbox";
const READER: &str = "--target wasm32-unknown-unknown --profile web --no-default-features --features reader";
const WORKER_GPU: &str = "--target wasm32-unknown-unknown --profile web --no-default-features --features worker,gpu";
/// With the bundles' profile and features: what they were compiled from serves the tests too.
const BROWSER_TESTS: &str =
    "test --test browser --target wasm32-unknown-unknown --profile web --no-default-features --features worker";
/// What the page knows and says, its account of its workers, and its tasks: the root package without features.
const PAGE: &str = "test --release --package onsight --package dispatch --package view-model --lib --test page";
/// The network and the decoders are too slow without optimisation, and `lab` is built so as well.
const LAB: &str = "--release --package lab";
/// Without what has a step of its own.
const NATIVE: &str = "test --release --workspace --exclude xtask --exclude bench --exclude server --exclude onsight \
     --exclude dispatch --exclude view-model --lib --test native";
/// The crates whose documents show how they are used; optimised as the rest, so that they are compiled once.
const EXAMPLES: &str = "test --release --doc --package charset --package containers --package dicom \
     --package evaluation --package explain --package formats --package imaging --package jpeg --package learn --package model \
     --package network --package reading --package signatures --package task --package text --package translation \
     --package trust --package voi";

/// In running order.
pub const STEPS: [Step; 19] = [
    Step { name: "tools", what: "install and check the pinned tools and the browser", run: check_tools },
    Step { name: "fmt", what: "is every file formatted?", run: |paths, _| quiet(paths, "fmt --all --check") },
    Step { name: "tidy", what: "the house rules: who uses whom, file length, module documents", run: tidy },
    Step {
        name: "page",
        what: "the page's state, wording and queue, without a browser",
        run: |paths, _| counted(paths, PAGE),
    },
    Step {
        name: "xtask",
        what: "the tests of this tool, of its server and of the benchmark",
        run: |paths, _| counted(paths, "test --package xtask --package bench --package server"),
    },
    Step {
        name: "docs",
        what: "the examples in the documents of the crates",
        run: |paths, _| counted(paths, EXAMPLES),
    },
    Step {
        name: "clippy-app",
        what: "clippy on the page",
        run: |paths, _| clippy(paths, &format!("--lib --bin app {APP}")),
    },
    Step {
        name: "clippy-worker",
        what: "clippy on the CPU workers and the browser tests",
        run: |paths, _| clippy(paths, &format!("--lib --bin worker --bin worker_threads --test browser {WORKER}")),
    },
    Step {
        name: "clippy-lightbox",
        what: "clippy on the light box",
        run: |paths, _| clippy(paths, &format!("--lib --bin lightbox {LIGHTBOX}")),
    },
    Step {
        name: "clippy-reader",
        what: "clippy on the reader of DICOM and rare formats",
        run: |paths, _| clippy(paths, &format!("--lib --bin reader {READER}")),
    },
    Step {
        name: "clippy-gpu",
        what: "clippy on the WebGPU worker",
        run: |paths, _| clippy(paths, &format!("--lib --bin worker_gpu {WORKER_GPU}")),
    },
    Step {
        name: "clippy-lab",
        what: "clippy on the tool-chain and all native tests",
        run: |paths, _| clippy(paths, "--workspace --all-targets --release"),
    },
    Step {
        name: "clippy-lab-gpu",
        what: "clippy on the tool-chain that trains on a GPU",
        run: |paths, _| clippy(paths, &format!("--lib --bin lab_gpu {LAB} --features webgpu")),
    },
    Step { name: "native", what: "unit and native tests", run: native },
    Step { name: "build", what: "build dist/: page, workers and reader", run: build },
    Step { name: "size", what: "the size budget", run: |paths, _| size::check(paths).map(|()| Counts::default()) },
    Step { name: "browser", what: "tests inside headless Chromium", run: in_browser },
    Step { name: "e2e", what: "journeys through the built page in headless Chromium", run: journeys },
    Step { name: "hosts", what: "the release on nginx, Caddy and Apache, by the shipped recipes", run: hosts::check },
];

fn check_tools(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    tools::ensure(paths)?;
    let browser = browser::ensure(paths)?;
    println!("tools in {}, {} and {}", paths.tools().display(), browser.chromium.display(), browser.driver.display());
    Ok(Counts::default())
}

/// Without features nothing heavy is compiled: the rules are checked in seconds.
fn tidy(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    counted(paths, "test --release --no-default-features --test tidy")
}

/// DICOM is compared with the files of a package that is fetched first, where it can be.
fn native(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    pydicom::wheel(paths);
    counted(paths, NATIVE)
}

fn build(paths: &Paths, wasm_opt: WasmOpt) -> Result<Counts, Problem> {
    tools::ensure(paths)?;
    bundle::build(paths, wasm_opt).map(|()| Counts::default())
}

fn in_browser(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    tools::ensure(paths)?;
    let browser = browser::ensure(paths)?;
    let mut command = cargo(paths, BROWSER_TESTS);
    // As the bundles are compiled.
    command.env("CARGO_INCREMENTAL", "0");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", paths.tool("wasm-bindgen-test-runner"));
    command.env("CHROMEDRIVER", browser.driver).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    shell::run_tests(&mut command)
}

fn journeys(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    shell::run_tests(&mut journeys_named(paths, "")?)
}

/// Tries every known way for data to leave the page of `dist/`, and writes the document about it.
///
/// # Errors
/// When a browser is missing, or anything left that the page has not seen.
pub fn evidence(paths: &Paths) -> Result<Counts, Problem> {
    let mut command = journeys_named(paths, "attempts::")?;
    if let Some((firefox, driver)) = browser::firefox(paths) {
        command.env("ONSIGHT_FIREFOX", firefox).env("ONSIGHT_GECKODRIVER", driver);
    }
    shell::run_tests(command.env("ONSIGHT_EVIDENCE", paths.root.join("docs/privacy-evidence.md")))
}

/// The journeys whose names hold this word.
fn journeys_named(paths: &Paths, word: &str) -> Result<Command, Problem> {
    let browser = browser::ensure(paths)?;
    let mut command = cargo(paths, &format!("test --test e2e {LAB} {word} -- --show-output"));
    command.env("ONSIGHT_DIST", paths.dist()).env("ONSIGHT_CHROMIUM", browser.chromium);
    command.env("ONSIGHT_CHROMEDRIVER", browser.driver);
    Ok(command)
}

fn clippy(paths: &Paths, words: &str) -> Result<Counts, Problem> {
    quiet(paths, &format!("clippy {words} -- -D warnings"))
}

fn quiet(paths: &Paths, words: &str) -> Result<Counts, Problem> {
    shell::run(&mut cargo(paths, words)).map(|()| Counts::default())
}

/// Shows what passing tests print too: a test that had to be skipped says so there.
fn counted(paths: &Paths, words: &str) -> Result<Counts, Problem> {
    shell::run_tests(&mut cargo(paths, &format!("{words} -- --show-output")))
}
