//! What was measured, and the value under the probe.

use leptos::prelude::*;

use super::icon::Icon;
use crate::lightbox::desk::Desk;
use crate::lightbox::state::{Measure, MeasureKind};

/// The list of measures.
#[component]
pub(super) fn Measures(desk: Desk) -> impl IntoView {
    let value = move || desk.probe.get().and_then(|place| desk.reading(place));
    let list = move || {
        let slide = desk.slide.read();
        let report = slide.as_ref().map(|slide| slide.report.clone());
        let measures = desk.measures.get();
        let item = |(at, measure): (usize, Measure)| {
            let text = report.as_ref().map(|report| measure.text(report)).unwrap_or_default();
            let name = name_of(&measures, at);
            view! {
                <li class="measures__item">
                    <span>{name.clone()} ": " <strong data-testid="measure">{text}</strong></span>
                    <button class="button button--icon button--quiet" aria-label=format!("Remove {name}") on:click=move |_| desk.measures.update(|list| {
                        if at < list.len() {
                            list.remove(at);
                        }
                    })>
                        {Icon::Close.view()}
                    </button>
                </li>
            }
        };
        measures.iter().cloned().enumerate().map(item).collect_view()
    };
    let has_any = move || desk.probe.read().is_some() || !desk.measures.read().is_empty();
    view! {
        <Show when=has_any>
            <section class="tools__part" aria-labelledby="measures-title">
                <h3 class="tools__title" id="measures-title">"Measured"</h3>
                <p class="measures__probe" data-testid="probe-value" aria-live="polite">{value}</p>
                <ul class="measures" role="list">{list}</ul>
            </section>
        </Show>
    }
}

/// "Length 1".
pub(super) fn name_of(list: &[Measure], at: usize) -> String {
    let kind = list.get(at).map(|measure| measure.kind);
    let before = list.iter().take(at).filter(|measure| Some(measure.kind) == kind).count();
    let word = if kind == Some(MeasureKind::Angle) { "Angle" } else { "Length" };
    format!("{word} {}", before + 1)
}
