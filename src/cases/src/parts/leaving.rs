//! How what is kept leaves the vault, and why it should: how long the browser keeps it, the reminder to export it, and the table of
//! the cases that are listed. Also the reminder of what was typed and is not kept yet.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::session::{CasesSession, QUESTION};
use browser::storage::{self, Space};
use language::say;
use protocol::{LogForm, LogParts, VaultQuery};
use text::Message;
use view_model::words;

/// Says how much room there is, and whether the browser may clear it, while a case is in no exported file.
#[component]
pub(super) fn BackupReminder(session: CasesSession) -> impl IntoView {
    // The room, and whether the browser has promised to keep what is in it; none before it was asked.
    let room = RwSignal::new(None::<(Option<Space>, Option<bool>)>);
    let look = move || {
        spawn_local(async move {
            let found = (storage::space().await, storage::is_persisted().await);
            let _ = room.try_set(Some(found));
        });
    };
    let backup = Memo::new(move |_| session.list.with(|list| (list.all, list.backup)));
    // The room is another one after something was kept.
    Effect::new(move |_| {
        backup.track();
        look();
    });
    let meter = move || {
        let (space, _) = room.get()?;
        let said = space.map(|space| words::space(space.used, space.quota))?;
        Some(view! { <p class="dialog__note" data-testid="cases-room">{say(said)}</p> })
    };
    let asked = RwSignal::new(None::<Message>);
    let on_ask = move |_| {
        spawn_local(async move {
            let _ = asked.try_set(Some(words::asked_to_keep(storage::persist().await)));
            look();
        });
    };
    let reminder = move || {
        let (_, promised) = room.get()?;
        let (all, backup) = backup.get();
        let is_due = all > 0 && backup.is_behind && promised != Some(true);
        is_due.then(|| {
            let said = match backup.exported_ms {
                Some(at_ms) => text::cases::behind(browser::clock::local_time(at_ms as f64)),
                None => text::cases::never_exported(),
            };
            view! {
                <div class="dialog__trouble" data-testid="cases-backup">
                    <p>{say(words::persisted(promised))}</p>
                    <p>{say(said)}</p>
                    <button class="button" data-testid="cases-persist" on:click=on_ask>{say(text::storage::ask())}</button>
                </div>
            }
        })
    };
    view! {
        {reminder}
        <p class="dialog__note" role="status">{move || asked.get().map(say)}</p>
        {meter}
    }
}

/// Offers to go on with what was typed about a case before the vault locked itself.
#[component]
pub(super) fn UnsavedOffer(session: CasesSession) -> impl IntoView {
    let offer = move |case: String, count: usize| {
        let on_open = session.unless_busy(move |_| session.ask(VaultQuery::Open { case: case.clone() }, None));
        view! {
            <div class="dialog__trouble" data-testid="cases-unsaved">
                <p>{say(text::cases::unsaved_here(count))}</p>
                <button class="button" data-testid="cases-resume" aria-disabled=move || session.waiting()
                    on:click=on_open>{say(text::cases::go_on())}</button>
            </div>
        }
    };
    let unsaved = Memo::new(move |_| session.list.with(|list| list.unsaved.clone()));
    move || unsaved.with(|unsaved| unsaved.first().map(|case| offer(case.clone(), unsaved.len())))
}

/// Asks whether a file that was handed to the browser was saved: the reminder stays until somebody says so.
///
/// It is behind the button that exports, with others between them: the question gets the keyboard when it comes, and is read
/// out with it. The button beside it does not, since a key that is pressed twice would answer.
#[component]
pub(super) fn FileArrived(session: CasesSession) -> impl IntoView {
    let asked = move |begun_ms: u64| {
        let when = browser::clock::local_time(begun_ms as f64);
        let on_yes = session.unless_busy(move |_| session.ask(VaultQuery::NoteExport { begun_ms }, None));
        view! {
            <div class="cases__acts" role="group" aria-labelledby=QUESTION data-testid="cases-handed">
                <p class="dialog__note" id=QUESTION tabindex="-1">{say(text::cases::handed(when))}</p>
                <button class="button" data-testid="cases-arrived" aria-describedby=QUESTION
                    aria-disabled=move || session.waiting() on:click=on_yes>{say(text::cases::arrived())}</button>
            </div>
        }
    };
    move || session.handed_ms.get().map(asked)
}

/// Asks for the form of the table and for what goes along in it. Nothing that may hold a name or a day is chosen at first.
#[component]
pub(super) fn LogDownload(session: CasesSession) -> impl IntoView {
    let form = RwSignal::new(LogForm::default());
    let parts = RwSignal::new(LogParts::default());
    let forms = [(LogForm::Csv, text::cases::log_csv(), "csv"), (LogForm::Ndjson, text::cases::log_ndjson(), "ndjson")];
    let forms = forms.map(|(kind, words, word)| {
        view! {
            <label class="dialog__note">
                <input type="radio" name="cases-log-form" data-testid="cases-log-form" value=word
                    prop:checked=move || form.get() == kind on:change=move |_| form.set(kind) />
                " "
                {say(words)}
            </label>
        }
    });
    let on_names = move |event: ev::Event| parts.update(|parts| parts.names = event_target_checked(&event));
    let on_dates = move |event: ev::Event| parts.update(|parts| parts.dates = event_target_checked(&event));
    view! {
        <details class="cases__reader" data-testid="cases-log">
            <summary>{say(text::cases::log_title())}</summary>
            <p class="dialog__note">{say(text::cases::log_lead())}</p>
            {forms.into_iter().collect_view()}
            <label class="dialog__note">
                <input type="checkbox" data-testid="cases-log-names" on:change=on_names />
                " "
                {say(text::cases::log_names())}
            </label>
            <label class="dialog__note">
                <input type="checkbox" data-testid="cases-log-dates" on:change=on_dates />
                " "
                {say(text::cases::log_dates())}
            </label>
            <button class="button" data-testid="cases-log-save" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(move |_| session.log(form.get_untracked(), parts.get_untracked()))>
                {say(text::cases::log_save())}
            </button>
        </details>
    }
}
