//! Full-batch gradient steps with momentum, whose size follows from the curvature of the loss.

use crate::{LinearHead, LinearRule, Scalar, TrainingRow};

/// Rows that are summed at a time by [`Summation::InParts`].
pub const PART: usize = 256;

/// Steps of power iteration.
const POWER_STEPS: usize = 20;

/// Nesterov's method from a given head, without a learning rate to choose.
///
/// The loss is the sum of the rows' cross entropies, each times its weight, plus `penalty / 2` times the squared
/// weights; biases are free. It is convex, so where the steps are enough the start does not matter.
#[derive(Clone, Copy)]
pub struct FullBatch<'a, F> {
    /// Number of steps.
    pub steps: usize,
    /// Strength of the L2 penalty; 0 for none.
    pub penalty: F,
    /// How the step size is determined.
    pub curvature: Curvature,
    /// The order of summation, which determines the last bits.
    pub summation: Summation<'a, F>,
}

/// A bound of the largest eigenvalue of the rows' weighted second moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curvature {
    /// The sum of all eigenvalues: one pass, never too small, short steps where there are many columns.
    Trace,
    /// The largest by power iteration, and a tenth more, to be safe.
    Power,
}

/// How the rows' gradients are summed.
#[derive(Clone, Copy)]
pub enum Summation<'a, F> {
    /// The penalty's first, then row by row.
    RowByRow,
    /// In parts of [`PART`] rows, which a caller may distribute over threads, and the penalty's last. The order does
    /// not depend on the number of threads.
    InParts(RunParts<'a, F>),
}

/// Returns the results of a number of parts, in order.
pub type RunParts<'a, F> = &'a dyn Fn(usize, &(dyn Fn(usize) -> LinearHead<F> + Sync)) -> Vec<LinearHead<F>>;

