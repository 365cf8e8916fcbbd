//! What was typed about a case and is not saved yet.
//!
//! It outlives the screen, which is rebuilt when one field is saved: the others stay as they were typed.

use super::{CasesSession, Screen};
use leptos::prelude::*;
use protocol::{KeptCase, ReaderOrder};
use view_model::case_draft::{CaseTexts, ReaderTexts};

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
        Self { notes: empty(), tags: empty(), first: reader(), second: reader(), asks: RwSignal::new(false) }
    }

    /// What this reader says.
    pub(crate) fn reader(self, reader: ReaderOrder) -> ReaderDraft {
        match reader {
            ReaderOrder::First => self.first,
            ReaderOrder::Second => self.second,
        }
    }

    /// Starts with the stored values of a case.
    pub(super) fn begin(self, case: &KeptCase) {
        self.put(CaseTexts::of(case));
    }

    /// Goes on with a case that was changed elsewhere.
    pub(super) fn follow(self, before: &KeptCase, now: &KeptCase) {
        self.put(self.texts().followed(before, now));
    }

    pub(super) fn clear(self) {
        self.put(CaseTexts::default());
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
    /// Whether something was typed about the case that is shown, and is not saved.
    pub(super) fn has_unsaved(self) -> bool {
        match &*self.screen.read_untracked() {
            Screen::Case(case) => !self.draft.texts().is_stored(case),
            _ => false,
        }
    }

    /// Whether the case may be left: where something would be lost, it is asked once.
    pub(crate) fn may_leave(self) -> bool {
        if self.draft.asks.get_untracked() || !self.has_unsaved() {
            self.stay();
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
