//! Thresholds between tissue and air, and between tissues.

/// Hounsfield units of air, and the upper limit of soft tissue; below the last there is no tissue.
const AIR: f32 = -1000.0;
const SOFT: f32 = 200.0;
const HOLLOW: f32 = -500.0;
/// Share of a volume below [`HOLLOW`] that makes its values Hounsfield units.
const HOLLOW_SHARE: f64 = 0.05;
/// Hounsfield units of the brain, of blood in it, and of the water around it.
const BRAIN: [f32; 2] = [-20.0, 110.0];
/// Quantiles of the values between which signals are scaled; limit of values used for them.
const SIGNAL: [f64; 2] = [0.005, 0.99];
const MOST_COUNTED: usize = 200_000;
const BINS: usize = 256;

/// The kind of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ValueScale {
    /// Of a CT.
    Hounsfield,
    /// Of an MR: arbitrary units, from the lower to the upper quantile.
    Signal { least: f32, most: f32 },
}

impl ValueScale {
    /// Determined from the values; `None` where all are equal.
    pub(crate) fn of(values: &[f32]) -> Option<Self> {
        let every = values.len().div_ceil(MOST_COUNTED).max(1);
        let mut some: Vec<f32> = values.iter().step_by(every).copied().filter(|value| value.is_finite()).collect();
        some.sort_by(f32::total_cmp);
        let hollow = some.partition_point(|&value| value < HOLLOW) as f64;
        if hollow > HOLLOW_SHARE * some.len() as f64 {
            return Some(Self::Hounsfield);
        }
        let [least, most] = SIGNAL.map(|share| some.get((share * some.len() as f64) as usize).copied());
        let (least, most) = (least?, most?);
        (most > least).then_some(Self::Signal { least, most })
    }

    /// From 0 to 1. Signals as square roots, so that bright fat or fluid does not raise the threshold above the brain.
    fn share(self, value: f32) -> f32 {
        match self {
            Self::Hounsfield => ((value - AIR) / (SOFT - AIR)).clamp(0.0, 1.0),
            Self::Signal { least, most } => ((value - least) / (most - least)).clamp(0.0, 1.0).sqrt(),
        }
    }

    /// The threshold between two classes of values (Otsu, IEEE SMC 9, 1979); the middle of equivalent thresholds.
    pub(crate) fn level(self, values: impl Iterator<Item = f32>) -> f32 {
        let mut counts = [0_u32; BINS];
        for value in values.filter(|value| value.is_finite()) {
            if let Some(count) = counts.get_mut((self.share(value) * (BINS - 1) as f32) as usize) {
                *count += 1;
            }
        }
        let weighed = |(at, &count): (usize, &u32)| (f64::from(count), at as f64 * f64::from(count));
        let add = |(a, b): (f64, f64), (c, d): (f64, f64)| (a + c, b + d);
        let (all, sum) = counts.iter().enumerate().map(weighed).fold((0.0, 0.0), add);
        let (mut below, mut best, mut most) = ((0.0, 0.0), [0, 0], 0.0);
        for (at, next) in counts.iter().enumerate().map(weighed).enumerate() {
            below = add(below, next);
            let (count, part) = below;
            let between = (sum * count - part * all).powi(2) / (count * (all - count)).max(1.0);
            if between > most {
                (best, most) = ([at; 2], between);
            } else if between == most {
                best[1] = at;
            }
        }
        // Values of a bin lie at its lower end and above.
        let share = (best[0] + best[1] + 2) as f32 / (2 * (BINS - 1)) as f32;
        match self {
            Self::Hounsfield => AIR + share * (SOFT - AIR),
            Self::Signal { least, most } => least + share * share * (most - least),
        }
    }

    /// Candidate value ranges of the brain: for signals, everything above the threshold between air and tissue,
    /// everything above the one between tissues, and everything above the middle of those. Where fat is much brighter
    /// than the brain, the threshold between tissues is above the brain, and partial volume of thick slices raises bone
    /// above the other.
    pub(crate) fn of_brain(self, above_air: f32, above_dark: f32) -> Vec<[f32; 2]> {
        match self {
            Self::Hounsfield => vec![BRAIN],
            Self::Signal { least, .. } => {
                let root = |value: f32| (value - least).max(0.0).sqrt();
                let between = least + ((root(above_air) + root(above_dark)) / 2.0).powi(2);
                [above_air, between, above_dark].map(|level| [level, f32::INFINITY]).to_vec()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_lies_between_air_and_tissue() {
        let signals: Vec<f32> =
            (0..3000).map(|at| if at % 3 == 0 { 90.0 + (at % 7) as f32 } else { (at % 5) as f32 }).collect();
        let scale = ValueScale::of(&signals).unwrap();
        assert!(matches!(scale, ValueScale::Signal { .. }));
        let level = scale.level(signals.iter().copied());
        assert!((4.0..90.0).contains(&level), "{level}");
        let units: Vec<f32> = (0..3000).map(|at| if at % 3 == 0 { 40.0 } else { -990.0 }).collect();
        let scale = ValueScale::of(&units).unwrap();
        assert_eq!(scale, ValueScale::Hounsfield);
        let level = scale.level(units.iter().copied());
        assert!((-990.0..40.0).contains(&level), "{level}");
        assert_eq!(ValueScale::of(&[7.0; 9]), None);
        assert_eq!(ValueScale::of(&[]), None);
    }
}
