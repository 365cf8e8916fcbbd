//! Every step of `cargo xtask test`, cheapest first; each is a command of its own too.

use std::fs;
use std::path::Path;
use std::process::Command;

use temporary::TemporaryFolder;

use crate::browser;
use crate::bundle::{self, WasmOpt};
use crate::count::Counts;
use crate::paths::Paths;
use crate::shell::{self, Problem, at, cargo};
use crate::{hosts, pydicom, second_try, size, sources, test_program, tools, validators};

/// One step.
pub struct Step {
    /// The command's name.
    pub name: &'static str,
    /// One line for the help.
    pub what: &'static str,
    /// Runs it, and counts its tests.
    pub run: fn(&Paths, WasmOpt) -> Result<Counts, Problem>,
}

/// How bundles are linted: for their target, and with the profile that trunk uses for them, because macros are compiled
/// once per profile.
const PAGE_PROFILE: &str = "--target wasm32-unknown-unknown --profile page";
const WORKER_PROFILE: &str = "--target wasm32-unknown-unknown --profile web";
/// Together, because they share dependencies.
const WORKER_AND_TESTS: &str = "--package worker --package browser-tests --lib --bins --test browser";
/// With the workers' profile: most of their dependencies are shared with the tests.
const BROWSER_TESTS: &str = "test --package browser-tests --target wasm32-unknown-unknown --profile web";
/// The network and the decoders are too slow without optimisation, and `lab` is built so as well.
const LAB: &str = "--release --package lab";
/// Runs tests of the workspace, without what has a step of its own, and without what runs in a browser. For the unit and
/// native tests, the examples and the changed files alike: asked for alone, packages and all beneath them would be compiled
/// once more with other features.
macro_rules! natively {
    ($which:literal) => {
        concat!(
            "test --release --workspace --exclude xtask --exclude bench --exclude server --exclude browser ",
            "--exclude browser-tests --exclude cases --exclude catalogue --exclude language --exclude lightbox ",
            "--exclude page --exclude reader --exclude reports --exclude stage --exclude vault-worker --exclude worker ",
            "--exclude worker-gpu ",
            $which
        )
    };
}

/// What the page knows and says is tested here too.
const NATIVE: &str = natively!("--lib --test page --test native");
/// The native test that writes PDF reports into the folder `SAMPLES`.
const REPORTS: &str = "lab::case_report::a_report_is_written_in_both_languages_and_for_both_readers";
/// Files that are changed by chance.
const FUZZ: &str = natively!("--test mutations");
/// Test threads of the journeys: three run, and the others wait for their turn (`tests/e2e/turns.rs`).
const SIDE_BY_SIDE: &str = "--test-threads=8";
/// Number of files that two cores process in about two minutes.
const FUZZ_FILES: &str = "--files=400000";
/// The examples in the documents of every crate.
const EXAMPLES: &str = natively!("--doc");

/// The step at which `cargo xtask test` starts [`AHEAD`].
pub const AHEAD_FROM: &str = "docs";

/// Steps that run one after the other in parallel to those before them: they compile for browsers, in target folders of
/// their own, and use one core most of the time. They end before the tests that measure time.
pub const AHEAD: [&str; 10] = [
    "clippy-app",
    "clippy-worker",
    "clippy-lightbox",
    "clippy-cases",
    "clippy-catalogue",
    "clippy-reports",
    "clippy-reader",
    "clippy-vault",
    "clippy-gpu",
    "build",
];

