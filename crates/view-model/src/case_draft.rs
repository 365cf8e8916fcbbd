//! What was typed about a kept case, beside what is stored of it.

use protocol::{KeptCase, ReaderOrder};

/// The contents of the fields of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseTexts {
    /// Its notes.
    pub notes: String,
    /// Its tags, separated by commas.
    pub tags: String,
    /// What the first reader says, and the second one.
    pub readers: [ReaderTexts; 2],
}

/// What a reader says in their own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReaderTexts {
    /// In place of the model's answer; empty for none.
    pub label: String,
    /// Beside it.
    pub comment: String,
}

impl CaseTexts {
    /// What is stored.
    #[must_use]
    pub fn of(case: &KeptCase) -> Self {
        let reader = |order: ReaderOrder| {
            let said = case.assessments.iter().find(|said| said.reader == order);
            said.map_or_else(ReaderTexts::default, |said| ReaderTexts {
                label: said.label.clone().unwrap_or_default(),
                comment: said.comment.clone(),
            })
        };
        let readers = [ReaderOrder::First, ReaderOrder::Second].map(reader);
        Self { notes: case.notes.clone(), tags: case.tags.join(", "), readers }
    }

    /// Whether all of it is stored: tags count as the vault keeps them, trimmed and each once.
    #[must_use]
    pub fn is_stored(&self, case: &KeptCase) -> bool {
        let stored = Self::of(case);
        let mut readers = self.readers.iter().zip(&stored.readers);
        self.notes == stored.notes
            && self.each_tag() == stored.each_tag()
            && readers.all(|(typed, stored)| {
                typed.label.trim() == stored.label.trim() && typed.comment.trim() == stored.comment.trim()
            })
    }

    /// The same about a case that was changed elsewhere: a field in which nothing was typed shows what is stored now.
    #[must_use]
    pub fn followed(self, before: &KeptCase, now: &KeptCase) -> Self {
        let (before, now) = (Self::of(before), Self::of(now));
        let field = |typed: String, before: &str, now: String| if typed == before { now } else { typed };
        let [typed_first, typed_second] = self.readers;
        let [first, second] = now.readers;
        let reader = |typed: ReaderTexts, before: &ReaderTexts, now: ReaderTexts| ReaderTexts {
            label: field(typed.label, &before.label, now.label),
            comment: field(typed.comment, &before.comment, now.comment),
        };
        Self {
            notes: field(self.notes, &before.notes, now.notes),
            tags: field(self.tags, &before.tags, now.tags),
            readers: [reader(typed_first, &before.readers[0], first), reader(typed_second, &before.readers[1], second)],
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{PictureExtent, ReaderAgreement, ReaderAssessment};

    fn case(notes: &str, tags: &[&str], second: Option<(&str, &str)>) -> KeptCase {
        let said = |(label, comment): (&str, &str)| ReaderAssessment {
            reader: ReaderOrder::Second,
            agreement: ReaderAgreement::Unsure,
            label: Some(label.to_owned()).filter(|label| !label.is_empty()),
            comment: comment.to_owned(),
        };
        KeptCase {
            case: "1".into(),
            revision: 1,
            finding: None,
            notes: notes.into(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            assessments: second.map(said).into_iter().collect(),
            picture: PictureExtent::Nothing,
            trail: Vec::new(),
            origin: None,
        }
    }

    #[test]
    fn what_is_typed_is_unsaved_until_the_vault_has_it() {
        let kept = case("seen", &["one", "two"], Some(("", "at the edge")));
        let texts = CaseTexts::of(&kept);
        assert_eq!((texts.tags.as_str(), texts.readers[1].comment.as_str()), ("one, two", "at the edge"));
        assert!(texts.is_stored(&kept));
        let same = CaseTexts { tags: " one,two,, one".into(), ..texts.clone() };
        assert!(same.is_stored(&kept), "as the vault writes them");
        let [first, second] = texts.readers.clone();
        let labelled = ReaderTexts { label: "rust".into(), ..first.clone() };
        let commented = ReaderTexts { comment: "in the middle".into(), ..second.clone() };
        for other in [
            CaseTexts { notes: "seen twice".into(), ..texts.clone() },
            CaseTexts { notes: String::new(), ..texts.clone() },
            CaseTexts { tags: "one".into(), ..texts.clone() },
            CaseTexts { tags: "two, one".into(), ..texts.clone() },
            CaseTexts { readers: [labelled, second], ..texts.clone() },
            CaseTexts { readers: [first, commented], ..texts.clone() },
        ] {
            assert!(!other.is_stored(&kept), "{other:?}");
        }
    }

    #[test]
    fn where_nothing_was_typed_what_was_changed_elsewhere_is_shown() {
        let before = case("old", &["one"], None);
        let now = case("new", &["one", "two"], Some(("mildew", "elsewhere")));
        let typed = CaseTexts { notes: "mine".into(), ..CaseTexts::of(&before) };
        let followed = typed.followed(&before, &now);
        assert_eq!(followed, CaseTexts { notes: "mine".into(), ..CaseTexts::of(&now) });
        assert!(!followed.is_stored(&now));
        assert_eq!(CaseTexts::of(&before).followed(&before, &now), CaseTexts::of(&now));
        let mut typed = CaseTexts::of(&before);
        typed.readers[1].comment = "typed".into();
        let followed = typed.followed(&before, &now);
        assert_eq!([followed.readers[1].label.as_str(), followed.readers[1].comment.as_str()], ["mildew", "typed"]);
    }
}
