//! What this is not.

use leptos::prelude::*;

/// A short, calm statement of the limits.
#[component]
pub fn Limits() -> impl IntoView {
    view! {
        <section class="limits card" aria-labelledby="limits-title">
            <h2 class="card__title" id="limits-title">"What this is not"</h2>
            <ul class="limits__list">
                <li>"Not a diagnosis, and not a medical device. It is made for research and education."</li>
                <li>"One picture is not a study. Radiologists look at whole series, at earlier studies, and at you."</li>
                <li>"The model knows four answers and no others. Checks turn away pictures that it cannot read, but no check finds them all."</li>
                <li>"Whatever it says, your doctor is the one to ask. Please do not wait, worry or stop a treatment because of it."</li>
            </ul>
        </section>
    }
}
