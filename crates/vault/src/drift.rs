//! Whether the distribution of kept cases matches the model's test data: the population stability index (PSI).
//!
//! Shares are compared bin by bin, with half a case added to each bin so that an empty one gives a number. From 0.1 on a shift
//! is worth a look, from 0.25 on it is large: the limits of credit scoring, as in N. Siddiqi, *Credit Risk Scorecards* (2006),
//! chapter 8. These limits do not consider the number of cases: without any shift the index is about `(bins - 1) (1/n +
//! 1/m)` by chance (B. Yurdakul, *Statistical Properties of Population Stability Index*, 2018). Where that is more than
//! half of the first limit, no statement is made.
//!
//! The mix of classes on a test split is not that of a clinic. A large index means that the scores measured there are
//! less applicable here, not that an answer is wrong.

use crate::summary::CaseSummary;
use evaluation::Split;
use protocol::{DriftReport, PopulationShift, StabilityIndex};
use serde::Deserialize;

/// From this index on a shift is worth a look.
const MODERATE: f64 = 0.1;
/// From this one on it is large.
const LARGE: f64 = 0.25;
/// More by chance alone is too much.
const MOST_BY_CHANCE: f64 = MODERATE / 2.0;

/// The distribution of a model's answers on its test pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelReference {
    weights_sha256: String,
    data: String,
    split: Split,
    /// Number of times each class was the most probable one.
    mix: Vec<(String, u32)>,
    /// Mean probability of similar answers, ascending, and their number.
    confidence: Vec<(f32, u32)>,
}

/// The parts of a manifest that are read here. `crates/model` has the whole of it.
#[derive(Deserialize)]
struct ReferenceManifest {
    weights: ReferenceWeights,
    measured: Option<ReferenceMeasured>,
}

#[derive(Deserialize)]
struct ReferenceWeights {
    sha256: String,
}

#[derive(Deserialize)]
struct ReferenceMeasured {
    evaluations: Vec<ReferenceEvaluation>,
}

#[derive(Deserialize)]
struct ReferenceEvaluation {
    data: String,
    split: Split,
    labels: Vec<String>,
    confusion: Vec<Vec<u32>>,
    reliability: ReferenceReliability,
}

#[derive(Deserialize)]
struct ReferenceReliability {
    after: Vec<ReferenceBin>,
}

#[derive(Deserialize)]
struct ReferenceBin {
    n: u32,
    confidence: f32,
}

impl ModelReference {
    /// Reads it from a model's manifest: the `test` split, on which nothing was chosen. `None` where there is none.
    #[must_use]
    pub fn from_manifest(json: &[u8]) -> Option<Self> {
        let manifest: ReferenceManifest = serde_json::from_slice(json).ok()?;
        let found = manifest.measured?.evaluations.into_iter().find(|found| found.split == Split::Test)?;
        let called = |column: usize| found.confusion.iter().filter_map(|row| row.get(column)).sum::<u32>();
        let mix = found.labels.iter().enumerate().map(|(column, label)| (label.clone(), called(column))).collect();
        let bins = found.reliability.after.iter().filter(|bin| bin.n > 0 && bin.confidence.is_finite());
        let mut confidence: Vec<(f32, u32)> = bins.map(|bin| (bin.confidence, bin.n)).collect();
        confidence.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        Some(Self { weights_sha256: manifest.weights.sha256, data: found.data, split: found.split, mix, confidence })
    }

