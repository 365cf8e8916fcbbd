//! The language of this program, which is the page's. In another one the page shows the place anew.

use std::borrow::Borrow;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use text::Message;

use browser::Resay;

thread_local! {
    /// What is followed must be said again.
    static SAID: ArcTrigger = ArcTrigger::new();
}

/// Begins in the language of the page, and goes on in it. Before it nothing is said.
pub(super) fn begin() {
    browser::begin_language(resay);
    browser::follow_language();
}

/// A message in the language of the page; an ellipsis as long as its sentence is not here.
#[must_use]
pub(crate) fn say(message: impl Borrow<Message>) -> String {
    SAID.with(|said| said.track());
    browser::say(message.borrow(), Observer::get().is_some())
}

fn resay(_what: Resay) {
    SAID.with(|said| said.notify());
}
