//! Which kinds of acquisition a task's pictures come from, as an MR scanner gives the same slice with one contrast or
//! another: part of its file, and of the manifest.

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acquisitions {
    /// Kinds that the model was made for. Where it was measured on another one, its score there is told; else that there
    /// is none.
    #[serde(default)]
    pub made_for: Vec<String>,
    /// The kind by the source of a picture, as `manifest.csv` has it; by the name of a data set whose pictures are of one
    /// source. Pictures of other sources take no part.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// What the terms of a file may mean, as `dicom` gives them: `T1 CONTRAST`. One kind where a term settles it, several
    /// where the picture decides among them.
    #[serde(default)]
    pub terms: BTreeMap<String, Vec<String>>,
}

impl Acquisitions {
    /// The kinds that a term of a file may mean; none for a term that the task does not know.
    #[must_use]
    pub fn kinds(&self, term: &str) -> &[String] {
        self.terms.get(term).map(Vec::as_slice).unwrap_or_default()
    }

    /// The kind of a source's pictures, where it is known.
    #[must_use]
    pub fn of_source(&self, source: &str) -> Option<&str> {
        self.sources.get(source).map(String::as_str)
    }

    /// Whether the model was made for a kind; for every kind where none is named.
    #[must_use]
    pub fn is_made_for(&self, kind: &str) -> bool {
        self.made_for.is_empty() || self.made_for.iter().any(|named| named == kind)
    }

    /// Every kind that is spoken of, some more than once.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = &String> {
        self.made_for.iter().chain(self.sources.values()).chain(self.terms.values().flatten())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Task, Translation};

    const TASK: &str = r#"
        answer = "classes"
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
