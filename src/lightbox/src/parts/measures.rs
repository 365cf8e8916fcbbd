//! The measures, on every slice, and the value under the probe.

use leptos::prelude::*;

use super::icon::ToolIcon;
use crate::session::ViewerSession;
use language::{say, say_marked};
use view_model::lightbox::{Measurement, name_of};

/// The list of measures, each with its slice and a link to it.
#[component]
pub(super) fn Measures(session: ViewerSession) -> impl IntoView {
    let value = move || session.probe.get().and_then(|place| session.reading(place)).map(say);
    let list = move || {
        let measures = session.measures.get();
        let item = |(at, measure): (usize, Measurement)| {
            let (name, value) = (name_of(&measures, at), measure.text()?);
            let (place, walk) = (measure.place, measure.walk);
            let is_shown = move || session.slide.read().as_ref().is_some_and(|slide| slide.place == place);
            let remove = say(text::light_box_measures::remove(name.clone()));
            // Several may be on one slice.
            let way = say(text::page::act_of(measure.of.clone(), say(name.clone())));
            let words = say_marked(text::light_box_measures::item(name, value), |_, text| {
                view! { <strong data-testid="measure">{text}</strong> }.into_any()
            });
            Some(view! {
                <li class="measures__item" data-testid="measure-item">
                    <span class="measures__words">
                        <span>{words}</span>
                        <button
                            class="measures__slice"
                            data-testid="measure-slice"
                            aria-label=way
                            aria-current=move || is_shown().then_some("true")
                            on:click=move |_| session.go(|_, _| walk)
                        >
                            {say(measure.of)}
                        </button>
                    </span>
                    <button class="button button--icon button--quiet" aria-label=remove on:click=move |_| session.measures.update(|list| {
                        if at < list.len() {
                            list.remove(at);
                        }
                    })>
                        {ToolIcon::Close.view()}
                    </button>
                </li>
            })
        };
        measures.iter().cloned().enumerate().filter_map(item).collect_view()
    };
    let has_any = move || session.probe.read().is_some() || !session.measures.read().is_empty();
    view! {
        <Show when=has_any>
            <section class="tools__part" aria-labelledby="measures-title">
                <h3 class="tools__title" id="measures-title">{say(text::light_box_measures::title())}</h3>
                <p class="measures__probe" data-testid="probe-value" aria-live="polite">{value}</p>
                <ul class="measures" role="list">{list}</ul>
            </section>
        </Show>
    }
}
