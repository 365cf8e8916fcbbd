//! The container for the list of all models, for the measurements of one, and for the pages about labels. All are one
//! separate program, loaded when one of these pages is first opened.
//!
//! None of its code is linked here: the page passes which model answers, how many pictures are open and the reading
//! level, and receives the visitor's requests.

use leptos::prelude::*;

use super::INTRO;
use crate::inert::inert;
use crate::session;
use crate::signals::{effect, memo};
use crate::state::Reading;
use browser::catalogue_bridge::{CataloguePage, leave_catalogue, name_from_event, show_catalogue};

/// The list of all models, or a page about a label.
#[component]
pub fn CataloguePlace(
    /// What is shown in the container.
    page: CataloguePage,
) -> impl IntoView {
    fill_place(page);
    // A page about a label has its title from there.
    let is_list = page == CataloguePage::List;
    let intro = is_list.then(|| inert(INTRO, &[text::models::title(), text::models::lead()]));
    view! {
        <main class="page" class:models-page=is_list class:about-page=!is_list id="main" tabindex="-1">
            {intro}
            <div id="catalogue"></div>
        </main>
    }
}

/// Has the container of a page filled, from when it is in the document until the page is left.
pub fn fill_place(page: CataloguePage) {
    let (board, task, reading) = (session().board, session().task, session().reading);
    let has_pictures = memo(move || !board.read().cases.is_empty());
    let model = memo(move || board.read().model.clone());
    // First when the container is in the document; then when fetching becomes allowed or blocked, or another model is
    // shown: expanded parts stay so when pictures are opened and closed.
    effect(move || {
        let of = if page == CataloguePage::Model {
            model.with(|model| model.as_ref().map(|model| model.task.clone()))
        } else {
            has_pictures.track();
            Some(task.get_untracked().folder.to_owned())
        };
        let pictures = board.with_untracked(|board| u32::try_from(board.cases.len()).unwrap_or(u32::MAX));
        show_catalogue(page, of.as_deref().unwrap_or(""), pictures, reading.get_untracked().name());
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
}
