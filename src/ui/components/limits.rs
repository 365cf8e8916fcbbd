//! What this is not.

use leptos::prelude::*;

use crate::ui::language::say;

/// A short, calm statement of the limits.
#[component]
pub fn Limits(
    /// That there is more than the model knows.
    #[prop(into)]
    known: Signal<String>,
) -> impl IntoView {
    view! {
        <section class="limits card" aria-labelledby="limits-title">
            <h2 class="card__title" id="limits-title">{say(text::page::limits())}</h2>
            <ul class="limits__list">
                <li>{say(text::page::limits_diagnosis())}</li>
                <li>{say(text::page::limits_study())}</li>
                <li>{move || known.get()}</li>
                <li>{say(text::page::limits_doctor())}</li>
            </ul>
        </section>
    }
}
