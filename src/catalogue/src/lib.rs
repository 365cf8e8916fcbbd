//! The list of all models, the measurements of one, and the information about a label: a separate Leptos app, in the
//! container that the page shows for it on `#/models`, `#/model` and `#/about`.
//!
//! Reading order: `session` (state and actions), `parts` (the list, entry by entry, and the pages about a model and a
//! label).
//!
//! Invariant: it receives a picture only where the visitor requests a comparison of models, and hands it to a worker of
//! this page that makes no network requests. It makes network requests only while nothing is open; open pictures are
//! closed only at the visitor's request, by the page.

mod parts;
mod session;

use std::cell::{Cell, RefCell};

use browser::catalogue_bridge::CataloguePage;
use leptos::mount::mount_to;
use leptos::prelude::*;
use session::CatalogueSession;

/// Waits for the container, each time that the page shows it.
pub fn start() {
    view_model::words::translate_with(browser::task_word);
    language::begin();
    // Downloads continue while another page is shown.
    let owner = Owner::new();
    let session = owner.with(CatalogueSession::new);
    let shown = RefCell::new(None);
    let here = Cell::new(None::<CataloguePage>);
    browser::catalogue_bridge::on_catalogue(move |told| {
        // Has the lifetime of this listener.
        let _ = &owner;
        let page = told.as_ref().map(|(_, open)| open.page);
        if let Some((_, open)) = &told
            && here.get() == page
        {
            // It is mounted already: only its content changes.
            session.open.set(open.clone());
            return;
        }
        here.set(page);
        // The previous container has been removed from the document, or is about to be.
        drop(shown.take());
        session.leave();
        if let Some((place, open)) = told {
            let mounted = mount_to(place, move || match open.page {
                CataloguePage::List => {
                    session.look(open);
                    view! { <parts::ModelList session /> }.into_any()
                }
                CataloguePage::Condition => {
                    session.open.set(open);
                    view! { <parts::ConditionPage session /> }.into_any()
                }
                CataloguePage::Model => {
                    session.open.set(open);
                    view! { <parts::ModelFigures session /> }.into_any()
                }
            });
            *shown.borrow_mut() = Some(mounted);
        }
    });
}
