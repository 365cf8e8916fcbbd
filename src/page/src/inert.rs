//! Parts of the page that only say something: the browser makes them from their text, in one step.
//!
//! A `view!` of the same elements weighs several times as much, since each tree of elements is a type of its own, with its
//! own code. What listens, follows a signal or holds a component stays in `view!`; what stands in it and does none of
//! that comes from here.
//!
//! Leptos keeps each such text for the next time, so nothing goes in that has endless values: names of files, times,
//! measures of a picture.
//!
//! Invariant: the elements are the code's own words. Sentences and values are text in them, see
//! [`filled`](super::filled::filled).

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use text::Message;

use super::filled::filled;
use super::language::say;

/// The element `html` with a message in each `{}`.
#[must_use]
pub fn inert(html: &str, messages: &[Message]) -> AnyView {
    inert_marked(html, "", messages)
}

/// The same; what is marked in a message stands in the element that `mark` opens.
#[must_use]
pub fn inert_marked(html: &str, mark: &str, messages: &[Message]) -> AnyView {
    let said: Vec<String> = messages.iter().map(say).collect();
    let texts: Vec<&str> = said.iter().map(String::as_str).collect();
    element(filled(html, mark, &texts))
}

/// The same with texts that are said already.
#[must_use]
pub fn inert_texts(html: &str, texts: &[&str]) -> AnyView {
    element(filled(html, "", texts))
}

fn element(html: String) -> AnyView {
    InertElement::new(html).into_any()
}
