//! `cargo xtask bench`: the network in this browser, ours beside the runtimes that others use.
//!
//! Every row computes the same network with the same weights on the same picture, in a fresh browser each round,
//! the rounds interleaved. A row whose logits are not the network's is shown and not compared.
//!
//! Invariant: measures the bundles that ship; no code is compiled for the bench into them.

mod batch;
mod devtools;
mod dicom;
mod document;
mod figures;
mod json;
mod line;
mod machine;
mod many;
mod memory;
#[cfg(test)]
mod messages;
mod page;
mod peers;
mod pictures;
mod precedence;
mod report;
mod rows;
mod running;
mod sections;
mod site;
mod slow;
mod visits;

use std::fs;
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::browser;
use crate::bundle::{self, WasmOpt};
use crate::place::Place;
use crate::server::{ISOLATION, Server};
use crate::shell::{self, Problem, at};
use crate::{size, tools};
use figures::Figures;
use machine::Machine;
use page::{Fresh, PageRun};
use precedence::Precedence;
use report::BenchRun;
use rows::{ROWS, Row};
use sections::{Extent, Sections};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BenchRequest {
    /// Fewer rounds and no row that takes minutes.
    pub quick: bool,
    /// One JSON object on the standard output, and nothing else there.
    pub json: bool,
    /// Pictures in one page; as many as the kind of bench says where none.
    pub pictures: Option<usize>,
    /// Only the sections beside the rows, printed and not written.
    pub sections_only: bool,
    /// Build `dist/` where a source is newer than it.
    pub build_first: bool,
    /// How to build it.
    pub wasm_opt: WasmOpt,
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
    /// After so many milliseconds fewer do.
    pub most_ms: usize,
}

const QUICK: Effort = Effort { rounds: 3, unseen: 10, runs: 30, most_ms: 2_000 };
const FULL: Effort = Effort { rounds: 5, unseen: 15, runs: 50, most_ms: 6_000 };

/// A software adapter takes seconds a run.
const GPU: Effort = Effort { rounds: 1, unseen: 0, runs: 3, most_ms: 60_000 };

/// Beside the rows.
const QUICK_EXTENT: Extent = Extent { runs: 7, dicom: 0, visits: 0, pictures: 0, batches: 0 };
const FULL_EXTENT: Extent = Extent { runs: 15, dicom: 3, visits: 3, pictures: 1_000, batches: 5 };

/// The task whose network is measured.
const TASK: &str = "brain-mri";

/// Measures, prints a table, and writes `target/bench.json`; without `quick` also `docs/performance.md`.
///
/// # Errors
/// When something cannot be built or fetched, or no page ends well. A peer that fails is said in its row.
pub fn run(place: &Place, ask: BenchRequest) -> Result<(), Problem> {
    let file = place.root.join("target").join("bench.json");
    if ask.json {
        measure_beside(place, ask)?;
        print!("{}", at(&file, fs::read_to_string(&file))?);
        return Ok(());
    }
    let browser = browser::ensure(place)?;
    if ask.build_first && site::is_stale(place)? {
        tools::ensure(place)?;
        bundle::build(place, ask.wasm_opt)?;
    }
    let extent = if ask.quick { QUICK_EXTENT } else { FULL_EXTENT };
    let extent = Extent { pictures: ask.pictures.unwrap_or(extent.pictures), ..extent };
    if ask.sections_only {
        let (site, _) = site::assemble(place, TASK, &[])?;
        let _precedence = Precedence::take();
        Sections::measure(place, &site, &browser, TASK, extent);
        return Ok(());
    }
    let rows: Vec<Row> = ROWS.iter().filter(|row| row.quick || !ask.quick).copied().collect();
    let (site, missing) = site::assemble(place, TASK, &rows)?;
    let effort = if ask.quick { QUICK } else { FULL };
    let precedence = Precedence::take();
    let machine = Machine::describe(place, &browser, precedence.is_granted());
    let empty = empty_page(&site, &browser);
    let figures = measure(&site, &browser, &rows, effort, &missing)?;
    let sections = Sections::measure(place, &site, &browser, TASK, extent);
    let machine = machine.after();
    drop(precedence);
    let report = BenchRun {
        machine,
        quick: ask.quick,
        effort,
        peers: peers::versions(place)?,
        rows: rows.into_iter().zip(figures).collect(),
        empty_page: empty,
        sections,
        sizes: size::brotli_bytes(place)?,
        peer_sizes: peers::sizes(place, ask.quick)?,
    };
    println!("{}", report.table());
    at(&file, fs::write(&file, report.json() + "\n"))?;
    println!("\n{}", file.display());
    if !ask.quick {
        let file = place.root.join("docs").join("performance.md");
        at(&file, fs::write(&file, report.document()))?;
        println!("{}", file.display());
    }
    Ok(())
}

