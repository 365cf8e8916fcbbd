//! The selected case: its progress, its answer or its failure.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::controller::Controller;
use super::focus::Places;
use crate::components::{
    Abstained, AnswerCard, BurnedInNotice, DeviceDetails, FailureCard, GateList, Limits, ModelCard, NeedsModel,
    ProbeCard, ProgressCard, ProgressStep, ReadingSwitch, ScoreCard, Viewer,
};
use crate::inert::inert_marked;
use crate::language::say;
use crate::session;
use crate::show::Show;
use crate::signals::{effect, memo};
use crate::state::{Board, CaseState, EngineState, Inquiry, Reading, SharedAnswer};
use crate::words;
use browser::report_bridge::GivenFor;
use protocol::{CaseId, Decision, Failure};
use text::Word;

/// Milliseconds before a picture in progress gets its own card, once the model is ready: most are answered by then, and
/// a card that only flashes up is distracting and costs rendering.
const CARD_MS: u32 = 120;

/// What a saved outline is called. The name of the picture may name the patient, and does not go along.
const OUTLINE_FILE: &str = "onsight-outline.png";

/// What the panel shows; a new stage of an open case does not change it.
#[derive(Clone, Debug, PartialEq)]
enum PanelPhase {
    Nothing,
    Open(CaseId),
    Answered(CaseId, SharedAnswer),
    Failed(CaseId, Failure),
    Needs(CaseId, Word),
}

/// The panel of the selected case.
#[component]
pub fn ResultPanel(
    /// The connection to the worker.
    controller: Controller,
    /// Where the keyboard focus goes.
    places: Places,
) -> impl IntoView {
    let board = session().board;
    let reading = session().reading;
    let on_reading = move |level: Reading| {
        browser::keep("reading", level.name());
        reading.set(level);
    };
    let name = move || board.read().selected_case().map(|case| case.name.clone()).unwrap_or_default();
    let origin = move || board.read().selected_case().map(|case| case.origin.clone()).unwrap_or_default();
    let printed = RwSignal::new(browser::clock::local_time(browser::clock::epoch_ms()));
    let before = window_event_listener_untyped("beforeprint", move |_| {
        printed.set(browser::clock::local_time(browser::clock::epoch_ms()));
    });
    on_cleanup(move || before.remove());
    let phase = memo(move || board.with(phase_of));
    let opacity = RwSignal::new(0.6);
    let divide = RwSignal::new(None);
    let look = move || {
        if let PanelPhase::Answered(id, _) = phase.get_untracked() {
            controller.open_case_in_viewer(id);
        }
    };
    let keep = Callback::new(move |is_report: bool| match phase.get_untracked() {
        PanelPhase::Answered(id, found) if is_report => {
            controller.give_answer(id, &found, reading.get_untracked(), GivenFor::Report);
        }
        PanelPhase::Answered(id, found) => controller.keep_case(id, &found),
        _ => {}
    });
    let remove = move |id| {
        controller.remove(id);
        places.after_removal(board);
    };
    let body = move || match phase.get() {
        PanelPhase::Nothing => ().into_any(),
        PanelPhase::Open(id) => view! { <OpenCase controller id places /> }.into_any(),
        PanelPhase::Answered(id, found) => {
            view! { <AnsweredCase controller places id found keep opacity divide /> }.into_any()
        }
        PanelPhase::Failed(id, failure) => view! {
            <FailureCard
                failure
                // The panel is headed by it.
                name=""
                on_retry=move |()| {
                    controller.retry(id);
                    places.after_change();
                }
                on_remove=Some(Callback::new(move |()| remove(id)))
            />
        }
        .into_any(),
        PanelPhase::Needs(id, task) => {
            let [folder, asked] = [(); 2].map(|()| task.task.clone());
            let on_fetch = move |()| {
                controller.fetch_model(&asked);
                places.after_change();
            };
            let sealed = Signal::derive(move || controller.fetches_sealed());
            let fetching = Signal::derive(move || board.read().fetch_of(&folder));
            view! { <NeedsModel task sealed fetching on_fetch on_remove=move |()| remove(id) /> }.into_any()
        }
    };
    view! {
        <section
            class="result-panel"
            aria-labelledby="case-title"
            aria-busy=move || matches!(*phase.read(), PanelPhase::Open(_)).then_some("true")
            tabindex="-1"
            node_ref=places.panel
        >
            <div class="result-panel__bar">
                <div class="result-panel__words">
                    <h2 class="result-panel__title" id="case-title">{name}</h2>
                    <p class="result-panel__origin" data-testid="origin">{origin}</p>
                    // In print only.
                    <p class="result-panel__printed" data-testid="printed">
                        {move || say(text::page::printed(printed.get(), env!("CARGO_PKG_VERSION")))}
                    </p>
                </div>
                <Show when=move || matches!(*phase.read(), PanelPhase::Answered(..))>
                    <div class="result-panel__acts">
                        <button class="button" data-testid="look" aria-label=say(text::page::look_whole()) on:click=move |_| look()>
                            {inert_marked(
                                "<span>{}</span>",
                                r#"<span class="result-panel__long">"#,
                                &[text::page::look()],
                            )}
                        </button>
                        <span class="result-panel__keep">{keeping(keep, ["keep", "report"])}</span>
                        <button class="button" data-testid="print" on:click=move |_| browser::print()>{say(text::page::print())}</button>
                        <ReadingSwitch reading on_choose=on_reading />
                    </div>
                </Show>
            </div>
            {body}
        </section>
    }
}

