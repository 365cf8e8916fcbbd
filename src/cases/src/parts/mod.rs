//! The dialog, screen by screen: its frame is here, `gate` (creation, lock screen, recovery code), `secrets` (changing
//! the passphrase), `passkeys`, `list` with `filters` and `rows`, `case` with the views of its two readers, `roles`;
//! `handover`, where a case is sent to somebody else; `charts`, of all of them; `fields` of list and charts.
//!
//! Invariant: every control has a text label, and is pressed once: while a question to the vault is open, buttons are
//! disabled.

#![allow(unreachable_pub, reason = "the macro of components writes more `pub` than they have")]

mod case;
mod charts;
mod fields;
mod filters;
mod gate;
mod handover;
mod list;
mod passkeys;
mod roles;
mod rows;
mod secrets;

use leptos::html;
use leptos::prelude::*;

use crate::session::{CasesSession, Screen};
use case::CaseScreen;
use charts::ChartsScreen;
use gate::{CodeScreen, CreateScreen, LockedScreen};
use language::say;
use list::ListScreen;
use passkeys::PasskeysScreen;
use secrets::SecretsScreen;

/// The whole dialog.
#[component]
pub(crate) fn CasesDialog(session: CasesSession) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (dialog, is_open) = (dialog.get(), session.is_open.get());
        let Some(dialog) = dialog else { return };
        if is_open && !dialog.open() {
            // Fails only for an element outside of the document.
            let _ = dialog.show_modal();
        } else if !is_open {
            dialog.close();
        }
    });
    let body = move || match session.screen.get() {
        Screen::Looking => view! { <p role="status">{say(text::cases::looking())}</p> }.into_any(),
        Screen::Create => view! { <CreateScreen session /> }.into_any(),
        Screen::Locked => view! { <LockedScreen session /> }.into_any(),
        Screen::Code(code) => view! { <CodeScreen session code /> }.into_any(),
        Screen::List => view! { <ListScreen session /> }.into_any(),
        Screen::Case(case) => view! { <CaseScreen session case /> }.into_any(),
        Screen::Charts(figures) => view! { <ChartsScreen session figures /> }.into_any(),
        Screen::Secrets => view! { <SecretsScreen session /> }.into_any(),
        Screen::Passkeys => view! { <PasskeysScreen session /> }.into_any(),
    };
    let trouble = move || {
        session.trouble.get().map(|failure| {
            view! {
                <div class="dialog__trouble" role="alert" data-testid="cases-trouble" data-kind=failure.kind.name()>
                    <p>{say(&failure.message)}</p>
                    <p>{say(&failure.hint)}</p>
                </div>
            }
        })
    };
    let on_close = move |_| {
        if session.is_open.get_untracked() {
            session.close();
        }
    };
    view! {
        <dialog
            class="cases dialog"
            node_ref=dialog
            aria-labelledby="cases-dialog-title"
            data-testid="cases-dialog"
            aria-busy=move || session.busy.get().then_some("true")
            on:close=on_close
            on:input=move |_| session.stir()
        >
            <div class="dialog__bar">
                <h2 class="dialog__title" id="cases-dialog-title">{say(text::cases::title())}</h2>
                <button class="button" data-testid="cases-close" on:click=move |_| session.close()>{say(text::cases::close())}</button>
            </div>
            {trouble}
            {body}
            <p class="cases__said" role="status" data-testid="cases-said">{move || session.said.get().map(say)}</p>
        </dialog>
    }
}
