//! How many pictures of a split each gate turns away, as the page would.
//!
//! `lab evaluate` scores the classifier alone, on every picture; this says what of it visitors get to see.

use super::data::Record;
use super::predict::open;
use super::table::{Table, percent};
use crate::engine::block_on;
use crate::protocol::GateOutcome;
use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Pictures that one gate turns away for one reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GateShare {
    /// `file`, `quality`, `modality` or `likeness`.
    pub gate: String,
    /// The refusal's kind: `blurred`, `other_task`, `unlike` …
    pub reason: String,
    /// Pictures.
    pub n: usize,
    /// Share of all pictures, 0…1.
    pub share: f64,
}

/// Sends every picture through the engine of the shipped model of `task` and its router.
///
/// # Errors
/// When a model cannot be used, or a picture not be opened.
pub fn gate_shares(models: &Path, task: &str, records: &[&Record]) -> Result<Vec<GateShare>> {
    // An engine belongs to one thread: each thread opens its own for its part.
    let part = records.len().div_ceil(rayon::current_num_threads()).max(1);
    let counts = records.par_chunks(part).map(|records| refusals(models, task, records)).collect::<Result<Vec<_>>>()?;
    let mut sum: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (reason, n) in counts.into_iter().flatten() {
        *sum.entry(reason).or_default() += n;
    }
    let share = |n: usize| n as f64 / records.len().max(1) as f64;
    Ok(sum.into_iter().map(|((gate, reason), n)| GateShare { gate, reason, n, share: share(n) }).collect())
}

/// Pictures by gate and reason.
fn refusals(models: &Path, task: &str, records: &[&Record]) -> Result<BTreeMap<(String, String), usize>> {
    let mut engine = open(models, task)?;
    let mut counts = BTreeMap::new();
    for record in records {
        let context = || format!("`{}`", record.path.display());
        let bytes = std::fs::read(&record.path).with_context(context)?;
        let answer = block_on(engine.classify(&bytes, &mut |_| ControlFlow::Continue(()))).with_context(context)?;
        for report in &answer.trust.gates {
            if let GateOutcome::Refused(refusal) = &report.outcome {
                *counts.entry((report.gate.name().to_owned(), refusal.kind.clone())).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

/// One row a gate and reason, and one for all.
#[must_use]
pub fn table(shares: &[GateShare], pictures: usize) -> Table {
    let mut table = Table::new(["Gate", "Reason", "Turned away", "Share"]);
    for GateShare { gate, reason, n, share } in shares {
        table.row([gate.clone(), reason.clone(), n.to_string(), percent(Some(*share))]);
    }
    let n: usize = shares.iter().map(|share| share.n).sum();
    let share = n as f64 / pictures.max(1) as f64;
    table.row(["all".to_owned(), String::new(), n.to_string(), percent(Some(share))]);
    table
}
