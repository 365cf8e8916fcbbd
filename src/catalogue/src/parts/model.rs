//! All measurements of a model, in full, and links to the information about each of its labels.

use leptos::ev;
use leptos::prelude::*;

use crate::session::CatalogueSession;
use language::say;
use protocol::ModelReport;
use text::Message;
use view_model::report;
use view_model::state::Route;
use view_model::words;

/// The report; nothing before the model is loaded, which the page itself reports.
#[component]
pub(crate) fn ModelFigures(session: CatalogueSession) -> impl IntoView {
    let open = session.open;
    // A part that the address names is unfolded and shown, at once or as soon as the model is loaded.
    let show_part = move || {
        let fragment = browser::fragment();
        let has_model = open.with_untracked(|open| open.model.is_some());
        if let Some(part) = Route::part(&fragment).filter(|_| has_model) {
            let element = report::element_of(part);
            request_animation_frame(move || browser::unfold(&element));
        }
    };
    Effect::new(move |_| {
        open.track();
        show_part();
    });
    let listener = window_event_listener(ev::hashchange, move |_| show_part());
    on_cleanup(move || listener.remove());
    let body = move || open.with(|open| open.model.as_deref().map(figures));
    view! { <div class="about-page__parts">{body}</div> }
}

/// All measurements, in the terms of the model's task.
fn figures(model: &ModelReport) -> AnyView {
    words::install(&model.task, (*model.text).clone());
    let say = |message: &Message| say(message);
    let html = report::html_from_sections(&report::sections(model, &say), Route::Model.fragment(), &say);
    let labels = labels(model);
    view! {
        {labels}
        <div class="sections" data-testid="model-report" inner_html=html></div>
    }
    .into_any()
}

/// The information about each label.
fn labels(model: &ModelReport) -> AnyView {
    let link = |label: &String| {
        let (address, name) = (format!("#/about/{}/{label}", model.task), words::class_name(label));
        view! { <li><a href=address>{name}</a></li> }
    };
    let title = say(text::condition::about());
    let links = model.labels.iter().map(link).collect_view();
    view! {
        <nav class="model-page__labels card" aria-labelledby="labels-title">
            <h2 class="card__title" id="labels-title">{title}</h2>
            <ul role="list">{links}</ul>
        </nav>
    }
    .into_any()
}
