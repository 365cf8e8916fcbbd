//! Quantiles of scores, where pictures of one patient are correlated.
//!
//! The usual quantile assumes independent pictures. They are not: a patient has a dozen slices. So increasingly
//! conservative rules are tried, and `val` decides.

use trust::EVERYTHING;

/// Resamples of [`Caution::Resampled`].
const DRAWS: u64 = 200;

/// Share of resamples whose quantile is not above the selected one.
const SURE: f64 = 0.95;

/// How the quantile is computed, from the least to the most conservative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Every picture weighs the same: the `ceil((n + 1) level)`-th smallest of n.
    Pictures,
    /// Every group weighs the same.
    Groups,
    /// The upper end of [`Caution::Groups`] over resampled groups.
    Resampled,
    /// The largest score seen. Under exchangeable groups a new group lies entirely below it with
    /// probability G / (G + 1), G being their number.
    Largest,
}

impl Caution {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pictures, Self::Groups, Self::Resampled, Self::Largest];

    /// In words, after "taking".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Pictures => "the usual quantile over pictures",
            Self::Groups => "the quantile with every group weighing the same",
            Self::Resampled => "the upper end of that quantile over resampled groups",
            Self::Largest => "the largest score seen",
        }
    }
}

/// The scores of pictures with their groups.
#[derive(Clone, Debug, Default)]
pub struct GroupedScores {
    /// Score and group, by ascending score.
    sorted: Vec<(f32, usize)>,
    /// Pictures of each group; 0 for one that is left out.
    sizes: Vec<usize>,
}

impl GroupedScores {
    /// From scores with the number of their group.
    #[must_use]
    pub fn new(scores: impl Iterator<Item = (f32, usize)>) -> Self {
        let mut sorted: Vec<(f32, usize)> = scores.collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sizes = vec![0; sorted.iter().map(|(_, group)| group + 1).max().unwrap_or(0)];
        for (_, group) in &sorted {
            if let Some(size) = sizes.get_mut(*group) {
                *size += 1;
            }
        }
        Self { sorted, sizes }
    }

    /// The same without the groups that `keep` refuses.
    #[must_use]
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        Self::new(self.sorted.iter().copied().filter(|(_, group)| keep(*group)))
    }

    /// The quantile at `level`, 0…1; [`EVERYTHING`] where there are too few pictures.
    #[must_use]
    pub fn quantile(&self, level: f64, caution: Caution) -> f32 {
        match caution {
            Caution::Pictures => {
                // Rounding must not make (n + 1) * 0.95 = 19.000000000000004 into 20.
                let place = ((self.sorted.len() + 1) as f64 * level - 1e-9).ceil() as usize;
                self.sorted.get(place.saturating_sub(1)).map_or(EVERYTHING, |(score, _)| *score)
            }
            Caution::Groups => {
                let once: Vec<u32> = self.sizes.iter().map(|&size| u32::from(size > 0)).collect();
                self.weighted(level, &once)
            }
            Caution::Resampled => self.resampled(level),
            Caution::Largest => self.sorted.last().map_or(EVERYTHING, |(score, _)| *score),
        }
    }

    /// Smallest score that has `level` of the weight at or below it, group g counting `times[g]` times.
    fn weighted(&self, level: f64, times: &[u32]) -> f32 {
        let wanted = level * f64::from(times.iter().sum::<u32>()) - 1e-9;
        let mut below = 0.0;
        for (score, group) in &self.sorted {
            let times = times.get(*group).copied().unwrap_or(0);
            below += f64::from(times) / self.sizes.get(*group).copied().unwrap_or(1).max(1) as f64;
            if below >= wanted && below > 0.0 {
                return *score;
            }
        }
        EVERYTHING
    }

    fn resampled(&self, level: f64) -> f32 {
        let groups: Vec<usize> = (0..self.sizes.len()).filter(|&group| self.sizes.get(group) > Some(&0)).collect();
        let mut quantiles: Vec<f32> = (0..DRAWS)
            .map(|seed| {
                let mut random = fastrand::Rng::with_seed(seed);
                let mut times = vec![0; self.sizes.len()];
                for _ in &groups {
                    let drawn = groups.get(random.usize(..groups.len())).and_then(|&group| times.get_mut(group));
                    if let Some(times) = drawn {
                        *times += 1;
                    }
                }
                self.weighted(level, &times)
            })
            .collect();
        quantiles.sort_by(f32::total_cmp);
        quantiles.get((SURE * DRAWS as f64) as usize).copied().unwrap_or(EVERYTHING)
    }
}
