//! Weights that make a rare class count as much as a common one.

/// The weight of one row of each class: all rows together weigh 1, every class that has rows an equal part.
///
/// ```
/// // Three rows of class 0, one of class 1, none of class 2.
/// assert_eq!(learn::balanced_weights([0, 0, 1, 0], 3), [1.0 / 6.0, 0.5, 0.5]);
/// ```
#[must_use]
pub fn balanced_weights(classes: impl IntoIterator<Item = usize>, count: usize) -> Vec<f64> {
    let mut counts = vec![0usize; count];
    for class in classes {
        if let Some(rows) = counts.get_mut(class) {
            *rows += 1;
        }
    }
    let present = counts.iter().filter(|&&rows| rows > 0).count().max(1) as f64;
    counts.into_iter().map(|rows| 1.0 / (present * rows.max(1) as f64)).collect()
}
