//! Logistic regression with an L2 penalty on rows of features: binary or multinomial, each row with its own weight.
//!
//! Rows are brought to mean 0 and deviation 1 by a [`Standardiser`]. A [`LinearHead`] is fitted by [`FullBatch`], which
//! suits few columns or few rows and needs no learning rate, or by [`MiniBatches`], for hundreds of columns and many
//! thousands of rows. [`NearestRows`] is not fitted and looks up the most similar rows.
//!
//! Invariant: pure and deterministic: the same rows give the same bits, on any number of threads.
//!
//! ```
//! use learn::{Curvature, FullBatch, LinearHead, Standardiser, Summation, TrainingRow};
//!
//! let rows = [[1.0, 5.0], [2.0, 5.0], [8.0, 5.0], [9.0, 5.0]];
//! let standardiser = Standardiser::<f64>::fit(rows.iter().map(|row| row.as_slice()), Default::default()).unwrap();
//! let columns: Vec<Vec<f64>> = rows.iter().map(|row| standardiser.apply(row)).collect();
//! let labelled = columns.iter().enumerate();
//! let labelled = labelled.map(|(at, row)| TrainingRow { features: row, class: usize::from(at >= 2), weight: 0.25 });
//! let points: Vec<TrainingRow<f64>> = labelled.collect();
//!
//! let fit = FullBatch { steps: 100, penalty: 0.01, curvature: Curvature::Trace, summation: Summation::RowByRow };
//! let head = fit.fit(LinearHead::binary(2), &points);
//! assert!(head.probabilities(&standardiser.apply(&[8.5, 5.0]))[1] > 0.9);
//! // The second column is the same in every row: it tells nothing.
//! assert_eq!(head.rules[0].weights[1], 0.0);
//! ```

mod balance;
mod full_batch;
mod head;
mod mini_batches;
mod nearest;
mod scalar;
mod standardiser;

pub use balance::balanced_weights;
pub use full_batch::{Curvature, FullBatch, PART, RunParts, Summation};
pub use head::{LinearHead, LinearRule, TrainingRow};
pub use mini_batches::MiniBatches;
pub use nearest::NearestRows;
pub use scalar::Scalar;
pub use standardiser::{LeastDeviation, Standardiser};
