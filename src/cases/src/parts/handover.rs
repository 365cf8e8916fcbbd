//! Handing over a case, and opening a file that somebody else handed over.

use leptos::ev;
use leptos::prelude::*;

use crate::session::CasesSession;
use language::say;
use protocol::{HandoverLock, KeptCase, PictureExtent, VaultQuery};
use view_model::words;

/// Shows where a case came from.
#[component]
pub(super) fn CameFrom(held: StoredValue<KeptCase>) -> impl IntoView {
    held.with_value(|case| {
        case.origin.as_ref().map(|origin| {
            let when = browser::clock::local_time(origin.at_ms as f64);
            let from = text::isolated(&origin.from);
            let said = if origin.is_foreign {
                text::handover::received_from(from, when)
            } else {
                text::handover::answer_from(from, when)
            };
            view! { <p class="dialog__note" data-testid="cases-origin">{say(said)}</p> }
        })
    })
}

/// Asks for the key or passphrase that a case is sealed with, and creates its file.
#[component]
pub(super) fn HandOver(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let (by_key, typed, with_picture) = (RwSignal::new(true), RwSignal::new(String::new()), RwSignal::new(false));
    let has_picture = held.with_value(|case| case.picture != PictureExtent::Nothing);
    let burned_in = held.with_value(|case| {
        let borders = &case.finding.as_ref()?.provenance.text_at_borders;
        words::burned_in(borders)
    });
    let on_make = move |_| {
        let typed = typed.get_untracked();
        let lock = if by_key.get_untracked() { HandoverLock::Receiver(typed) } else { HandoverLock::Passphrase(typed) };
        held.with_value(|case| session.hand_over(case, lock, with_picture.get_untracked()));
    };
    let on_kind = move |is_key: bool| {
        by_key.set(is_key);
        typed.set(String::new());
    };
    let pressed = move |is_key: bool| if by_key.get() == is_key { "true" } else { "false" };
    let label = move || say(if by_key.get() { text::handover::key() } else { text::handover::phrase() });
    let on_typed = move |event: ev::Event| typed.set(event_target_value(&event));
    let field = move || {
        if by_key.get() {
            view! { <input type="text" autocomplete="off" spellcheck="false" data-testid="cases-lock-with" on:input=on_typed /> }
                .into_any()
        } else {
            view! { <input type="password" autocomplete="new-password" data-testid="cases-lock-with" on:input=on_typed /> }
                .into_any()
        }
    };
    let note = move || {
        let said = burned_in.clone().filter(|_| with_picture.get());
        said.map(|said| view! { <p class="dialog__note" role="alert">{say(said)}</p> })
    };
    view! {
        <details class="cases__reader" data-testid="cases-handover">
            <summary>{say(text::handover::title())}</summary>
            <p class="dialog__note">{say(text::handover::lead())}</p>
            <label class="cases__field">
                {say(text::handover::sender())}
                <input type="text" autocomplete="off" data-testid="cases-sender" prop:value=move || session.who.get()
                    on:input=move |event| session.who.set(event_target_value(&event)) />
            </label>
            <div class="cases__acts">
                <button class="button" data-testid="cases-by-key" aria-pressed=move || pressed(true)
                    on:click=move |_| on_kind(true)>{say(text::handover::by_key())}</button>
                <button class="button" data-testid="cases-by-phrase" aria-pressed=move || pressed(false)
                    on:click=move |_| on_kind(false)>{say(text::handover::by_phrase())}</button>
            </div>
            <label class="cases__field">
                {label}
                {field}
            </label>
            {has_picture.then(|| view! {
                <label class="dialog__note">
                    <input type="checkbox" data-testid="cases-with-picture"
                        on:change=move |event| with_picture.set(event_target_checked(&event)) />
                    " "
                    {say(text::handover::with_picture())}
                </label>
            })}
            {note}
            <button class="button" data-testid="cases-make-handover"
                disabled=move || typed.read().trim().is_empty() aria-disabled=move || session.waiting() on:click=session.unless_busy(on_make)>
                {say(text::handover::make())}
            </button>
        </details>
    }
}

/// Sends an answer back to the sender of the case.
#[component]
pub(super) fn SendBack(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let answer_to = held.with_value(|case| case.origin.as_ref()?.answer_to.clone());
    answer_to.map(|key| {
        let on_send = move |_| {
            let lock = HandoverLock::Receiver(key.clone());
            held.with_value(|case| session.hand_over(case, lock, false));
        };
        view! {
            <p class="dialog__note">{say(text::handover::send_back_lead())}</p>
            <button class="button button--primary" data-testid="cases-send-back" aria-disabled=move || session.waiting() on:click=session.unless_busy(on_send)>
                {say(text::handover::send_back())}
            </button>
        }
    })
}

/// The file that was made, until the case is left.
#[component]
pub(super) fn MadeFile(session: CasesSession) -> impl IntoView {
    move || {
        session.has_handover.get().then(|| {
            view! {
                <div class="cases__acts">
                    <button class="button button--primary" data-testid="cases-save-handover" on:click=move |_| session.save_handover()>
                        {say(text::handover::save())}
                    </button>
                </div>
            }
        })
    }
}

/// Opens a file that somebody handed over, and shows the key that such files are sealed to.
#[component]
pub(super) fn OpenHandover(session: CasesSession) -> impl IntoView {
    let phrase = RwSignal::new(String::new());
    let on_file = move |event: ev::Event| {
        let file = browser::files_from_input(&event).into_iter().next();
        session.receive(phrase.get_untracked(), file);
    };
    let own_key = move || {
        match session.own_key.get() {
        Some(key) => {
            let copied = key.clone();
            view! {
                <p class="cases__code" data-testid="cases-own-key">{key}</p>
                <button class="button" data-testid="cases-copy-key" on:click=move |_| session.copy_key(copied.clone())>
                    {say(text::handover::copy())}
                </button>
            }
            .into_any()
        }
        None => view! {
            <button class="button" data-testid="cases-show-key" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(move |_| session.ask(VaultQuery::ReceiverKey, None))>{say(text::handover::show_key())}</button>
        }
        .into_any(),
    }
    };
    view! {
        <details class="cases__reader" data-testid="cases-open-handover">
            <summary>{say(text::handover::open_title())}</summary>
            <label class="cases__field">
                {say(text::handover::open_phrase())}
                <input type="password" autocomplete="off" data-testid="cases-open-phrase"
                    on:input=move |event| phrase.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::handover::open_file())}
                <input type="file" accept=".onsighthandover" data-testid="cases-open-file" on:change=on_file />
            </label>
            <h4>{say(text::handover::own_title())}</h4>
            <p class="dialog__note">{say(text::handover::own_lead())}</p>
            {own_key}
        </details>
    }
}
