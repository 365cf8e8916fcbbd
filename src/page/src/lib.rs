//! The page: Leptos, client-side rendered, one session, small components.
//!
//! The page's state and texts are in the crate `view_model`. Reading order here: [`language`] (the language of its
//! texts), [`inert`] (static elements), `pages` (which alone use `browser`), `components` (data in, callbacks out).
//! [`signals`] and [`show`] replace parts of Leptos that are monomorphised for every use.
//!
//! Invariant: the main thread only shows. Decoding, inference and maps are the
//! worker's; no picture, name or result leaves the page.

pub mod components;
pub mod inert;
pub mod language;
pub mod pages;
pub mod show;
pub mod signals;

use leptos::prelude::*;
use view_model::{colour_map, filled, report, state, words};

use shipped_tasks::ShippedTask;
use state::{Board, Reading, Route, Traffic};

/// The one session store. Copy it freely: it holds only signals.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    /// The page's state.
    pub board: RwSignal<Board>,
    /// For whom the page is written.
    pub reading: RwSignal<Reading>,
    /// The network requests.
    pub traffic: RwSignal<Traffic>,
    /// Which page is shown.
    pub route: RwSignal<Route>,
    /// Which task is selected.
    pub task: RwSignal<ShippedTask>,
}

/// The session of this page visit. Call it only under [`App`], which provides it.
#[must_use]
pub fn session() -> Session {
    expect_context()
}

/// Puts the page into the document's body, in the visitor's language.
pub fn mount() {
    language::begin();
    mount_to_body(App);
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    provide_context(Session {
        board: RwSignal::new(Board::default()),
        reading: RwSignal::new(Reading::default()),
        traffic: RwSignal::new(Traffic::default()),
        route: RwSignal::new(Route::default()),
        task: RwSignal::new(shipped_tasks::first()),
    });
    view! { <pages::Frame /> }
}
