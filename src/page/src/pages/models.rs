//! The place for the list of all models, which is a program of its own, loaded when this page is opened first.
//!
//! Nothing of it is linked here: the page says which model answers and how many pictures are open, and hears what the
//! visitor wants.

use leptos::prelude::*;

use super::INTRO;
use crate::inert::inert;
use crate::session;
use browser::catalogue_bridge::{OpenSession, leave_catalogue, show_catalogue};

/// The page.
#[component]
pub fn Models() -> impl IntoView {
    let (board, task) = (session().board, session().task);
    // When the place stands in the document.
    request_animation_frame(move || {
        let pictures = board.with_untracked(|board| u32::try_from(board.cases.len()).unwrap_or(u32::MAX));
        show_catalogue(&OpenSession { task: task.get_untracked().folder.to_owned(), pictures });
    });
    on_cleanup(leave_catalogue);
    view! {
        <main class="page models-page" id="main" tabindex="-1">
            {inert(INTRO, &[text::models::title(), text::models::lead()])}
            <div id="catalogue"></div>
        </main>
    }
}
