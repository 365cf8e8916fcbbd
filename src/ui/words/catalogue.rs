//! What the model that runs calls its classes, its findings and its pictures, for sentences that only know a label.
//!
//! A page has one model at a time, and each brings its words with it. A class is always what the model matched, never what
//! the patient has.

use std::cell::RefCell;

use task::Words;

thread_local! {
    /// No words at first: labels then stand for themselves.
    static WORDS: RefCell<Words> = RefCell::default();
}

/// Puts a model's words in the place of those before.
pub fn install(words: Words) {
    WORDS.set(words);
}

/// Short name of a label; one that the model does not have is shown as it is.
#[must_use]
pub fn class_name(label: &str) -> String {
    of(label, 0).unwrap_or_else(|| label.to_owned())
}

/// Headline of an answer with this label on top.
#[must_use]
pub fn class_headline(label: &str) -> String {
    of(label, 1).unwrap_or_else(|| label.to_owned())
}

/// What a label means, for a patient; `None` where nobody wrote it.
#[must_use]
pub fn class_meaning(label: &str) -> Option<String> {
    of(label, 2).filter(|meaning| !meaning.is_empty())
}

/// Several findings of the model that runs.
pub(super) fn findings() -> String {
    WORDS.with_borrow(|words| words.findings.clone())
}

/// One part of an examination, of the model that runs.
pub(super) fn unit() -> String {
    WORDS.with_borrow(|words| words.unit.clone())
}

fn of(label: &str, which: usize) -> Option<String> {
    WORDS.with_borrow(|words| words.of(label, which).cloned())
}
