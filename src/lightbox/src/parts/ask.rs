//! Asks before measures are closed with the series that they were made on: they are not stored. And before a key closes a
//! long series, whose files would have to be chosen again.

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
    let words = move || {
        if session.has_measures() {
            (text::light_box::ask_title(), text::light_box::ask())
        } else {
            (text::light_box::title(), text::light_box::ask_series())
        }
    };
    view! {
        <Show when=move || session.asked.get()>
            <div class="ask-again" role="alertdialog" aria-label=say(words().0) aria-describedby="ask-measures" data-testid="ask-measures">
                <p class="ask-again__text" id="ask-measures">{say(words().1)}</p>
                <button class="button button--primary" on:click=move |_| session.stay()>{say(text::light_box::ask_keep())}</button>
                <button class="button" on:click=move |_| session.let_go()>{say(text::light_box::ask_close())}</button>
            </div>
        </Show>
    }
}
