//! A warning above an answer: there is text in the picture, which may name somebody.

use leptos::prelude::*;

use super::Icon;
use crate::language::say;
use crate::show::Show;

/// Shown before anything of the picture; the picture is not printed until the visitor has confirmed having checked.
#[component]
pub fn BurnedInNotice(
    /// What to say.
    text: String,
    /// Whether the visitor has confirmed that.
    seen: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <div class="burned-in-notice" role="note" aria-label=say(text::page::burned_in()) data-testid="burned-in" data-seen=move || seen.get().to_string()>
            {Icon::Attention.view()}
            <p class="burned-in-notice__text">
                {text}
                <span class="burned-in-notice__print">
                    {move || if seen.get() { String::new() } else { format!(" {}", say(text::page::left_out())) }}
                </span>
            </p>
            <Show when=move || !seen.get()>
                <button type="button" class="button" on:click=move |_| seen.set(true)>{say(text::page::looked())}</button>
            </Show>
        </div>
    }
}
