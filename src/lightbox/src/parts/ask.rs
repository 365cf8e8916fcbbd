//! Asks before measures are closed with the series that they were made on: they are not stored.

use leptos::prelude::*;

use crate::session::ViewerSession;
use browser::focus_on;
use language::say;

/// Shown while the question is open; it looks like the page's own.
#[component]
pub(super) fn Ask(session: ViewerSession) -> impl IntoView {
    Effect::new(move |_| {
        if session.asked.get() {
            request_animation_frame(|| focus_on(".lightbox .ask-again>button"));
        }
    });
    view! {
        <Show when=move || session.asked.get()>
            <div class="ask-again" role="alertdialog" aria-label=say(text::light_box::ask_title()) aria-describedby="ask-measures" data-testid="ask-measures">
                <p class="ask-again__text" id="ask-measures">{say(text::light_box::ask())}</p>
                <button class="button button--primary" on:click=move |_| session.stay()>{say(text::light_box::ask_keep())}</button>
                <button class="button" on:click=move |_| session.let_go()>{say(text::light_box::ask_close())}</button>
            </div>
        </Show>
    }
}
