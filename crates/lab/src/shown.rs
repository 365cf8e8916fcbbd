//! What visitors see for a picture: whether a gate refuses it, and what the headline shows otherwise.
//!
//! Invariant: the engine of the page decides; nothing is decided here.

use super::any_finding::AnyFindingFigures;
use super::bootstrap::share;
use super::predict::open;
use anyhow::{Context, Result};
use engine::block_on;
use evaluation::Figure;
use protocol::{Abstention, Decision};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use training::data::Record;
use training::metrics::Outcome;

/// One picture, as the page answers it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownAnswer {
    /// The gate that refused it, and the refusal's kind.
    pub refused: Option<(String, String)>,
    /// What may be shown.
    pub decision: Decision,
}

impl ShownAnswer {
    /// The class in the headline; `None` where no class is shown.
    #[must_use]
    pub fn headline(&self) -> Option<&str> {
        match &self.decision {
            Decision::Class { label } => Some(label),
            Decision::Set { labels } => labels.first().map(String::as_str),
            Decision::Abstain { .. } => None,
        }
    }

    /// Whether the page says something of a finding: names one, names none, or says that none stood out.
    fn tells(&self) -> bool {
        !matches!(&self.decision, Decision::Abstain { why } if *why != Abstention::NoFinding)
    }
}

/// Sends every picture through the engine of the shipped model of `task` and its modality classifier, in the records'
/// order.
///
/// # Errors
/// When a model cannot be used, or a picture cannot be opened.
pub fn shown(models: &Path, task: &str, records: &[&Record]) -> Result<Vec<ShownAnswer>> {
    // An engine belongs to one thread: each thread opens its own for its part.
    let part = records.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts = records.par_chunks(part).map(|records| part_of(models, task, records)).collect::<Result<Vec<_>>>()?;
    Ok(parts.into_iter().flatten().collect())
}

fn part_of(models: &Path, task: &str, records: &[&Record]) -> Result<Vec<ShownAnswer>> {
    let mut engine = open(models, task)?;
    let mut one = |record: &Record| {
        let context = || format!("`{}`", record.path.display());
        let bytes = std::fs::read(&record.path).with_context(context)?;
        let answer = block_on(engine.classify(&bytes, &mut |_| ControlFlow::Continue(()))).with_context(context)?;
        let refused = answer.finding.provenance.refusal();
        let refused = refused.map(|(gate, refusal)| (gate.name().to_owned(), refusal.kind.name().to_owned()));
        let decision = answer.finding.classes().context("the model names no classes")?.decision.clone();
        anyhow::Ok(ShownAnswer { refused, decision })
    };
    records.iter().map(|record| one(record)).collect()
}

/// Scores of the headline. A picture that a gate or a set withheld does not count for any class.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineReport {
    /// Pictures.
    pub n: usize,
    /// Those with a class in the headline.
    pub named: usize,
    /// Refused by a gate.
    pub withheld_by_gate: usize,
    /// Without a class because the set holds too much, or nothing.
    pub withheld_by_set: usize,
    /// None of the findings stood out: "none" was most probable, and this model may not give it as an answer.
    pub none_not_given: usize,
    /// Share of the named ones that are named correctly, with its 95 % interval.
    pub right: Option<Figure>,
    /// By true class.
    pub per_class: BTreeMap<String, HeadlineClass>,
    /// Any finding against none, where the page names one, names none, or says that none stood out.
    pub any_finding: Option<AnyFindingFigures>,
}

/// The pictures of one true class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HeadlineClass {
    /// Pictures.
    pub n: usize,
    /// Those with a class in the headline.
    pub named: usize,
    /// Those with their own class in the headline.
    pub right: usize,
}

impl HeadlineReport {
    /// Measures what is shown for answered pictures, both in the same order; `negative` is the index of "none".
    #[must_use]
    pub fn new(outcomes: &[Outcome], shown: &[ShownAnswer], labels: &[String], negative: Option<usize>) -> Self {
        let all = || outcomes.iter().zip(shown);
        let why = |of: &dyn Fn(Abstention) -> bool| {
            all().filter(|(_, one)| matches!(&one.decision, Decision::Abstain { why } if of(*why))).count()
        };
        let label = |outcome: &Outcome| labels[outcome.truth].clone();
        let is_right = |outcome: &Outcome, one: &ShownAnswer| one.headline() == Some(label(outcome).as_str());
        let mut per_class: BTreeMap<String, HeadlineClass> = BTreeMap::new();
        for (outcome, one) in all() {
            let class = per_class.entry(label(outcome)).or_default();
            class.n += 1;
            class.named += usize::from(one.headline().is_some());
            class.right += usize::from(is_right(outcome, one));
        }
        let named = || all().filter(|(_, one)| one.headline().is_some());
        let told: Vec<&Outcome> = all().filter(|(_, one)| one.tells()).map(|(outcome, _)| outcome).collect();
        Self {
            n: outcomes.len(),
            named: named().count(),
            withheld_by_gate: why(&|why| why == Abstention::Gate),
            withheld_by_set: why(&|why| !matches!(why, Abstention::Gate | Abstention::NoFinding)),
            none_not_given: why(&|why| why == Abstention::NoFinding),
            right: share(named().map(|(outcome, one)| (outcome.group.as_str(), is_right(outcome, one)))),
            per_class,
            any_finding: negative.map(|negative| AnyFindingFigures::new(&told, negative)),
        }
    }
}
