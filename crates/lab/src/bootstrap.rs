//! Confidence of scores: 95 % intervals by resampling groups.
//!
//! Pictures of one patient are correlated, so resampling pictures would give intervals that are too narrow. Whole
//! groups are drawn with replacement, as many as there are, and the score is measured again;
//! the interval runs from the 2.5th to the 97.5th percentile of the draws (Efron, 1979; the
//! cluster form in Davison and Hinkley, 1997, section 3.8).
//!
//! Invariant: the seed is fixed, so the same answers always give the same interval.

use evaluation::Figure;
use rayon::prelude::*;
use std::collections::BTreeMap;
use training::metrics::{Metrics, Outcome, measure};

/// Draws for one interval.
pub const DRAWS: usize = 2000;

/// Seed of the first draw; draw `i` takes `SEED + i`.
const SEED: u64 = 20_240_601;

/// Scores by name, `None` where the data do not allow one.
pub type NamedScores = Vec<(String, Option<f64>)>;

/// 95 % intervals by score name, `[low, high]`.
pub type Intervals = BTreeMap<String, [f64; 2]>;

/// Number of distinct groups.
#[must_use]
pub fn group_count(outcomes: &[&Outcome]) -> usize {
    members_by_group(outcomes).len()
}

/// 95 % intervals of every score that `name` gives.
///
/// A draw that does not allow a score (a rare class was not drawn) is left out for that score.
/// An interval is widened to include the measured value where the percentiles miss it: the
/// calibration error of a resample is larger than that of the sample, since repeated pictures
/// fall into one bin together.
pub fn intervals(outcomes: &[&Outcome], classes: usize, name: impl Fn(&Metrics) -> NamedScores + Sync) -> Intervals {
    resampled(outcomes, |drawn| name(&measure(drawn, classes)))
}

/// The same for scores that are not [`Metrics`]: `name` computes them, for the pictures and for every draw.
pub fn resampled(outcomes: &[&Outcome], name: impl Fn(&[&Outcome]) -> NamedScores + Sync) -> Intervals {
    let groups: Vec<Vec<&Outcome>> = members_by_group(outcomes).into_values().collect();
    let draws: Vec<NamedScores> =
        (0..DRAWS).into_par_iter().map(|draw| name(&resample(&groups, SEED + draw as u64))).collect();
    name(outcomes)
        .into_iter()
        .enumerate()
        .filter_map(|(index, (score, value))| {
            let value = value?;
            let drawn = draws.iter().filter_map(|draw| draw.get(index)?.1).collect();
            let [low, high] = percentiles(drawn)?;
            Some((score, [low.min(value), high.max(value)]))
        })
        .collect()
}

/// A share with its 95 % interval over resampled groups: the fraction of pictures that are true, each with its group.
/// `None` without pictures.
#[must_use]
pub fn share<'a>(pictures: impl Iterator<Item = (&'a str, bool)>) -> Option<Figure> {
    mean(pictures.map(|(group, is_so)| (group, f64::from(u8::from(is_so)))))
}

/// A mean over pictures with its 95 % interval over resampled groups, from each picture's group and value. `None` without
/// pictures.
#[must_use]
pub fn mean<'a>(pictures: impl Iterator<Item = (&'a str, f64)>) -> Option<Figure> {
    let mut groups: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (group, value) in pictures {
        let (n, sum) = groups.entry(group).or_default();
        *n += 1.0;
        *sum += value;
    }
    let groups: Vec<(f64, f64)> = groups.into_values().collect();
    let of = |drawn: &mut dyn Iterator<Item = &(f64, f64)>| {
        let (n, sum) = drawn.fold((0.0, 0.0), |(n, sum), group| (n + group.0, sum + group.1));
        sum / n
    };
    let value = (!groups.is_empty()).then(|| of(&mut groups.iter()))?;
    let draw = |draw: usize| {
        let mut random = fastrand::Rng::with_seed(SEED + draw as u64);
        of(&mut (0..groups.len()).filter_map(|_| groups.get(random.usize(..groups.len()))))
    };
    let [low, high] = percentiles((0..DRAWS).into_par_iter().map(draw).collect())?;
    Some(Figure { value: value as f32, low: low.min(value) as f32, high: high.max(value) as f32 })
}

/// The same with equal weight for every group, independent of its size: the mean of the groups' shares.
#[must_use]
pub fn share_by_group<'a>(pictures: impl Iterator<Item = (&'a str, bool)>) -> Option<Figure> {
    let mut groups: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (group, is_so) in pictures {
        let (n, hits) = groups.entry(group).or_default();
        *n += 1.0;
        *hits += f64::from(u8::from(is_so));
    }
    let shares: Vec<f64> = groups.into_values().map(|(n, hits)| hits / n).collect();
    let of = |sum: f64| sum / shares.len() as f64;
    let value = (!shares.is_empty()).then(|| of(shares.iter().sum()))?;
    let draw = |draw: usize| {
        let mut random = fastrand::Rng::with_seed(SEED + draw as u64);
        of((0..shares.len()).filter_map(|_| shares.get(random.usize(..shares.len()))).sum())
    };
    let [low, high] = percentiles((0..DRAWS).into_par_iter().map(draw).collect())?;
    Some(Figure { value: value as f32, low: low.min(value) as f32, high: high.max(value) as f32 })
}

fn members_by_group<'a>(outcomes: &[&'a Outcome]) -> BTreeMap<&'a str, Vec<&'a Outcome>> {
    let mut groups: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        groups.entry(&outcome.group).or_default().push(outcome);
    }
    groups
}

fn resample<'a>(groups: &[Vec<&'a Outcome>], seed: u64) -> Vec<&'a Outcome> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..groups.len()).filter_map(|_| groups.get(random.usize(..groups.len()))).flatten().copied().collect()
}

/// The 2.5th and 97.5th percentiles, interpolated between neighbours.
fn percentiles(mut values: Vec<f64>) -> Option<[f64; 2]> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let at = |share: f64| {
        let place = share * last as f64;
        let below = *values.get(place.floor() as usize)?;
        let above = *values.get(place.ceil() as usize)?;
        Some(below + (above - below) * place.fract())
    };
    Some([at(0.025)?, at(0.975)?])
}
