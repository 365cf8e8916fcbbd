//! Decision rules of rivals: logistic regression or nearest neighbours.

use crate::baseline::{Baseline, Sample};
use learn::{LeastDeviation, NearestRows, Standardiser};
use rayon::prelude::*;
use serde::Serialize;
use training::metrics::{Outcome, measure};

/// Candidate numbers of neighbours.
const NEIGHBOURS: [usize; 4] = [1, 5, 15, 45];

/// How a class is derived from a picture's statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Linear scores and softmax, with equal weight for every class.
    LogisticRegression,
    /// The most frequent class of the nearest pictures of `train`.
    NearestNeighbours,
}

impl RuleKind {
    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LogisticRegression => "logistic regression",
            Self::NearestNeighbours => "nearest neighbours",
        }
    }
}

/// A rule fitted on `train`, its only hyperparameter chosen on `val`.
#[derive(Clone, Debug)]
pub enum FittedRule {
    /// A logistic regression.
    Linear(Baseline),
    /// Nearest neighbours.
    Nearest {
        /// Of `train`.
        standardiser: Standardiser<f64>,
        /// The pictures of `train`.
        rows: NearestRows,
        /// Number of neighbours.
        count: usize,
    },
}

impl FittedRule {
    /// Both rules; `None` when `train` is empty.
    #[must_use]
    pub fn fit(train: &[Sample], val: &[Sample], classes: usize) -> Option<[Self; 2]> {
        let linear = Baseline::fit(train, val, classes)?;
        let statistics = train.iter().map(|sample| sample.statistics.as_slice());
        let standardiser = Standardiser::fit(statistics, LeastDeviation::default())?;
        let rows = train.iter().map(|sample| (standardiser.apply(&sample.statistics), sample.truth));
        let rows = NearestRows::new(rows, classes);
        let with = |count: usize| Self::Nearest { standardiser: standardiser.clone(), rows: rows.clone(), count };
        // The larger number on ties: it depends less on one picture.
        let nearest = NEIGHBOURS
            .map(with)
            .into_iter()
            .max_by(|a, b| a.macro_recall(val, classes).total_cmp(&b.macro_recall(val, classes)))?;
        Some([Self::Linear(linear), nearest])
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> RuleKind {
        match self {
            Self::Linear(_) => RuleKind::LogisticRegression,
            Self::Nearest { .. } => RuleKind::NearestNeighbours,
        }
    }

    /// The hyperparameter chosen on `val`.
    #[must_use]
    pub fn chosen(&self) -> f64 {
        match self {
            Self::Linear(baseline) => baseline.penalty,
            Self::Nearest { count, .. } => *count as f64,
        }
    }

    /// One probability per class.
    #[must_use]
    pub fn probabilities(&self, statistics: &[f64]) -> Vec<f32> {
        match self {
            Self::Linear(baseline) => baseline.probabilities(statistics),
            Self::Nearest { standardiser, rows, count } => {
                let shares = rows.shares(&standardiser.apply(statistics), *count);
                shares.into_iter().map(|share| share as f32).collect()
            }
        }
    }

    /// Mean of the classes' recalls, 0…1; 0 without pictures.
    #[must_use]
    pub fn macro_recall(&self, samples: &[Sample], classes: usize) -> f64 {
        let answer = |sample: &Sample| Outcome {
            truth: sample.truth,
            probabilities: self.probabilities(&sample.statistics),
            group: String::new(),
            source: String::new(),
        };
        let outcomes: Vec<Outcome> = samples.par_iter().map(answer).collect();
        measure(&outcomes.iter().collect::<Vec<_>>(), classes).macro_recall.unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_line_parts_the_nearest_part() {
        // A class inside a ring of the other.
        let samples: Vec<Sample> = (0..120)
            .map(|at| {
                let (truth, radius) = if at % 2 == 0 { (0, 1.0) } else { (1, 4.0) };
                let (y, x) = (f64::from(at) * 0.7).sin_cos();
                Sample { statistics: vec![x * radius, y * radius], truth }
            })
            .collect();
        let (train, val) = samples.split_at(80);
        let [linear, nearest] = FittedRule::fit(train, val, 2).unwrap();
        assert_eq!((linear.kind(), nearest.kind()), (RuleKind::LogisticRegression, RuleKind::NearestNeighbours));
        assert!(nearest.macro_recall(val, 2) > 0.99);
        assert!(linear.macro_recall(val, 2) < 0.8);
        assert!(FittedRule::fit(&[], &[], 2).is_none());
    }
}
