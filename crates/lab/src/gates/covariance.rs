//! Class means and one shared covariance of folded features.

use super::features::PictureFeatures;
use trust::likeness::folded;

/// Sums that features are folded to: with four classes 658 numbers in the manifest.
pub(super) const SUMS: usize = 32;

/// The numbers of the Mahalanobis score. `shrinkage`, 0…1, shrinks the covariance towards a multiple of the identity
/// (Ledoit and Wolf 2004). `None` when a class has no picture or the covariance cannot be inverted.
pub(super) fn fit(seen: &[PictureFeatures], classes: usize, shrinkage: f64) -> Option<Vec<f32>> {
    let points: Vec<(usize, Vec<f64>)> = seen
        .iter()
        .map(|seen| (seen.label, folded(&seen.features, SUMS).into_iter().map(f64::from).collect()))
        .collect();
    let means: Vec<Vec<f64>> = (0..classes).map(|class| mean(&points, class)).collect::<Option<_>>()?;
    let mut covariance = vec![vec![0.0; SUMS]; SUMS];
    for (class, point) in &points {
        let from: Vec<f64> = point.iter().zip(means.get(*class)?).map(|(value, mean)| value - mean).collect();
        for (row, a) in covariance.iter_mut().zip(&from) {
            for (entry, b) in row.iter_mut().zip(&from) {
                *entry += a * b / points.len() as f64;
            }
        }
    }
    let diagonal: f64 = covariance.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum();
    for (at, row) in covariance.iter_mut().enumerate() {
        row.iter_mut().for_each(|entry| *entry *= 1.0 - shrinkage);
        if let Some(entry) = row.get_mut(at) {
            *entry += shrinkage * diagonal / SUMS as f64;
        }
    }
    let inverse = inverted(covariance)?;
    let triangle = inverse.iter().enumerate().flat_map(|(at, row)| row.iter().skip(at));
    let numbers = means.iter().flatten().chain(triangle).map(|value| *value as f32);
    Some([classes as f32, SUMS as f32].into_iter().chain(numbers).collect())
}

fn mean(points: &[(usize, Vec<f64>)], class: usize) -> Option<Vec<f64>> {
    let own: Vec<&Vec<f64>> = points.iter().filter(|point| point.0 == class).map(|point| &point.1).collect();
    let column = |at: usize| own.iter().filter_map(|point| point.get(at)).sum::<f64>() / own.len() as f64;
    (!own.is_empty()).then(|| (0..SUMS).map(column).collect())
}

/// Gauss–Jordan elimination; `None` for a matrix without an inverse. The matrices here are positive
/// definite, so no rows need to be exchanged.
fn inverted(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    for (at, row) in matrix.iter_mut().enumerate() {
        row.extend((0..size).map(|column| if column == at { 1.0 } else { 0.0 }));
    }
    for at in 0..size {
        let pivot = *matrix.get(at)?.get(at)?;
        if pivot.abs() < 1e-12 {
            return None;
        }
        let scaled: Vec<f64> = matrix.get(at)?.iter().map(|entry| entry / pivot).collect();
        for (index, row) in matrix.iter_mut().enumerate() {
            let factor = *row.get(at)?;
            if index == at {
                row.clone_from(&scaled);
            } else {
                row.iter_mut().zip(&scaled).for_each(|(entry, scaled)| *entry -= factor * scaled);
            }
        }
    }
    Some(matrix.into_iter().map(|row| row.into_iter().skip(size).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::inverted;

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        let inverse = inverted(vec![vec![4.0, 1.0], vec![1.0, 3.0]]);
        let expected = [[3.0 / 11.0, -1.0 / 11.0], [-1.0 / 11.0, 4.0 / 11.0]];
        let found = inverse.unwrap_or_default();
        assert!(found.iter().flatten().zip(expected.iter().flatten()).all(|(a, b)| (a - b).abs() < 1e-12));
        assert_eq!(inverted(vec![vec![1.0, 1.0], vec![1.0, 1.0]]), None);
    }
}
