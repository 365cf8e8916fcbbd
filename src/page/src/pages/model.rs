//! The page about the model: its loading progress, the container for all its measurements, and its card.

use leptos::prelude::*;

use super::INTRO;
use super::catalogue_place::fill_place;
use crate::components::{ModelCard, ProgressCard, ProgressStep};
use crate::inert::inert;
use crate::session;
use crate::signals::memo;
use browser::catalogue_bridge::CataloguePage;

/// The page.
#[component]
pub fn Model() -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let model = memo(move || board.read().model.clone());
    let step = Signal::derive(move || board.with(|board| ProgressStep::from_engine(&board.engine)).unwrap_or_default());
    fill_place(CataloguePage::Model);
    let waits = move || model.read().is_none().then(|| view! { <ProgressCard step on_cancel=None /> });
    let card = move || model.get().map(|model| view! { <ModelCard model source=None reading /> });
    view! {
        <main class="page model-page" id="main" tabindex="-1">
            {inert(INTRO, &[text::model_page::title(), text::model_page::lead()])}
            {waits}
            <div id="catalogue"></div>
            {card}
        </main>
    }
}
