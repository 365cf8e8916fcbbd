//! A linear rule between pictures that belong and pictures that do not, on pooled features.

use rayon::prelude::*;

/// Steps of the descent; with them the loss no longer moves in the third digit.
const STEPS: usize = 300;

/// One picture: its features, whether it belongs, and its weight in the loss.
pub(super) struct WeightedFeatures<'a> {
    pub(super) features: &'a [f32],
    pub(super) belongs: bool,
    pub(super) weight: f32,
}

/// Logistic regression with `penalty / 2` times the squared weights, on standardised features. Gives the bias and
/// one weight per feature as they come, as `trust::likeness` takes them. Deterministic; empty without points.
pub(super) fn fit(points: &[WeightedFeatures<'_>], penalty: f32) -> Vec<f32> {
    let Some(width) = points.first().map(|point| point.features.len()) else { return Vec::new() };
    let columns = standard(points, width);
    let rows: Vec<Vec<f32>> = points
        .iter()
        .map(|point| point.features.iter().zip(&columns).map(|(x, (mean, deviation))| (x - mean) / deviation).collect())
        .collect();
    let total: f32 = points.iter().map(|point| point.weight).sum();
    let step = 1.0 / (0.25 * largest_curvature(&rows, points, total) + penalty);
    let mut weights = vec![0.0f32; width + 1];
    let mut ahead = weights.clone();
    for iteration in 0..STEPS {
        let mut slopes = gradient(&rows, points, &ahead, total);
        for (slope, weight) in slopes.iter_mut().zip(&ahead).skip(1) {
            *slope += penalty * weight;
        }
        // Nesterov's method.
        let momentum = iteration as f32 / (iteration as f32 + 3.0);
        for ((weight, ahead), slope) in weights.iter_mut().zip(&mut ahead).zip(&slopes) {
            let next = *ahead - step * slope;
            *ahead = next + momentum * (next - *weight);
            *weight = next;
        }
    }
    unstandardised(&weights, &columns)
}

/// Weights for features as they come.
fn unstandardised(weights: &[f32], columns: &[(f32, f32)]) -> Vec<f32> {
    let (bias, weights) = weights.split_first().map_or((0.0, &[][..]), |(bias, rest)| (*bias, rest));
    let raw: Vec<f32> = weights.iter().zip(columns).map(|(weight, (_, deviation))| weight / deviation).collect();
    let shift: f32 = raw.iter().zip(columns).map(|(weight, (mean, _))| weight * mean).sum();
    std::iter::once(bias - shift).chain(raw).collect()
}

/// Mean and deviation of each feature.
fn standard(points: &[WeightedFeatures<'_>], width: usize) -> Vec<(f32, f32)> {
    let mut sums = vec![(0.0f64, 0.0f64); width];
    for point in points {
        for (sum, &x) in sums.iter_mut().zip(point.features) {
            sum.0 += f64::from(x);
            sum.1 += f64::from(x) * f64::from(x);
        }
    }
    let n = points.len() as f64;
    let column = |(sum, squares): (f64, f64)| {
        let mean = sum / n;
        let deviation = (squares / n - mean * mean).max(0.0).sqrt();
        // A feature that hardly ever speaks is not blown up.
        (mean as f32, deviation.max(1e-3) as f32)
    };
    sums.into_iter().map(column).collect()
}

/// Largest eigenvalue of the weighted second moments, by power iteration; a tenth more, to be safe.
fn largest_curvature(rows: &[Vec<f32>], points: &[WeightedFeatures<'_>], total: f32) -> f32 {
    let mut direction = vec![1.0f32; rows.first().map_or(0, Vec::len) + 1];
    let mut value = 1.0;
    for _ in 0..20 {
        let length = direction.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-12);
        direction.iter_mut().for_each(|x| *x /= length);
        direction = summed(rows, points, |row, point| point.weight / total * along(row, &direction));
        value = direction.iter().map(|x| x * x).sum::<f32>().sqrt();
    }
    1.1 * value
}

fn gradient(rows: &[Vec<f32>], points: &[WeightedFeatures<'_>], weights: &[f32], total: f32) -> Vec<f32> {
    summed(rows, points, |row, point| {
        let probability = 1.0 / (1.0 + (-along(row, weights)).exp());
        point.weight / total * (probability - if point.belongs { 1.0 } else { 0.0 })
    })
}

/// Bias first.
fn along(row: &[f32], weights: &[f32]) -> f32 {
    let (bias, weights) = weights.split_first().map_or((0.0, &[][..]), |(bias, rest)| (*bias, rest));
    bias + row.iter().zip(weights).map(|(x, weight)| x * weight).sum::<f32>()
}

/// `Σ factor × (1, row)`, in parts of fixed size, so that the number of threads changes nothing.
fn summed(
    rows: &[Vec<f32>],
    points: &[WeightedFeatures<'_>],
    factor: impl Fn(&[f32], &WeightedFeatures<'_>) -> f32 + Sync,
) -> Vec<f32> {
    let width = rows.first().map_or(0, Vec::len) + 1;
    let parts: Vec<Vec<f32>> = rows
        .par_chunks(256)
        .zip(points.par_chunks(256))
        .map(|(rows, points)| {
            let mut sum = vec![0.0f32; width];
            for (row, point) in rows.iter().zip(points) {
                let factor = factor(row, point);
                for (sum, x) in sum.iter_mut().zip(std::iter::once(&1.0).chain(row)) {
                    *sum += factor * x;
                }
            }
            sum
        })
        .collect();
    let mut sum = vec![0.0f32; width];
    for part in parts {
        sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use trust::likeness::likeness;

    #[test]
    fn two_clouds_are_told_apart() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut cloud = |centre: f32| -> Vec<Vec<f32>> {
            (0..300).map(|_| (0..8).map(|_| centre + random.f32() * 4.0).collect()).collect()
        };
        let (near, far) = (cloud(0.0), cloud(2.0));
        let point = |features, belongs| WeightedFeatures { features, belongs, weight: 1.0 };
        let points: Vec<WeightedFeatures<'_>> =
            near.iter().map(|row| point(row.as_slice(), true)).chain(far.iter().map(|row| point(row, false))).collect();
        let rule = fit(&points, 1e-3);
        let right = points.iter().filter(|point| {
            likeness("head", &rule, point.features, &[]).is_some_and(|score| (score > 0.0) == point.belongs)
        });
        assert!(right.count() > 590);
    }
}
