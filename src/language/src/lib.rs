//! The language of a program beside the page, which is the page's: the light box, the kept cases, the list of all models, what
//! saves reports. The page follows another rule and has its own.
//!
//! A message is formatted where it is shown, by [`say`]: directly in a view, which the caller of [`changes`] rebuilds
//! in another language; inside a closure or a memo it is tracked like a signal.
//!
//! Invariant: no sentence is defined here, and none is formatted before [`begin`].

use std::borrow::Borrow;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use text::{Message, Piece};

use browser::Resay;

thread_local! {
    /// Tracked readers must format their message again.
    static SAID: ArcTrigger = ArcTrigger::new();
    /// Views that do not track the language must be rebuilt.
    static CHANGES: ArcTrigger = ArcTrigger::new();
}

/// Starts in the language of the page and follows its changes. Before this call no message can be shown.
pub fn begin() {
    browser::begin_language(resay);
    browser::follow_language();
}

/// A message in the language of the page; an ellipsis until its sentence is loaded.
#[must_use]
pub fn say(message: impl Borrow<Message>) -> String {
    SAID.with(|said| said.track());
    browser::say(message.borrow(), Observer::get().is_some())
}

/// A message with markup in it: each is passed to `view` with its name and its text, `("a", "how it works")`.
#[must_use]
pub fn say_marked(message: impl Borrow<Message>, view: impl Fn(&str, String) -> AnyView) -> Vec<AnyView> {
    let said = say(message);
    let shown = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Marked { name, text } => view(name, text.to_owned()),
    };
    text::marked(&said).into_iter().map(shown).collect()
}

/// Makes its caller run again when the language changes.
pub fn changes() {
    CHANGES.with(|changes| changes.track());
}

fn resay(what: Resay) {
    // An open dialog is never rebuilt: the page's list of languages is beneath it.
    if what == Resay::Everywhere {
        CHANGES.with(|changes| changes.notify());
    }
    SAID.with(|said| said.notify());
}
