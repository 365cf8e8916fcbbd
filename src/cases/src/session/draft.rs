//! What was typed about a case and is not saved yet.
//!
//! It outlives the screen, which is rebuilt when one field is saved: the others stay as they were typed. While it is
//! typed it is sealed in the vault, which may lock itself: the case begins with it when it is opened again.

use super::{CasesSession, Screen};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{CaseTexts, KeptCase, ReaderOrder, ReaderTexts, UnsavedTexts, VaultQuery};
use text::Message;
use view_model::case_draft::{first_texts, stored_texts, unsaved_texts};

/// Milliseconds of typing that are sealed at once.
const SEAL_MS: u32 = 2_000;

/// The contents of the fields of a case. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(crate) struct CaseDraft {
    pub(crate) notes: RwSignal<String>,
    /// Separated by commas.
    pub(crate) tags: RwSignal<String>,
    first: ReaderDraft,
    second: ReaderDraft,
    /// Whether it was asked if what is not saved may be lost.
    pub(crate) asks: RwSignal<bool>,
    /// What of it is sealed in the vault.
    sealed: StoredValue<Option<CaseTexts>>,
    /// Whether it is sealed soon.
    seals_soon: StoredValue<bool>,
}

/// What a reader says in their own words.
#[derive(Clone, Copy)]
pub(crate) struct ReaderDraft {
    /// In place of the model's answer.
    pub(crate) label: RwSignal<String>,
    pub(crate) comment: RwSignal<String>,
}

impl CaseDraft {
    pub(super) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let reader = || ReaderDraft { label: empty(), comment: empty() };
        Self {
            notes: empty(),
            tags: empty(),
            first: reader(),
            second: reader(),
            asks: RwSignal::new(false),
            sealed: StoredValue::new(None),
            seals_soon: StoredValue::new(false),
        }
    }

    /// What this reader says.
    pub(crate) fn reader(self, reader: ReaderOrder) -> ReaderDraft {
        match reader {
            ReaderOrder::First => self.first,
            ReaderOrder::Second => self.second,
        }
    }

    /// Starts with the stored values of a case, and what was typed over them before the vault locked itself.
    pub(super) fn begin(self, case: &KeptCase) {
        self.put(first_texts(case));
        // What cannot be read is as good as nothing, and forgotten as everything else is that is given up.
        let damaged = case.is_unsaved_damaged.then(CaseTexts::default);
        self.sealed.set_value(case.unsaved.as_ref().map(|unsaved| unsaved.typed.clone()).or(damaged));
    }

    /// Goes on with a case that was changed elsewhere.
    pub(super) fn follow(self, before: &KeptCase, now: &KeptCase) {
        let unsaved = UnsavedTexts { before: stored_texts(before), typed: self.texts() };
        self.put(unsaved.continued(stored_texts(now)));
    }

    pub(super) fn clear(self) {
        self.put(CaseTexts::default());
        self.sealed.set_value(None);
    }

    fn texts(self) -> CaseTexts {
        let readers = [self.first, self.second]
            .map(|reader| ReaderTexts { label: reader.label.get_untracked(), comment: reader.comment.get_untracked() });
        CaseTexts { notes: self.notes.get_untracked(), tags: self.tags.get_untracked(), readers }
    }

    fn put(self, texts: CaseTexts) {
        self.notes.set(texts.notes);
        self.tags.set(texts.tags);
        for (reader, ReaderTexts { label, comment }) in [self.first, self.second].into_iter().zip(texts.readers) {
            reader.label.set(label);
            reader.comment.set(comment);
        }
        self.asks.set(false);
    }
}

impl CasesSession {
    /// The case that is shown, and what was typed about it and is not saved.
    fn unsaved(self) -> Option<(String, Option<Box<UnsavedTexts>>)> {
        match &*self.screen.read_untracked() {
            Screen::Case(case) => Some((case.case.clone(), unsaved_texts(self.draft.texts(), case).map(Box::new))),
            _ => None,
        }
    }

    /// Whether something was typed about the case that is shown, and is not saved.
    pub(super) fn has_unsaved(self) -> bool {
        self.unsaved().is_some_and(|(_, texts)| texts.is_some())
    }

    /// Somebody is typing: it is sealed in a moment.
    pub(crate) fn seal_soon(self) {
        if self.draft.seals_soon.get_value() || self.unsaved().is_none() {
            return;
        }
        self.draft.seals_soon.set_value(true);
        spawn_local(async move {
            browser::clock::sleep_ms(SEAL_MS).await;
            self.draft.seals_soon.set_value(false);
            self.seal().await;
        });
    }

    /// Seals in the vault what is not saved; what is saved meanwhile is forgotten there. One that cannot be sealed is tried
    /// again with the next key, and said to be lost where the vault locks itself before.
    async fn seal(self) {
        let (Some(client), Some((case, texts))) = (self.client.get_value(), self.unsaved()) else { return };
        let typed = texts.as_ref().map(|texts| texts.typed.clone());
        if typed == self.draft.sealed.get_value() {
            return;
        }
        let answer = client.ask(VaultQuery::Unsaved { case: case.clone(), texts }, None).await;
        if answer.is_ok() && self.unsaved().is_some_and(|(shown, _)| shown == case) {
            self.draft.sealed.set_value(typed);
        }
    }

    /// A field of the case was saved: it is shown as it is now.
    pub(super) fn changed(self, case: Box<KeptCase>) {
        self.screen.set(Screen::Case(case));
        spawn_local(self.seal());
    }

    /// Says that the fields hold what was typed before the vault locked itself.
    pub(super) fn resume(self) {
        if self.has_unsaved() {
            self.said.set(Some(text::cases::resumed()));
        } else {
            // It was saved after all, perhaps in another tab.
            spawn_local(self.seal());
        }
    }

    /// Forgets what was typed and is not saved.
    fn give_up(self) {
        let (Some(client), Some((case, _))) = (self.client.get_value(), self.unsaved()) else { return };
        self.draft.sealed.set_value(None);
        spawn_local(async move { drop(client.ask(VaultQuery::Unsaved { case, texts: None }, None).await) });
    }

    /// What is said where the vault has locked itself.
    pub(super) fn locked_words(self) -> Message {
        match self.unsaved() {
            Some((_, Some(texts))) if self.draft.sealed.with_value(|sealed| sealed.as_ref() == Some(&texts.typed)) => {
                text::cases::locked_sealed()
            }
            Some((_, Some(_))) => text::cases::locked_unsaved(),
            _ => text::cases::locked_itself(),
        }
    }

    /// Whether the case may be left: where something would be lost, it is asked once.
    pub(crate) fn may_leave(self) -> bool {
        let has_unsaved = self.has_unsaved();
        if self.draft.asks.get_untracked() || !has_unsaved {
            self.stay();
            if has_unsaved || self.draft.sealed.with_value(Option::is_some) {
                self.give_up();
            }
            return true;
        }
        self.draft.asks.set(true);
        self.said.set(Some(text::cases::unsaved()));
        false
    }

    /// Takes the question back: something else was done than leaving.
    pub(crate) fn stay(self) {
        if self.draft.asks.get_untracked() {
            self.draft.asks.set(false);
            self.said.set(None);
        }
    }
}
