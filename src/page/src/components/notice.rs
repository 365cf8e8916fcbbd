//! A calm banner that stays until it is dismissed, for instance after a change of device.

use leptos::prelude::*;

use super::Icon;
use crate::language::say;

/// Shows `text` while there is one.
#[component]
pub fn Notice(
    /// The text; nothing is shown for `None`.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// Called when the visitor dismisses it.
    #[prop(into)]
    on_dismiss: Callback<()>,
) -> impl IntoView {
    move || {
        text.get().map(|text| {
            view! {
                <div class="notice" role="note" aria-label=say(text::page::notice())>
                    {Icon::Attention.view()}
                    <p class="notice__text">{text}</p>
                    <button
                        type="button"
                        class="button button--quiet button--icon"
                        aria-label=say(text::page::dismiss())
                        on:click=move |_| on_dismiss.run(())
                    >
                        {Icon::Close.view()}
                    </button>
                </div>
            }
        })
    }
}
