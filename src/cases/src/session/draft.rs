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
    /// Of the person who answers a case that was handed over.
    pub(crate) comment: RwSignal<String>,
    first: RwSignal<String>,
    second: RwSignal<String>,
}

impl CaseDraft {
    pub(super) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { notes: empty(), tags: empty(), comment: empty(), first: empty(), second: empty() }
    }

    /// The label that this reader gives in their own words.
    pub(crate) fn label(self, reader: ReaderOrder) -> RwSignal<String> {
        match reader {
            ReaderOrder::First => self.first,
            ReaderOrder::Second => self.second,
        }
    }

    /// Starts with the stored values of a case.
    pub(super) fn begin(self, case: &KeptCase) {
        let said = |reader: ReaderOrder| case.assessments.iter().find(|said| said.reader == reader);
        let answers_as = case.origin.as_ref().map(|origin| origin.answers_as);
        self.notes.set(case.notes.clone());
        self.tags.set(case.tags.join(", "));
        self.comment.set(answers_as.and_then(said).map(|said| said.comment.clone()).unwrap_or_default());
        for reader in [ReaderOrder::First, ReaderOrder::Second] {
            self.label(reader).set(said(reader).and_then(|said| said.label.clone()).unwrap_or_default());
        }
    }

    pub(super) fn clear(self) {
        for field in [self.notes, self.tags, self.comment, self.first, self.second] {
            field.set(String::new());
        }
    }
}
