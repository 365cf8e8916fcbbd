//! The list: `entry` describes a model, `keeping` shows what is stored of it on this device and the actions,
//! `comparison` its answer beside another model's. And `model`: the measurements of one; `condition`: the information
//! about a label.
//!
//! Invariant: every control has a text label, and is disabled while a model is fetched.

#![allow(unreachable_pub, reason = "the macro of components writes more `pub` than they have")]

mod comparison;
mod condition;
mod entry;
mod keeping;
mod model;

use leptos::prelude::*;

use crate::session::CatalogueSession;
pub(crate) use condition::ConditionPage;
use entry::entry_view;
use language::say;
pub(crate) use model::ModelFigures;
use task::CatalogueEntry;
use text::Message;

/// The whole list.
#[component]
pub(crate) fn ModelList(session: CatalogueSession) -> impl IntoView {
    let body = move || {
        session.list.with(|list| match list {
            None => note(text::models::looking()),
            Some(None) if browser::network_is_closed() => note(text::models::sealed_list()),
            Some(None) => note(text::models::failed()),
            Some(Some((language, packed))) => {
                let entries = CatalogueEntry::all(packed);
                let entries = entries.iter().map(|entry| entry_view(session, entry)).collect_view();
                show_named();
                let language = language.clone();
                view! { <div class="catalogue" data-testid="catalogue" lang=language>{entries}</div> }.into_any()
            }
        })
    };
    view! {
        {body}
        <p class="catalogue__said" role="status" data-testid="catalogue-said">{move || session.said.get().map(say)}</p>
    }
}

/// An entry that the address names is shown, once it is in the document.
fn show_named() {
    let fragment = browser::fragment();
    if let Some(task) = view_model::state::Route::part(&fragment).map(str::to_owned) {
        request_animation_frame(move || browser::unfold(&entry::element_of(&task)));
    }
}

/// Why there is no text.
fn note(message: Message) -> AnyView {
    let said = say(message);
    view! { <p class="catalogue__note" role="status" data-testid="catalogue-note">{said}</p> }.into_any()
}
