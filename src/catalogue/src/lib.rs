//! The list of all models: a Leptos app of its own, in the place that the page shows for it on `#/models`.
//!
//! Reading order: `session` (what is known and done), `parts` (the list, entry by entry).
//!
//! Invariant: it is given no picture. It asks the network only while nothing is open; whatever is open is closed only when
//! the visitor has asked for it, by the page.

mod language;
mod parts;
mod session;

use std::cell::RefCell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use session::CatalogueSession;

/// Waits for the place of the list, each time that the page shows it.
pub fn start() {
    language::begin();
    // What is fetched goes on while another page is looked at.
    let owner = Owner::new();
    let session = owner.with(CatalogueSession::new);
    let shown = RefCell::new(None);
    browser::catalogue_bridge::on_catalogue(move |told| {
        // Lives as long as this listener.
        let _ = &owner;
        // The place before is gone from the document, or about to be.
        drop(shown.take());
        if let Some((place, open)) = told {
            let list = mount_to(place, move || {
                session.look(open);
                view! { <parts::ModelList session /> }
            });
            *shown.borrow_mut() = Some(list);
        }
    });
}
