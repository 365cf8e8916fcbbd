//! The list of all models, what was measured of one, and what is known of a label: a Leptos app of its own, in the place
//! that the page shows for it on `#/models`, `#/model` and `#/about`.
//!
//! Reading order: `session` (what is known and done), `parts` (the list, entry by entry, and the pages about a model and a
//! label).
//!
//! Invariant: it is given a picture only where the visitor has a model compared, and hands it to a worker of this page that
//! asks nothing of the network. It asks the network only while nothing is open; whatever is open is closed only when the
//! visitor has asked for it, by the page.

mod parts;
mod session;

use std::cell::{Cell, RefCell};

use browser::catalogue_bridge::CataloguePage;
use leptos::mount::mount_to;
use leptos::prelude::*;
use session::CatalogueSession;

/// Waits for the place, each time that the page shows it.
pub fn start() {
    view_model::words::translate_with(browser::task_word);
    language::begin();
    // Downloads go on while another page is shown.
    let owner = Owner::new();
    let session = owner.with(CatalogueSession::new);
    let shown = RefCell::new(None);
    let here = Cell::new(None::<CataloguePage>);
    browser::catalogue_bridge::on_catalogue(move |told| {
        // Lives as long as this listener.
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
        // The place before is gone from the document, or about to be.
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
