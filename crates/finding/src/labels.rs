//! Any of several labels.

use super::{Abstention, ActivationMap};
use serde::{Deserialize, Serialize};

/// The answer of a network that judges every label by itself: none, one or several may apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// In the order of the model's logits. Empty where a gate refused the picture before the network.
    pub labels: Vec<LabelFound>,
    /// Why no label is judged; `None` where labels are.
    pub abstention: Option<Abstention>,
    /// One per label, in the same order.
    pub maps: Vec<ActivationMap>,
}

/// The answer for one label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelFound {
    /// Label as in the model's manifest.
    pub label: String,
    /// Calibrated, 0…1; those of several labels do not sum to 1.
    pub probability: f32,
    /// Probability from which on the label counts as present, 0…1.
    pub threshold: f32,
    /// Rate at which a state that is not [`LabelState::Unclear`] is correct, 0…1; `None` where that was not
    /// calibrated.
    pub level: Option<f32>,
    /// What may be shown.
    pub state: LabelState,
}

/// What may be shown of a label: the set of "applies" and "does not apply" that contains the true one at the stated
/// rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelState {
    /// It applies.
    Present,
    /// It does not.
    Absent,
    /// Neither can be ruled out, or neither fits.
    Unclear,
}
