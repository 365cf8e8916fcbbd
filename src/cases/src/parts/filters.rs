//! What the list is searched and filtered by, and its order.

use leptos::ev;
use leptos::prelude::*;

use crate::session::CasesSession;
use browser::clock::minutes_ahead;
use calendar::{local_date, local_range};
use language::say;
use protocol::{AgreementFilter, CaseOrder, ReaderAgreement};
use std::collections::HashSet;
use text::Message;

/// What readers can have said, with the word for scripts.
const SAID: [(&str, AgreementFilter); 4] = [
    ("unread", AgreementFilter::Unread),
    ("agree", AgreementFilter::Said(ReaderAgreement::Agree)),
    ("disagree", AgreementFilter::Said(ReaderAgreement::Disagree)),
    ("unsure", AgreementFilter::Said(ReaderAgreement::Unsure)),
];
/// Orders, with the word for scripts.
const ORDERS: [(&str, CaseOrder); 4] = [
    ("newest", CaseOrder::Newest),
    ("oldest", CaseOrder::Oldest),
    ("changed", CaseOrder::Changed),
    ("least-probable", CaseOrder::LeastProbable),
];

/// The fields.
#[component]
pub(super) fn CaseFilters(session: CasesSession) -> impl IntoView {
    let on_search = move |event: ev::Event| {
        let words = event_target_value(&event);
        session.refind(|query| query.words = words);
    };
    let facets = Memo::new(move |_| session.list.with(|list| list.facets.clone()));
    // As a property: an option that somebody chose no longer follows its attribute, and is another one after the list changed.
    let tasks = move || {
        let all = facets.get().tasks.into_iter();
        let option = |task: String| {
            let chosen = session.query.with(|query| query.task.as_ref() == Some(&task));
            let name = session.names.with(|names| names.task(&task));
            view! { <option value=task prop:selected=chosen>{name}</option> }
        };
        all.map(option).collect_view()
    };
    // Those of the task that is chosen, or of all; each once, as a label is searched for in all of them.
    let labels = move || {
        let (task, chosen) = session.query.with(|query| (query.task.clone(), query.label.clone()));
        let all = facets.get().labels.into_iter();
        let mut seen: HashSet<String> = HashSet::new();
        let own = all.filter(|(of, label)| task.as_ref().is_none_or(|task| task == of) && seen.insert(label.clone()));
        let option = |(of, label): (String, String)| {
            let is_chosen = chosen.as_ref() == Some(&label);
            let name = session.names.with(|names| names.name(&of, &label));
            view! { <option value=label prop:selected=is_chosen>{name}</option> }
        };
        own.map(option).collect_view()
    };
    let on_task = move |event: ev::Event| {
        let task = chosen(&event);
        session.refind(|query| (query.task, query.label) = (task, None));
    };
    let on_label = move |event: ev::Event| {
        let label = chosen(&event);
        session.refind(|query| query.label = label);
    };
    let on_from = move |event: ev::Event| {
        let from = local_range(&event_target_value(&event), &minutes_ahead).map(|[from, _]| from);
        session.refind(|query| query.from_ms = from);
    };
    let on_until = move |event: ev::Event| {
        let until = local_range(&event_target_value(&event), &minutes_ahead).map(|[_, until]| until);
        session.refind(|query| query.before_ms = until);
    };
    let on_read = move |event: ev::Event| {
        let word = event_target_value(&event);
        let said = SAID.iter().find(|(known, _)| *known == word).map(|(_, said)| *said);
        session.refind(|query| query.agreement = said);
    };
    let on_named = move |event: ev::Event| {
        let abstained = chosen(&event).map(|word| word == "nothing");
        session.refind(|query| query.abstained = abstained);
    };
    let on_order = move |event: ev::Event| {
        let word = event_target_value(&event);
        let order = ORDERS.iter().find(|(known, _)| *known == word).map(|(_, order)| *order);
        session.refind(|query| query.order = order.unwrap_or_default());
    };
    let query = session.query.get_untracked();
    let from = query.from_ms.map(|from| local_date(from, &minutes_ahead)).unwrap_or_default();
    let until = query.before_ms.map(|before| local_date(before.saturating_sub(1), &minutes_ahead)).unwrap_or_default();
    let reads = SAID.map(|(word, said)| (word, said_words(said), query.agreement == Some(said)));
    let orders = ORDERS.map(|(word, order)| (word, order_words(order), query.order == order));
    let named = [
        ("something", text::cases::named_something(), query.abstained == Some(false)),
        ("nothing", text::cases::names_nothing(), query.abstained == Some(true)),
    ];
    view! {
        <label class="cases__field">
            {say(text::cases::search())}
            <input type="search" data-testid="cases-search" prop:value=move || session.query.with(|query| query.words.clone())
                on:change=on_search />
        </label>
        <div class="cases__acts">
            <label class="cases__field">
                {say(text::charts::task())}
                <select data-testid="cases-task" on:change=on_task>
                    <option value="">{say(text::charts::all_tasks())}</option>
                    {tasks}
                </select>
            </label>
            <label class="cases__field">
                {say(text::charts::class())}
                <select data-testid="cases-label" on:change=on_label>
                    <option value="">{say(text::cases::any())}</option>
                    {labels}
                </select>
            </label>
            <label class="cases__field">
                {say(text::cases::first_reader())}
                <select data-testid="cases-read" on:change=on_read>
                    <option value="">{say(text::cases::any())}</option>
                    {options(reads)}
                </select>
            </label>
            <label class="cases__field">
                {say(text::cases::named())}
                <select data-testid="cases-named" on:change=on_named>
                    <option value="">{say(text::cases::any())}</option>
                    {options(named)}
                </select>
            </label>
            <label class="cases__field">
                {say(text::charts::from())}
                <input type="date" data-testid="cases-from" value=from on:change=on_from />
            </label>
            <label class="cases__field">
                {say(text::charts::until())}
                <input type="date" data-testid="cases-until" value=until on:change=on_until />
            </label>
            <label class="cases__field">
                {say(text::cases::order())}
                <select data-testid="cases-order" on:change=on_order>{options(orders)}</select>
            </label>
        </div>
    }
}

/// What was chosen; `None` for the first of a list, which stands for all.
fn chosen(event: &ev::Event) -> Option<String> {
    Some(event_target_value(event)).filter(|word| !word.is_empty())
}

fn options<const N: usize>(all: [(&'static str, Message, bool); N]) -> AnyView {
    let option = |(word, said, is_chosen): (&'static str, Message, bool)| {
        view! { <option value=word selected=is_chosen>{say(said)}</option> }
    };
    all.map(option).into_iter().collect_view().into_any()
}

fn said_words(said: AgreementFilter) -> Message {
    match said {
        AgreementFilter::Unread => text::cases::unread(),
        AgreementFilter::Said(ReaderAgreement::Agree) => text::cases::agree(),
        AgreementFilter::Said(ReaderAgreement::Disagree) => text::cases::disagree(),
        AgreementFilter::Said(ReaderAgreement::Unsure) => text::cases::unsure(),
    }
}

fn order_words(order: CaseOrder) -> Message {
    match order {
        CaseOrder::Newest => text::cases::newest(),
        CaseOrder::Oldest => text::cases::oldest(),
        CaseOrder::Changed => text::cases::changed_last(),
        CaseOrder::LeastProbable => text::cases::least_probable(),
    }
}
