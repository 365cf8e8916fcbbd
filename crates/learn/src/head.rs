//! Linear rules over the same features, and their gradients.

use crate::{Scalar, Standardiser};

/// One weight per feature, and a bias.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearRule<F> {
    /// One per feature.
    pub weights: Vec<F>,
    /// Added to every score; not penalised.
    pub bias: F,
}

/// A classifier: one rule for two classes, or one rule per class.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearHead<F> {
    /// A single rule scores class 1 against class 0; several rules have one class each.
    pub rules: Vec<LinearRule<F>>,
}

/// A row to learn from.
#[derive(Clone, Copy, Debug)]
pub struct TrainingRow<'a, F> {
    /// Standardised, as many as the head has weights per rule.
    pub features: &'a [F],
    /// The true class; of two, 1 is the one that a single rule scores.
    pub class: usize,
    /// The row's share of the loss.
    pub weight: F,
}

impl<F: Scalar> LinearRule<F> {
    /// Weighs nothing.
    #[must_use]
    pub fn zero(width: usize) -> Self {
        Self { weights: vec![F::rounded(0.0); width], bias: F::rounded(0.0) }
    }

    /// The sum of products in the order of the features, then the bias.
    ///
    /// ```
    /// let rule = learn::LinearRule { weights: vec![2.0_f64, -1.0], bias: 0.5 };
    /// assert_eq!(rule.score(&[3.0, 4.0]), 2.5);
    /// ```
    #[must_use]
    pub fn score(&self, features: &[F]) -> F {
        self.weights.iter().zip(features).map(|(&weight, &x)| weight * x).sum::<F>() + self.bias
    }

    /// Adds a row `factor` times, the bias's feature being 1.
    pub(crate) fn add(&mut self, factor: F, features: &[F]) {
        for (sum, &x) in self.weights.iter_mut().zip(features) {
            *sum += factor * x;
        }
        self.bias += factor;
    }
}

impl<F: Scalar> LinearHead<F> {
    /// One rule of zeros, for two classes.
    #[must_use]
    pub fn binary(width: usize) -> Self {
        Self { rules: vec![LinearRule::zero(width)] }
    }

    /// One rule of zeros per class. Of a single class there is nothing to learn, so there are two at least.
    ///
    /// ```
    /// // Nothing is learned yet: every class is as likely.
    /// let head = learn::LinearHead::<f64>::multinomial(4, 2);
    /// assert_eq!(head.probabilities(&[3.0, -1.0]), [0.25; 4]);
    /// ```
    #[must_use]
    pub fn multinomial(classes: usize, width: usize) -> Self {
        Self { rules: vec![LinearRule::zero(width); classes.max(2)] }
    }

    /// One score per rule.
    #[must_use]
    pub fn scores(&self, features: &[F]) -> Vec<F> {
        self.rules.iter().map(|rule| rule.score(features)).collect()
    }

    /// One probability per class: by the logistic function for two classes and one rule, else by softmax.
    ///
    /// ```
    /// use learn::{LinearHead, LinearRule};
    ///
    /// let head = LinearHead { rules: vec![LinearRule { weights: vec![1.0_f64], bias: -2.0 }] };
    /// assert_eq!(head.probabilities(&[2.0]), [0.5, 0.5]);
    /// assert!(head.probabilities(&[5.0])[1] > 0.95);
    /// ```
    #[must_use]
    pub fn probabilities(&self, features: &[F]) -> Vec<F> {
        match self.rules.as_slice() {
            [rule] => {
                let second = logistic(rule.score(features));
                vec![F::rounded(1.0) - second, second]
            }
            _ => softmax(&self.scores(features)),
        }
    }

    /// The same head for features that were not standardised: `w·(x − m)/d + b` as `w'·x + b'`.
    #[must_use]
    pub fn on_raw_features(&self, standardiser: &Standardiser<F>) -> Self {
        let raw = |rule: &LinearRule<F>| {
            let pairs = || rule.weights.iter().zip(&standardiser.columns);
            let shift = pairs().map(|(&weight, &(mean, deviation))| weight * mean / deviation).sum::<F>();
            let weights = pairs().map(|(&weight, &(_, deviation))| weight / deviation).collect();
            LinearRule { weights, bias: rule.bias - shift }
        };
        Self { rules: self.rules.iter().map(raw).collect() }
    }