/// The same without `json` in a program of its own, whose words go to the standard error.
fn measure_beside(place: &Place, ask: BenchRequest) -> Result<(), Problem> {
    let program = std::env::current_exe().map_err(|error| Problem::new(error.to_string(), ""))?;
    let mut command = shell::command(place, program);
    command.arg("bench").stdout(Stdio::from(io::stderr()));
    if let Some(pictures) = ask.pictures {
        command.args(["--pictures", &pictures.to_string()]);
    }
    for (word, wanted) in
        [("--quick", ask.quick), ("--no-build", !ask.build_first), ("--no-wasm-opt", ask.wasm_opt == WasmOpt::Skip)]
    {
        if wanted {
            command.arg(word);
        }
    }
    shell::run(&mut command)
}

/// Private bytes of a page that computes nothing.
fn empty_page(site: &Path, browser: &browser::Browser) -> Option<u64> {
    let server = Server::start(site, "/", 0).ok()?;
    let fresh = Fresh { browser, is_gpu: false, limit: Duration::from_secs(60) };
    page::measure(&fresh, &server, "engine=none").ok()?.memory
}

/// Runs every row in every round. `missing` are files of the network that could not be made, with the reason.
fn measure(
    site: &Path,
    browser: &browser::Browser,
    rows: &[Row],
    effort: Effort,
    missing: &[(String, String)],
) -> Result<Vec<Figures>, Problem> {
    let serve = |headers| Server::start_with(site, "/", 0, headers).map_err(|e| Problem::new(e.to_string(), ""));
    let (plain, isolated) = (serve(&[])?, serve(ISOLATION)?);
    let mut figures = vec![Figures::default(); rows.len()];
    for (row, figures) in rows.iter().zip(&mut figures) {
        figures.problem = missing.iter().find(|(file, _)| file == row.file).map(|(_, why)| why.clone());
    }
    for round in 0..effort.rounds {
        for (row, figures) in rows.iter().zip(&mut figures) {
            let effort = if row.is_gpu() { GPU } else { effort };
            // What failed once is not tried again: it would only take time.
            if figures.problem.is_some() || round >= effort.rounds {
                continue;
            }
            let limit = Duration::from_secs(if row.is_gpu() { 900 } else { 120 });
            let fresh = Fresh { browser, is_gpu: row.is_gpu(), limit };
            let server = if row.isolated { &isolated } else { &plain };
            let words = match page::measure(&fresh, server, &row.query(TASK, effort)) {
                Ok(PageRun { told, memory }) => match figures.add(row, &told, memory) {
                    Ok(()) => format!("{:.1} ms", figures.warm.last().map_or(0.0, |runs| figures::median(runs))),
                    Err(why) => figures.fail(why),
                },
                Err(why) => figures.fail(why),
            };
            println!("round {} of {}: {}: {words}", round + 1, effort.rounds, row.name());
        }
    }
    let ours = rows.iter().zip(&figures).find(|(row, _)| row.is_ours());
    match ours.and_then(|(_, figures)| figures.problem.clone()) {
        Some(why) => Err(Problem::new(format!("Onsight itself was not measured: {why}"), "does the page work?")),
        None => Ok(figures),
    }
}
