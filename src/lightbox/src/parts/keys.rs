//! The list of keys.

use leptos::prelude::*;
use text::Message;

use crate::session::{Panel, ViewerSession};
use language::say;
use view_model::lightbox::key_list;

/// What each key does.
#[component]
pub(super) fn Keys(session: ViewerSession) -> impl IntoView {
    let row =
        |(keys, what): (Message, Message)| view! { <div><dt><kbd>{say(keys)}</kbd></dt><dd>{say(what)}</dd></div> };
    view! {
        <section class="tools__part" aria-labelledby="keys-title">
            <div class="tools__head">
                <h3 class="tools__title" id="keys-title">{say(text::light_box_keys::title())}</h3>
                <button class="button" on:click=move |_| session.toggle(Panel::Keys)>{say(text::light_box_keys::back())}</button>
            </div>
            <dl class="keys">{key_list().map(row)}</dl>
        </section>
    }
}
