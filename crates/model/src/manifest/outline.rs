//! How a map of probabilities becomes an outline.

use evaluation::Split;
use serde::{Deserialize, Serialize};

/// Written by `lab` for a network with a decoder, chosen on `val`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutlineRule {
    /// Probability from which on a cell is outlined, 0…1.
    pub threshold: f32,
    /// Cells of the smallest connected region that is outlined; 0 and 1 exclude none.
    #[serde(default, skip_serializing_if = "is_unset")]
    pub least_cells: u32,
    /// Whether nothing is outlined where "none" is the whole answer.
    #[serde(default, skip_serializing_if = "is_unset")]
    pub empty_on_none: bool,
    /// Mean Dice coefficient on pictures with a drawn outline, averaged over sources, 0…1.
    pub dice: f32,
    /// Share of them whose most certain outlined cell is inside it, averaged likewise, 0…1; `None` in manifests from
    /// before it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hit: Option<f32>,
    /// Share of pictures without a finding on which something is outlined, averaged likewise, 0…1; `None` where it was not
    /// counted, or there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrongly: Option<f32>,
    /// Split that it was chosen on, and that the figures are of: `val`.
    pub split: Split,
}

impl OutlineRule {
    /// Every cell from that probability on; without measurements.
    #[must_use]
    pub fn from_threshold(threshold: f32) -> Self {
        Self { threshold, least_cells: 0, empty_on_none: false, dice: 0.0, hit: None, wrongly: None, split: Split::Val }
    }

    /// Whether both give the same outline, ignoring measurements.
    ///
    /// ```
    /// use model::OutlineRule;
    ///
    /// let rule = OutlineRule::from_threshold(0.5);
    /// assert!(rule.outlines_as(&OutlineRule { dice: 0.7, ..rule.clone() }));
    /// assert!(!rule.outlines_as(&OutlineRule { least_cells: 16, ..rule.clone() }));
    /// ```
    #[must_use]
    pub fn outlines_as(&self, other: &Self) -> bool {
        let of = |rule: &Self| (rule.threshold.to_bits(), rule.least_cells, rule.empty_on_none);
        of(self) == of(other)
    }
}

fn is_unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_a_threshold_alone_is_read_and_written_as_it_was() {
        let text = r#"{"threshold":0.5,"dice":0.75,"split":"val"}"#;
        let rule: OutlineRule = serde_json::from_str(text).unwrap();
        assert_eq!(rule, OutlineRule { dice: 0.75, ..OutlineRule::from_threshold(0.5) });
        assert_eq!(serde_json::to_string(&rule).unwrap(), text);
        let fuller = OutlineRule { least_cells: 8, empty_on_none: true, hit: Some(0.5), wrongly: Some(0.25), ..rule };
        assert_eq!(serde_json::from_str::<OutlineRule>(&serde_json::to_string(&fuller).unwrap()).unwrap(), fuller);
        assert!(!fuller.outlines_as(&OutlineRule::from_threshold(0.5)));
        assert!(fuller.outlines_as(&OutlineRule { dice: 0.0, hit: None, ..fuller.clone() }));
    }
}
