//! What a score measures.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a score measures; written by its name, as `recall_<label>`.
///
/// ```
/// use evaluation::Metric;
///
/// let metric = Metric::from("baseline_macro_recall".to_owned());
/// assert_eq!(metric, Metric::Baseline(Box::new(Metric::MacroRecall)));
/// assert_eq!(metric.to_string(), "baseline_macro_recall");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Metric {
    /// `accuracy`: share of correct answers.
    Accuracy,
    /// `macro_recall`: mean of the classes' recalls.
    MacroRecall,
    /// `macro_recall_of_…`: mean of the recalls of labels, with commas between them, on their pictures alone.
    RecallOf(String),
    /// `macro_recall_subgroup_…`: mean of the recalls of the labels that occur, on the pictures of a subgroup of people.
    SubgroupRecall(String),
    /// `macro_precision`: mean of the classes' precisions.
    MacroPrecision,
    /// `macro_f1`: mean of the classes' F1 scores.
    MacroF1,
    /// `macro_auc`: mean of the classes' areas under the curve.
    MacroAuc,
    /// `macro_auc_by_group`: the same with every group counted once for each class.
    GroupAuc,
    /// `ece`: expected calibration error.
    Ece,
    /// `baseline_…`: the same of a trivial rule.
    Baseline(Box<Metric>),
    /// `recall_…`: of a label.
    Recall(String),
    /// `specificity_…`: of a label that is judged by itself, on pictures to which it does not apply.
    Specificity(String),
    /// `precision_…`: of a label.
    Precision(String),
    /// `f1_…`: of a label.
    F1(String),
    /// `auc_…`: of a label.
    Auc(String),
    /// `accuracy_source_…`: on the pictures of a source.
    SourceAccuracy(String),
    /// `ece_source_…`: expected calibration error on the pictures of a source.
    SourceEce(String),
    /// `dice_source_…`: agreement of outlines with drawn ones, on the pictures of a source.
    Dice(String),
    /// `outline_hit_source_…`: outlines whose most certain cell is in the drawn one, on the pictures of a source.
    OutlineHit(String),
    /// `outlined_wrongly_source_…`: pictures of a source without a finding in which something is outlined.
    OutlinedWrongly(String),
    /// `reaching_a_classifier_…`: pictures of a label without a task that pass the modality gate.
    ReachingAClassifier(String),
    /// `turned_away_…`: pictures of a label with a task that the modality gate refuses.
    TurnedAway(String),
    /// An unknown metric, by its name.
    Other(String),
}

/// Prefix of a name that ends with a label or a source.
type OfOne = (&'static str, fn(String) -> Metric);

const OF_ONE: [OfOne; 14] = [
    ("macro_recall_of_", Metric::RecallOf),
    ("macro_recall_subgroup_", Metric::SubgroupRecall),
    ("recall_", Metric::Recall),
    ("specificity_", Metric::Specificity),
    ("precision_", Metric::Precision),
    ("f1_", Metric::F1),
    ("auc_", Metric::Auc),
    ("accuracy_source_", Metric::SourceAccuracy),
    ("ece_source_", Metric::SourceEce),
    ("dice_source_", Metric::Dice),
    ("outline_hit_source_", Metric::OutlineHit),
    ("outlined_wrongly_source_", Metric::OutlinedWrongly),
    ("reaching_a_classifier_", Metric::ReachingAClassifier),
    ("turned_away_", Metric::TurnedAway),
];

impl From<String> for Metric {
    fn from(name: String) -> Self {
        match name.as_str() {
            "accuracy" => Self::Accuracy,
            "macro_recall" => Self::MacroRecall,
            "macro_precision" => Self::MacroPrecision,
            "macro_f1" => Self::MacroF1,
            "macro_auc" => Self::MacroAuc,
            "macro_auc_by_group" => Self::GroupAuc,
            "ece" => Self::Ece,
            _ => {
                if let Some(inner) = name.strip_prefix("baseline_") {
                    return Self::Baseline(Box::new(Self::from(inner.to_owned())));
                }
                let known = OF_ONE.iter().find_map(|(prefix, of)| Some(of(name.strip_prefix(prefix)?.to_owned())));
                known.unwrap_or(Self::Other(name))
            }
        }
    }
}

impl From<Metric> for String {
    fn from(metric: Metric) -> Self {
        metric.to_string()
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, of) = match self {
            Self::Accuracy => ("accuracy", ""),
            Self::MacroRecall => ("macro_recall", ""),
            Self::MacroPrecision => ("macro_precision", ""),
            Self::MacroF1 => ("macro_f1", ""),
            Self::MacroAuc => ("macro_auc", ""),
            Self::GroupAuc => ("macro_auc_by_group", ""),
            Self::Ece => ("ece", ""),
            Self::Baseline(inner) => {
                f.write_str("baseline_")?;
                return fmt::Display::fmt(inner, f);
            }
            Self::RecallOf(of) => ("macro_recall_of_", of.as_str()),
            Self::SubgroupRecall(of) => ("macro_recall_subgroup_", of.as_str()),
            Self::Recall(of) => ("recall_", of.as_str()),
            Self::Specificity(of) => ("specificity_", of.as_str()),
            Self::Precision(of) => ("precision_", of.as_str()),
            Self::F1(of) => ("f1_", of.as_str()),
            Self::Auc(of) => ("auc_", of.as_str()),
            Self::SourceAccuracy(of) => ("accuracy_source_", of.as_str()),
            Self::SourceEce(of) => ("ece_source_", of.as_str()),
            Self::Dice(of) => ("dice_source_", of.as_str()),
            Self::OutlineHit(of) => ("outline_hit_source_", of.as_str()),
            Self::OutlinedWrongly(of) => ("outlined_wrongly_source_", of.as_str()),
            Self::ReachingAClassifier(of) => ("reaching_a_classifier_", of.as_str()),
            Self::TurnedAway(of) => ("turned_away_", of.as_str()),
            Self::Other(name) => (name.as_str(), ""),
        };
        f.write_str(kind)?;
        f.write_str(of)
    }
}

#[cfg(test)]
mod tests {
    use super::{Metric, OF_ONE};

    #[test]
    fn every_name_comes_back_as_it_was() {
        let whole =
            ["accuracy", "macro_recall", "macro_precision", "macro_f1", "macro_auc", "macro_auc_by_group", "ece"];
        let whole = whole.map(str::to_owned);
        let of_one = OF_ONE.map(|(prefix, of)| {
            let name = format!("{prefix}some_label");
            assert_eq!(Metric::from(name.clone()), of("some_label".to_owned()));
            name
        });
        let more = ["baseline_accuracy", "baseline_recall_a", "quite_new", ""].map(str::to_owned);
        for name in whole.iter().chain(&of_one).chain(&more) {
            assert_eq!(&Metric::from(name.clone()).to_string(), name);
        }
        assert!(whole.iter().all(|name| !matches!(Metric::from(name.clone()), Metric::Other(_))));
        assert_eq!(Metric::from("quite_new".to_owned()), Metric::Other("quite_new".to_owned()));
    }
}
