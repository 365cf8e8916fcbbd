//! The language of the page: how messages are formatted in it, and how the page follows a change of language.
//!
//! A message is formatted where it is shown, by [`say`]. The page inside the frame is rebuilt when the language
//! changes, so `say` is called directly in views; inside a closure or a memo it is tracked like a signal.

use std::borrow::Borrow;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use text::Message;

use crate::words;
use browser::Resay;

thread_local! {
    /// Tracked readers must format their message again.
    static SAID: ArcTrigger = ArcTrigger::new();
    /// Untracked messages as well.
    static CHANGES: ArcTrigger = ArcTrigger::new();
}

/// Starts in the language that `start.js` has chosen. Before this call no message can be shown.
pub fn begin() {
    words::translate_with(task_word);
    browser::begin_language(resay);
}

/// A task's word is tracked like a sentence.
fn task_word(task: &str, field: &str) -> Option<&'static str> {
    SAID.with(|said| said.track());
    browser::task_word(task, field)
}

/// A message in the language of the page; an ellipsis until its sentence is loaded.
#[must_use]
pub fn say(message: impl Borrow<Message>) -> String {
    said(message.borrow())
}

#[inline(never)]
fn said(message: &Message) -> String {
    SAID.with(|said| said.track());
    browser::say(message, Observer::get().is_some())
}

/// Makes its caller run again when what it has built must be rebuilt: in another language, or where a sentence that is
/// not tracked was loaded late.
pub fn changes() {
    CHANGES.with(|changes| changes.track());
}

fn resay(what: Resay) {
    if what > Resay::WhereFollowed {
        CHANGES.with(|changes| changes.notify());
    }
    SAID.with(|said| said.notify());
}
