//! Offers a newer version of the program. It is never forced on a visitor.

use leptos::prelude::*;

use super::Icon;
use crate::ui::state::NewVersion;

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
    let words = move || match (update.get(), has_cases.get()) {
        (NewVersion::Busy, _) => {
            "A newer version is here, but another tab of Onsight still works with this one. Close the pictures there, then try again."
        }
        (_, true) => "A newer version is here. You can take it when you have removed your pictures from the list.",
        (_, false) => "A newer version is here.",
    };
    view! {
        <Show when=move || update.get() != NewVersion::None>
            <div class="update-notice" role="note" aria-label="Update" data-testid="update">
                {Icon::Again.view()}
                <p class="update-notice__text">{words}</p>
                <Show when=move || !has_cases.get()>
                    <button type="button" class="button" on:click=move |_| on_take.run(())>"Update now"</button>
                </Show>
            </div>
        </Show>
    }
}
