//! What a model calls its classes, its findings and its pictures, for sentences that only have a label.
//!
//! A page refers to one model at a time, and each comes with its terms in English. Translations into the page's
//! language are used where available. A class is always what the model matched, never what the patient has.

use std::cell::{Cell, RefCell};

use protocol::ModelReport;
use task::TaskWords;

/// Looks up a task's text in the language of the page, by its field in `models/<task>/task.toml`: `text.name`.
pub type FindWord = fn(task: &str, field: &str) -> Option<&'static str>;

/// Its index in [`TaskWords::of`], and the name of the field.
type ClassField = (usize, &'static str);
const NAME: ClassField = (0, "name");
const HEADLINE: ClassField = (1, "headline");
const MEANING: ClassField = (2, "meaning");
const CAUTION: ClassField = (3, "caution");

thread_local! {
    /// The task and its terms. Initially `None`: labels are then used as names.
    static MODEL: RefCell<(String, TaskWords)> = RefCell::default();
    /// Other tasks whose model was ready in this visit.
    static OTHERS: RefCell<Vec<(String, TaskWords)>> = RefCell::default();
    static FIND: Cell<Option<FindWord>> = const { Cell::new(None) };
}

/// Uses the terms of a model's task from now on. Earlier ones are kept for [`speak_of`].
pub fn install(task: &str, words: TaskWords) {
    let before = MODEL.replace((task.to_owned(), words));
    OTHERS.with_borrow_mut(|others| {
        others.push(before);
        others.retain(|(other, _)| other != task && !other.is_empty());
    });
}

/// Switches to another task whose terms are known; no effect for unknown ones.
pub fn speak_of(task: &str) {
    if MODEL.with_borrow(|(spoken, _)| spoken == task) {
        return;
    }
    OTHERS.with_borrow_mut(|others| {
        if let Some(other) = others.iter_mut().find(|(other, _)| other == task) {
            MODEL.with_borrow_mut(|model| std::mem::swap(model, other));
        }
    });
}

/// A text with the terms of a task, independent of the page's current one.
pub(super) fn speaking_of<T>(task: &str, say: impl FnOnce() -> T) -> T {
    let before = MODEL.with_borrow(|(spoken, _)| spoken.clone());
    speak_of(task);
    let said = say();
    speak_of(&before);
    said
}

/// Sets the translations of task terms into the page's language.
pub fn translate_with(find: FindWord) {
    FIND.set(Some(find));
}

/// A task's term in the language of the page; `english` where there is no translation.
#[must_use]
pub fn word_of<'a>(task: &str, field: &str, english: &'a str) -> &'a str {
    translated(task, field).unwrap_or(english)
}

/// Short name of a label; one that the model does not have is shown as it is.
#[must_use]
pub fn class_name(label: &str) -> String {
    of(label, NAME).unwrap_or_else(|| label.to_owned())
}

/// The same inside a sentence: in lower case in English, unchanged in other languages.
pub(super) fn class_name_inside(label: &str) -> String {
    let own = MODEL.with_borrow(|(task, _)| translated(task, &class_field(label, NAME)));
    own.map_or_else(|| begun_small(class_name(label)), str::to_owned)
}

/// With a small first letter, but for an abbreviation.
fn begun_small(mut name: String) -> String {
    let is_abbreviation = name.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase);
    if let Some(first) = name.get_mut(..1).filter(|_| !is_abbreviation) {
        first.make_ascii_lowercase();
    }
    name
}

/// Headline of an answer with this label on top.
#[must_use]
pub fn class_headline(label: &str) -> String {
    of(label, HEADLINE).unwrap_or_else(|| label.to_owned())
}

/// What a label means, for a patient; `None` where there is no text.
#[must_use]
pub fn class_meaning(label: &str) -> Option<String> {
    of(label, MEANING).filter(|meaning| !meaning.is_empty())
}

/// Label, name and headline of each class of a task, in English and one after the other, for whoever shows its answers without
/// its model; none where its words are not known.
#[must_use]
pub fn class_words(task: &str) -> Vec<String> {
    speaking_of(task, || {
        MODEL.with_borrow(|(spoken, words)| {
            let known = words.labels.iter().filter(|_| spoken == task);
            let each = known.flat_map(|label| [Some(label), words.of(label, NAME.0), words.of(label, HEADLINE.0)]);
            each.flatten().cloned().collect()
        })
    })
}

/// What must stand beside an answer with this label; `None` where nobody wrote it.
pub(super) fn class_caution(label: &str) -> Option<String> {
    of(label, CAUTION).filter(|caution| !caution.is_empty())
}

/// One finding of the model that runs, with its article.
pub(super) fn finding() -> String {
    MODEL.with_borrow(|(task, words)| word_of(task, "text.finding", &words.finding).to_owned())
}

/// Several findings of the model that runs.
pub(super) fn findings() -> String {
    MODEL.with_borrow(|(task, words)| word_of(task, "text.findings", &words.findings).to_owned())
}

/// One part of an examination, of the model that runs.
pub(super) fn unit() -> String {
    MODEL.with_borrow(|(task, words)| word_of(task, "text.unit", &words.unit).to_owned())
}

/// One finding of a model, with its article.
#[must_use]
pub fn finding_of(model: &ModelReport) -> &str {
    word_of(&model.task, "text.finding", &model.text.finding)
}

/// Parts of an examination, of a model.
#[must_use]
pub fn units_of(model: &ModelReport) -> &str {
    word_of(&model.task, "text.units", &model.text.units)
}

fn of(label: &str, field: ClassField) -> Option<String> {
    MODEL.with_borrow(|(task, words)| {
        let english = words.of(label, field.0)?;
        Some(word_of(task, &class_field(label, field), english).to_owned())
    })
}

fn class_field(label: &str, (_, name): ClassField) -> String {
    format!("text.classes.{label}.{name}")
}

fn translated(task: &str, field: &str) -> Option<&'static str> {
    FIND.get().and_then(|find| find(task, field))
}
