//! Passkeys that open the vault: which there are, one is added with the passphrase, one is removed.

use leptos::ev;
use leptos::prelude::*;

use super::gate::is_second_of_two;
use crate::session::CasesSession;
use language::say;
use protocol::{KeptPasskey, KeptPasskeys, VaultQuery};

/// The screen.
#[component]
pub(super) fn PasskeysScreen(session: CasesSession) -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let cannot = move || passphrase.read().is_empty();
    let add = move || session.add_passkey(passphrase.get_untracked());
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !session.busy.get_untracked() && !cannot() {
            add();
        }
    };
    let kept = move || {
        session.passkeys.kept.get().map(|KeptPasskeys { passkeys, log, log_fault }| {
            let is_empty = passkeys.is_empty();
            let lines = passkeys.into_iter().map(|passkey| view! { <PasskeyLine session passkey /> });
            // The most recent entry is first.
            let log = log.into_iter().rev().map(|line| {
                let when = browser::clock::local_time(line.at_ms as f64);
                view! { <li><span>{when}</span> " " <span>{say(&line.said)}</span></li> }
            });
            view! {
                {is_empty.then(|| view! { <p>{say(text::passkey::none())}</p> })}
                <ul class="cases__passkeys" aria-label=say(text::passkey::list()) data-testid="cases-passkey-list">{lines.collect_view()}</ul>
                <h4>{say(text::passkey::log())}</h4>
                {log_fault.map(|fault| view! { <p class="dialog__note">{say(fault)}" "{say(text::passkey::help_log())}</p> })}
                <ol class="cases__trail" data-testid="cases-passkey-log">{log.collect_view()}</ol>
            }
        })
    };
    view! {
        <div class="cases__form" data-testid="cases-passkeys-screen">
            <h3>{say(text::passkey::title())}</h3>
            <p>{say(text::passkey::lead())}</p>
            <p class="dialog__note">{say(text::passkey::of_device())}</p>
            <label class="cases__field">
                {say(text::cases::passphrase())}
                <input type="password" autocomplete="current-password" data-testid="cases-passkey-passphrase"
                    on:keydown=on_key on:input=move |event| passphrase.set(event_target_value(&event)) />
            </label>
            <div class="cases__acts">
                <button class="button button--primary" data-testid="cases-passkey-add" disabled=cannot aria-disabled=move || session.waiting() on:click=session.unless_busy(move |_| add())>
                    {say(text::passkey::add())}
                </button>
                <button class="button" data-testid="cases-passkeys-back" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| session.show_list())>{say(text::cases::back())}</button>
            </div>
            {kept}
        </div>
    }
}

/// A passkey, and the button that removes it, pressed twice.
#[component]
fn PasskeyLine(session: CasesSession, passkey: KeptPasskey) -> impl IntoView {
    let KeptPasskey { id, name, added_ms } = passkey;
    let removes = RwSignal::new(false);
    let when = browser::clock::local_time(added_ms as f64);
    let line = say(text::passkey::line(name.as_str(), when));
    let on_remove = move |event: ev::MouseEvent| {
        if is_second_of_two(&event) {
            return;
        }
        if removes.get_untracked() {
            session.ask(VaultQuery::RemovePasskey { id: id.clone() }, None);
        } else {
            removes.set(true);
        }
    };
    let is_sure = name.clone();
    let words =
        move || say(if removes.get() { text::passkey::remove_sure(is_sure.as_str()) } else { text::passkey::remove() });
    let label = move || {
        say(if removes.get() {
            text::passkey::remove_sure(name.as_str())
        } else {
            text::passkey::remove_it(name.as_str())
        })
    };
    view! {
        <li>
            {line} " "
            <button class="button button--quiet" data-testid="cases-passkey-remove" aria-label=label
                aria-disabled=move || session.waiting() on:click=session.unless_busy(on_remove)>{words}</button>
        </li>
    }
}
