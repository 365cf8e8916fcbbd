//! How a picture's kind of acquisition is determined from the network's features.

use super::demand;
use crate::WeightsError;
use evaluation::Score;
use serde::{Deserialize, Serialize};

/// A linear head on the network's pooled features, fitted by `lab`: softmax over the rules' scores, divided by a
/// temperature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcquisitionHead {
    /// Kinds, as the task's file names them, in the order of the rules.
    pub labels: Vec<String>,
    /// For each kind the bias, then one weight per channel.
    pub rules: Vec<Vec<f32>>,
    /// Scores are divided by it before the softmax. Above 0.
    pub temperature: f32,
    /// Probability threshold for a kind, 0…1; below it the picture's kind is unknown.
    pub threshold: f32,
    /// Results on pictures whose kind is known: `<kind>_as_<kind>` and `<kind>_as_unsure` are shares of the pictures
    /// of the first kind, which is `other` for kinds without a rule. On `val`, where temperature and threshold were
    /// chosen, so that it is optimistic, and on splits that were not used for selection.
    #[serde(default)]
    pub measured: Vec<Score>,
}

impl AcquisitionHead {
    pub(super) fn check(&self) -> Result<(), WeightsError> {
        let width = self.rules.first().map_or(0, Vec::len);
        let mut numbers = self.rules.iter().flatten().chain([&self.temperature, &self.threshold]);
        let is_sound = self.labels.len() >= 2
            && self.labels.len() == self.rules.len()
            && self.rules.iter().all(|rule| rule.len() == width && width >= 2)
            && numbers.all(|number| number.is_finite())
            && self.temperature > 0.0;
        demand(is_sound, "acquisition", self.labels.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_has_a_rule_of_the_same_width_for_each_kind() {
        let head = AcquisitionHead {
            labels: vec!["a".into(), "b".into()],
            rules: vec![vec![0.5, 1.0], vec![0.0, -1.0]],
            temperature: 1.0,
            threshold: 0.5,
            measured: Vec::new(),
        };
        assert_eq!(head.check(), Ok(()));
        let of = |change: fn(&mut AcquisitionHead)| {
            let mut changed = head.clone();
            change(&mut changed);
            changed.check().is_err()
        };
        assert!(of(|head| head.rules[1].push(1.0)));
        assert!(of(|head| head.rules.truncate(1)));
        assert!(of(|head| head.temperature = 0.0));
        assert!(of(|head| head.rules[0][1] = f32::NAN));
    }
}
