//! The language of the page: which it is, and what is said in it.
//!
//! A message is said where it is shown, by [`say`]. The page under the frame is made anew when the language changes, so
//! `say` stands plainly where a text stood; inside of a closure or a memo it is followed as a signal is.

use std::borrow::Borrow;
use std::cell::RefCell;

use leptos::prelude::*;
use text::{Catalogue, EnglishLocale, Locale, Message, Piece};

use crate::web;

/// The language that is in the page's own module.
const BUILT_IN: &str = "en";

struct Spoken {
    catalogue: Catalogue,
    locale: Box<dyn Locale>,
}

impl Spoken {
    fn english() -> Self {
        Self { catalogue: Catalogue::english(), locale: Box::new(EnglishLocale) }
    }
}

thread_local! {
    static SPOKEN: RefCell<Spoken> = RefCell::new(Spoken::english());
    static CHANGES: ArcTrigger = ArcTrigger::new();
}

/// A message in the language of the page.
#[must_use]
pub fn say(message: impl Borrow<Message>) -> String {
    changes();
    said(message.borrow())
}

/// A message with marks in it: each is given to `view` with its name and its text, `("a", "how it works")`.
#[must_use]
pub fn say_marked(message: impl Borrow<Message>, view: impl Fn(&str, String) -> AnyView) -> Vec<AnyView> {
    let said = say(message);
    let shown = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned().into_any(),
        Piece::Marked { name, text } => view(name, text.to_owned()),
    };
    text::marked(&said).into_iter().map(shown).collect()
}

/// Has whatever calls it run again when the language changes.
pub fn changes() {
    CHANGES.with(|changes| changes.track());
}

/// The language that this visitor gets, of those that are offered; `None` for the one that is here already.
#[must_use]
pub fn wanted() -> Option<&'static str> {
    // With one language alone, all of this is left out by the compiler.
    if text::LANGUAGES.len() < 2 {
        return None;
    }
    text::chosen(&web::wanted_languages(), text::LANGUAGES).filter(|tag| *tag != BUILT_IN)
}

/// Goes on in a language, for this visit and later ones; `false` where its sentences did not come, and nothing has changed.
pub async fn choose(tag: &str) -> bool {
    let is_spoken = speak(tag).await;
    if is_spoken {
        web::keep("language", tag);
    }
    is_spoken
}

/// Goes on in a language, for this visit; `false` where its sentences did not come.
pub async fn speak(tag: &str) -> bool {
    let fetched = if tag == BUILT_IN { Some(Spoken::english()) } else { fetched(tag).await };
    let Some(spoken) = fetched else { return false };
    web::set_language(spoken.catalogue.tag(), spoken.catalogue.direction());
    SPOKEN.set(spoken);
    CHANGES.with(|changes| changes.notify());
    true
}

async fn fetched(tag: &str) -> Option<Spoken> {
    let catalogue = Catalogue::read(web::fetch_language(tag).await?)?;
    Some(Spoken { locale: Box::new(web::BrowserLocale::new(catalogue.tag())), catalogue })
}

fn said(message: &Message) -> String {
    SPOKEN.with_borrow(|spoken| spoken.catalogue.say(message, spoken.locale.as_ref()))
}