impl<F: Scalar> FullBatch<'_, F> {
    /// Fits `start` to rows whose weights sum to 1.
    #[must_use]
    pub fn fit(&self, start: LinearHead<F>, rows: &[TrainingRow<'_, F>]) -> LinearHead<F> {
        // The second derivative of the logistic loss is at most 1/4 along a row, that of the softmax's at most 1/2
        // (Böhning, Multinomial logistic regression algorithm, 1992).
        let bound = F::rounded(if start.rules.len() == 1 { 0.25 } else { 0.5 });
        let step = F::rounded(1.0) / (bound * self.curvature(&start, rows) + self.penalty);
        let (mut head, mut ahead) = (start.clone(), start);
        for iteration in 0..self.steps {
            let slopes = self.slopes(&ahead, rows);
            let iteration = F::rounded(iteration as f64);
            let momentum = iteration / (iteration + F::rounded(3.0));
            for ((value, ahead), slope) in head.values_mut().zip(ahead.values_mut()).zip(slopes.values()) {
                let next = *ahead - step * slope;
                *ahead = next + momentum * (next - *value);
                *value = next;
            }
        }
        head
    }

    fn slopes(&self, at: &LinearHead<F>, rows: &[TrainingRow<'_, F>]) -> LinearHead<F> {
        let mut slopes = at.zeros();
        if matches!(self.summation, Summation::RowByRow) {
            slopes.add_penalty(at, self.penalty);
        }
        let one = F::rounded(1.0);
        self.add(&mut slopes, rows, &|slopes, rows| at.add_slopes(slopes, rows, one));
        if matches!(self.summation, Summation::InParts(_)) {
            slopes.add_penalty(at, self.penalty);
        }
        slopes
    }

    fn curvature(&self, start: &LinearHead<F>, rows: &[TrainingRow<'_, F>]) -> F {
        let width = start.rules.first().map_or(0, |rule| rule.weights.len());
        match self.curvature {
            Curvature::Trace => {
                let length = |row: &TrainingRow<'_, F>| row.features.iter().map(|&x| x * x).sum::<F>();
                rows.iter().map(|row| row.weight * (F::rounded(1.0) + length(row))).sum::<F>()
            }
            Curvature::Power => F::rounded(1.1) * self.largest_eigenvalue(width, rows),
        }
    }

    fn largest_eigenvalue(&self, width: usize, rows: &[TrainingRow<'_, F>]) -> F {
        let one = F::rounded(1.0);
        let mut direction = LinearHead { rules: vec![LinearRule { weights: vec![one; width], bias: one }] };
        let mut value = one;
        for _ in 0..POWER_STEPS {
            let scale = length(&direction).larger(F::rounded(1e-12));
            direction.values_mut().for_each(|x| *x = *x / scale);
            let mut product = direction.zeros();
            self.add(&mut product, rows, &|product, rows| {
                for (sum, along) in product.rules.iter_mut().zip(&direction.rules) {
                    rows.iter().for_each(|row| sum.add(row.weight * along.score(row.features), row.features));
                }
            });
            direction = product;
            value = length(&direction);
        }
        value
    }

    /// Adds the contributions of all rows by `add` to `sums`.
    fn add(&self, sums: &mut LinearHead<F>, rows: &[TrainingRow<'_, F>], add: &AddRows<'_, F>) {
        match self.summation {
            Summation::RowByRow => add(sums, rows),
            Summation::InParts(run) => {
                let zeros = sums.zeros();
                let part = |index: usize| {
                    let mut part = zeros.clone();
                    add(&mut part, rows.chunks(PART).nth(index).unwrap_or_default());
                    part
                };
                for part in run(rows.len().div_ceil(PART), &part) {
                    sums.values_mut().zip(part.values()).for_each(|(sum, part)| *sum += part);
                }
            }
        }
    }
}

/// Adds what some rows contribute to sums in the form of a head.
type AddRows<'a, F> = dyn Fn(&mut LinearHead<F>, &[TrainingRow<'_, F>]) + Sync + 'a;

/// The norm of a head's only rule, the bias's square added first.
fn length<F: Scalar>(head: &LinearHead<F>) -> F {
    let values = head.rules.iter().flat_map(|rule| [rule.bias].into_iter().chain(rule.weights.iter().copied()));
    values.map(|x| x * x).sum::<F>().square_root()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::balanced_weights;

    const ONE_AFTER_THE_OTHER: RunParts<'static, f64> = &|count, part| (0..count).map(part).collect();

    fn fit(points: &[(Vec<f64>, usize)], start: LinearHead<f64>, penalty: f64) -> [LinearHead<f64>; 2] {
        let weights = balanced_weights(points.iter().map(|point| point.1), 2);
        let row = |(features, class): &(Vec<f64>, usize)| (features.clone(), *class, weights[*class]);
        let owned: Vec<(Vec<f64>, usize, f64)> = points.iter().map(row).collect();
        let rows: Vec<TrainingRow<'_, f64>> = owned
            .iter()
            .map(|(features, class, weight)| TrainingRow { features, class: *class, weight: *weight })
            .collect();
        let parts = Summation::InParts(ONE_AFTER_THE_OTHER);
        [(Curvature::Trace, Summation::RowByRow), (Curvature::Power, parts)].map(|(curvature, summation)| {
            FullBatch { steps: 1500, penalty, curvature, summation }.fit(start.clone(), &rows)
        })
    }

    /// At x = 1 three of four are class 1, at x = -1 one of four: without a penalty the best rule says 3/4 and 1/4.
    fn three_to_one() -> Vec<(Vec<f64>, usize)> {
        [(1.0, 1), (1.0, 1), (1.0, 1), (1.0, 0), (-1.0, 0), (-1.0, 0), (-1.0, 0), (-1.0, 1)]
            .map(|(x, class)| (vec![x], class))
            .to_vec()
    }

    #[test]
    fn the_known_odds_are_found() {
        for start in [LinearHead::binary(1), LinearHead::multinomial(2, 1)] {
            for free in fit(&three_to_one(), start.clone(), 0.0) {
                assert!((free.probabilities(&[1.0])[1] - 0.75).abs() < 1e-6, "{free:?}");
                assert!((free.probabilities(&[-1.0])[1] - 0.25).abs() < 1e-6, "{free:?}");
            }
            for held in fit(&three_to_one(), start, 100.0) {
                let second = held.probabilities(&[1.0])[1];
                assert!((second - 0.5).abs() < 0.01, "a strong penalty leaves no opinion: {held:?}");
            }
        }
    }

    #[test]
    fn a_rare_class_weighs_as_much_as_a_common_one() {
        // x is uninformative; 9 of 10 are class 0. Weighted by class, both are equally likely.
        let points: Vec<(Vec<f64>, usize)> =
            (0..20).map(|i| (vec![if i % 2 == 0 { 1.0 } else { -1.0 }], usize::from(i >= 18))).collect();
        for head in fit(&points, LinearHead::multinomial(2, 1), 0.01) {
            assert!((head.probabilities(&[0.0])[0] - 0.5).abs() < 1e-6, "{head:?}");
        }
    }

    #[test]
    fn parts_are_added_in_their_order() {
        let features: Vec<[f64; 2]> = (0..1000).map(|i| [f64::from(i % 7) - 3.0, f64::from(i % 11) - 5.0]).collect();
        let rows = features.iter().enumerate();
        let rows: Vec<TrainingRow<'_, f64>> =
            rows.map(|(at, row)| TrainingRow { features: row.as_slice(), class: at % 2, weight: 1e-3 }).collect();
        let backwards: RunParts<'_, f64> = &|count, part| {
            let mut parts: Vec<_> = (0..count).rev().map(part).collect();
            parts.reverse();
            parts
        };
        let fitted = [ONE_AFTER_THE_OTHER, backwards].map(|run| {
            let summation = Summation::InParts(run);
            let fit = FullBatch { steps: 10, penalty: 0.1, curvature: Curvature::Power, summation };
            fit.fit(LinearHead::binary(2), &rows)
        });
        assert_eq!(fitted[0], fitted[1]);
    }
}
