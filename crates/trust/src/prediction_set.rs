//! Sets of classes that hold the true one at a stated rate: conformal prediction.
//!
//! A class is in the set where its score is at most the quantile, and every more probable class is in it too: sets are
//! nested by probability, and never contain a class that ranks below an excluded one. Quantiles are fitted by `lab` on
//! pictures that were not used for training (Vovk et al., Algorithmic Learning in a Random World, 2005).

use evaluation::SetScoreKind;

/// A quantile that includes its class in every set: there were too few pictures for a smaller one.
pub const EVERYTHING: f32 = f32::MAX;

/// The nonconformity score of a class; smaller conforms better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SetScore {
    /// 1 minus the class's probability (Sadinle, Lei and Wasserman 2019). May leave a set empty.
    Lac,
    /// Probability of all classes that are more probable (Romano, Sesia and Candès 2020), without their random
    /// part: the same picture always gives the same set, and the most probable class is always in it.
    Aps,
    /// [`SetScore::Aps`] plus `penalty` for each place beyond `free_ranks` (Angelopoulos et al. 2021).
    Raps {
        /// Added for each place, at least 0.
        penalty: f32,
        /// Places that cost nothing.
        free_ranks: f32,
    },
}

impl SetScore {
    /// The score of a manifest, with its penalty and free ranks.
    #[must_use]
    pub fn from_kind(kind: SetScoreKind, [penalty, free_ranks]: [f32; 2]) -> Self {
        match kind {
            SetScoreKind::Lac => Self::Lac,
            SetScoreKind::Aps => Self::Aps,
            SetScoreKind::Raps => Self::Raps { penalty, free_ranks },
        }
    }

    /// As a manifest names it.
    #[must_use]
    pub fn kind(self) -> SetScoreKind {
        match self {
            Self::Lac => SetScoreKind::Lac,
            Self::Aps => SetScoreKind::Aps,
            Self::Raps { .. } => SetScoreKind::Raps,
        }
    }

    /// Penalty and free ranks as a manifest holds them.
    #[must_use]
    pub fn penalty(self) -> [f32; 2] {
        match self {
            Self::Raps { penalty, free_ranks } => [penalty, free_ranks],
            Self::Lac | Self::Aps => [0.0; 2],
        }
    }

    /// One score per class from calibrated probabilities.
    ///
    /// ```
    /// use trust::SetScore;
    ///
    /// assert_eq!(SetScore::Lac.of(&[0.25, 0.75]), [0.75, 0.25]);
    /// // Before the first class comes the second, before the second none.
    /// assert_eq!(SetScore::Aps.of(&[0.25, 0.75]), [0.75, 0.0]);
    /// ```
    #[must_use]
    pub fn of(self, probabilities: &[f32]) -> Vec<f32> {
        let each = probabilities.iter().enumerate();
        each.map(|(class, &own)| {
            if self == Self::Lac {
                return 1.0 - own;
            }
            // Of equals the first counts as the more probable, as in `argmax`.
            let before = probabilities.iter().enumerate().filter(|&(at, p)| *p > own || (*p == own && at < class));
            let (mass, rank) = before.fold((0.0, 1.0f32), |(mass, rank), (_, p)| (mass + p, rank + 1.0));
            let [penalty, free] = self.penalty();
            mass + penalty * (rank - free).max(0.0)
        })
        .collect()
    }
}

/// The most probable classes up to the first whose score is above its quantile, most probable first. `quantiles`: one
/// per class.
///
/// ```
/// use trust::{SetScore, prediction_set};
///
/// let probabilities = [0.2, 0.5, 0.05, 0.25];
/// assert_eq!(prediction_set(&probabilities, SetScore::Lac, &[0.85; 4]), [1, 3, 0]);
/// // Nothing fits that well, and nothing is said.
/// assert!(prediction_set(&probabilities, SetScore::Lac, &[0.1; 4]).is_empty());
/// ```
#[must_use]
pub fn prediction_set(probabilities: &[f32], score: SetScore, quantiles: &[f32]) -> Vec<usize> {
    nested_set(probabilities, score, quantiles, 0.0)
}