    /// Compares those cases that exactly this model answered.
    #[must_use]
    pub fn compare(&self, cases: &[&CaseSummary]) -> DriftReport {
        let of_model = cases.iter().filter(|case| case.weights_sha256 == self.weights_sha256);
        let answers: Vec<&(String, f32)> = of_model.filter_map(|case| case.most_probable.as_ref()).collect();
        let of_class = |label: &String| count(answers.iter().filter(|(found, _)| found == label).count());
        let mix: Vec<(u32, u32)> = self.mix.iter().map(|(label, expected)| (of_class(label), *expected)).collect();
        let mut bins: Vec<(u32, u32)> = self.confidence.iter().map(|(_, expected)| (0, *expected)).collect();
        // Bin edges are taken halfway between the means: the manifest does not store them.
        let means = || self.confidence.iter().map(|(mean, _)| *mean);
        let ends: Vec<f32> = means().zip(means().skip(1)).map(|(low, high)| (low + high) / 2.0).collect();
        for (_, value) in &answers {
            if let Some((found, _)) = bins.get_mut(ends.partition_point(|end| end <= value)) {
                *found += 1;
            }
        }
        DriftReport {
            data: self.data.clone(),
            split: self.split,
            cases: count(answers.len()),
            mix: stability_index(&mix),
            confidence: stability_index(&bins),
        }
    }
}

/// The index of bins, each with what was found and what was expected, in cases; `None` for fewer than two bins, and where
/// nothing was found or expected.
fn stability_index(bins: &[(u32, u32)]) -> Option<StabilityIndex> {
    let sum = |of: fn(&(u32, u32)) -> u32| bins.iter().map(|bin| f64::from(of(bin))).sum::<f64>();
    let (found, expected) = (sum(|bin| bin.0), sum(|bin| bin.1));
    if bins.len() < 2 || found < 1.0 || expected < 1.0 {
        return None;
    }
    let count = bins.len() as f64;
    let share = |cases: u32, all: f64| (f64::from(cases) + 0.5) / (all + 0.5 * count);
    let terms = bins.iter().map(|bin| {
        let (p, q) = (share(bin.0, found), share(bin.1, expected));
        (p - q) * (p / q).ln()
    });
    let value: f64 = terms.sum();
    let by_chance = (count - 1.0) * (1.0 / found + 1.0 / expected);
    let shift = if by_chance > MOST_BY_CHANCE {
        PopulationShift::TooFew
    } else if value >= LARGE {
        PopulationShift::Large
    } else if value >= MODERATE {
        PopulationShift::Moderate
    } else {
        PopulationShift::Stable
    };
    Some(StabilityIndex { value: value as f32, shift })
}

fn count(cases: usize) -> u32 {
    u32::try_from(cases).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::stability_index;
    use protocol::PopulationShift;

    #[test]
    fn the_index_is_that_of_its_formula() {
        // Shares of (500.5, 300.5, 200.5) / 1001.5 and (400.5, 350.5, 250.5) / 1001.5.
        let index = stability_index(&[(500, 400), (300, 350), (200, 250)]).unwrap();
        let share = |cases: f64| (cases + 0.5) / 1_001.5;
        let term = |p: f64, q: f64| (share(p) - share(q)) * (share(p) / share(q)).ln();
        let expected = term(500.0, 400.0) + term(300.0, 350.0) + term(200.0, 250.0);
        assert!((f64::from(index.value) - expected).abs() < 1e-6 && (0.03..0.05).contains(&index.value), "{index:?}");
        assert_eq!(index.shift, PopulationShift::Stable);
    }

    #[test]
    fn limits_are_those_of_the_literature_and_few_cases_say_nothing() {
        let shift = |bins: &[(u32, u32)]| stability_index(bins).map(|index| index.shift);
        assert_eq!(shift(&[(500, 500), (500, 500)]), Some(PopulationShift::Stable));
        assert_eq!(shift(&[(660, 500), (340, 500)]), Some(PopulationShift::Moderate));
        assert_eq!(shift(&[(800, 500), (200, 500)]), Some(PopulationShift::Large));
        assert_eq!(shift(&[(1_000, 500), (0, 500)]), Some(PopulationShift::Large), "an empty bin");
        assert_eq!(shift(&[(8, 500), (2, 500)]), Some(PopulationShift::TooFew));
        assert_eq!(shift(&[(0, 500), (0, 500)]), None);
        assert_eq!(shift(&[(5, 5)]), None);
    }
}
