//! Balanced sampling of classes, and of sources within each class.
//!
//! With a balance of `b`, 0…1, a class of `n` pictures gets a part of an epoch in proportion to `n^(1 - b)`, and within
//! the class so does a source: 1 makes the classes equal, and the sources of each class. A source with a single class
//! reveals that class however it is sampled; balancing only removes the greater weight of large sources.
//!
//! Invariant: an epoch has the same length as without balancing, except for rounding, and every epoch the same.

use fastrand::Rng;
use std::collections::BTreeMap;

/// The pictures of one class and one source.
pub(super) struct BalancedGroup {
    /// Indices of the pictures.
    members: Vec<usize>,
    /// How many of them an epoch contains.
    quota: usize,
}

/// The groups of pictures, given by class, by source, and by how often they would occur without balance.
pub(super) fn groups(pictures: impl Iterator<Item = ([usize; 2], usize)>, balance: f32) -> Vec<BalancedGroup> {
    let mut classes: BTreeMap<usize, BTreeMap<usize, (Vec<usize>, usize)>> = BTreeMap::new();
    for (place, ([label, source], times)) in pictures.enumerate() {
        let (members, count) = classes.entry(label).or_default().entry(source).or_default();
        members.push(place);
        *count += times;
    }
    let counts = |sources: &BTreeMap<usize, (Vec<usize>, usize)>| -> Vec<usize> {
        sources.values().map(|(_, count)| *count).collect()
    };
    let by_class: Vec<usize> = classes.values().map(|sources| counts(sources).iter().sum()).collect();
    let all = by_class.iter().sum::<usize>() as f32;
    let mut groups = Vec::new();
    for (sources, of_class) in classes.into_values().zip(parts(&by_class, balance)) {
        let of_sources = parts(&counts(&sources), balance);
        for ((members, _), of_source) in sources.into_values().zip(of_sources) {
            let quota = (all * of_class * of_source).round() as usize;
            groups.push(BalancedGroup { members, quota: quota.max(1) });
        }
    }
    groups
}

/// Each one's share of the total.
fn parts(counts: &[usize], balance: f32) -> Vec<f32> {
    let weights: Vec<f32> = counts.iter().map(|count| (*count as f32).powf(1.0 - balance)).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum.max(f32::MIN_POSITIVE)).collect()
}

impl BalancedGroup {
    /// The samples of one epoch: each equally often, with the remainder drawn at random.
    pub(super) fn drawn(&self, random: &mut Rng) -> Vec<usize> {
        let mut members = self.members.clone();
        random.shuffle(&mut members);
        members.iter().cycle().take(self.quota).copied().collect()
    }

    /// Its indices, each with how often it occurs in an epoch, on average.
    pub(super) fn rates(&self) -> impl Iterator<Item = (usize, f32)> {
        let rate = self.quota as f32 / self.members.len().max(1) as f32;
        self.members.iter().map(move |place| (*place, rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Class 0: 60 of source 0 and 20 of source 1; class 1: 40 of source 0.
    fn pictures() -> Vec<([usize; 2], usize)> {
        [([0, 0], 60), ([0, 1], 20), ([1, 0], 40)]
            .into_iter()
            .flat_map(|(group, n)| std::iter::repeat_n((group, 1), n))
            .collect()
    }

    fn quotas(balance: f32) -> Vec<usize> {
        groups(pictures().into_iter(), balance).iter().map(|group| group.quota).collect()
    }

    #[test]
    fn nothing_changes_without_balance_and_all_is_even_with_it() {
        assert_eq!(quotas(0.0), [60, 20, 40]);
        assert_eq!(quotas(1.0), [30, 30, 60]);
        let half = quotas(0.5);
        assert!(half[0] < 60 && half[0] > 30 && half[2] > 40 && half[2] < 60, "{half:?}");
        assert!(half.iter().sum::<usize>().abs_diff(120) <= 2);
    }

    #[test]
    fn every_picture_of_a_group_occurs_as_often_as_the_others() {
        let mut random = Rng::with_seed(1);
        for group in groups(pictures().into_iter(), 1.0) {
            let drawn = group.drawn(&mut random);
            assert_eq!(drawn.len(), group.quota);
            for (place, rate) in group.rates() {
                let times = drawn.iter().filter(|one| **one == place).count() as f32;
                assert!((times - rate).abs() < 1.0, "{times} against {rate}");
            }
        }
    }

    #[test]
    fn what_is_repeated_counts_as_often() {
        let repeated = [([0, 0], 3), ([0, 1], 1), ([1, 0], 2)];
        let found: Vec<usize> = groups(repeated.into_iter(), 0.0).iter().map(|group| group.quota).collect();
        assert_eq!(found, [3, 1, 2]);
    }
}