    /// Adds the gradients of the cross entropy of `rows`, each times its weight and divided by `over`.
    pub(crate) fn add_slopes(&self, slopes: &mut Self, rows: &[TrainingRow<'_, F>], over: F) {
        let hit = |is: bool| F::rounded(if is { 1.0 } else { 0.0 });
        for row in rows {
            if let ([rule], [slope]) = (self.rules.as_slice(), slopes.rules.as_mut_slice()) {
                let error = logistic(rule.score(row.features)) - hit(row.class == 1);
                slope.add(row.weight * error / over, row.features);
            } else {
                let probabilities = softmax(&self.scores(row.features));
                for (class, (slope, probability)) in slopes.rules.iter_mut().zip(probabilities).enumerate() {
                    slope.add(row.weight * (probability - hit(class == row.class)) / over, row.features);
                }
            }
        }
    }

    /// Adds to gradients those of `penalty / 2` times the squared weights of `head`.
    pub(crate) fn add_penalty(&mut self, head: &Self, penalty: F) {
        for (slopes, rule) in self.rules.iter_mut().zip(&head.rules) {
            for (slope, &weight) in slopes.weights.iter_mut().zip(&rule.weights) {
                *slope += penalty * weight;
            }
        }
    }

    /// As many rules of zeros.
    pub(crate) fn zeros(&self) -> Self {
        Self { rules: self.rules.iter().map(|rule| LinearRule::zero(rule.weights.len())).collect() }
    }

    /// Every weight and bias, rule by rule.
    pub(crate) fn values(&self) -> impl Iterator<Item = F> + '_ {
        self.rules.iter().flat_map(|rule| rule.weights.iter().copied().chain([rule.bias]))
    }

    /// The same, to be changed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut F> + '_ {
        self.rules.iter_mut().flat_map(|rule| rule.weights.iter_mut().chain([&mut rule.bias]))
    }
}

fn logistic<F: Scalar>(score: F) -> F {
    F::rounded(1.0) / (F::rounded(1.0) + (-score).exponential())
}

/// As `trust::softmax`, in either precision.
fn softmax<F: Scalar>(scores: &[F]) -> Vec<F> {
    let largest = scores.iter().copied().fold(F::rounded(f64::NEG_INFINITY), F::larger);
    let powers: Vec<F> = scores.iter().map(|&score| (score - largest).exponential()).collect();
    let sum = powers.iter().copied().sum::<F>();
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(rules: &[([f64; 2], f64)]) -> LinearHead<f64> {
        let rule = |(weights, bias): &([f64; 2], f64)| LinearRule { weights: weights.to_vec(), bias: *bias };
        LinearHead { rules: rules.iter().map(rule).collect() }
    }

    #[test]
    fn one_rule_is_two_whose_difference_it_is() {
        let one = head(&[([1.5, -1.0], 0.5)]);
        let two = head(&[([0.5, 0.0], 0.25), ([2.0, -1.0], 0.75)]);
        for features in [[0.0, 0.0], [1.0, 2.0], [-3.0, 0.5]] {
            let pairs = one.probabilities(&features).into_iter().zip(two.probabilities(&features));
            pairs.for_each(|(one, two)| assert!((one - two).abs() < 1e-12, "{one} {two}"));
        }
    }

    #[test]
    fn raw_features_score_the_same() {
        let standardiser = Standardiser { columns: vec![(50.0, 4.0), (-1.0, 0.5)] };
        let own = head(&[([1.0, 2.0], 0.5), ([-3.0, 0.25], -1.0)]);
        let raw = own.on_raw_features(&standardiser);
        for features in [[50.0, -1.0], [43.0, 2.0]] {
            let (raw, own) = (raw.scores(&features), own.scores(&standardiser.apply(&features)));
            raw.iter().zip(&own).for_each(|(raw, own)| assert!((raw - own).abs() < 1e-12, "{raw} {own}"));
        }
    }

    #[test]
    fn slopes_are_the_difference_quotients_of_the_loss() {
        let rows = [([1.0, 2.0], 0, 0.5), ([-1.0, 0.5], 2, 0.2), ([0.3, -2.0], 1, 0.3)];
        let rows =
            rows.each_ref().map(|(features, class, weight)| TrainingRow { features, class: *class, weight: *weight });
        let own = head(&[([0.1, -0.2], 0.3), ([0.4, 0.5], -0.6), ([-0.7, 0.8], 0.9)]);
        let loss = |head: &LinearHead<f64>| {
            let cross_entropy = rows.iter().map(|row| -row.weight * head.probabilities(row.features)[row.class].ln());
            let squares = head.rules.iter().flat_map(|rule| &rule.weights).map(|weight| weight * weight);
            cross_entropy.sum::<f64>() + 0.05 * squares.sum::<f64>()
        };
        let mut slopes = own.zeros();
        own.add_slopes(&mut slopes, &rows, 1.0);
        slopes.add_penalty(&own, 0.1);
        for (at, slope) in slopes.values().enumerate() {
            let moved = |by: f64| {
                let mut moved = own.clone();
                *moved.values_mut().nth(at).unwrap() += by;
                loss(&moved)
            };
            let quotient = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            assert!((slope - quotient).abs() < 1e-8, "value {at}: {slope} and {quotient}");
        }
    }
}
