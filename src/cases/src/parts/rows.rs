//! The rows of the list: only those in view and some around them, however many there are.
//!
//! Arrow keys, the keys for a page, Home and End move from row to row; the Tab key skips all of them.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::session::CasesSession;
use language::say;
use protocol::{CaseRow, ReaderAgreement, VaultQuery};
use view_model::case_leaf::row_after_key;

/// Rows that are assumed to be in view before the height is known.
const USUAL_ROWS: u32 = 8;

/// The rows.
#[component]
pub(super) fn CaseRows(session: CasesSession) -> impl IntoView {
    let scroll = NodeRef::<html::Div>::new();
    let found = Memo::new(move |_| session.list.with(|list| list.found));
    let before = Memo::new(move |_| session.list.with(|list| list.from));
    // The first row in view, and how many are: all have the same height.
    let sight = move || {
        let element = scroll.get_untracked()?;
        let height = f64::from(element.scroll_height().max(1));
        let rows = |pixels: i32| f64::from(pixels) * f64::from(found.get_untracked()) / height;
        Some((rows(element.scroll_top()) as u32, rows(element.client_height()) as u32 + 1))
    };
    let look = move || {
        if let Some((first, seen)) = sight() {
            session.see(first, seen);
        }
    };
    let scroll_to = move |first: u32| {
        if let Some(element) = scroll.get_untracked() {
            let height = f64::from(element.scroll_height()) / f64::from(found.get_untracked().max(1));
            element.set_scroll_top((f64::from(first) * height) as i32);
        }
    };
    let go_to = move |row: u32, page: u32| {
        scroll_to(row.saturating_sub(page / 2));
        session.row.set(row);
        session.wanted_row.set(Some(row));
        look();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let page = sight().map_or(USUAL_ROWS, |(_, seen)| seen);
        let (at, all) = (session.row.get_untracked(), found.get_untracked());
        if let Some(row) = row_after_key(&event.key(), at, page.saturating_sub(1), all) {
            event.prevent_default();
            go_to(row, page);
        }
    };
    // Another search begins at its first row; after returning from a case the scroll position is restored.
    Effect::new(move |_| {
        session.query.track();
        scroll_to(session.row.get_untracked().saturating_sub(USUAL_ROWS / 2));
    });
    let rows = move || session.list.with(|list| list.placed());
    // Rows are keyed by what they show: rows that stay the same are not rebuilt.
    let key = |row: &(u32, CaseRow)| format!("{row:?}");
    view! {
        <div class="cases__scroll" node_ref=scroll data-testid="cases-scroll" on:scroll=move |_| look() on:keydown=on_key>
            <ul
                class="cases__list"
                role="list"
                data-testid="cases-list"
                style=("--rows", move || found.get().to_string())
                style=("--before", move || before.get().to_string())
            >
                <For each=rows key=key children=move |(place, row)| view! { <CaseLine session found place row /> } />
            </ul>
        </div>
    }
}

/// One row. Only one of them at a time is in the tab order.
#[component]
fn CaseLine(session: CasesSession, found: Memo<u32>, place: u32, row: CaseRow) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        let (button, wanted) = (button.get(), session.wanted_row.get());
        if let Some(button) = button.filter(|_| wanted == Some(place)) {
            session.wanted_row.set(None);
            // Fails only for an element outside of the document.
            let _ = button.focus();
        }
    });
    let when = browser::clock::local_time(row.kept_ms as f64);
    let CaseRow { case, task, labels, agreement, tags, .. } = row;
    let tags = tags.iter().map(|tag| text::isolated(tag)).collect::<Vec<_>>().join(", ");
    let of_task = task.clone();
    let task_name = move || session.names.with(|names| names.task(&of_task));
    let named = move || {
        let said = session.names.with(|names| names.answer(&task, &labels));
        if said.is_empty() { say(text::cases::names_nothing()) } else { said }
    };
    let read = match agreement {
        None => text::cases::unread(),
        Some(ReaderAgreement::Agree) => text::cases::agree(),
        Some(ReaderAgreement::Disagree) => text::cases::disagree(),
        Some(ReaderAgreement::Unsure) => text::cases::unsure(),
    };
    let on_open = move |_| {
        session.row.set(place);
        session.ask(VaultQuery::Open { case: case.clone() }, None);
    };
    // Where the row that had the keyboard focus is not loaded, the first loaded one takes its place.
    let is_reached = move || {
        let row = session.row.get();
        session.list.with(|list| {
            let held = list.from..list.from.saturating_add(u32::try_from(list.rows.len()).unwrap_or(u32::MAX));
            place == if held.contains(&row) { row } else { list.from }
        })
    };
    view! {
        <li aria-posinset=(place + 1).to_string() aria-setsize=move || found.get().to_string()>
            <button
                class="cases__line"
                node_ref=button
                data-testid="cases-line"
                tabindex=move || if is_reached() { "0" } else { "-1" }
                aria-disabled=move || session.waiting()
                on:focus=move |_| session.row.set(place)
                on:click=session.unless_busy(on_open)
            >
                <span>{when}</span>
                <span>{task_name}</span>
                <b>{named}</b>
                <span>{say(read)}</span>
                <span>{tags}</span>
            </button>
        </li>
    }
}
