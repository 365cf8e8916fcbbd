//! Columns brought to mean 0 and deviation 1.

use crate::Scalar;

/// Brings every column to mean 0 and deviation 1, as on the rows that it was fitted on.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardiser<F> {
    /// `(mean, deviation)` of each column; no deviation is 0.
    pub columns: Vec<(F, F)>,
}

/// How a nearly constant column is handled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LeastDeviation {
    /// At this deviation or less the column keeps its scale. It carries no information, and becomes 0 instead of being
    /// divided by nearly 0.
    OrOne(f64),
    /// A smaller deviation counts as this one, so that a feature that is hardly ever active is not amplified.
    AtLeast(f64),
}

impl Default for LeastDeviation {
    /// A column that is constant up to rounding keeps its scale.
    fn default() -> Self {
        Self::OrOne(1e-12)
    }
}

impl LeastDeviation {
    fn of(self, deviation: f64) -> f64 {
        match self {
            Self::OrOne(least) if deviation > least => deviation,
            Self::OrOne(_) => 1.0,
            Self::AtLeast(least) => deviation.max(least),
        }
    }
}

impl<F: Scalar> Standardiser<F> {
    /// Mean and deviation of every column, computed in `f64` whatever the rows are; `None` without rows.
    ///
    /// The first row says how many columns there are.
    ///
    /// ```
    /// use learn::{LeastDeviation, Standardiser};
    ///
    /// let rows = [[1.0_f64, 5.0], [3.0, 5.0]];
    /// let fitted = Standardiser::fit(rows.iter().map(|row| row.as_slice()), LeastDeviation::default()).unwrap();
    /// assert_eq!(fitted.columns, [(2.0, 1.0), (5.0, 1.0)]);
    /// assert_eq!(fitted.apply(&[4.0, 5.0]), [2.0, 0.0]);
    /// ```
    #[must_use]
    pub fn fit<'a>(rows: impl Iterator<Item = &'a [F]> + Clone, least: LeastDeviation) -> Option<Self>
    where
        F: 'a,
    {
        let n = rows.clone().count() as f64;
        let width = rows.clone().next()?.len();
        let columns = (0..width)
            .map(|column| {
                let values = || rows.clone().filter_map(move |row| row.get(column)).map(|value| value.widened());
                let mean = values().sum::<f64>() / n;
                let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
                (F::rounded(mean), F::rounded(least.of(variance.sqrt())))
            })
            .collect();
        Some(Self { columns })
    }

    /// One row, standardised.
    #[must_use]
    pub fn apply(&self, row: &[F]) -> Vec<F> {
        row.iter().zip(&self.columns).map(|(&value, &(mean, deviation))| (value - mean) / deviation).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[f32; 3]; 4] = [[1.0, 7.0, 0.0], [3.0, 7.0, 0.0], [1.0, 7.0, 0.0], [3.0, 7.0, 0.004]];

    fn fitted(least: LeastDeviation) -> Standardiser<f32> {
        Standardiser::fit(ROWS.iter().map(|row| row.as_slice()), least).unwrap()
    }

    #[test]
    fn columns_by_hand() {
        let own = fitted(LeastDeviation::default());
        // 1, 3, 1, 3: mean 2, deviation 1. The second column is constant.
        assert_eq!(own.columns[..2], [(2.0, 1.0), (7.0, 1.0)]);
        assert_eq!(own.apply(&[4.0, 8.0, 0.001])[..2], [2.0, 1.0]);
        // 0, 0, 0, 0.004: mean 0.001, deviation 0.001 times the root of 3.
        assert!((own.columns[2].1 - 0.001 * 3f32.sqrt()).abs() < 1e-8);
    }

    #[test]
    fn a_column_that_hardly_changes_is_not_blown_up() {
        let held = fitted(LeastDeviation::AtLeast(0.01));
        assert_eq!(held.columns.iter().map(|column| column.1).collect::<Vec<_>>(), [1.0, 0.01, 0.01]);
        let kept = fitted(LeastDeviation::OrOne(0.01));
        assert_eq!(kept.columns.iter().map(|column| column.1).collect::<Vec<_>>(), [1.0, 1.0, 1.0]);
    }

    #[test]
    fn no_rows_give_nothing() {
        assert_eq!(Standardiser::<f64>::fit(std::iter::empty(), LeastDeviation::default()), None);
    }
}
