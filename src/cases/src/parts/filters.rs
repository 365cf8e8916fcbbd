//! What the list is searched and filtered by, and its order.

use leptos::ev;
use leptos::prelude::*;

use super::fields::{choice_field, day_field, last_before};
use crate::session::CasesSession;
use language::say;
use protocol::{AgreementFilter, CaseOrder, ReaderAgreement};
use std::collections::HashSet;
use text::Message;

/// Possible assessments of readers, with their identifiers in the code.
const SAID: [(&str, AgreementFilter); 4] = [
    ("unread", AgreementFilter::Unread),
    ("agree", AgreementFilter::Said(ReaderAgreement::Agree)),
    ("disagree", AgreementFilter::Said(ReaderAgreement::Disagree)),
    ("unsure", AgreementFilter::Said(ReaderAgreement::Unsure)),
];
/// Orders, with their identifiers in the code.
const ORDERS: [(&str, CaseOrder); 4] = [
    ("newest", CaseOrder::Newest),
    ("oldest", CaseOrder::Oldest),
    ("changed", CaseOrder::Changed),
    ("least-probable", CaseOrder::LeastProbable),
];

/// The fields.
#[component]
pub(super) fn CaseFilters(session: CasesSession) -> impl IntoView {
    let facets = Memo::new(move |_| session.list.with(|list| list.facets.clone()));
    // As a property: once the user has chosen an option, the selection no longer follows the attribute, and would be
    // another option after the list changed.
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
    let query = session.query.get_untracked();
    let reads = SAID.map(|(word, said)| (word, said_words(said), query.agreement == Some(said)));
    let orders = ORDERS.map(|(word, order)| (word, order_words(order), query.order == order));
    let named = [
        ("something", text::cases::named_something(), query.abstained == Some(false)),
        ("nothing", text::cases::names_nothing(), query.abstained == Some(true)),
        ("away", text::charts::away(), query.turned_away),
    ];
    let on_search = move |event: ev::Event| {
        let words = event_target_value(&event);
        session.refind(|query| query.words = words);
    };
    let on_task = move |word: String| session.refind(|query| (query.task, query.label) = (chosen(word), None));
    let on_label = move |word: String| session.refind(|query| query.label = chosen(word));
    let on_read = move |word: String| {
        let said = SAID.iter().find(|(known, _)| *known == word).map(|(_, said)| *said);
        session.refind(|query| query.agreement = said);
    };
    let on_named = move |word: String| {
        session.refind(|query| {
            query.turned_away = word == "away";
            query.abstained = chosen(word).filter(|word| word != "away").map(|word| word == "nothing");
        });
    };
    let on_from = move |day: Option<[u64; 2]>| session.refind(|query| query.from_ms = day.map(|[from, _]| from));
    let on_until = move |day: Option<[u64; 2]>| session.refind(|query| query.before_ms = day.map(|[_, until]| until));
    let on_order = move |word: String| {
        let order = ORDERS.iter().find(|(known, _)| *known == word).map(|(_, order)| *order);
        session.refind(|query| query.order = order.unwrap_or_default());
    };
    let tasks = after(text::charts::all_tasks(), tasks.into_any());
    let labels = after(text::cases::any(), labels.into_any());
    let reads = after(text::cases::any(), options(reads));
    let named = after(text::cases::any(), options(named));
    view! {
        <label class="cases__field">
            {say(text::cases::search())}
            <input type="search" data-testid="cases-search" prop:value=move || session.query.with(|query| query.words.clone())
                on:change=on_search />
        </label>
        <div class="cases__acts">
            {choice_field("cases-task", text::charts::task(), tasks, Box::new(on_task))}
            {choice_field("cases-label", text::charts::class(), labels, Box::new(on_label))}
            {choice_field("cases-read", text::cases::first_reader(), reads, Box::new(on_read))}
            {choice_field("cases-named", text::cases::named(), named, Box::new(on_named))}
            {day_field("cases-from", text::charts::from(), query.from_ms, Box::new(on_from))}
            {day_field("cases-until", text::charts::until(), query.before_ms.map(last_before), Box::new(on_until))}
            {choice_field("cases-order", text::cases::order(), options(orders), Box::new(on_order))}
        </div>
    }
}

/// What was chosen; `None` for the first of a list, which stands for all.
fn chosen(word: String) -> Option<String> {
    Some(word).filter(|word| !word.is_empty())
}

/// Options after the one that stands for all.
fn after(all: Message, options: AnyView) -> AnyView {
    view! {
        <option value="">{say(all)}</option>
        {options}
    }
    .into_any()
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