/// In running order.
pub const STEPS: [Step; 24] = [
    Step { name: "tools", what: "install and check the pinned tools and the browser", run: check_tools },
    Step { name: "fmt", what: "is every file formatted?", run: |paths, _| quiet(paths, "fmt --all --check") },
    Step { name: "tidy", what: "the house rules: who uses whom, file length, module documents", run: tidy },
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
        name: "clippy-lab",
        what: "clippy on the tool-chain and all native tests",
        run: |paths, _| clippy(paths, "--all-targets --release"),
    },
    Step {
        name: "clippy-lab-gpu",
        what: "clippy on the tool-chain that trains on a GPU",
        run: |paths, _| clippy(paths, &format!("--lib --bin lab_gpu {LAB} --features webgpu")),
    },
    Step {
        name: "clippy-app",
        what: "clippy on the page",
        run: |paths, _| clippy(paths, &format!("--package page {PAGE_PROFILE}")),
    },
    Step {
        name: "clippy-worker",
        what: "clippy on the CPU workers and the browser tests",
        run: |paths, _| clippy(paths, &format!("{WORKER_AND_TESTS} {WORKER_PROFILE}")),
    },
    Step {
        name: "clippy-lightbox",
        what: "clippy on the light box",
        run: |paths, _| clippy(paths, &format!("--package lightbox {PAGE_PROFILE}")),
    },
    Step {
        name: "clippy-cases",
        what: "clippy on the kept cases",
        run: |paths, _| clippy(paths, &format!("--package cases {PAGE_PROFILE}")),
    },
    Step {
        name: "clippy-catalogue",
        what: "clippy on the list of all models",
        run: |paths, _| clippy(paths, &format!("--package catalogue {PAGE_PROFILE}")),
    },
    Step {
        name: "clippy-reports",
        what: "clippy on what writes reports",
        run: |paths, _| clippy(paths, &format!("--package reports {PAGE_PROFILE}")),
    },
    Step {
        name: "clippy-reader",
        what: "clippy on the reader of DICOM and rare formats",
        run: |paths, _| clippy(paths, &format!("--package reader {WORKER_PROFILE}")),
    },
    Step {
        name: "clippy-vault",
        what: "clippy on the worker of the case vault",
        run: |paths, _| clippy(paths, &format!("--package vault-worker {WORKER_PROFILE}")),
    },
    Step {
        name: "clippy-gpu",
        what: "clippy on the WebGPU worker",
        run: |paths, _| clippy(paths, &format!("--package worker-gpu {WORKER_PROFILE}")),
    },
    Step { name: "build", what: "build dist/: page, workers, reader and vault", run: build },
    Step { name: "size", what: "the size budget", run: |paths, _| size::check(paths).map(|()| Counts::default()) },
    Step { name: "native", what: "unit and native tests, and the page's state and wording", run: native },
    Step { name: "validators", what: "exported files, by validators of others", run: validators::check },
    Step {
        name: "fuzz",
        what: "changed files: no decoder panics, hangs or takes more memory than its budget",
        run: |paths, _| fuzz(paths, &[FUZZ_FILES.to_owned()]),
    },
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

/// It has no dependencies: the rules are checked in seconds.
fn tidy(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    counted(paths, "test --release --package tidy")
}

/// DICOM is compared with the files of a package that is fetched first, if possible.
fn native(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    pydicom::wheel(paths);
    counted(paths, NATIVE)
}

/// Makes a native test write PDF reports into the subfolder `pdf` of this one.
///
/// # Errors
/// When the tests do not compile, or that one fails.
pub(crate) fn write_reports(paths: &Paths, folder: &Path) -> Result<(), Problem> {
    // Without the unit tests, none of which has that name; compiled as in the step `native`.
    let words = format!("{} {REPORTS} -- --exact", NATIVE.replace("--lib ", ""));
    shell::run_tests(cargo(paths, &words).env("SAMPLES", folder)).map(drop)
}

/// Passes these arguments to the runner in `tests/mutations`.
///
/// # Errors
/// When a target fails, or an argument is unknown.
pub fn fuzz(paths: &Paths, words: &[String]) -> Result<Counts, Problem> {
    shell::run_tests(cargo(paths, FUZZ).arg("--").args(words))
}

fn build(paths: &Paths, wasm_opt: WasmOpt) -> Result<Counts, Problem> {
    tools::ensure(paths)?;
    bundle::build(paths, wasm_opt).map(|()| Counts::default())
}

fn in_browser(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    tools::ensure(paths)?;
    let browser = browser::ensure(paths)?;
    // Compiled like the bundles.
    let program = test_program::compile(cargo(paths, BROWSER_TESTS).env("CARGO_INCREMENTAL", "0"), "browser")?;
    // Started here, because it serves its working directory, and cargo would start it in the package's own: the tests
    // fetch the shipped model.
    let mut command = shell::command(paths, paths.tool("wasm-bindgen-test-runner"));
    command.arg(program).env("CHROMEDRIVER", browser.driver).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    // The runner kills chromedriver before it has deleted the browser's profile.
    let mut folder = at(&std::env::temp_dir(), TemporaryFolder::new("browser-step"))?;
    folder.lend_to(&mut command);
    shell::run_tests(&mut command)
}

