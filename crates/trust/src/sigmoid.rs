//! Logits to probabilities where every label is judged by itself.

/// Calibrated probability that a label applies, 0…1, whatever the other labels: the logistic function of
/// `logit / temperature + shift` (Platt, Probabilistic outputs for support vector machines, 1999). `temperature` is above 0;
/// 1 and a shift of 0 are the network's own probability. A logit of NaN gives NaN.
///
/// ```
/// use trust::sigmoid;
///
/// assert_eq!(sigmoid(0.0, 1.0, 0.0), 0.5);
/// assert_eq!(sigmoid(4.0, 2.0, -2.0), 0.5);
/// assert_eq!((sigmoid(1000.0, 1.0, 0.0), sigmoid(-1000.0, 1.0, 0.0)), (1.0, 0.0));
/// ```
#[must_use]
pub fn sigmoid(logit: f32, temperature: f32, shift: f32) -> f32 {
    (1.0 + (-(logit / temperature + shift)).exp()).recip()
}
