//! `lab bench`: milliseconds per picture on one thread of this machine, beside onnxruntime where asked.
//!
//! Invariant: rounds are interleaved, and only rows of one run are compared; so that other load on the machine affects
//! all of them alike.

use super::export::{self, ExportFormat, ExportOptions, onnxruntime};
use super::model::Model;
use anyhow::{Context, Result, ensure};
use clap::Args;
use engine::steps;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Options of `lab bench`.
#[derive(Args, Clone, Debug)]
pub struct BenchOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Time onnxruntime from PyPI beside it, f32 and int8 (needs Python and, once, the network)
    #[arg(long)]
    pub peer: bool,
    /// Rounds; each runs every row once
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// Counted runs in a round, after as many that are not counted
    #[arg(long, default_value_t = 40)]
    pub runs: usize,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// What was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchReport {
    /// Ours first.
    pub rows: Vec<BenchRow>,
}

/// One way to compute the network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchRow {
    /// The runtime and its number format.
    pub name: String,
    /// Median of the runs, in milliseconds.
    pub p50_ms: f64,
    /// 90th percentile of the runs, in milliseconds.
    pub p90_ms: f64,
    /// Ratio of ours to this one: median over the rounds of the ratio of their medians.
    pub ours_over_this: f64,
    /// Largest difference of a logit from f32 arithmetic on the golden picture; `None` for ours, which is checked
    /// against its golden logits before.
    pub deviation: Option<f32>,
}

/// The peers: name, file, and the largest allowed difference of a logit from f32 arithmetic. The int8 file holds 8-bit
/// activations in ranges from four pictures: it is timed, and only has to predict the same class.
const PEERS: [(&str, &str, f32); 2] =
    [("onnxruntime, f32", "network.onnx", 0.01), ("onnxruntime, int8 (QDQ)", "network_qdq.onnx", f32::INFINITY)];

/// Times the shipped model.
///
/// # Errors
/// When the model cannot be used, its logits are not the golden ones, or a peer is unavailable or computes another
/// network.
pub fn run(options: &BenchOptions) -> Result<()> {
    ensure!(options.rounds > 0 && options.runs > 0, "expected at least one round of one run");
    let model = Model::shipped(&options.models, &options.task)?;
    let golden = model.manifest.goldens.first().context("the model has no golden picture")?.clone();
    let deviation = difference(&model.golden_logits(golden.seed)?, &golden.logits);
    let tolerance = model.manifest.tolerance.cpu;
    ensure!(deviation <= tolerance, "expected the golden logits within {tolerance}, found one {deviation} away");

    let folder = std::env::temp_dir().join(format!("onsight-lab-bench-{}", std::process::id()));
    let peers: &[_] = if options.peer { &PEERS } else { &[] };
    let measured = if options.peer { prepare(options, &folder) } else { Ok(()) };
    let report = measured.and_then(|()| measure(options, &model, golden.seed, peers, &folder));
    // A failure only wastes disk space.
    let _ = std::fs::remove_dir_all(&folder);
    let report = report?;
    let text = if options.json { serde_json::to_string(&report)? } else { table(&report) };
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}

fn prepare(options: &BenchOptions, folder: &std::path::Path) -> Result<()> {
    export::run(&ExportOptions {
        task: options.task.clone(),
        out: folder.to_path_buf(),
        format: vec![ExportFormat::OnnxQdq],
        models: options.models.clone(),
        data: None,
    })
}

fn measure(
    options: &BenchOptions,
    model: &Model,
    seed: u64,
    peers: &[(&str, &str, f32)],
    folder: &std::path::Path,
) -> Result<BenchReport> {
    let (side, picture) = (model.manifest.input.size as usize, steps::golden_input(seed, &model.manifest.input));
    let mut ours = Vec::new();
    let mut theirs: Vec<(String, Vec<Vec<f64>>, Option<f32>)> =
        peers.iter().map(|(name, ..)| ((*name).to_owned(), Vec::new(), None)).collect();
    for _ in 0..options.rounds {
        let mut round = Vec::new();
        for run in 0..2 * options.runs {
            let begun = Instant::now();
            let found = model.forward(&picture)?;
            if run >= options.runs {
                round.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            drop(found);
        }
        ours.push(round);
        for ((name, file, tolerance), (shown, rounds, deviation)) in peers.iter().zip(&mut theirs) {
            let timed = onnxruntime::time(folder, file, side, options.runs)?;
            let reference: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("reference.json"))?)?;
            let expected: Vec<f32> = serde_json::from_value(reference.get("logits").cloned().unwrap_or_default())?;
            let apart = difference(&timed.logits, &expected);
            let same_class = trust::argmax(&timed.logits) == trust::argmax(&expected);
            ensure!(
                apart <= *tolerance && same_class,
                "{name} computes another network: expected {expected:?}, found {:?}",
                timed.logits
            );
            *shown = name.replacen("onnxruntime", &format!("onnxruntime {}", timed.version), 1);
            rounds.push(timed.ms);
            *deviation = Some(apart);
        }
    }
    let mut rows = vec![row("Onsight".to_owned(), &ours, &ours, None)];
    rows.extend(theirs.into_iter().map(|(name, rounds, deviation)| row(name, &ours, &rounds, deviation)));
    Ok(BenchReport { rows })
}

fn row(name: String, ours: &[Vec<f64>], rounds: &[Vec<f64>], deviation: Option<f32>) -> BenchRow {
    let all: Vec<f64> = rounds.concat();
    let ratios: Vec<f64> = ours.iter().zip(rounds).map(|(a, b)| quantile(a, 0.5) / quantile(b, 0.5)).collect();
    BenchRow {
        name,
        p50_ms: quantile(&all, 0.5),
        p90_ms: quantile(&all, 0.9),
        ours_over_this: quantile(&ratios, 0.5),
        deviation,
    }
}

fn difference(found: &[f32], expected: &[f32]) -> f32 {
    if found.len() != expected.len() {
        return f32::INFINITY;
    }
    found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The quantile at this share, interpolated linearly between neighbours; 0 for an empty list.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |index: f64| sorted.get(index as usize).copied().unwrap_or_default();
    at(place.floor()) + (at(place.ceil()) - at(place.floor())) * place.fract()
}

fn table(report: &BenchReport) -> String {
    let mut text = format!("{:<34} {:>9} {:>9} {:>12}", "one picture, one thread", "p50 ms", "p90 ms", "ours / this");
    for BenchRow { name, p50_ms, p90_ms, ours_over_this, .. } in &report.rows {
        text += &format!("\n{name:<34} {p50_ms:>9.2} {p90_ms:>9.2} {ours_over_this:>12.2}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{difference, quantile, row};

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(&[1.0, 2.0], 0.5), 1.5);
        assert!((quantile(&[0.0, 10.0], 0.9) - 9.0).abs() < 1e-9);
        assert_eq!(quantile(&[], 0.5), 0.0);
    }

    #[test]
    fn a_ratio_is_taken_within_each_round() {
        // The machine is twice as slow in the second round: the ratio is unchanged.
        let (ours, theirs) = ([vec![10.0], vec![20.0], vec![10.0]], [vec![20.0], vec![40.0], vec![20.0]]);
        assert_eq!(row(String::new(), &ours, &theirs, None).ours_over_this, 0.5);
    }

    #[test]
    fn logits_of_another_number_are_infinitely_apart() {
        assert_eq!(difference(&[1.0, 2.0], &[1.0, 2.5]), 0.5);
        assert_eq!(difference(&[1.0], &[1.0, 2.5]), f32::INFINITY);
    }
}
