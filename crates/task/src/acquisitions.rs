//! The kinds of acquisition of a task's pictures, such as the contrasts of an MR scanner: part of its file, and of the
//! manifest.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Kinds of acquisition. `[text.acquisitions]` names each of them for people.
///
/// ```
/// let known: task::Acquisitions = toml::from_str(r#"
/// made_for = ["ultraviolet"]
/// sources = { garden = "ultraviolet", wood = "daylight" }
/// terms = { UV = ["ultraviolet"] }
/// "#).unwrap();
/// assert_eq!(known.of_source("wood"), Some("daylight"));
/// assert_eq!(known.kinds("UV"), ["ultraviolet"]);
/// assert!(known.kinds("X").is_empty() && known.is_made_for("ultraviolet"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acquisitions {
    /// Kinds that the model was made for. A picture of another kind is answered together with the score on that kind,
    /// or refused: see `least_auc`.
    #[serde(default)]
    pub made_for: Vec<String>,
    /// Pictures of a kind that the model was not made for are refused where its area under the curve, any finding against
    /// none, is below this on that kind, or was not measured. 0…1; without it none is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_auc: Option<f32>,
    /// The kind by the source of a picture, as in `manifest.csv`; by the name of a data set with only one source.
    /// Pictures of other sources are ignored.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// The possible kinds of a file's terms, as `dicom` returns them: `T1 CONTRAST`. One kind where a term is
    /// unambiguous, several where the picture decides among them.
    #[serde(default)]
    pub terms: BTreeMap<String, Vec<String>>,
}

impl Acquisitions {
    /// The possible kinds of a file's term; none for an unknown term.
    #[must_use]
    pub fn kinds(&self, term: &str) -> &[String] {
        self.terms.get(term).map(Vec::as_slice).unwrap_or_default()
    }

    /// The kind of a source's pictures, where known.
    #[must_use]
    pub fn of_source(&self, source: &str) -> Option<&str> {
        self.sources.get(source).map(String::as_str)
    }

    /// Whether the model was made for a kind; for every kind where none is named.
    #[must_use]
    pub fn is_made_for(&self, kind: &str) -> bool {
        self.made_for.is_empty() || self.made_for.iter().any(|named| named == kind)
    }

    /// Whether pictures of a kind are refused, given the model's area under the curve on it, if measured.
    ///
    /// ```
    /// let known: task::Acquisitions = toml::from_str("made_for = [\"a\"]\nleast_auc = 0.7").unwrap();
    /// assert!(known.refuses("b", None) && known.refuses("b", Some(0.69)));
    /// assert!(!known.refuses("b", Some(0.7)) && !known.refuses("a", None));
    /// let told: task::Acquisitions = toml::from_str("made_for = [\"a\"]").unwrap();
    /// assert!(!told.refuses("b", None));
    /// ```
    #[must_use]
    pub fn refuses(&self, kind: &str, area: Option<f32>) -> bool {
        let is_low = |least: f32| area.is_none_or(|area| area < least);
        !self.is_made_for(kind) && self.least_auc.is_some_and(is_low)
    }

    /// Every kind that is mentioned, some more than once.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = &String> {
        self.made_for.iter().chain(self.sources.values()).chain(self.terms.values().flatten())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Task, Translation};

    const TASK: &str = r#"
        answer = "classes"
        groups = "picture"
        licence = "CC0-1.0"
        [text]
        name = "Leaves"
        one = "a leaf"
        many = "leaves"
        acquisitions = { day = "pictures by daylight", lamp = "pictures by lamp" }
        classes = { clear = { name = "Clear" }, rust = { name = "Rust" } }
        [acquisitions]
        made_for = ["day"]
        sources = { garden = "day" }
        terms = { L = ["lamp", "day"] }
    "#;

    #[test]
    fn a_limit_that_no_score_can_have_is_refused() {
        let of = |least: &str| {
            let text = TASK.replace("made_for = [\"day\"]", &format!("made_for = [\"day\"]\nleast_auc = {least}"));
            toml::from_str::<Task>(&text).unwrap().check()
        };
        assert_eq!(of("0.7"), Ok(()));
        let why = of("70").unwrap_err();
        assert_eq!((why.expected.as_str(), why.found.as_str()), ("`least_auc` from 0 to 1", "70"));
    }

    #[test]
    fn every_kind_that_is_spoken_of_has_words_in_each_language() {
        let task: Task = toml::from_str(TASK).unwrap();
        assert_eq!(task.check(), Ok(()));
        assert_eq!(task.text.acquisition("lamp"), Some("pictures by lamp"));
        let nameless: Task = toml::from_str(&TASK.replace("lamp = \"pictures by lamp\"", "lamp = \" \"")).unwrap();
        let why = nameless.check().unwrap_err();
        assert_eq!(
            (why.expected.as_str(), why.found.as_str()),
            ("words for every kind under [text.acquisitions]", "none for `lamp`")
        );
        let german = r#"
            [text]
            name = "Blätter"
            one = "ein Blatt"
            many = "Blätter"
            acquisitions = { day = "Bildern bei Tageslicht" }
            classes = { clear = { name = "Klar" }, rust = { name = "Rost" } }
        "#;
        let german: Translation = toml::from_str(german).unwrap();
        let faults = german.check(&task, "de");
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["text.acquisitions.lamp"]);
        let day = ("text.acquisitions.day".to_owned(), "Bildern bei Tageslicht".to_owned());
        assert!(german.words().contains(&day));
    }
}
