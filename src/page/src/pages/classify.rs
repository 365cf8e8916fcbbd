//! The page of one task: pictures in, answers out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::controller::Controller;
use super::focus::Places;
use super::intake;
use super::result::ResultPanel;
use super::room_choice::room_offer;
use crate::components::{
    BuiltInExample, DeviceBadge, DropZone, Examples, FailureCard, Icon, Limits, ProgressCard, ProgressStep, Queue,
    RequestLedger, ScoreCard,
};
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::session;
use crate::show::Show;
use crate::signals::{effect, memo};
use crate::state::{Board, CaseState, EngineState, Synthetic};
use crate::words;
use protocol::{DeviceReport, Gating};
use shipped_tasks::ShippedTask;

/// Folder of the built-in drawings, beside the page.
const EXAMPLES: &str = "./examples";

/// The page.
#[component]
pub fn Classify(
    /// The connection to the worker.
    controller: Controller,
    /// Whether something is being dragged over the page.
    #[prop(into)]
    dragging: Signal<bool>,
) -> impl IntoView {
    let board = session().board;
    let has_cases = memo(move || !board.read().cases.is_empty());
    let device = memo(move || board.with(shown_device));
    let cases = memo(move || board.read().cases.clone());
    let known = Signal::derive(move || say(words::answers_known(board.read().model.as_deref())));
    let places = Places::default();
    let on_remove = move |id| {
        controller.remove(id);
        places.after_removal(board);
    };
    let on_stop = move |()| {
        controller.cancel_open();
        places.after_stop();
    };
    let paused = memo(move || board.read().is_paused());
    let on_pick = move |event| intake::add(controller, browser::files_from_input(&event), None);
    let on_folder = move |event| {
        let files = browser::files_from_input(&event);
        if !files.is_empty() {
            controller.open_folder_in_viewer(files);
        }
    };
    let selected = memo(move || board.read().selected);
    effect(move || {
        if let Some(id) = selected.get() {
            controller.reveal(id);
        }
    });
    // On a narrow screen the details of an answer are collapsed below it, until the visitor opens them.
    let is_unfolded = RwSignal::new(false);
    let traffic = session().traffic;
    let folded = move || {
        let (count, open) = board.with(|board| (board.cases.len(), board.open_count()));
        say(words::folded(count, open, traffic.read().seal))
    };
    view! {
        <main class="page" id="main" tabindex="-1" data-state=move || if has_cases.get() { "cases" } else { "empty" }>
            <Intro is_small=has_cases />
            <Show when=move || !has_cases.get()>
                <Promises />
            </Show>
            <div class="page__answer">
                <EngineFailure controller />
                <Show when=move || has_cases.get()>
                    <ResultPanel controller places />
                </Show>
            </div>
            <div class="page__side" data-unfolded=move || is_unfolded.get().to_string()>
                <Show when=move || has_cases.get()>
                    <button
                        type="button"
                        class="page__fold button"
                        data-testid="fold"
                        aria-expanded=move || is_unfolded.get().to_string()
                        aria-controls="page-side"
                        on:click=move |_| is_unfolded.update(|is| *is = !*is)
                    >
                        {folded}
                    </button>
                </Show>
                <div class="page__side-body" id="page-side">
                    <DropZone invitation=asked("page.drop", |task| task.drop) dragging opening=controller.opening() compact=has_cases input=places.input on_pick on_folder />
                    <Show when=move || has_cases.get()>
                        <Queue
                            cases
                            selected
                            paint=browser::paint
                            on_select=move |id| controller.show(id)
                            root=places.list
                            on_remove
                            paused
                            on_pause=move |()| controller.turn_pause()
                            on_stop
                        />
                    </Show>
                    <RequestLedger traffic=session().traffic on_room=room_offer() />
                    <div class="page__ready">
                        <EngineStatus />
                        {move || device.get().map(|device| {
                            let when = browser::clock::local_time(device.check.at_ms);
                            view! { <DeviceBadge device when /> }
                        })}
                    </div>
                </div>
            </div>
            <div class="page__main">
                <ExampleRow controller places />
                <Show when=move || !has_cases.get()>
                    <div class="page__pair">
                        <ModelScore />
                        <Limits known />
                    </div>
                </Show>
            </div>
        </main>
    }
}

