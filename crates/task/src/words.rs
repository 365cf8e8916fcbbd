//! A page's texts about a model's task and classes: those of a [`TaskText`], as sent to the page.

use super::{GroupsOf, TaskText};
use serde::{Deserialize, Serialize};

/// The texts of one model, all present: missing ones are replaced by texts that fit every task. Flat, since every
/// visitor downloads the code that deserialises it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskWords {
    /// One part of an examination: "leaf".
    pub unit: String,
    /// Several: "leaves".
    pub units: String,
    /// One finding of any class, with its article: "a spot".
    pub finding: String,
    /// Several findings: "spots".
    pub findings: String,
    /// The note beside every score; may be empty.
    pub caveat: String,
    /// What one group of its data is, as in [`GroupsOf::name`]: the selector of sentences for what a score refers to.
    /// Any other word is treated as pictures.
    pub groups: String,
    /// The model's labels.
    pub labels: Vec<String>,
    /// For each label its name, its headline, its meaning and a caution; the last two may be empty.
    pub classes: Vec<String>,
}

impl TaskWords {
    /// From a task with these groups, for a model's labels.
    #[must_use]
    pub fn new(text: &TaskText, groups: GroupsOf, labels: &[String]) -> Self {
        let worded = |text: &str, otherwise: &str| if text.is_empty() { otherwise.to_owned() } else { text.to_owned() };
        let of_class = |label: &String| {
            let own = text.classes.get(label);
            let [meaning, caution] = own.map_or([""; 2], |class| [&class.meaning, &class.caution].map(String::as_str));
            [text.class_name(label), text.headline(label), meaning, caution].map(str::to_owned)
        };
        Self {
            unit: worded(&text.unit, "picture"),
            units: worded(&text.units, "pictures"),
            finding: worded(&text.finding, "a finding"),
            findings: worded(&text.findings, "findings"),
            caveat: text.caveat.clone(),
            groups: groups.name().to_owned(),
            labels: labels.to_vec(),
            classes: labels.iter().flat_map(of_class).collect(),
        }
    }

    /// Whether its groups are more than single pictures, so that they are counted too.
    #[must_use]
    pub fn counts_groups(&self) -> bool {
        [GroupsOf::Patient, GroupsOf::Nodule].iter().any(|known| known.name() == self.groups)
    }

    /// Name (0), headline (1), meaning (2) or caution (3) of a label; `None` for one that the model does not have.
    #[must_use]
    pub fn of(&self, label: &str, which: usize) -> Option<&String> {
        let at = self.labels.iter().position(|known| known == label)?;
        self.classes.get(at * 4 + which)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ClassText;

    #[test]
    fn what_nobody_wrote_is_there_in_words_that_fit_every_task() {
        let (meaning, caution) = ("It is red.".into(), "It comes back.".into());
        let class = ClassText { name: "Rust".into(), meaning, caution, ..ClassText::default() };
        let text =
            TaskText { unit: "leaf".into(), classes: [("rust".to_owned(), class)].into(), ..TaskText::default() };
        let words = TaskWords::new(&text, GroupsOf::Nodule, &["clear".into(), "rust".into()]);
        assert_eq!((words.groups.as_str(), words.counts_groups()), ("nodule", true));
        assert!(!TaskWords::default().counts_groups(), "what nobody said is not counted");
        assert_eq!([&words.unit, &words.units, &words.finding].map(String::as_str), ["leaf", "pictures", "a finding"]);
        let of = |label: &str| [0, 1, 2, 3].map(|which| words.of(label, which).map(String::as_str));
        assert_eq!(of("clear"), [Some("clear"), Some("clear"), Some(""), Some("")]);
        assert_eq!(of("rust"), [Some("Rust"), Some("Rust"), Some("It is red."), Some("It comes back.")]);
        assert_eq!(of("mould"), [None; 4]);
    }
}
