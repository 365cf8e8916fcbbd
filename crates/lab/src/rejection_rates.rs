//! How many pictures of a split each gate refuses, as in the page.
//!
//! `lab evaluate` scores the classifier alone, on every picture; this counts what visitors actually see.

use super::shown::ShownAnswer;
use super::table::percent;
use document::Table;
use serde::Serialize;
use std::collections::BTreeMap;

/// Pictures that one gate refuses for one reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RejectionRate {
    /// `file`, `quality`, `modality` or `likeness`.
    pub gate: String,
    /// The refusal's kind: `blurred`, `other_task`, `unlike` …
    pub reason: String,
    /// Pictures.
    pub n: usize,
    /// Share of all pictures, 0…1.
    pub share: f64,
}

/// By gate and reason.
#[must_use]
pub fn rejection_rates(shown: &[ShownAnswer]) -> Vec<RejectionRate> {
    let mut sum: BTreeMap<(String, String), usize> = BTreeMap::new();
    for reason in shown.iter().filter_map(|one| one.refused.clone()) {
        *sum.entry(reason).or_default() += 1;
    }
    let share = |n: usize| n as f64 / shown.len().max(1) as f64;
    sum.into_iter().map(|((gate, reason), n)| RejectionRate { gate, reason, n, share: share(n) }).collect()
}

/// One row per gate and reason, and a total.
#[must_use]
pub fn table(shares: &[RejectionRate], pictures: usize) -> Table {
    let mut table = Table::new(["Gate", "Reason", "Turned away", "Share"]);
    for RejectionRate { gate, reason, n, share } in shares {
        table.row([gate.clone(), reason.clone(), n.to_string(), percent(Some(*share))]);
    }
    let n: usize = shares.iter().map(|share| share.n).sum();
    let share = n as f64 / pictures.max(1) as f64;
    table.row(["all".to_owned(), String::new(), n.to_string(), percent(Some(share))]);
    table
}
