//! Static parts of the page: the browser builds them from HTML text, in one step.
//!
//! A `view!` of the same elements takes several times the code, since each tree of elements is a separate type.
//! Elements with listeners, signals or components stay in `view!`; static parts inside come from here.
//!
//! Leptos caches each such text, so values with unbounded variety must not be used: names of files, times, measures of
//! a picture.
//!
//! Invariant: the elements come from the code only. Sentences and values are escaped text in them, see
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

/// The same; marked text in a message is put into the element that `mark` opens.
#[must_use]
pub fn inert_marked(html: &str, mark: &str, messages: &[Message]) -> AnyView {
    let said: Vec<String> = messages.iter().map(say).collect();
    let texts: Vec<&str> = said.iter().map(String::as_str).collect();
    element(filled(html, mark, &texts))
}

/// The same with texts that are already formatted.
#[must_use]
pub fn inert_texts(html: &str, texts: &[&str]) -> AnyView {
    element(filled(html, "", texts))
}

fn element(html: String) -> AnyView {
    InertElement::new(html).into_any()
}
