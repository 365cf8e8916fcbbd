//! Charts of all kept cases, or of those of a task and a range of days.

use leptos::prelude::*;

use super::fields::{choice_field, day_field, last_before};
use crate::session::CasesSession;
use browser::clock::minutes_ahead;
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
    let tasks = view! {
        <option value="">{say(text::charts::all_tasks())}</option>
        {tasks}
    };
    let on_task = move |task: String| {
        session.rechart(|query| query.task = Some(task).filter(|task| !task.is_empty()));
    };
    let on_from = move |day: Option<[u64; 2]>| session.rechart(|query| query.from_ms = day.map(|[from, _]| from));
    let on_until = move |day: Option<[u64; 2]>| session.rechart(|query| query.before_ms = day.map(|[_, until]| until));
    let until = query.before_ms.map(last_before);
    view! {
        <div class="cases__form" data-testid="cases-charts">
            <h3>{say(text::charts::title())}</h3>
            <div class="cases__acts">
                <button class="button" data-testid="cases-charts-back" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| session.show_list())>{say(text::charts::back())}</button>
                <button class="button" on:click=move |_| browser::print()>{say(text::charts::print())}</button>
            </div>
            <div class="cases__acts">
                {choice_field("cases-charts-task", text::charts::task(), tasks.into_any(), Box::new(on_task))}
                {day_field("cases-charts-from", text::charts::from(), query.from_ms, Box::new(on_from))}
                {day_field("cases-charts-until", text::charts::until(), until, Box::new(on_until))}
            </div>
            <div class="sections" data-testid="cases-charts-all" inner_html=html></div>
        </div>
    }
}
