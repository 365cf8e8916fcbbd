//! The list: what waits to be kept, and actions on all cases; `filters` and `rows` are between them.

use leptos::ev;
use leptos::prelude::*;

use super::filters::CaseFilters;
use super::gate::{WipeAll, is_second_of_two};
use super::handover::OpenHandover;
use super::leaving::{BackupReminder, FileArrived, LogDownload, UnsavedOffer};
use super::rows::CaseRows;
use crate::session::CasesSession;
use language::say;
use protocol::{DamagedCase, PictureExtent, VaultQuery};

/// The screen.
#[component]
pub(super) fn ListScreen(session: CasesSession) -> impl IntoView {
    let wipes = RwSignal::new(false);
    let phrase = RwSignal::new(String::new());
    let waits = move || session.waits.get().map(|has_file| view! { <KeepCard session has_file /> });
    let count = move || session.list.with(|list| say(text::cases::count(list.found, list.all)));
    let damaged = move || {
        let damaged = session.list.with(|list| list.damaged.clone());
        damaged.into_iter().map(|damaged| view! { <DamagedLine session damaged /> }).collect_view()
    };
    let on_import = move |event: ev::Event| {
        let file = browser::files_from_input(&event).into_iter().next();
        session.import(phrase.get_untracked(), file);
    };
    view! {
        {waits}
        <UnsavedOffer session />
        <BackupReminder session />
        <CaseFilters session />
        <p class="dialog__note" data-testid="cases-count">{count}</p>
        <p class="cases__printed">{say(text::cases::printed())}</p>
        <ul class="cases__damaged" data-testid="cases-damaged">{damaged}</ul>
        <CaseRows session />
        <div class="cases__acts">
            <button class="button" data-testid="cases-show-charts" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(move |_| session.open_charts())>{say(text::charts::open())}</button>
            <button class="button" data-testid="cases-export" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(move |_| session.ask(VaultQuery::Export, None))>{say(text::cases::export())}</button>
            <button class="button" data-testid="cases-secrets" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(move |_| session.show_secrets())>{say(text::cases::secrets())}</button>
            {session.passkeys.are_here().then(|| view! {
                <button class="button" data-testid="cases-passkeys" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| session.show_passkeys())>{say(text::passkey::title())}</button>
            })}
            <button class="button" data-testid="cases-lock" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(move |_| session.ask(VaultQuery::Lock, None))>{say(text::cases::lock())}</button>
            <WipeAll session wipes />
        </div>
        <FileArrived session />
        <fieldset class="cases__reader">
            <legend>{say(text::cases::import_title())}</legend>
            <label class="cases__field">
                {say(text::cases::import_passphrase())}
                <input type="password" autocomplete="off" data-testid="cases-import-passphrase"
                    on:input=move |event| phrase.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::cases::import())}
                <input type="file" accept=".onsightvault" data-testid="cases-import" on:change=on_import />
            </label>
        </fieldset>
        <LogDownload session />
        <OpenHandover session />
    }
}

/// Asks which parts of the answer are to be kept.
#[component]
fn KeepCard(session: CasesSession, has_file: bool) -> impl IntoView {
    let on_who = move |event: ev::Event| session.who.set(event_target_value(&event));
    let keeps_all = RwSignal::new(false);
    let keep = move |picture: PictureExtent| {
        if keeps_all.get_untracked() {
            session.keep_all(picture);
        } else {
            session.keep(picture);
        }
    };
    let small = move || {
        (!keeps_all.get()).then(|| {
            view! {
                <button class="button" data-testid="cases-keep-small" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| keep(PictureExtent::Thumbnail))>{say(text::cases::keep_small())}</button>
            }
        })
    };
    view! {
        <section class="cases__keep" aria-labelledby="cases-keep-title" data-testid="cases-keep">
            <h3 id="cases-keep-title">{say(text::cases::keep_title())}</h3>
            <label class="cases__field">
                {say(text::cases::who())}
                <input type="text" autocomplete="off" data-testid="cases-who" prop:value=move || session.who.get()
                    on:input=on_who />
            </label>
            <label class="dialog__note">
                <input type="checkbox" data-testid="cases-keep-all"
                    on:change=move |event| keeps_all.set(event_target_checked(&event)) />
                " "
                {say(text::cases::keep_all())}
            </label>
            <div class="cases__acts">
                <button class="button button--primary" data-testid="cases-keep-finding" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| keep(PictureExtent::Nothing))>{say(text::cases::keep_finding())}</button>
                {small}
                {has_file.then(|| view! {
                    <button class="button" data-testid="cases-keep-whole" aria-disabled=move || session.waiting()
                        on:click=session.unless_busy(move |_| keep(PictureExtent::Whole))>{say(text::cases::keep_whole())}</button>
                })}
            </div>
        </section>
    }
}

/// A case that cannot be read, and the button that deletes it, pressed twice.
#[component]
fn DamagedLine(session: CasesSession, damaged: DamagedCase) -> impl IntoView {
    let DamagedCase { case, said } = damaged;
    let deletes = RwSignal::new(false);
    let words = move || if deletes.get() { text::cases::delete_sure() } else { text::cases::delete() };
    let of = say(&said);
    let name = move || say(text::page::act_of(words(), of.as_str()));
    let button = case.map(|case| {
        let on_delete = move |event: ev::MouseEvent| {
            if is_second_of_two(&event) {
                return;
            }
            if deletes.get_untracked() {
                session.ask(VaultQuery::Delete { case: case.clone() }, None);
            } else {
                deletes.set(true);
            }
        };
        view! {
            <button class="button button--quiet" data-testid="cases-delete-damaged" aria-label=name aria-disabled=move || session.waiting()
                on:click=session.unless_busy(on_delete)>{move || say(words())}</button>
        }
    });
    view! {
        <li>
            {say(said)} " " {button}
        </li>
    }
}
