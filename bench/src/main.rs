//! `cargo xtask bench`: the network in this browser, ours beside the runtimes that others use.
//!
//! Every row computes the same network with the same weights on the same picture, in a fresh browser each round,
//! the rounds interleaved. A row whose logits are not the network's is shown and not compared.
//!
//! Invariant: measures the bundles that ship; no code is compiled for the bench into them.

mod configurations;
mod core_time;
mod cpu_throttle;
mod dicom;
mod dicom_slice;
mod dot_products;
mod figures;
mod machine;
mod measured_page;
mod memory;
mod memory_growth;
#[cfg(test)]
mod messages;
mod network_throttle;
mod page;
mod peers;
mod performance;
mod pictures;
mod queue;
mod ratios;
mod report;
mod rounds;
mod running;
mod scheduling_priority;
mod sections;
mod site;
mod study;
mod visits;

use std::fs;
use std::io;
use std::process::{ExitCode, Stdio};

use xtask::browser;
use xtask::bundle;
use xtask::command_line::CommandLine;
use xtask::paths::Paths;
use xtask::shell::{self, Problem, at};
use xtask::{size, tools};

use configurations::{CONFIGURATIONS, Configuration};
use dot_products::WITHOUT_VNNI;
use figures::Figures;
use machine::Machine;
use report::BenchRun;
use rounds::Rounds;
use scheduling_priority::SchedulingPriority;
use sections::{Extent, Sections};

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1).collect();
    match CommandLine::parse(words).and_then(|options| run(&Paths::find(), &options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Each runs every row once, WebGPU rows only in the first.
    pub rounds: usize,
    /// Runs of a page that are not counted, after the first.
    pub unseen: usize,
    /// Runs of a page that are counted.
    pub runs: usize,
    /// After this many milliseconds fewer runs are enough.
    pub most_ms: usize,
}

const QUICK: Effort = Effort { rounds: 3, unseen: 10, runs: 30, most_ms: 2_000 };
const FULL: Effort = Effort { rounds: 5, unseen: 15, runs: 50, most_ms: 6_000 };

/// A software adapter takes seconds per run.
const GPU: Effort = Effort { rounds: 1, unseen: 0, runs: 3, most_ms: 60_000 };

/// What is measured besides the rows.
const QUICK_EXTENT: Extent = Extent { runs: 7, dicom: 0, visits: 0, pictures: 0, batches: 0, studies: 1 };
const FULL_EXTENT: Extent = Extent { runs: 15, dicom: 3, visits: 3, pictures: 1_000, batches: 5, studies: 3 };

/// The task whose network is measured.
const TASK: &str = "brain-mri";

/// Measures, prints a table, and writes `target/bench.json`; without `quick` also `docs/performance.md`.
///
/// # Errors
/// When something cannot be built or fetched, or no page succeeds. The failure of a peer is stated in its row.
fn run(paths: &Paths, options: &CommandLine) -> Result<(), Problem> {
    let file = paths.root.join("target").join("bench.json");
    if options.json {
        measure_beside(paths, options)?;
        print!("{}", at(&file, fs::read_to_string(&file))?);
        return Ok(());
    }
    let browser = browser::ensure(paths)?;
    if options.build_first && site::is_stale(paths)? {
        tools::ensure(paths)?;
        bundle::build(paths, options.wasm_opt)?;
    }
    let extent = if options.quick { QUICK_EXTENT } else { FULL_EXTENT };
    let extent = Extent { pictures: options.pictures.unwrap_or(extent.pictures), ..extent };
    if options.sections_only {
        let (site, _) = site::assemble(paths, TASK, &[], None)?;
        let _priority = SchedulingPriority::take();
        Sections::measure(paths, &site, &browser, TASK, extent);
        return Ok(());
    }
    let rows: Vec<Configuration> = CONFIGURATIONS.iter().filter(|row| row.quick || !options.quick).copied().collect();
    let data = options.data.as_deref();
    let (site, missing) = site::assemble(paths, TASK, &rows, data)?;
    let effort = if options.quick { QUICK } else { FULL };
    let priority = SchedulingPriority::take();
    let machine = Machine::describe(paths, &browser, priority.is_granted());
    let rounds = Rounds { site: &site, browser: &browser, flags: &[], missing: &missing };
    let empty_page = rounds.empty_page();
    let mut figures = rounds.measure(&rows, effort)?;
    let val = data.map(|_| rounds.count_changed(&rows, &mut figures)).transpose()?;
    let without_vnni = if machine.dot_products.is_vnni_used() {
        println!("once more, V8 without VNNI");
        let again: Vec<Configuration> = rows.iter().filter(|row| !row.is_gpu()).copied().collect();
        let mut others = Rounds { flags: &WITHOUT_VNNI, ..rounds }
            .measure(&again, Effort { rounds: effort.rounds.min(3), ..effort })?;
        keep_counts(&rows, &figures, &again, &mut others);
        Some(again.into_iter().zip(others).collect())
    } else {
        None
    };
    let sections = Sections::measure(paths, &site, &browser, TASK, extent);
    let machine = machine.after();
    drop(priority);
    let report = BenchRun {
        machine,
        quick: options.quick,
        effort,
        peers: peers::versions(paths)?,
        rows: rows.into_iter().zip(figures).collect(),
        without_vnni,
        val,
        empty_page,
        sections,
        sizes: size::brotli_bytes(paths)?,
        peer_sizes: peers::sizes(paths, options.quick)?,
    };
    println!("{}", report.table());
    at(&file, fs::write(&file, report.json() + "\n"))?;
    println!("\n{}", file.display());
    if !options.quick {
        let file = paths.root.join("docs").join("performance.md");
        at(&file, fs::write(&file, report.document()))?;
        println!("{}", file.display());
    }
    Ok(())
}

/// The same without `json` in a process of its own, whose output goes to standard error.
fn measure_beside(paths: &Paths, options: &CommandLine) -> Result<(), Problem> {
    let program = std::env::current_exe().map_err(|error| Problem::new(error.to_string(), ""))?;
    let mut command = shell::command(paths, program);
    command.args(CommandLine { json: false, sections_only: false, ..options.clone() }.words());
    shell::run(command.stdout(Stdio::from(io::stderr())))
}

/// Which answers a runtime changes does not depend on the instructions available: both compute the same integers.
fn keep_counts(rows: &[Configuration], figures: &[Figures], again: &[Configuration], others: &mut [Figures]) {
    for (row, others) in again.iter().zip(others) {
        let counted = rows.iter().zip(figures).find(|(known, _)| known.id == row.id);
        others.changed = counted.and_then(|(_, figures)| figures.changed);
    }
}