fn journeys(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    second_try::run(|failed| {
        let mut command = journeys_named(paths, "")?;
        second_try::name(&mut command, failed, &[SIDE_BY_SIDE]);
        Ok(command)
    })
}

/// Tries every known way for data to leave the page of `dist/`, and writes the document about it.
///
/// # Errors
/// When a browser is missing, or anything left undetected by the page.
pub fn evidence(paths: &Paths) -> Result<Counts, Problem> {
    let mut command = journeys_named(paths, "attempts::")?;
    if let Some((firefox, driver)) = browser::firefox(paths) {
        command.env("ONSIGHT_FIREFOX", firefox).env("ONSIGHT_GECKODRIVER", driver);
    }
    shell::run_tests(command.env("ONSIGHT_EVIDENCE", paths.root.join("docs/privacy-evidence.md")))
}

/// The journeys whose names contain this word.
fn journeys_named(paths: &Paths, word: &str) -> Result<Command, Problem> {
    let browser = browser::ensure(paths)?;
    let list = paths.dist().join("sw.js");
    let built = at(&list, fs::metadata(&list).and_then(|found| found.modified()))?;
    if let Some(file) = sources::written_since(&paths.root, built)? {
        println!("NOTE: {} is newer than dist/: the journeys go through the page as it was before.", file.display());
    }
    let mut command = cargo(paths, &format!("test --test e2e {LAB} {word} -- --show-output"));
    command.env("ONSIGHT_DIST", paths.dist()).env("ONSIGHT_CHROMIUM", browser.chromium);
    command.env("ONSIGHT_CHROMEDRIVER", browser.driver);
    // With this a journey puts another task into a copy of the page.
    if let Ok(program) = std::env::current_exe() {
        command.env("ONSIGHT_XTASK", program);
    }
    Ok(command)
}

fn clippy(paths: &Paths, words: &str) -> Result<Counts, Problem> {
    quiet(paths, &format!("clippy {words} -- -D warnings"))
}

fn quiet(paths: &Paths, words: &str) -> Result<Counts, Problem> {
    shell::run(&mut cargo(paths, words)).map(|()| Counts::default())
}

/// Also shows the output of passing tests, in which a skipped test says so.
fn counted(paths: &Paths, words: &str) -> Result<Counts, Problem> {
    shell::run_tests(&mut cargo(paths, &format!("{words} -- --show-output")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_in_a_browser_is_tested_on_this_machine() {
        let packages = fs::read_dir(Paths::find().root.join("src")).unwrap();
        let names = packages.map(|package| package.unwrap().file_name().to_string_lossy().into_owned());
        for name in names.chain(["browser-tests".to_owned()]) {
            assert!(NATIVE.contains(&format!("--exclude {name} ")), "{name}");
        }
    }

    #[test]
    fn the_examples_of_every_crate_are_run() {
        assert!(EXAMPLES.contains("--workspace ") && EXAMPLES.ends_with(" --doc"), "{EXAMPLES}");
        for package in fs::read_dir(Paths::find().root.join("crates")).unwrap() {
            let name = package.unwrap().file_name().to_string_lossy().into_owned();
            assert!(!EXAMPLES.contains(&format!("--exclude {name} ")), "{name}");
        }
    }

    #[test]
    fn what_is_begun_ahead_stands_together_before_the_native_tests() {
        let at = |name: &str| STEPS.iter().position(|step| step.name == name).unwrap();
        let places = AHEAD.map(at);
        assert!(places.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{places:?}");
        // The tests of this tool read the built page.
        assert!(at("xtask") < at(AHEAD_FROM) && at(AHEAD_FROM) < places[0] && at("build") < at("native"));
    }

    #[test]
    fn reports_are_written_by_a_native_test() {
        let (module, name) = REPORTS.rsplit_once("::").unwrap();
        let file = Paths::find().root.join(format!("tests/native/{}.rs", module.replace("::", "/")));
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("#[test]\nfn {name}() {{")), "{REPORTS}");
        assert!(text.contains("var_os(\"SAMPLES\")"));
        assert!(NATIVE.ends_with("--lib --test page --test native"));
    }
}
