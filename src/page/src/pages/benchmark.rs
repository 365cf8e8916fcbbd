//! How fast this device is, measured on the visitor's own device.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::controller::Controller;
use super::copy_text::CopyText;
use crate::components::{FigureTable, Icon};
use crate::inert::inert;
use crate::language::say;
use crate::report::Table;
use crate::session;
use crate::signals::memo;
use crate::state::benchmark::{COUNTED, StepQuantiles, UNSEEN, quantiles};
use crate::state::{Benchmark, Board, EngineState};
use crate::words;
use protocol::Timing;

/// A button, the progress, the figures.
#[component]
pub fn BenchmarkSection(
    /// The connection to the worker.
    controller: Controller,
) -> impl IntoView {
    let board = session().board;
    let benchmark = memo(move || board.read().benchmark.clone());
    let is_running = move || benchmark.read().case().is_some();
    let cannot = move || {
        board
            .with(|board| board.engine != EngineState::Ready || board.open_count() > 0 || board.self_check.is_running())
    };
    let found = move || match benchmark.get() {
        Benchmark::NotAsked => ().into_any(),
        Benchmark::Running(_, times) => {
            let answers = times.len().to_string();
            view! { <progress max=(UNSEEN + COUNTED).to_string() value=answers aria-label=say(text::device_page::answers())></progress> }
                .into_any()
        }
        Benchmark::Failed(failure) => inert("<p>{} {}</p>", &[failure.message, failure.hint]),
        Benchmark::Done(times) => board.with_untracked(|board| figures(&times, board)),
    };
    let toggle = move |_| {
        let is_running = benchmark.read_untracked().case().is_some();
        if is_running { controller.stop_measuring() } else { controller.measure() }
    };
    view! {
        <section class="device-page__tables card" aria-labelledby="benchmark-title">
            {Icon::Clock.inert(
                r#"<h2 class="card__title" id="benchmark-title">{icon}{}</h2>"#,
                &[text::device_page::fast()],
            )}
            {inert("<p>{}</p>", &[text::device_page::measuring(UNSEEN + COUNTED, UNSEEN)])}
            <p>
                <button type="button" class="button" data-testid="measure" prop:disabled=move || cannot() && !is_running() on:click=toggle>
                    {move || say(if is_running() { text::device_page::stop() } else { text::device_page::measure() })}
                </button>
            </p>
            {found}
        </section>
    }
}

/// What was measured, as a table and as text.
fn figures(times: &[Timing], board: &Board) -> AnyView {
    let steps = quantiles(times);
    let (Some(whole), Some(device), Some(model)) = (steps.last().copied(), &board.device, board.running_model()) else {
        return ().into_any();
    };
    let row = |step: &StepQuantiles| -> Vec<String> {
        [words::step_name(step.step), words::duration(step.p50_ms), words::duration(step.p90_ms)].map(say).into()
    };
    let table = Table::captioned(
        "benchmark",
        say(text::device_page::measured(words::device_line(device), &model.name, &model.version)),
        [text::device_page::step(), text::device_page::half(), text::device_page::nine_of_ten()].map(say).into(),
        steps.iter().map(row).collect(),
    );
    let agent = browser::user_agent();
    let text = words::benchmark_json(times, device, model, &agent);
    let line = RwSignal::new(String::new());
    // The browser reports the device later.
    let (times, device, model) = (times.to_vec(), device.clone(), model.clone());
    spawn_local(async move {
        let cpu = browser::processor().await;
        let found = words::benchmark_line(&times, &device, &model, (&cpu, browser::cores()), &agent);
        // Cleared when the visitor measures again.
        let _ = line.try_set(found);
    });
    view! {
        <div class="device-page__tables" data-testid="benchmark" data-p50-ms=whole.p50_ms.to_string() data-p90-ms=whole.p90_ms.to_string()>
            <p role="status">{say(words::measured(whole))}</p>
            <FigureTable table />
            <CopyText text=line label=say(text::device_page::line()) testid="benchmark-line" />
            <CopyText text label=say(text::device_page::json()) testid="benchmark-json" />
        </div>
    }
    .into_any()
}
