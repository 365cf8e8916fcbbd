//! Everything that was measured of the model, in full.

use leptos::ev;
use leptos::prelude::*;

use super::INTRO;
use crate::components::{ModelCard, ProgressCard, ProgressStep, Sections};
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::report;
use crate::session;
use crate::signals::{effect, memo};
use crate::state::{Route, SharedModel};
use crate::words;
use text::Message;

/// The page.
#[component]
pub fn Model() -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let model = memo(move || board.read().model.clone());
    let step = Signal::derive(move || board.with(|board| ProgressStep::from_engine(&board.engine)).unwrap_or_default());
    // A part that the address names is unfolded and shown, at once or as soon as the model is here.
    let show_part = move || {
        let fragment = browser::fragment();
        if let Some(part) = Route::part(&fragment).filter(|_| model.with_untracked(Option::is_some)) {
            let element = report::element_of(part);
            request_animation_frame(move || browser::unfold(&element));
        }
    };
    effect(move || {
        model.track();
        show_part();
    });
    let listener = window_event_listener(ev::hashchange, move |_| show_part());
    on_cleanup(move || listener.remove());
    let body = move || match model.get() {
        None => view! { <ProgressCard step on_cancel=None /> }.into_any(),
        Some(model) => {
            let sections = report::sections(&model, &|message: &Message| say(message));
            view! {
                {labels(&model)}
                <Sections sections page=Route::Model.fragment() />
                <ModelCard model source=None reading />
            }
            .into_any()
        }
    };
    view! {
        <main class="page model-page" id="main" tabindex="-1">
            {inert(INTRO, &[text::model_page::title(), text::model_page::lead()])}
            {body}
        </main>
    }
}

/// What is known of each label.
fn labels(model: &SharedModel) -> AnyView {
    let link = |label: &String| {
        let name = words::class_name(label);
        inert_texts(r##"<li><a href="#/about/{}/{}">{}</a></li>"##, &[&model.task, label, &name])
    };
    view! {
        <nav class="model-page__labels card" aria-labelledby="labels-title">
            {inert(r#"<h2 class="card__title" id="labels-title">{}</h2>"#, &[text::condition::about()])}
            <ul role="list">{model.labels.iter().map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
