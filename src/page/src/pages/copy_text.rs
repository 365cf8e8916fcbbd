//! A text that can be copied.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::language::say;

/// The text in a frame that scrolls, and a button that copies it.
#[component]
pub fn CopyText(
    /// What is shown and copied.
    #[prop(into)]
    text: Signal<String>,
    /// Its label.
    label: String,
    /// Test id.
    testid: &'static str,
) -> impl IntoView {
    let is_copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let _ = is_copied.try_set(Some(browser::copy_text(&text).await));
        });
    };
    let copied = move || match is_copied.get() {
        Some(true) => say(text::device_page::copied()),
        Some(false) => say(text::device_page::not_copied()),
        None => String::new(),
    };
    view! {
        <pre class="device-page__text" data-testid=testid tabindex="0" role="region" aria-label=label>{move || text.get()}</pre>
        <p>
            <button type="button" class="button" on:click=copy>{say(text::device_page::copy())}</button>
            " "
            <span role="status">{copied}</span>
        </p>
    }
}
