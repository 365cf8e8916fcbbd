//! Limitations: what this is not.

use leptos::prelude::*;

use crate::inert::inert;

/// A short, calm statement of the limits.
#[component]
pub fn Limits(
    /// That there are findings beyond those the model knows.
    #[prop(into)]
    known: Signal<String>,
) -> impl IntoView {
    view! {
        <section class="limits card" aria-labelledby="limits-title">
            {inert(r#"<h2 class="card__title" id="limits-title">{}</h2>"#, &[text::page::limits()])}
            <ul class="limits__list">
                {inert("<li>{}</li>", &[text::page::limits_diagnosis()])}
                {inert("<li>{}</li>", &[text::page::limits_study()])}
                <li>{move || known.get()}</li>
                {inert("<li>{}</li>", &[text::page::limits_doctor()])}
            </ul>
        </section>
    }
}
