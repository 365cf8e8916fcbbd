//! What the model that runs calls its classes, its findings and its pictures, for sentences that only know a label.
//!
//! A page has one model at a time, and each brings its words with it. A class is always what the model matched, never what
//! the patient has.

use std::cell::RefCell;

use task::TaskText;

thread_local! {
    /// No words at first: labels then stand for themselves.
    static TEXT: RefCell<TaskText> = RefCell::default();
}

/// Puts a model's words in the place of those before.
pub fn install(text: TaskText) {
    TEXT.set(text);
}

/// Short name of a label; a label that nobody worded is shown as it is.
#[must_use]
pub fn class_name(label: &str) -> String {
    TEXT.with_borrow(|text| text.class_name(label).to_owned())
}

/// Headline of an answer with this label on top.
#[must_use]
pub fn class_headline(label: &str) -> String {
    TEXT.with_borrow(|text| text.headline(label).to_owned())
}

/// What a label means, for a patient; `None` where nobody wrote it.
#[must_use]
pub fn class_meaning(label: &str) -> Option<String> {
    let meaning = TEXT.with_borrow(|text| text.classes.get(label).map(|class| class.meaning.clone()));
    meaning.filter(|meaning| !meaning.is_empty())
}

/// One finding of any class, with its article: "a finding".
#[must_use]
pub fn finding(text: &TaskText) -> &str {
    worded(&text.finding, "a finding")
}

/// Parts of an examination: "pictures".
#[must_use]
pub fn units(text: &TaskText) -> &str {
    worded(&text.units, "pictures")
}

/// Several findings of the model that runs.
pub(super) fn findings() -> String {
    TEXT.with_borrow(|text| worded(&text.findings, "findings").to_owned())
}

/// One part of an examination, of the model that runs.
pub(super) fn unit() -> String {
    TEXT.with_borrow(|text| worded(&text.unit, "picture").to_owned())
}

/// What somebody wrote, else words that fit every task.
fn worded<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
