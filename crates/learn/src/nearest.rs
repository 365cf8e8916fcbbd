//! Nearest neighbours.

/// Rows with their classes.
///
/// ```
/// use learn::NearestRows;
///
/// let rows = [(vec![0.0], 0), (vec![1.0], 0), (vec![5.0], 1)];
/// let known = NearestRows::new(rows, 2);
/// assert_eq!(known.shares(&[4.0], 1), [0.0, 1.0]);
/// assert_eq!(known.shares(&[4.0], 2), [0.5, 0.5]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NearestRows {
    rows: Vec<(Vec<f64>, usize)>,
    classes: usize,
}

impl NearestRows {
    /// From standardised rows, each with its class.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = (Vec<f64>, usize)>, classes: usize) -> Self {
        Self { rows: rows.into_iter().collect(), classes }
    }

    /// The share of each class among the `count` nearest rows by Euclidean distance, the earlier on ties; all 0 without
    /// rows.
    #[must_use]
    pub fn shares(&self, features: &[f64], count: usize) -> Vec<f64> {
        let distance = |row: &[f64]| row.iter().zip(features).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        let mut nearest: Vec<(f64, usize)> = self.rows.iter().map(|(row, class)| (distance(row), *class)).collect();
        // Stable: of equals the earlier comes first.
        nearest.sort_by(|a, b| a.0.total_cmp(&b.0));
        nearest.truncate(count.max(1));
        let mut shares = vec![0.0; self.classes];
        let part = 1.0 / nearest.len().max(1) as f64;
        for (_, class) in nearest {
            if let Some(share) = shares.get_mut(class) {
                *share += part;
            }
        }
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_of_equals_counts_and_more_than_all_is_all() {
        let known = NearestRows::new([(vec![1.0], 2), (vec![-1.0], 0), (vec![9.0], 0)], 3);
        assert_eq!(known.shares(&[0.0], 1), [0.0, 0.0, 1.0]);
        let all = known.shares(&[0.0], 99);
        assert!((all[0] - 2.0 / 3.0).abs() < 1e-12 && (all[2] - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(NearestRows::new([], 2).shares(&[0.0], 1), [0.0, 0.0]);
    }
}
