//! The series that were found, by study.

use leptos::prelude::*;
use text::Message;

use crate::session::ViewerSession;
use language::say;
use protocol::{SeriesReport, Slices};
use view_model::lightbox::Walk;

/// A button for each series.
#[component]
pub(super) fn SeriesList(session: ViewerSession) -> impl IntoView {
    let series = move || {
        let mut study: Option<Message> = None;
        let list = session.opened.read().series.clone();
        let item = |(at, series): (usize, SeriesReport)| {
            let heading = series.study.clone().filter(|_| series.study != study);
            study = series.study.clone();
            let count = count_of(&series);
            let on_click = move |_| session.go(|_, list| Walk::into(at, list));
            view! {
                {heading.map(|heading| view! { <h3 class="series__study">{say(heading)}</h3> })}
                <button
                    class="series__item"
                    data-testid="series"
                    aria-current=move || (session.walk.read().series == at).then_some("true")
                    on:click=on_click
                >
                    <span class="series__title">{say(&series.title)}</span>
                    <span class="series__count">{say(count)}</span>
                </button>
            }
        };
        list.into_iter().enumerate().map(item).collect_view()
    };
    let left_out = move || {
        let opened = session.opened.read();
        (opened.left_out > 0).then(|| {
            view! {
                <details class="series__left">
                    <summary>{say(text::light_box::left_out(opened.left_out))}</summary>
                    <p>{opened.left_out_why.as_ref().map(say)}</p>
                </details>
            }
        })
    };
    view! { <nav class="lightbox__series series" aria-label=say(text::light_box::series())>{series}{left_out}</nav> }
}

/// "CT, 20 slices".
fn count_of(series: &SeriesReport) -> Message {
    let count = match &series.slices {
        Slices::Frames(places) => text::light_box::slices(places.len()),
        Slices::Volume { counts: [axial, coronal, sagittal], .. } => {
            text::light_box::volume(*sagittal, *coronal, *axial)
        }
    };
    if series.modality.is_empty() { count } else { text::light_box::modality(&series.modality, count) }
}