/// The same without classes that are less probable than `floor`; the most probable one stays.
///
/// ```
/// use trust::{SetScore, nested_set};
///
/// let probabilities = [0.2, 0.5, 0.05, 0.25];
/// assert_eq!(nested_set(&probabilities, SetScore::Lac, &[0.85; 4], 0.22), [1, 3]);
/// ```
#[must_use]
pub fn nested_set(probabilities: &[f32], score: SetScore, quantiles: &[f32], floor: f32) -> Vec<usize> {
    let scores = score.of(probabilities);
    let mut ranked: Vec<(usize, f32)> = probabilities.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let fits = |class: usize| scores.get(class).zip(quantiles.get(class)).is_some_and(|(score, most)| score <= most);
    let kept = ranked
        .into_iter()
        .enumerate()
        .take_while(|(rank, (class, value))| fits(*class) && (*rank == 0 || *value >= floor));
    kept.map(|(_, (class, _))| class).collect()
}

/// The conclusion from a set, in class indices or labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<C> {
    /// This class.
    One(C),
    /// One of these, most probable first.
    Several(Vec<C>),
    /// Nothing: no class fits.
    Empty,
    /// Nothing: every class fits.
    Full,
}

/// The conclusion from a set of some of `classes` classes.
#[must_use]
pub fn verdict_from_set<C: Clone>(set: Vec<C>, classes: usize) -> Verdict<C> {
    match set.as_slice() {
        [] => Verdict::Empty,
        all if all.len() >= classes => Verdict::Full,
        [one] => Verdict::One(one.clone()),
        _ => Verdict::Several(set),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: [f32; 4] = [0.2, 0.5, 0.05, 0.25];

    #[test]
    fn scores_by_hand() {
        let close = |score: SetScore, expected: [f32; 4]| {
            for (found, expected) in score.of(&P).into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-6, "{score:?}: {found} instead of {expected}");
            }
        };
        close(SetScore::Lac, [0.8, 0.5, 0.95, 0.75]);
        close(SetScore::Aps, [0.75, 0.0, 0.95, 0.5]);
        close(SetScore::Raps { penalty: 0.1, free_ranks: 2.0 }, [0.85, 0.0, 1.15, 0.5]);
    }

    #[test]
    fn a_set_ends_at_the_first_class_beyond_its_quantile() {
        assert_eq!(prediction_set(&P, SetScore::Lac, &[0.8; 4]), [1, 3, 0]);
        assert_eq!(prediction_set(&P, SetScore::Lac, &[0.8, 0.8, 0.1, 0.0]), [1], "never past a class left out");
        assert_eq!(nested_set(&P, SetScore::Aps, &[EVERYTHING; 4], 0.06), [1, 3, 0]);
        assert_eq!(nested_set(&P, SetScore::Aps, &[EVERYTHING; 4], 0.6), [1], "the most probable class stays");
        assert_eq!(prediction_set(&P, SetScore::Aps, &[EVERYTHING; 4]), [1, 3, 0, 2]);
        assert_eq!(prediction_set(&P, SetScore::Aps, &[0.0; 4]), [1], "the most probable class is always in");
        assert!(prediction_set(&[f32::NAN; 4], SetScore::Lac, &[EVERYTHING; 4]).is_empty());
    }

    #[test]
    fn equal_probabilities_have_an_order() {
        assert_eq!(SetScore::Aps.of(&[0.5, 0.5]), [0.0, 0.5]);
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict_from_set(vec![2], 4), Verdict::One(2));
        assert_eq!(verdict_from_set(vec![2, 0], 4), Verdict::Several(vec![2, 0]));
        assert_eq!(verdict_from_set(Vec::<usize>::new(), 4), Verdict::Empty);
        assert_eq!(verdict_from_set(vec![0, 1], 2), Verdict::Full);
    }

    #[test]
    fn names_are_read_back() {
        for score in [SetScore::Lac, SetScore::Aps, SetScore::Raps { penalty: 0.1, free_ranks: 1.0 }] {
            assert_eq!(SetScore::from_kind(score.kind(), score.penalty()), score);
        }
    }
}
