//! Charts of all kept cases, or of those of a task and a range of days.

use leptos::ev;
use leptos::prelude::*;

use crate::session::CasesSession;
use browser::clock::minutes_ahead;
use calendar::{local_date, local_range};
use language::say;
use protocol::CaseFigures;
use text::Message;
use view_model::case_charts::case_charts;
use view_model::report::html_from_blocks;

/// The screen.
#[component]
pub(super) fn ChartsScreen(session: CasesSession, figures: Box<CaseFigures>) -> impl IntoView {
    let query = session.chart_query.get_untracked();
    let of_tasks = figures.tasks.clone();
    let chosen = query.task.clone();
    let html = move || {
        let blocks = session.names.with(|names| {
            let name = |label: &str| match &chosen {
                Some(task) => names.name(task, label),
                None => names.name_in(&figures.tasks, label),
            };
            case_charts(&figures, &|message: &Message| say(message), &name, &minutes_ahead)
        });
        html_from_blocks(&blocks, &say(text::charts::chart_table()))
    };
    let of_query = query.task.clone();
    let tasks = move || {
        let option = |task: &String| {
            let is_chosen = of_query.as_ref() == Some(task);
            let name = session.names.with(|names| names.task(task));
            view! { <option value=task.clone() selected=is_chosen>{name}</option> }
        };
        of_tasks.iter().map(option).collect_view()
    };
    let from = query.from_ms.map(|from| local_date(from, &minutes_ahead)).unwrap_or_default();
    let until = query.before_ms.map(|before| local_date(before.saturating_sub(1), &minutes_ahead)).unwrap_or_default();
    let on_task = move |event: ev::Event| {
        let task = Some(event_target_value(&event)).filter(|task| !task.is_empty());
        session.rechart(|query| query.task = task);
    };
    let on_from = move |event: ev::Event| {
        let from = local_range(&event_target_value(&event), &minutes_ahead).map(|[from, _]| from);
        session.rechart(|query| query.from_ms = from);
    };
    let on_until = move |event: ev::Event| {
        let until = local_range(&event_target_value(&event), &minutes_ahead).map(|[_, until]| until);
        session.rechart(|query| query.before_ms = until);
    };
    view! {
        <div class="cases__form" data-testid="cases-charts">
            <h3>{say(text::charts::title())}</h3>
            <div class="cases__acts">
                <button class="button" data-testid="cases-charts-back" disabled=move || session.busy.get()
                    on:click=move |_| session.show_list()>{say(text::charts::back())}</button>
                <button class="button" on:click=move |_| browser::print()>{say(text::charts::print())}</button>
            </div>
            <div class="cases__acts">
                <label class="cases__field">
                    {say(text::charts::task())}
                    <select data-testid="cases-charts-task" on:change=on_task>
                        <option value="">{say(text::charts::all_tasks())}</option>
                        {tasks}
                    </select>
                </label>
                <label class="cases__field">
                    {say(text::charts::from())}
                    <input type="date" data-testid="cases-charts-from" value=from on:change=on_from />
                </label>
                <label class="cases__field">
                    {say(text::charts::until())}
                    <input type="date" data-testid="cases-charts-until" value=until on:change=on_until />
                </label>
            </div>
            <div class="sections" data-testid="cases-charts-all" inner_html=html></div>
        </div>
    }
}
