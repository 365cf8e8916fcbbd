//! The dialogs: that of reports here, with `choices` (form, reader, paper, release, what goes along), and `capsule`.
//!
//! Invariant: what can be pressed has words, and is pressed once: while a file is written, the button waits, and keeps the
//! focus. Focus goes into the dialog and back to where it came from, as the browser does it for modal ones; Escape closes
//! it.

#![allow(unreachable_pub, reason = "the macro of components writes more `pub` than they have")]

mod capsule;
mod choices;

use leptos::html;
use leptos::prelude::*;

use crate::session::ReportsSession;
pub(crate) use capsule::CapsuleDialog;
use choices::{AlongChoices, FhirChoices, FormChoices, PdfChoices};
use language::say;

/// The whole dialog.
#[component]
pub(crate) fn ReportsDialog(session: ReportsSession) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    follow(dialog, session.is_open);
    let on_close = move |_| {
        if session.is_open.get_untracked() {
            session.close();
        }
    };
    let warning = move || {
        session.warning().map(|warning| {
            view! { <p class="dialog__trouble" role="status" data-testid="reports-warning">{say(warning)}</p> }
        })
    };
    let trouble = move || {
        session.trouble.get().map(|why| {
            view! {
                <div class="dialog__trouble" role="alert" data-testid="reports-trouble">
                    <p>{say(why)}</p>
                    <p>{say(text::reports::nothing_lost())}</p>
                </div>
            }
        })
    };
    view! {
        <dialog
            class="reports dialog"
            node_ref=dialog
            aria-labelledby="reports-title"
            data-testid="reports-dialog"
            aria-busy=move || session.busy.get().then_some("true")
            on:close=on_close
        >
            <div class="dialog__bar">
                <h2 class="dialog__title" id="reports-title">{say(text::reports::title())}</h2>
                <button class="button" data-testid="reports-close" on:click=move |_| session.close()>
                    {say(text::reports::close())}
                </button>
            </div>
            <p>{say(text::reports::lead())}</p>
            <FormChoices session />
            <PdfChoices session />
            <FhirChoices session />
            <AlongChoices session />
            {warning}
            {trouble}
            <div class="dialog__bar">
                <button
                    class="button button--primary"
                    data-testid="reports-write"
                    aria-disabled=move || session.busy.get().then_some("true")
                    on:click=move |_| session.save()
                >
                    {say(text::reports::write())}
                </button>
                <p class="reports__said" role="status" data-testid="reports-said">{move || session.said.get().map(say)}</p>
            </div>
        </dialog>
    }
}

/// Keeps a dialog open while the signal is set.
fn follow(dialog: NodeRef<html::Dialog>, is_open: RwSignal<bool>) {
    Effect::new(move |_| {
        let (dialog, is_open) = (dialog.get(), is_open.get());
        let Some(dialog) = dialog else { return };
        if is_open && !dialog.open() {
            // Fails only for an element outside of the document.
            let _ = dialog.show_modal();
        } else if !is_open {
            dialog.close();
        }
    });
}
