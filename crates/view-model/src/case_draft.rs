//! What was typed about a kept case, beside what is stored of it.

use protocol::{CaseTexts, KeptCase, ReaderOrder, ReaderTexts, UnsavedTexts};

/// What is stored.
#[must_use]
pub fn stored_texts(case: &KeptCase) -> CaseTexts {
    let reader = |order: ReaderOrder| {
        let said = case.assessments.iter().find(|said| said.reader == order);
        said.map_or_else(ReaderTexts::default, |said| ReaderTexts {
            label: said.label.clone().unwrap_or_default(),
            comment: said.comment.clone(),
        })
    };
    let readers = [ReaderOrder::First, ReaderOrder::Second].map(reader);
    CaseTexts { notes: case.notes.clone(), tags: case.tags.join(", "), readers }
}

/// What of these contents of the fields is not stored; `None` where all of it is.
#[must_use]
pub fn unsaved_texts(typed: CaseTexts, case: &KeptCase) -> Option<UnsavedTexts> {
    let before = stored_texts(case);
    (!typed.says_the_same(&before)).then_some(UnsavedTexts { before, typed })
}

/// What the fields of a case begin with: what is stored, and over it what was typed before the vault locked itself.
#[must_use]
pub fn first_texts(case: &KeptCase) -> CaseTexts {
    let stored = stored_texts(case);
    match &case.unsaved {
        Some(unsaved) => unsaved.clone().continued(stored),
        None => stored,
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
            unsaved: None,
            is_unsaved_damaged: false,
        }
    }

    #[test]
    fn what_is_typed_is_unsaved_until_the_vault_has_it() {
        let kept = case("seen", &["one", "two"], Some(("", "at the edge")));
        let texts = stored_texts(&kept);
        assert_eq!((texts.tags.as_str(), texts.readers[1].comment.as_str()), ("one, two", "at the edge"));
        assert_eq!(unsaved_texts(texts.clone(), &kept), None);
        let same = CaseTexts { tags: " one,two,, one".into(), ..texts.clone() };
        assert_eq!(unsaved_texts(same, &kept), None, "as the vault writes them");
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
            let unsaved = UnsavedTexts { before: texts.clone(), typed: other.clone() };
            assert_eq!(unsaved_texts(other, &kept), Some(unsaved));
        }
    }

    #[test]
    fn where_nothing_was_typed_what_was_changed_elsewhere_is_shown() {
        let before = case("old", &["one"], None);
        let now = case("new", &["one", "two"], Some(("mildew", "elsewhere")));
        let followed =
            |typed: CaseTexts| UnsavedTexts { before: stored_texts(&before), typed }.continued(stored_texts(&now));
        let typed = followed(CaseTexts { notes: "mine".into(), ..stored_texts(&before) });
        assert_eq!(typed, CaseTexts { notes: "mine".into(), ..stored_texts(&now) });
        assert!(unsaved_texts(typed, &now).is_some());
        assert_eq!(followed(stored_texts(&before)), stored_texts(&now));
        let mut typed = stored_texts(&before);
        typed.readers[1].comment = "typed".into();
        let followed = followed(typed);
        assert_eq!([followed.readers[1].label.as_str(), followed.readers[1].comment.as_str()], ["mildew", "typed"]);
    }

    #[test]
    fn a_case_begins_with_what_was_typed_before_the_vault_locked_itself() {
        let before = case("old", &["one"], None);
        assert_eq!(first_texts(&before), stored_texts(&before));
        let unsaved = unsaved_texts(CaseTexts { notes: "old, and mine".into(), ..stored_texts(&before) }, &before);
        // Another tab has written tags meanwhile.
        let now = KeptCase { unsaved, ..case("old", &["one", "two"], None) };
        let texts = first_texts(&now);
        assert_eq!((texts.notes.as_str(), texts.tags.as_str()), ("old, and mine", "one, two"));
    }
}