#[component]
fn OpenCase(controller: Controller, id: CaseId, places: Places) -> impl IntoView {
    let board = session().board;
    let is_late = RwSignal::new(board.with_untracked(|board| board.engine != EngineState::Ready));
    spawn_local(async move {
        browser::clock::sleep_ms(CARD_MS).await;
        // The case may be answered, and all of this removed.
        let _ = is_late.try_set(true);
    });
    let step = memo(move || {
        board.with(|board| match (&board.engine, board.case(id)) {
            (EngineState::Failed(_), _) | (_, None) => ProgressStep::default(),
            (_, Some(case)) => ProgressStep::from_case(&case.state, board.engine_of(id)).unwrap_or_default(),
        })
    });
    view! {
        <Show when=move || is_late.get() && *step.read() != ProgressStep::default()>
            <div class="card result-panel__open">
                <ProgressCard step on_cancel=Some(Callback::new(move |()| {
                    controller.cancel(id);
                    places.after_change();
                })) />
            </div>
        </Show>
    }
}

#[component]
fn AnsweredCase(
    controller: Controller,
    places: Places,
    id: CaseId,
    found: SharedAnswer,
    keep: Callback<bool>,
    opacity: RwSignal<f64>,
    divide: RwSignal<Option<f64>>,
) -> impl IntoView {
    let session = session();
    let reading = session.reading;
    let answer = found.answer();
    let synthetic = session.board.with_untracked(|board| board.selected_case().is_some_and(|case| case.synthetic));
    let drawn = synthetic.then(|| words::drawn(answer));
    let model = session.board.with_untracked(|board| board.model.clone());
    let provenance = &answer.provenance;
    let (device, source, gates) = (provenance.device.clone(), provenance.source.clone(), provenance.gates.clone());
    let cross_check = provenance.cross_check;
    let origin =
        session.board.with_untracked(|board| board.case(id).map(|case| case.origin.clone()).unwrap_or_default());
    // Kept for this answer alone: another picture has another text in it.
    let seen = RwSignal::new(false);
    let burned_in = words::burned_in(&provenance.text_at_borders);
    let is_unseen = burned_in.is_some();
    let burned_in = burned_in.map(|warning| view! { <BurnedInNotice text=say(warning) seen /> });
    let when = browser::clock::local_time(device.check.at_ms);
    let board = session.board;
    let covered = memo(move || board.with(|board| board.case(id).map(|case| case.probe.clone())).unwrap_or_default());
    // The occlusion probe runs automatically once nothing else waits: a map is not shown for interpretation without it.
    let has_map = words::has_map(&answer.classes);
    if has_map {
        let is_idle = memo(move || board.read().open_count() == 0);
        effect(move || {
            if is_idle.get() && *covered.read_untracked() == Inquiry::NotAsked {
                controller.probe(id);
            }
        });
    }
    let set = answer.classes.prediction_sets.first().map(|set| set.labels.join(","));
    // Without a class there is no score to show beside it.
    let label = match &answer.classes.decision {
        Decision::Abstain { .. } => None,
        Decision::Class { label } => Some(label.clone()),
        Decision::Set { labels } => labels.first().cloned(),
    };
    let card = match answer.classes.decision {
        Decision::Abstain { why } => {
            view! { <Abstained found=found.clone() why drawn model=model.clone() reading /> }.into_any()
        }
        _ => view! { <AnswerCard found=found.clone() drawn model=model.clone() reading /> }.into_any(),
    };
    let is_of_other_kind = words::is_of_other_kind(answer);
    let known = say(words::answers_known(model.as_deref()));
    let negative = model.as_ref().and_then(|model| model.negative.clone());
    let saved = found.clone();
    let on_save = move |()| {
        if let Some(outline) = &saved.answer().classes.outline {
            browser::save_bytes(OUTLINE_FILE, "image/png", &outline.mask);
        }
    };
    let probe = has_map.then(
        || view! { <ProbeCard negative probe=covered paint=browser::paint on_ask=move |()| controller.probe(id) /> },
    );
    view! {
        <div
            class="result-panel__answer"
            data-testid="result"
            data-set=set
            data-prints=move || if is_unseen && !seen.get() { "words" } else { "all" }
        >
            {burned_in}
            {card}
            <p class="result-panel__keep result-panel__keep--phone">{keeping(keep, ["keep-phone", "report-phone"])}</p>
            <Viewer
                found
                opacity
                divide
                model=model.clone()
                probe=covered
                origin=origin.clone()
                reading
                paint=browser::paint
                on_save
            />
            {super::routes::routes(controller, places, id, is_of_other_kind)}
            <div class="result-panel__stack">
                <GateList gates cross_check reading />
                {probe}
                {model.clone().map(|model| view! { <ScoreCard model label reading /> })}
            </div>
            <div class="result-panel__stack">
                <DeviceDetails device when reading>{say(text::device_card::private())}</DeviceDetails>
                <Limits known />
                {model.map(|model| view! { <ModelCard model source=Some(source) origin reading /> })}
            </div>
        </div>
    }
}

/// Ways to save an answer: the case is kept, or a report of it is saved.
fn keeping(keep: Callback<bool>, [kept, report]: [&'static str; 2]) -> AnyView {
    view! {
        <button class="button" data-testid=kept on:click=move |_| keep.run(false)>{say(text::cases::keep())}</button>
        <button class="button" data-testid=report on:click=move |_| keep.run(true)>
            {inert_marked("<span>{}</span>", r#"<span class="result-panel__long">"#, &[text::reports::save()])}
        </button>
    }
    .into_any()
}

fn phase_of(board: &Board) -> PanelPhase {
    let Some(case) = board.selected_case() else {
        return PanelPhase::Nothing;
    };
    match &case.state {
        CaseState::Waiting | CaseState::Working(_) => PanelPhase::Open(case.id),
        CaseState::Answered(found) => PanelPhase::Answered(case.id, found.clone()),
        CaseState::Failed(failure) => PanelPhase::Failed(case.id, failure.clone()),
        CaseState::Needs => PanelPhase::Needs(case.id, case.asked.task.clone()),
    }
}
