//! What was typed about a case and is not saved yet.
//!
//! It outlives the screen, which is rebuilt when one field is saved: the others stay as they were typed.

use leptos::prelude::*;
use protocol::{KeptCase, ReaderOrder};

/// The contents of the fields of a case. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(crate) struct CaseDraft {
    pub(crate) notes: RwSignal<String>,
    /// Separated by commas.
    pub(crate) tags: RwSignal<String>,
    first: ReaderDraft,
    second: ReaderDraft,
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
        Self { notes: empty(), tags: empty(), first: reader(), second: reader() }
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
        let said = |reader: ReaderOrder| case.assessments.iter().find(|said| said.reader == reader);
        self.notes.set(case.notes.clone());
        self.tags.set(case.tags.join(", "));
        for reader in [ReaderOrder::First, ReaderOrder::Second] {
            let ReaderDraft { label, comment } = self.reader(reader);
            label.set(said(reader).and_then(|said| said.label.clone()).unwrap_or_default());
            comment.set(said(reader).map(|said| said.comment.clone()).unwrap_or_default());
        }
    }

    pub(super) fn clear(self) {
        let Self { notes, tags, first, second } = self;
        for field in [notes, tags, first.label, first.comment, second.label, second.comment] {
            field.set(String::new());
        }
    }
}
