//! Text that was typed about a stored case, and not saved.

use serde::{Deserialize, Serialize};

/// The contents of the fields of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTexts {
    /// Its notes.
    pub notes: String,
    /// Its tags, separated by commas.
    pub tags: String,
    /// What the first reader says, and the second one.
    pub readers: [ReaderTexts; 2],
}

/// What a reader says in their own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderTexts {
    /// In place of the model's answer; empty for none.
    pub label: String,
    /// Beside it.
    pub comment: String,
}

/// What was typed, beside what was stored when it was typed: so it can be continued after the case was changed
/// elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsavedTexts {
    /// What was stored.
    pub before: CaseTexts,
    /// What the fields held.
    pub typed: CaseTexts,
}

impl CaseTexts {
    /// Whether saving this would change nothing: tags are compared as they are stored, trimmed and each once.
    #[must_use]
    pub fn says_the_same(&self, stored: &Self) -> bool {
        let mut readers = self.readers.iter().zip(&stored.readers);
        self.notes == stored.notes
            && self.each_tag() == stored.each_tag()
            && readers.all(|(typed, stored)| {
                typed.label.trim() == stored.label.trim() && typed.comment.trim() == stored.comment.trim()
            })
    }

    fn each_tag(&self) -> Vec<&str> {
        let mut tags = Vec::new();
        for tag in self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }
}

impl UnsavedTexts {
    /// What the fields hold once `now` is stored: a field in which nothing was typed has what is stored now.
    #[must_use]
    pub fn continued(self, now: CaseTexts) -> CaseTexts {
        let Self { before, typed } = self;
        let field = |typed: String, before: &str, now: String| if typed == before { now } else { typed };
        let [typed_first, typed_second] = typed.readers;
        let [first, second] = now.readers;
        let reader = |typed: ReaderTexts, before: &ReaderTexts, now: ReaderTexts| ReaderTexts {
            label: field(typed.label, &before.label, now.label),
            comment: field(typed.comment, &before.comment, now.comment),
        };
        CaseTexts {
            notes: field(typed.notes, &before.notes, now.notes),
            tags: field(typed.tags, &before.tags, now.tags),
            readers: [reader(typed_first, &before.readers[0], first), reader(typed_second, &before.readers[1], second)],
        }
    }
}
