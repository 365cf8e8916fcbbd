//! The texts of a task: part of the manifest, and shown on the page.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names of a task, its pictures, its findings and its classes. An empty text means that there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TaskText {
    /// Name of the task, as in a list of them: "Blood smear".
    pub name: String,
    /// One picture, with its article: "a blood smear".
    pub one: String,
    /// Several pictures: "blood smears".
    pub many: String,
    /// One part of an examination, as in "in 3 of 100 slices": "slice".
    pub unit: String,
    /// Several of them: "slices".
    pub units: String,
    /// One finding of any class, with its article: "a parasite".
    pub finding: String,
    /// Several findings: "parasites".
    pub findings: String,
    /// The finding as one word in machine-readable fields, as in `any_parasite`; "finding" where it is empty.
    pub finding_key: String,
    /// The note beside every score of the task, where something other than the finding may reveal a class.
    pub caveat: String,
    /// By label.
    pub classes: BTreeMap<String, ClassText>,
    /// Several pictures of each kind of acquisition, as in "On … of other patients": "pictures by daylight".
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub acquisitions: BTreeMap<String, String>,
    /// The people of each subgroup: "children".
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub subgroups: BTreeMap<String, String>,
}

/// Names of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClassText {
    /// Short name: "Falciparum".
    pub name: String,
    /// As a headline of an answer; the name where it is empty.
    pub headline: String,
    /// One sentence or two for a patient: what the word means.
    pub meaning: String,
    /// A sentence that stands beside every answer with this class, and beside one that nothing stood out where this class says
    /// so: "A clear leaf may still be ill."
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caution: String,
    /// One picture of this class, with its article, where classes are kinds of pictures: "a chest X-ray".
    pub one: String,
    /// Several of them: "chest X-rays".
    pub many: String,
}

impl TaskText {
    /// The finding as one word in machine-readable fields.
    #[must_use]
    pub fn finding_key(&self) -> &str {
        if self.finding_key.is_empty() { "finding" } else { &self.finding_key }
    }

    /// The name of a label; the label itself where there is none.
    #[must_use]
    pub fn class_name<'a>(&'a self, label: &'a str) -> &'a str {
        self.classes.get(label).map(|class| class.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(label)
    }

    /// Several pictures of a kind of acquisition; `None` where there is no wording.
    #[must_use]
    pub fn acquisition(&self, kind: &str) -> Option<&str> {
        self.acquisitions.get(kind).map(|words| words.trim()).filter(|words| !words.is_empty())
    }

    /// The people of a subgroup; `None` where nobody has worded it.
    #[must_use]
    pub fn subgroup(&self, name: &str) -> Option<&str> {
        self.subgroups.get(name).map(|words| words.trim()).filter(|words| !words.is_empty())
    }

    /// The headline of an answer with this label.
    ///
    /// ```
    /// use task::{ClassText, TaskText};
    ///
    /// let mut text = TaskText::default();
    /// let (name, headline) = ("No rust".to_owned(), "No rust seen by the model".to_owned());
    /// text.classes.insert("none".into(), ClassText { name, headline, ..ClassText::default() });
    /// text.classes.insert("rust".into(), ClassText { name: "Rust".into(), ..ClassText::default() });
    /// assert_eq!(text.headline("none"), "No rust seen by the model");
    /// assert_eq!(text.headline("rust"), "Rust");
    /// assert_eq!(text.headline("metastasis"), "metastasis");
    /// ```
    #[must_use]
    pub fn headline<'a>(&'a self, label: &'a str) -> &'a str {
        let headline = self.classes.get(label).map(|class| class.headline.as_str());
        headline.filter(|headline| !headline.is_empty()).unwrap_or_else(|| self.class_name(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_worded_is_called_by_its_label() {
        let mut text = TaskText::default();
        assert_eq!((text.class_name("x"), text.headline("x")), ("x", "x"));
        text.classes.insert("x".into(), ClassText { name: "An X".into(), ..ClassText::default() });
        assert_eq!((text.class_name("x"), text.headline("x")), ("An X", "An X"));
    }
}
