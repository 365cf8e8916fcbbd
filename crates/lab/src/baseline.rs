//! The trivial baseline: a dozen grey-level statistics and a linear classifier.
//!
//! It does not see the anatomy. Its score is achievable without looking at it, so a network's score is reported next to
//! it.
//!
//! Invariant: fitted on `train`, its one penalty chosen on `val`; the reported split is read once.

use imaging::{Image, Pixels};
use learn::{Curvature, FullBatch, LeastDeviation, LinearHead, Standardiser, Summation, TrainingRow, balanced_weights};
use training::metrics::{Outcome, measure};

/// Candidate strengths of the L2 penalty.
const PENALTIES: [f64; 6] = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];

/// Gradient steps of one fit; the loss is convex, and at this count its change is below 1e-6
/// on a dozen standardised columns.
const STEPS: usize = 1500;

/// Samples this dark count as black: JPEG noise on a black ground stays below it.
const BLACK: u8 = 12;

/// Names of the statistics, in the order of [`statistics`], for one channel.
pub const STATISTICS: [&str; 13] = [
    "mean",
    "deviation",
    "5th percentile",
    "25th percentile",
    "median",
    "75th percentile",
    "95th percentile",
    "99th percentile",
    "share of black",
    "mean of the border",
    "share of black on the border",
    "mean of the centre",
    "mean step between neighbours",
];

/// A fitted baseline.
#[derive(Clone, Debug)]
pub struct Baseline {
    standardiser: Standardiser<f64>,
    head: LinearHead<f64>,
    /// The penalty with the best score on `val`.
    pub penalty: f64,
}

/// A picture's statistics with its true class.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// From [`statistics`].
    pub statistics: Vec<f64>,
    /// Index of the true class.
    pub truth: usize,
}

impl Baseline {
    /// Fits on `train` and chooses the penalty by macro recall on `val` (the larger penalty
    /// of equals). `None` when `train` is empty.
    #[must_use]
    pub fn fit(train: &[Sample], val: &[Sample], classes: usize) -> Option<Self> {
        let statistics = train.iter().map(|sample| sample.statistics.as_slice());
        let standardiser = Standardiser::fit(statistics, LeastDeviation::default())?;
        let standardised: Vec<Vec<f64>> = train.iter().map(|sample| standardiser.apply(&sample.statistics)).collect();
        // Every class weighs the same, however rare it is.
        let weights = balanced_weights(train.iter().map(|sample| sample.truth), classes);
        let points: Vec<TrainingRow<'_, f64>> = standardised
            .iter()
            .zip(train)
            .map(|(features, sample)| TrainingRow { features, class: sample.truth, weight: weights[sample.truth] })
            .collect();
        let start = LinearHead::multinomial(classes, standardiser.columns.len());
        let fit = |penalty| {
            let (curvature, summation) = (Curvature::Trace, Summation::RowByRow);
            FullBatch { steps: STEPS, penalty, curvature, summation }.fit(start.clone(), &points)
        };
        PENALTIES
            .into_iter()
            .map(|penalty| Self { standardiser: standardiser.clone(), head: fit(penalty), penalty })
            .map(|candidate| (candidate.macro_recall(val, classes), candidate))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, best)| best)
    }

    /// One probability per class.
    #[must_use]
    pub fn probabilities(&self, statistics: &[f64]) -> Vec<f32> {
        self.head.probabilities(&self.standardiser.apply(statistics)).into_iter().map(|p| p as f32).collect()
    }

    fn macro_recall(&self, samples: &[Sample], classes: usize) -> f64 {
        let outcomes: Vec<Outcome> = samples
            .iter()
            .map(|sample| Outcome {
                truth: sample.truth,
                probabilities: self.probabilities(&sample.statistics),
                group: String::new(),
                source: String::new(),
            })
            .collect();
        measure(&outcomes.iter().collect::<Vec<_>>(), classes).macro_recall.unwrap_or(0.0)
    }
}

/// [`STATISTICS`] per channel of a picture prepared for the network; empty for 16-bit samples,
/// which `imaging::prepare` never gives.
#[must_use]
pub fn statistics(image: &Image) -> Vec<f64> {
    let width = image.width() as usize;
    match image.pixels() {
        Pixels::Grey8(samples) => channel_statistics(samples, width),
        Pixels::Rgb8(samples) => (0..3)
            .flat_map(|channel| {
                let plane: Vec<u8> = samples.iter().skip(channel).step_by(3).copied().collect();
                channel_statistics(&plane, width)
            })
            .collect(),
        Pixels::Grey16(_) => Vec::new(),
    }
}

fn channel_statistics(plane: &[u8], width: usize) -> Vec<f64> {
    let height = plane.len() / width.max(1);
    // The border is the outer tenth on each side, the centre the inner half each way.
    let in_border = |x: usize, y: usize| {
        x * 10 < width || y * 10 < height || (width - 1 - x) * 10 < width || (height - 1 - y) * 10 < height
    };
    let in_centre = |x: usize, y: usize| x * 4 >= width && x * 4 < width * 3 && y * 4 >= height && y * 4 < height * 3;
    let (mut all, mut border, mut centre) = (Histogram::default(), Histogram::default(), Histogram::default());
    let (mut step, mut steps) = (0u64, 0u64);
    for (y, row) in plane.chunks_exact(width.max(1)).enumerate() {
        for (x, &sample) in row.iter().enumerate() {
            all.add(sample);
            if in_border(x, y) {
                border.add(sample);
            }
            if in_centre(x, y) {
                centre.add(sample);
            }
        }
        for (a, b) in row.iter().zip(row.iter().skip(1)) {
            step += u64::from(a.abs_diff(*b));
            steps += 1;
        }
    }
    let mut values = vec![all.mean(), all.deviation()];
    values.extend([0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map(|share| all.quantile(share)));
    values.extend([all.share_of_black(), border.mean(), border.share_of_black(), centre.mean()]);
    values.push(step as f64 / steps.max(1) as f64);
    values
}

/// Counts of the 256 grey levels.
struct Histogram([u64; 256]);

impl Default for Histogram {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Histogram {
    fn add(&mut self, sample: u8) {
        self.0[usize::from(sample)] += 1;
    }

    fn count(&self) -> f64 {
        // At least 1, so that an empty region gives zeros instead of NaN.
        self.0.iter().sum::<u64>().max(1) as f64
    }

    fn moment(&self, value: impl Fn(f64) -> f64) -> f64 {
        self.0.iter().enumerate().map(|(level, &count)| count as f64 * value(level as f64)).sum::<f64>() / self.count()
    }

    fn mean(&self) -> f64 {
        self.moment(|level| level)
    }

    fn deviation(&self) -> f64 {
        let mean = self.mean();
        self.moment(|level| (level - mean).powi(2)).sqrt()
    }

    fn quantile(&self, share: f64) -> f64 {
        let wanted = share * self.count();
        let mut seen = 0.0;
        self.0
            .iter()
            .position(|&count| {
                seen += count as f64;
                seen >= wanted
            })
            .unwrap_or(0) as f64
    }

    fn share_of_black(&self) -> f64 {
        self.moment(|level| if level < f64::from(BLACK) { 1.0 } else { 0.0 })
    }
}
