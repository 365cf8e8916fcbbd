//! A warning above an answer: text stands in the picture, and may name somebody.

use leptos::prelude::*;

use super::Icon;

/// Shown before anything of the picture; it stays out of print until the visitor has looked.
#[component]
pub fn BurnedInNotice(
    /// What to say.
    text: String,
    /// Whether the visitor has looked.
    seen: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <div class="burned-in-notice" role="note" aria-label="Text in the picture" data-testid="burned-in" data-seen=move || seen.get().to_string()>
            {Icon::Attention.view()}
            <p class="burned-in-notice__text">
                {text}
                <span class="burned-in-notice__print">
                    {move || if seen.get() { "" } else { " The picture is left out of print until then." }}
                </span>
            </p>
            <Show when=move || !seen.get()>
                <button type="button" class="button" on:click=move |_| seen.set(true)>"I have looked: print it too"</button>
            </Show>
        </div>
    }
}
