//! One of several classes.

use super::{ActivationMap, Outline};
use serde::{Deserialize, Serialize};

/// The answer of a network that chooses one of several classes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// Calibrated, one per class, in the order of the model's logits; they sum to 1. Empty where a gate refused the
    /// picture before the network.
    pub probabilities: Vec<Probability>,
    /// What may be shown.
    pub decision: Decision,
    /// The 95 % set first; empty where a gate refused, or the model has no calibration.
    pub prediction_sets: Vec<PredictionSet>,
    /// One per class, in the order of the logits; empty where there is an outline, which is the map for all of them.
    pub maps: Vec<ActivationMap>,
    /// The network's outline; `None` for a network without a decoder, and where a gate refused the picture before it.
    pub outline: Option<Outline>,
}

impl Classes {
    /// The most probable class, the first on ties. `None` where a gate refused the picture before the network.
    #[must_use]
    pub fn most_probable(&self) -> Option<&Probability> {
        self.probabilities.iter().reduce(|best, next| if next.value > best.value { next } else { best })
    }

    /// The level of the set that is shown, which is the widest; `None` for a model without calibration, which has no
    /// sets.
    #[must_use]
    pub fn level(&self) -> Option<f32> {
        self.prediction_sets.first().map(|set| set.level)
    }

    /// The classes with their probabilities as far as they may be shown, even without an answer: none for a picture
    /// that a gate refused, even where the network has run.
    #[must_use]
    pub fn shown_probabilities(&self) -> &[Probability] {
        if self.decision == (Decision::Abstain { why: Abstention::Gate }) { &[] } else { &self.probabilities }
    }

    /// The outline as far as it may be shown, under the rule of [`Decision::shows_places`].
    #[must_use]
    pub fn shown_outline(&self) -> Option<&Outline> {
        self.outline.as_ref().filter(|_| self.decision.shows_places())
    }
}

/// A label with its probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    /// Label as in the model's manifest.
    pub label: String,
    /// 0…1.
    pub value: f32,
}

/// What may be shown of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// This class is the most probable, and the 95 % set holds no other.
    Class {
        /// The class.
        label: String,
    },
    /// The first is the most probable; the others cannot be ruled out: the 95 % set holds several classes, not all, and
    /// none of them is "none".
    Set {
        /// The classes, most probable first.
        labels: Vec<String>,
    },
    /// No class is shown.
    Abstain {
        /// The reason.
        why: Abstention,
    },
}

impl Decision {
    /// Whether the position of a finding may be shown: the network has run, and the answer is about its most probable
    /// class. Where the model abstains, a position would be an answer.
    ///
    /// ```
    /// use finding::{Abstention, Decision};
    ///
    /// assert!(Decision::Class { label: "rust".into() }.shows_places());
    /// assert!(Decision::Abstain { why: Abstention::NoFinding }.shows_places());
    /// assert!(!Decision::Abstain { why: Abstention::Gate }.shows_places());
    /// ```
    #[must_use]
    pub fn shows_places(&self) -> bool {
        !matches!(self, Self::Abstain { why } if *why != Abstention::NoFinding)
    }
}

/// Why nothing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Abstention {
    /// A gate refused the picture; its [`GateReport`](crate::GateReport) says why.
    Gate,
    /// The 95 % set is empty: the picture fits none of the classes.
    EmptySet,
    /// The 95 % set holds every class: the picture fits all of them.
    FullSet,
    /// The 95 % set holds "none" and a finding: whether there is one is undecided.
    Unclear,
    /// "None" is the most probable class, and the model was not right often enough on external data to give that as an
    /// answer.
    NoFinding,
}

impl Abstention {
    /// The word in JSON, and in `data-why`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::EmptySet => "empty_set",
            Self::FullSet => "full_set",
            Self::Unclear => "unclear",
            Self::NoFinding => "no_finding",
        }
    }
}

/// A prediction set: classes that together contain the true one at a stated rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictionSet {
    /// The rate, 0…1: 0.90 or 0.95.
    pub level: f32,
    /// Labels, most probable first.
    pub labels: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_shown_is_not_handed_on() {
        let outline = Outline {
            width: 1,
            height: 1,
            probabilities: vec![255],
            threshold: 0.5,
            regions: Vec::new(),
            specks: 1,
            mask: Vec::new(),
        };
        let mut classes = Classes {
            probabilities: vec![Probability { label: "a".into(), value: 1.0 }],
            decision: Decision::Class { label: "a".into() },
            prediction_sets: Vec::new(),
            maps: Vec::new(),
            outline: Some(outline),
        };
        let mut shown = |decision: Decision| {
            classes.decision = decision;
            (classes.shown_probabilities().len(), classes.shown_outline().is_some())
        };
        assert_eq!(shown(Decision::Class { label: "a".into() }), (1, true));
        assert_eq!(shown(Decision::Set { labels: vec!["a".into(), "b".into()] }), (1, true));
        for (why, expected) in [
            (Abstention::Gate, (0, false)),
            (Abstention::EmptySet, (1, false)),
            (Abstention::FullSet, (1, false)),
            (Abstention::Unclear, (1, false)),
            (Abstention::NoFinding, (1, true)),
        ] {
            assert_eq!(shown(Decision::Abstain { why }), expected, "{why:?}");
        }
    }
}
