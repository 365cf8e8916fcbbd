//! How far to believe a model, fitted to its answers on `val`: temperature and lapse, prediction sets, operating points; and
//! for a model that judges each label by itself the same of each label.
//!
//! Invariant: pure and deterministic. Numbers in, numbers out; which pictures they are of is the caller's, who gives those of
//! `val` alone.
//!
//! ```
//! use calibration::{CalibrationPicture, temperature};
//!
//! // Twice as sure as it is right: three of four answers.
//! let pictures: Vec<CalibrationPicture> = (0..40)
//!     .map(|number| CalibrationPicture {
//!         truth: usize::from(number % 4 == 0),
//!         group: number.to_string(),
//!         logits: vec![2.0 * 3f32.ln(), 0.0],
//!     })
//!     .collect();
//! assert!((temperature(&pictures) - 2.0).abs() < 0.01);
//! ```

mod conformal;
mod labels;
mod operating_points;
mod quantile;
mod temperature;

pub use conformal::{Chosen, GroupAnswer, choose};
pub use labels::{LabelAnswer, label_calibration};
pub use operating_points::operating_points;
pub use quantile::{Caution, GroupedScores};
pub use temperature::{ceiling, negative_log_likelihood, temperature, temperature_and_lapse};

use evaluation::Split;
use model::Calibration;
use trust::{calibrated, with_lapse};

/// A class less probable than this is not mentioned: "cannot be ruled out" next to "3 %" would read as a contradiction.
const FLOOR: f32 = 0.05;

/// One answered picture of `val`.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationPicture {
    /// Index of the true class.
    pub truth: usize,
    /// Patient or near-duplicate cluster.
    pub group: String,
    /// One per class.
    pub logits: Vec<f32>,
}

/// Everything that is fitted, from answers on `val` of the data set with that name.
#[must_use]
pub fn calibration_from_answers(fitted: &[CalibrationPicture], labels: &[String], data: &str) -> Calibration {
    let (temperature, lapse) = temperature_and_lapse(fitted);
    let answers: Vec<(usize, &str, Vec<f32>)> = fitted
        .iter()
        .map(|picture| {
            let values = with_lapse(calibrated(&picture.logits, temperature), lapse);
            (picture.truth, picture.group.as_str(), values)
        })
        .collect();
    let chosen = choose(&answers, labels.len(), FLOOR);
    Calibration {
        data: data.to_owned(),
        split: Split::Val,
        n: u32::try_from(fitted.len()).unwrap_or(u32::MAX),
        temperature,
        lapse,
        score: chosen.score.kind(),
        penalty: chosen.score.penalty(),
        why: chosen.why,
        floor: FLOOR,
        quantiles: chosen.quantiles,
        operating_points: operating_points(&answers, labels),
    }
}
