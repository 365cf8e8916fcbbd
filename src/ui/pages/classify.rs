//! The page of one task: pictures in, answers out.

use leptos::prelude::*;

use super::focus::Places;
use super::intake;
use super::link::Link;
use super::result::ResultPanel;
use crate::protocol::DeviceReport;
use crate::ui::components::{
    DeviceBadge, DropZone, Example, Examples, FailureCard, Icon, Limits, ProgressCard, Queue, RequestLedger, ScoreCard,
    Step,
};
use crate::ui::session;
use crate::ui::state::{Board, CaseState, EngineState, Synthetic};
use crate::web;

/// Folder of the built-in drawings, beside the page.
const EXAMPLES: &str = "./examples";

/// The page.
#[component]
pub fn Classify(
    /// The line to the worker.
    link: Link,
    /// Whether something is being dragged over the page.
    #[prop(into)]
    dragging: Signal<bool>,
) -> impl IntoView {
    let board = session().board;
    let has_cases = Memo::new(move |_| !board.read().cases.is_empty());
    let device = Memo::new(move |_| board.with(shown_device));
    let cases = Memo::new(move |_| board.read().cases.clone());
    let places = Places::default();
    let on_remove = move |id| {
        link.remove(id);
        places.after_removal(board);
    };
    let on_pick = move |event| intake::add(link, web::files_from_input(&event));
    let on_folder = move |event| {
        let files = web::files_from_input(&event);
        if !files.is_empty() {
            link.look_into(files);
        }
    };
    view! {
        <main class="page" id="main" tabindex="-1" data-state=move || if has_cases.get() { "cases" } else { "empty" }>
            <Intro is_small=has_cases />
            <Show when=move || !has_cases.get()>
                <Promises />
            </Show>
            <div class="page__side">
                <DropZone dragging opening=link.opening() compact=has_cases input=places.input on_pick on_folder />
                <EngineStatus />
                {move || device.get().map(|device| {
                    let when = web::clock::local_time(device.check.at_ms);
                    view! { <DeviceBadge device when /> }
                })}
                <RequestLedger traffic=session().traffic />
                <Show when=move || has_cases.get()>
                    <Queue
                        cases
                        selected=Signal::derive(move || board.read().selected)
                        paint=web::paint
                        on_select=move |id| link.show(id)
                        root=places.list
                        on_remove
                    />
                </Show>
            </div>
            <div class="page__main">
                <EngineFailure link />
                <Show when=move || has_cases.get()>
                    <ResultPanel link places />
                </Show>
                <ExampleRow link />
                <Show when=move || !has_cases.get()>
                    <div class="page__pair">
                        <ModelScore />
                        <Limits />
                    </div>
                </Show>
            </div>
        </main>
    }
}

/// What this is, in three lines; only the heading stays once there are cases.
#[component]
fn Intro(#[prop(into)] is_small: Signal<bool>) -> impl IntoView {
    let class = move || {
        if is_small.get() { "page__intro visually-hidden" } else { "page__intro" }
    };
    view! {
        <div class=class>
            <h1 class="page__title">"What does a network see in a brain MRI picture?"</h1>
            <Show when=move || !is_small.get()>
                <p class="page__lead">
                    "Give it one slice. Within seconds it shows which of four answers it finds closest, what it looked at, and how far to trust it."
                </p>
            </Show>
        </div>
    }
}

#[component]
fn Promises() -> impl IntoView {
    view! {
        <ul class="page__promises" role="list">
            <li>{Icon::Lock.view()} "Your picture stays on this device. Nothing is uploaded."</li>
            <li>{Icon::Chip.view()} "Runs on any recent phone or computer, with or without a graphics chip."</li>
            <li>{Icon::Gauge.view()} "Says how often it is right, measured on patients it never saw."</li>
        </ul>
    }
}

/// How far making ready is, unless the selected case shows it already.
#[component]
fn EngineStatus() -> impl IntoView {
    let board = session().board;
    let step = Memo::new(move |_| {
        board.with(|board| {
            let shown_by_case = board.selected_case().is_some_and(|case| case.state.is_open());
            if shown_by_case { None } else { Step::from_engine(&board.engine) }
        })
    });
    let is_shown = Memo::new(move |_| step.read().is_some());
    let shown = Signal::derive(move || step.get().unwrap_or_default());
    view! { <Show when=move || is_shown.get()><ProgressCard step=shown on_cancel=None /></Show> }
}

/// Why the worker could not start.
#[component]
fn EngineFailure(link: Link) -> impl IntoView {
    let board = session().board;
    let failure = Memo::new(move |_| match &board.read().engine {
        EngineState::Failed(failure) => Some(failure.clone()),
        _ => None,
    });
    move || {
        failure.get().map(|failure| {
            view! { <FailureCard failure name="" on_retry=move |()| link.restart() on_remove=None /> }
        })
    }
}

/// The built-in drawings.
#[component]
fn ExampleRow(link: Link) -> impl IntoView {
    let found = LocalResource::new(list_examples);
    let examples = Signal::derive(move || found.get().unwrap_or_default());
    let fetch = Action::new_local(move |example: &Example| {
        let file = example.file.clone();
        async move {
            // Offline with an empty cache is the one way to fail; then the card does nothing.
            if let Ok(picked) = web::PickedFile::from_site(&file, &format!("{EXAMPLES}/{file}")).await {
                link.add(vec![picked], Synthetic::Yes);
            }
        }
    });
    view! {
        <Examples
            examples
            on_choose=move |example| {
                fetch.dispatch_local(example);
            }
        />
    }
}

/// What `lab phantom` has drawn; none when the list cannot be fetched or read.
async fn list_examples() -> Vec<Example> {
    let list = web::site_list(&format!("{EXAMPLES}/index.json"), ["file", "title", "description"]).await;
    list.into_iter().map(|[file, title, description]| Example { file, title, description }).collect()
}

/// The score before there is an answer.
#[component]
fn ModelScore() -> impl IntoView {
    let board = session().board;
    let reading = session().reading;
    let model = Memo::new(move |_| board.read().model.clone());
    move || model.get().map(|model| view! { <ScoreCard model label=None reading /> })
}

/// The device of the selected answer, else the device in use.
fn shown_device(board: &Board) -> Option<DeviceReport> {
    match board.selected_case().map(|case| &case.state) {
        Some(CaseState::Answered(found)) => Some(found.answer().device.clone()),
        _ => board.device.clone(),
    }
}
