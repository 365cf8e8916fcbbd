//! Everything that was measured of the model, in full.

use leptos::prelude::*;

use crate::ui::components::{ModelCard, ProgressCard, Sections, Step};
use crate::ui::report;
use crate::ui::session;

/// The page.
#[component]
pub fn Model() -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let model = Memo::new(move |_| board.read().model.clone());
    let step = Signal::derive(move || board.with(|board| Step::from_engine(&board.engine)).unwrap_or_default());
    let body = move || match model.get() {
        None => view! { <ProgressCard step on_cancel=None /> }.into_any(),
        Some(model) => {
            let sections = report::sections(&model);
            view! {
                <Sections sections />
                <ModelCard model source=None reading />
            }
            .into_any()
        }
    };
    view! {
        <main class="page model-page" id="main" tabindex="-1">
            <div>
                <h1 class="page__title">"How far to trust the model"</h1>
                <p class="page__lead">"All of this was measured by a program and not written by hand, on pictures that training never touched. Each figure says on which."</p>
            </div>
            {body}
        </main>
    }
}
