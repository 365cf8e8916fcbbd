//! Offers a newer version of the program. It is never forced on a visitor.

use leptos::prelude::*;

use super::Icon;
use crate::language::say;
use crate::show::Show;
use crate::state::NewVersion;

/// Shown while a newer version waits.
#[component]
pub fn UpdateNotice(
    /// Whether one waits.
    #[prop(into)]
    update: Signal<NewVersion>,
    /// Whether a picture is on the page, which an update would close.
    #[prop(into)]
    has_cases: Signal<bool>,
    /// Called when the visitor wants it.
    #[prop(into)]
    on_take: Callback<()>,
) -> impl IntoView {
    let words = move || {
        say(match (update.get(), has_cases.get()) {
            (NewVersion::Busy, _) => text::page::update_busy(),
            (_, true) => text::page::update_later(),
            (_, false) => text::page::update_here(),
        })
    };
    view! {
        <Show when=move || update.get() != NewVersion::None>
            <div class="update-notice" role="note" aria-label=say(text::page::update()) data-testid="update">
                {Icon::Again.view()}
                <p class="update-notice__text">{words}</p>
                <Show when=move || !has_cases.get()>
                    <button type="button" class="button" on:click=move |_| on_take.run(())>{say(text::page::update_now())}</button>
                </Show>
            </div>
        </Show>
    }
}
