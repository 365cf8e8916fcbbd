//! Before the list: a vault is created, opened, and its recovery code shown.

use leptos::ev;
use leptos::prelude::*;

use crate::session::CasesSession;
use language::say;
use protocol::{VaultPass, VaultQuery};

/// Creates a vault.
#[component]
pub(super) fn CreateScreen(session: CasesSession) -> impl IntoView {
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let differs = move || *first.read() != *second.read();
    let create = move || session.create(first.get_untracked());
    let on_create = move |_| create();
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !session.busy.get_untracked() && !differs() {
            create();
        }
    };
    view! {
        <div class="cases__form" data-testid="cases-create">
            <p>{say(text::cases::lead())}</p>
            <p>{say(text::cases::no_way_back())}</p>
            <label class="cases__field">
                {say(text::cases::passphrase())}
                <input type="password" autocomplete="new-password" data-testid="cases-passphrase"
                    on:input=move |event| first.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::cases::again())}
                <input type="password" autocomplete="new-password" data-testid="cases-again" on:keydown=on_key
                    on:input=move |event| second.set(event_target_value(&event)) />
            </label>
            <p class="dialog__note">{say(text::vault::help_passphrase())}</p>
            <button class="button button--primary" data-testid="cases-make"
                disabled=differs aria-disabled=move || session.waiting() on:click=session.unless_busy(on_create)>
                {say(text::cases::create())}
            </button>
        </div>
    }
}

/// Shows the recovery code, once.
#[component]
pub(super) fn CodeScreen(session: CasesSession, code: String) -> impl IntoView {
    view! {
        <div class="cases__form" data-testid="cases-code">
            <p>{say(text::cases::code_once())}</p>
            <p class="cases__code" data-testid="cases-code-text">{code}</p>
            <button class="button button--primary" data-testid="cases-code-done" on:click=move |_| session.show_list()>
                {say(text::cases::code_done())}
            </button>
        </div>
    }
}

/// Opens a vault.
#[component]
pub(super) fn LockedScreen(session: CasesSession) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let by_code = RwSignal::new(false);
    let wipes = RwSignal::new(false);
    session.look_for_passkeys();
    // Where a passkey opens the vault, and this browser supports it.
    let by_passkey = move || {
        session.passkeys.count().is_some_and(|count| count > 0).then(|| {
            view! {
                <button class="button" data-testid="cases-unlock-passkey" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| session.unlock_by_passkey())>{say(text::passkey::unlock())}</button>
            }
        })
    };
    let passkeys = move || session.passkeys.count().map(|count| count.to_string());
    let unlock = move || {
        let typed = typed.get_untracked();
        session.unlock(if by_code.get_untracked() {
            VaultPass::RecoveryCode(typed)
        } else {
            VaultPass::Passphrase(typed)
        });
    };
    let on_unlock = move |_| unlock();
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !session.busy.get_untracked() {
            unlock();
        }
    };
    let on_other = move |_| {
        by_code.update(|by_code| *by_code = !*by_code);
        typed.set(String::new());
    };
    let label = move || say(if by_code.get() { text::cases::code() } else { text::cases::passphrase() });
    let other = move || say(if by_code.get() { text::cases::by_passphrase() } else { text::cases::by_code() });
    let waits = move || {
        let seconds = session.wait_ms.get().div_ceil(1_000);
        (seconds > 0).then(|| view! { <p class="dialog__note">{say(text::vault::too_soon(seconds))}</p> })
    };
    view! {
        <div class="cases__form" data-testid="cases-locked" data-passkeys=passkeys>
            {waits}
            <label class="cases__field">
                {label}
                <input type="password" autocomplete="current-password" data-testid="cases-secret"
                    prop:value=move || typed.get() on:keydown=on_key
                    on:input=move |event| typed.set(event_target_value(&event)) />
            </label>
            <div class="cases__acts">
                <button class="button button--primary" data-testid="cases-unlock" aria-disabled=move || session.waiting() on:click=session.unless_busy(on_unlock)>
                    {say(text::cases::unlock())}
                </button>
                {by_passkey}
                <button class="button" on:click=on_other>{other}</button>
                <WipeAll session wipes />
            </div>
        </div>
    }
}

/// Deletes everything, after a second confirmation.
#[component]
pub(super) fn WipeAll(session: CasesSession, wipes: RwSignal<bool>) -> impl IntoView {
    let on_wipe = move |event: ev::MouseEvent| {
        if is_second_of_two(&event) {
            return;
        }
        if wipes.get_untracked() {
            wipes.set(false);
            session.ask(VaultQuery::WipeAll, None);
        } else {
            wipes.set(true);
        }
    };
    let words = move || say(if wipes.get() { text::cases::wipe_sure() } else { text::cases::wipe() });
    view! {
        <button class="button button--quiet" data-testid="cases-wipe" aria-disabled=move || session.waiting() on:click=session.unless_busy(on_wipe)>{words}</button>
    }
}

/// Whether it is the second half of a double click: what asks "really?" must not be answered by it.
pub(super) fn is_second_of_two(event: &ev::MouseEvent) -> bool {
    event.detail() > 1
}
