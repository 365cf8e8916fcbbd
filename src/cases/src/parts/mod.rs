//! The dialog, screen by screen: what stands around it here, `gate` (made, locked, its code), `secrets` (others
//! are chosen), `passkeys`, `list` with `filters` and `rows`, `case` with
//! the views of its two readers, `roles`; `handover`, where a case goes to somebody else;
//! `charts`, of all of them; `leaving`, how they leave the vault; `fields` of list and charts.
//!
//! Invariant: what can be pressed has words, and is pressed once: while the vault is asked, buttons wait, and keep the keyboard.

#![allow(unreachable_pub, reason = "the macro of components writes more `pub` than they have")]

mod case;
mod charts;
mod fields;
mod filters;
mod gate;
mod handover;
mod leaving;
mod list;
mod passkeys;
mod roles;
mod rows;
mod secrets;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::session::{CasesSession, Screen};
use case::CaseScreen;
use charts::ChartsScreen;
use gate::{CodeScreen, CreateScreen, LockedScreen, is_second_of_two};
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
    // With a screen the button is gone that was pressed on it: what the dialog begins with has the keyboard then.
    let title = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        session.screen.track();
        request_animation_frame(move || {
            let is_open = session.is_open.get_untracked();
            if let Some(title) = title.try_get_untracked().flatten().filter(|_| is_open && browser::focus_is_lost()) {
                // Fails only for an element outside of the document.
                let _ = title.focus();
            }
        });
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
    let on_close_button = move |event: ev::MouseEvent| {
        if !is_second_of_two(&event) && session.may_leave() {
            session.close();
        }
    };
    let on_input = move |_| {
        session.stir();
        session.seal_soon();
        session.stay();
    };
    // A key that is held down would press a button again and again, also one that then asks "really?"; and Escape would
    // close the dialog, which asks as well.
    let on_key = move |event: ev::KeyboardEvent| {
        let is_held = event.repeat() && event.key() == "Enter" && browser::is_at_button(&event);
        let stays = event.key() == "Escape" && (event.repeat() || !session.may_leave());
        if is_held || stays {
            event.prevent_default();
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
            on:input=on_input
            on:keydown=on_key
        >
            <div class="dialog__bar">
                <h2 class="dialog__title" id="cases-dialog-title" node_ref=title tabindex="-1">{say(text::cases::title())}</h2>
                <button class="button" data-testid="cases-close" on:click=on_close_button>{say(text::cases::close())}</button>
            </div>
            <p class="cases__said" role="status" data-testid="cases-said">{move || session.said.get().map(say)}</p>
            {trouble}
            {body}
        </dialog>
    }
}
