//! The language of the page: what is said in it, and what becomes of the page in another one.
//!
//! A message is said where it is shown, by [`say`]. The page under the frame is made anew when the language changes, so
//! `say` stands plainly where a text stood; inside of a closure or a memo it is followed as a signal is.

use std::borrow::Borrow;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use text::Message;

use crate::words;
use browser::Resay;

thread_local! {
    /// What is followed must be said again.
    static SAID: ArcTrigger = ArcTrigger::new();
    /// What is not followed, too.
    static CHANGES: ArcTrigger = ArcTrigger::new();
}

/// Begins in the language that `start.js` has chosen. Before it nothing is said.
pub fn begin() {
    words::translate_with(task_word);
    browser::begin_language(resay);
}

/// As a sentence is, so is a word of a task followed.
fn task_word(task: &str, field: &str) -> Option<&'static str> {
    SAID.with(|said| said.track());
    browser::task_word(task, field)
}

/// A message in the language of the page; an ellipsis as long as its sentence is not here.
#[must_use]
pub fn say(message: impl Borrow<Message>) -> String {
    said(message.borrow())
}

#[inline(never)]
fn said(message: &Message) -> String {
    SAID.with(|said| said.track());
    browser::say(message, Observer::get().is_some())
}

/// Has whatever calls it run again when what it has made must be made anew: in another language, or where a sentence that
/// is not followed has come late.
pub fn changes() {
    CHANGES.with(|changes| changes.track());
}

fn resay(what: Resay) {
    if what > Resay::WhereFollowed {
        CHANGES.with(|changes| changes.notify());
    }
    SAID.with(|said| said.notify());
}