/// The description of the selected task, in the language of the page.
fn asked(field: &str, english: fn(ShippedTask) -> &'static str) -> &'static str {
    let task = session().task.get_untracked();
    words::word_of(task.folder, field, english(task))
}

/// What this is, in three lines; only the heading stays once there are cases.
#[component]
fn Intro(#[prop(into)] is_small: Signal<bool>) -> impl IntoView {
    let class = move || {
        if is_small.get() { "page__intro visually-hidden" } else { "page__intro" }
    };
    view! {
        <div class=class>
            {inert_texts(r#"<h1 class="page__title">{}</h1>"#, &[asked("page.title", |task| task.title)])}
            <Show when=move || !is_small.get()>
                {inert_texts(r#"<p class="page__lead">{}</p>"#, &[asked("page.lead", |task| task.lead)])}
            </Show>
        </div>
    }
}

/// One promise.
const PROMISE: &str = "<li>{icon}{}</li>";

#[component]
fn Promises() -> impl IntoView {
    view! {
        <ul class="page__promises" role="list">
            {Icon::Lock.inert(PROMISE, &[text::page::promise_device()])}
            {Icon::Chip.inert(PROMISE, &[text::page::promise_any()])}
            {Icon::Gauge.inert(PROMISE, &[text::page::promise_honest()])}
        </ul>
    }
}

/// The progress of start-up, unless the selected case already shows it.
#[component]
fn EngineStatus() -> impl IntoView {
    let board = session().board;
    let step = memo(move || {
        board.with(|board| {
            let shown_by_case = board.selected_case().is_some_and(|case| board.is_due(case.id));
            let step = if shown_by_case { None } else { ProgressStep::from_engine(&board.engine) };
            step.unwrap_or_default()
        })
    });
    view! { <Show when=move || *step.read() != ProgressStep::default()><ProgressCard step on_cancel=None /></Show> }
}

/// Why the worker could not start.
#[component]
fn EngineFailure(controller: Controller) -> impl IntoView {
    let board = session().board;
    let failure = memo(move || match &board.read().engine {
        EngineState::Failed(failure) => Some(failure.clone()),
        _ => None,
    });
    move || {
        failure.get().map(|failure| {
            view! { <FailureCard failure name="" on_retry=move |()| controller.restart() on_remove=None /> }
        })
    }
}

/// The built-in drawings.
#[component]
fn ExampleRow(controller: Controller, places: Places) -> impl IntoView {
    let examples = RwSignal::new(None::<Vec<BuiltInExample>>);
    let task = session().task.get_untracked().folder;
    spawn_local(async move {
        let _ = examples.try_set(Some(list_examples(task).await));
    });
    let fetch = move |BuiltInExample { file, gating, .. }: BuiltInExample| {
        spawn_local(async move {
            // This fails only offline with an empty cache; then the card does nothing.
            if let Ok(picked) = browser::PickedFile::from_site(&file, &format!("{EXAMPLES}/{file}"), gating).await {
                controller.add(vec![picked], Synthetic::Yes);
                // After an example is chosen, keyboard navigation continues from its answer, and not from the list of
                // examples behind it.
                request_animation_frame(move || places.after_change());
            }
        });
    };
    view! { <Examples examples on_choose=fetch /> }
}

/// The drawings that `lab phantom` made for a task; nothing when the list cannot be fetched or read.
async fn list_examples(task: &str) -> Vec<BuiltInExample> {
    let fields = ["file", "task", "draws", "gates", "shows", "answer"];
    let list = browser::site_list(&format!("{EXAMPLES}/index.json"), fields).await;
    let example = |[file, of, draws, gates, shows, answer]: [String; 6]| {
        // An example chosen for its rejection passes through the gates like any picture.
        let gating = if gates == "stop" { Gating::Stop } else { Gating::Tell };
        let said = words::example([&of, &draws], &shows, &answer);
        (of == task).then_some(BuiltInExample { file, said, gating })
    };
    list.into_iter().filter_map(example).collect()
}

/// The score before there is an answer.
#[component]
fn ModelScore() -> impl IntoView {
    let board = session().board;
    let reading = session().reading;
    let model = memo(move || board.read().model.clone());
    // Its space is reserved, so that the layout does not shift when it arrives.
    move || match model.get() {
        Some(model) => view! { <ScoreCard model label=None reading /> }.into_any(),
        None => inert(r#"<div class="page__score card" aria-hidden="true"></div>"#, &[]),
    }
}

/// The device of the selected answer, else the device in use.
fn shown_device(board: &Board) -> Option<DeviceReport> {
    match board.selected_case().map(|case| &case.state) {
        Some(CaseState::Answered(found)) => Some(found.answer().provenance.device.clone()),
        _ => board.device.clone(),
    }
}
