//! How anyone can check that nothing is sent.

use leptos::prelude::*;

/// The page.
#[component]
pub fn Check() -> impl IntoView {
    view! {
        <main class="page" id="main" tabindex="-1">
            <h1 class="page__title">"Check it yourself"</h1>
        </main>
    }
}
