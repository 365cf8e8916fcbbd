//! A text that can be taken away.

use leptos::prelude::*;

use crate::ui::language::say;
use crate::web;

/// The text in a frame that scrolls, and a button that copies it.
#[component]
pub fn CopyText(
    /// What is shown and copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it is.
    label: String,
    /// Name for tests.
    testid: &'static str,
) -> impl IntoView {
    let copy = Action::new_local(move |(): &()| async move { web::copy_text(&text.get_untracked()).await });
    let copied = move || match copy.value().get() {
        Some(true) => say(text::device_page::copied()),
        Some(false) => say(text::device_page::not_copied()),
        None => String::new(),
    };
    view! {
        <pre class="device-page__text" data-testid=testid tabindex="0" role="region" aria-label=label>{move || text.get()}</pre>
        <p>
            <button type="button" class="button" on:click=move |_| { copy.dispatch_local(()); }>{say(text::device_page::copy())}</button>
            " "
            <span role="status">{copied}</span>
        </p>
    }
}
