//! The language of the dialog, which is the page's.

use std::borrow::Borrow;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use text::Message;

use browser::Resay;
use view_model::words;

thread_local! {
    /// What is followed must be said again.
    static SAID: ArcTrigger = ArcTrigger::new();
    /// The dialog must be made anew.
    static CHANGES: ArcTrigger = ArcTrigger::new();
}

/// Begins in the language of the page, and goes on in it. Before it nothing is said.
pub(super) fn begin() {
    words::translate_with(browser::task_word);
    browser::begin_language(resay);
    browser::follow_language();
}

/// A message in the language of the page; an ellipsis as long as its sentence is not here.
#[must_use]
pub(crate) fn say(message: impl Borrow<Message>) -> String {
    SAID.with(|said| said.track());
    browser::say(message.borrow(), Observer::get().is_some())
}

/// Has whatever calls it run again in another language.
pub(super) fn changes() {
    CHANGES.with(|changes| changes.track());
}

fn resay(what: Resay) {
    if what == Resay::Everywhere {
        CHANGES.with(|changes| changes.notify());
    }
    SAID.with(|said| said.notify());
}
