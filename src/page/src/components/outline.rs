//! What a network outlined, and how often it misses: shown before the class, which is derived from it.

use leptos::prelude::*;

use crate::inert::inert;
use crate::show::Show;
use crate::state::{Reading, SharedAnswer, SharedModel};
use crate::words;

/// One sentence on the outline and one on the measured quality of such outlines, for clinicians with a list of its
/// regions; nothing for a network without outlines.
#[component]
pub fn OutlineLine(
    /// What was found.
    found: SharedAnswer,
    /// The model, with its measurements.
    model: Option<SharedModel>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
) -> impl IntoView {
    let classes = &found.answer().classes;
    classes.outline.as_ref().map(|outline| {
        let none = model.as_ref().and_then(|model| model.negative.clone());
        let leans_to_none = none.is_some() && classes.most_probable().map(|top| top.label.clone()) == none;
        let regions = words::outlined_regions(outline);
        let has_list = !regions.is_empty();
        let list = move || {
            let items = regions.iter().map(|region| inert("<li>{}</li>", std::slice::from_ref(region))).collect_view();
            view! { <ul role="list" class="answer__kicker answer__outlined" data-testid="outlined-regions">{items}</ul> }
        };
        // Where there is an outline, it is shown with the picture.
        let is_missing = leans_to_none || outline.regions.is_empty();
        let measured = model.as_ref().filter(|_| is_missing).map(|model| inert(r#"<p class="answer__kicker">{}</p>"#, &[words::outline_measured(model)]));
        view! {
            {inert(r#"<p class="answer__kicker answer__outlined" data-testid="outlined"><strong>{}</strong></p>"#, &[words::outlined_beside(outline, leans_to_none)])}
            <Show when=move || has_list && reading.get() == Reading::Clinician>{list()}</Show>
            {measured}
        }
    })
}
