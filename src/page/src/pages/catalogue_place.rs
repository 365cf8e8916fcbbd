//! The container for the list of all models, and for the pages about labels. Both are in a separate bundle, loaded when
//! one of these pages is first opened.
//!
//! Nothing of it is linked here: the page says which model answers, how many pictures are open and for whom it is written,
//! and hears what the visitor wants.

use leptos::prelude::*;

use super::INTRO;
use crate::inert::inert;
use crate::session;
use crate::signals::{effect, memo};
use crate::state::Reading;
use browser::catalogue_bridge::{CataloguePage, OpenSession, leave_catalogue, name_from_event, show_catalogue};

/// The page.
#[component]
pub fn CataloguePlace(
    /// What is shown in the place.
    page: CataloguePage,
) -> impl IntoView {
    let (board, task, reading) = (session().board, session().task, session().reading);
    let has_pictures = memo(move || !board.read().cases.is_empty());
    // The first time when the place stands in the document; then when what may be fetched has changed.
    effect(move || {
        has_pictures.track();
        let pictures = board.with_untracked(|board| u32::try_from(board.cases.len()).unwrap_or(u32::MAX));
        let task = task.get_untracked().folder.to_owned();
        let reading = reading.get_untracked().name().to_owned();
        show_catalogue(&OpenSession { page, task, pictures, reading });
    });
    let chosen = window_event_listener_untyped("onsight-models-reading", move |event| {
        if let Some(level) = name_from_event(&event) {
            reading.set(Reading::from_name(&level));
        }
    });
    on_cleanup(move || {
        chosen.remove();
        leave_catalogue();
    });
    // A page about a label has its title from there.
    let (class, intro) = match page {
        CataloguePage::List => ("models-page", Some(inert(INTRO, &[text::models::title(), text::models::lead()]))),
        CataloguePage::Condition => ("about-page", None),
    };
    view! {
        <main class=format!("page {class}") id="main" tabindex="-1">
            {intro}
            <div id="catalogue"></div>
        </main>
    }
}
