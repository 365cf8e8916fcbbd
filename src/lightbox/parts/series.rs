//! The series that were found, by study.

use leptos::prelude::*;

use crate::lightbox::session::ViewerSession;
use crate::lightbox::state::Walk;
use protocol::{SeriesReport, Slices};

/// A button for each series.
#[component]
pub(super) fn SeriesList(session: ViewerSession) -> impl IntoView {
    let series = move || {
        let mut study = String::new();
        let list = session.opened.read().series.clone();
        let item = |(at, series): (usize, SeriesReport)| {
            let heading = (series.study != study && !series.study.is_empty()).then(|| series.study.clone());
            study = series.study.clone();
            let count = count_of(&series);
            let on_click = move |_| session.go(|_, list| Walk::into(at, list));
            view! {
                {heading.map(|heading| view! { <h3 class="series__study">{heading}</h3> })}
                <button
                    class="series__item"
                    data-testid="series"
                    aria-current=move || (session.walk.read().series == at).then_some("true")
                    on:click=on_click
                >
                    <span class="series__title">{series.title}</span>
                    <span class="series__count">{count}</span>
                </button>
            }
        };
        list.into_iter().enumerate().map(item).collect_view()
    };
    let left_out = move || {
        let opened = session.opened.read();
        (opened.left_out > 0).then(|| {
            let files =
                if opened.left_out == 1 { "1 file holds".into() } else { format!("{} files hold", opened.left_out) };
            view! {
                <details class="series__left">
                    <summary>{format!("{files} no picture")}</summary>
                    <p>{opened.left_out_why.clone()}</p>
                </details>
            }
        })
    };
    view! { <nav class="lightbox__series series" aria-label="Series">{series}{left_out}</nav> }
}

/// "CT, 20 slices".
fn count_of(series: &SeriesReport) -> String {
    let count = match &series.slices {
        Slices::Frames(places) if places.len() == 1 => "1 slice".into(),
        Slices::Frames(places) => format!("{} slices", places.len()),
        Slices::Volume { counts: [axial, coronal, sagittal], .. } => {
            format!("volume of {sagittal} × {coronal} × {axial}")
        }
    };
    if series.modality.is_empty() { count } else { format!("{}, {count}", series.modality) }
}
