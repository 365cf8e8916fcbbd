//! Built-in examples: heads drawn by code, never patients.

use leptos::prelude::*;

/// One built-in example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// File name under `examples/`.
    pub file: String,
    /// Short name.
    pub title: String,
    /// What was drawn.
    pub description: String,
}

/// A row of examples to try.
#[component]
pub fn Examples(
    /// What there is; empty while it is being fetched.
    #[prop(into)]
    examples: Signal<Vec<Example>>,
    /// Called with the one to try.
    #[prop(into)]
    on_choose: Callback<Example>,
) -> impl IntoView {
    let card = move |example: Example| {
        let chosen = example.clone();
        view! {
            <li>
                <button type="button" class="examples__card" on:click=move |_| on_choose.run(chosen.clone())>
                    <img class="examples__picture" src=format!("./examples/{}", example.file) alt="" width="96" height="96" loading="lazy" />
                    <span class="examples__text">
                        <span class="examples__title">{example.title}</span>
                        <span class="examples__description">{example.description}</span>
                    </span>
                </button>
            </li>
        }
    };
    move || {
        let examples = examples.get();
        (!examples.is_empty()).then(|| {
            view! {
                <section class="examples" aria-labelledby="examples-title">
                    <h2 class="examples__heading" id="examples-title">
                        "Try a drawn picture" <span class="tag">"Synthetic"</span>
                    </h2>
                    <p class="examples__note">
                        "Drawn by a program: no patients. The model never learned from drawings, so its answers to them mean nothing; they show how the page works."
                    </p>
                    <ul class="examples__list" role="list">{examples.into_iter().map(card).collect_view()}</ul>
                </section>
            }
        })
    }
}
