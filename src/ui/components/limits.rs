//! What this is not.

use leptos::prelude::*;

/// A short, calm statement of the limits.
#[component]
pub fn Limits(
    /// That there is more than the model knows.
    #[prop(into)]
    known: Signal<String>,
) -> impl IntoView {
    view! {
        <section class="limits card" aria-labelledby="limits-title">
            <h2 class="card__title" id="limits-title">"What this is not"</h2>
            <ul class="limits__list">
                <li>"Not a diagnosis, and not a medical device. It is made for research and education."</li>
                <li>"One picture is not a study. Radiologists look at whole series, at earlier studies, and at you."</li>
                <li>{move || known.get()}</li>
                <li>"Whatever it says, your doctor is the one to ask. Please do not wait, worry or stop a treatment because of it."</li>
            </ul>
        </section>
    }
}
