//! The list of keys.

use leptos::prelude::*;

use crate::lightbox::session::{Panel, ViewerSession};
use crate::lightbox::state::KEYS;

/// What each key does.
#[component]
pub(super) fn Keys(session: ViewerSession) -> impl IntoView {
    let row =
        |(keys, what): (&'static str, &'static str)| view! { <div><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div> };
    view! {
        <section class="tools__part" aria-labelledby="keys-title">
            <div class="tools__head">
                <h3 class="tools__title" id="keys-title">"Keys"</h3>
                <button class="button" on:click=move |_| session.toggle(Panel::Keys)>"Back to the tools"</button>
            </div>
            <dl class="keys">{KEYS.map(row)}</dl>
        </section>
    }
}
