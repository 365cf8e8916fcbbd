//! The pictures of this visit, each with its state.

use leptos::html;
use leptos::prelude::*;

use super::{Icon, Paint, Picture};
use crate::inert::inert;
use crate::language::say;
use crate::show::Show;
use crate::signals::{effect, memo};
use crate::state::{Case, CaseState};
use crate::words;
use protocol::CaseId;

/// Rows at most: a list of a thousand pictures is paginated and does not create a thousand canvases.
const ROWS: usize = 40;

/// The list of cases.
#[component]
pub fn Queue(
    /// All cases, oldest first.
    #[prop(into)]
    cases: Signal<Vec<Case>>,
    /// The one that is shown.
    #[prop(into)]
    selected: Signal<Option<CaseId>>,
    /// Puts pixels on a canvas.
    paint: Paint,
    /// The list, so that the page can move the focus there.
    root: NodeRef<html::Section>,
    /// Called to show a case.
    #[prop(into)]
    on_select: Callback<CaseId>,
    /// Called to remove a case; an open one is cancelled first.
    #[prop(into)]
    on_remove: Callback<CaseId>,
    /// Whether waiting cases are paused.
    #[prop(into)]
    paused: Signal<bool>,
    /// Called to pause waiting cases, or to resume them.
    #[prop(into)]
    on_pause: Callback<()>,
    /// Called to cancel every case that is open.
    #[prop(into)]
    on_stop: Callback<()>,
) -> impl IntoView {
    let summary = move || cases.with(|cases| say(words::queue(cases.len(), unfinished_in(cases))));
    // One picture has its own buttons, beside its progress.
    let is_batch = memo(move || paused.get() || cases.with(|cases| cases.len() > 1 && open_in(cases) > 0));
    // A page of the list: the one with the selected case, until the visitor turns to another.
    let leaf = RwSignal::new(0);
    effect(move || {
        let place = cases.with_untracked(|cases| cases.iter().position(|case| Some(case.id) == selected.get()));
        leaf.set(place.unwrap_or_default() / ROWS);
    });
    let leaves = move || cases.with(Vec::len).div_ceil(ROWS);
    let shown = move || {
        let first = leaf.get().min(leaves().saturating_sub(1)) * ROWS;
        cases.with(|cases| cases.iter().skip(first).take(ROWS).map(|case| case.id).collect::<Vec<_>>())
    };
    let turn = move |step: isize, name: String| {
        let goes_to = move || leaf.get().checked_add_signed(step).filter(|leaf| *leaf < leaves());
        view! {
            <button type="button" class="button" aria-disabled=move || goes_to().is_none().then_some("true") on:click=move |_| {
                if let Some(there) = goes_to() {
                    leaf.set(there);
                }
            }>
                {name}
            </button>
        }
    };
    let item = move |id: CaseId| {
        let case = memo(move || cases.with(|cases| cases.iter().find(|case| case.id == id).cloned()));
        view! { <Item case selected paint on_select on_remove id /> }
    };
    view! {
        <section
            class="queue"
            aria-labelledby="queue-title"
            tabindex="-1"
            node_ref=root
            data-count=move || cases.with(Vec::len).to_string()
            data-open=move || cases.with(|cases| open_in(cases).to_string())
        >
            <div class="queue__head">
                {inert(r#"<h2 class="queue__title" id="queue-title">{}</h2>"#, &[text::queue::title()])}
                <p class="queue__summary">{summary}</p>
            </div>
            <Show when=move || is_batch.get()>
                <p class="queue__acts">
                    <button type="button" class="button" data-testid="pause" on:click=move |_| on_pause.run(())>
                        {move || say(if paused.get() { text::routing::go_on() } else { text::routing::pause() })}
                    </button>
                    <button type="button" class="button" data-testid="stop" on:click=move |_| on_stop.run(())>
                        {say(text::routing::stop())}
                    </button>
                </p>
            </Show>
            <ul class="queue__list" role="list">
                <For each=shown key=|id| *id children=item />
            </ul>
            <Show when=move || { leaves() > 1 }>
                <p class="queue__leaf">
                    {turn(-1, say(text::queue::earlier()))}
                    <span role="status">{move || say(words::leaf(leaf.get() * ROWS, shown().len(), cases.with(Vec::len)))}</span>
                    {turn(1, say(text::queue::later()))}
                </p>
            </Show>
        </section>
    }
}

#[component]
fn Item(
    #[prop(into)] case: Signal<Option<Case>>,
    #[prop(into)] selected: Signal<Option<CaseId>>,
    paint: Paint,
    on_select: Callback<CaseId>,
    on_remove: Callback<CaseId>,
    id: CaseId,
) -> impl IntoView {
    let name = move || case.read().as_ref().map(|case| case.name.clone()).unwrap_or_default();
    let state = move || case.read().as_ref().map(|case| say(words::case_state(case))).unwrap_or_default();
    let mood = move || case.read().as_ref().map_or("gone", |case| mood(&case.state));
    let is_open = move || case.read().as_ref().is_some_and(|case| case.state.is_open());
    let remove_name = move || say(if is_open() { text::queue::cancel(name()) } else { text::queue::remove(name()) });
    let current = move || {
        if selected.get() == Some(id) { "true" } else { "false" }
    };
    view! {
        <li class="queue__item" data-state=mood data-current=current>
            <button type="button" class="queue__select" aria-current=current on:click=move |_| on_select.run(id)>
                <span class="queue__thumb"><Thumb case paint /></span>
                <span class="queue__text">
                    <span class="queue__name">{name}</span>
                    <span class="queue__state" title=state>{state}</span>
                </span>
            </button>
            <button
                type="button"
                class="button button--quiet button--icon queue__remove"
                aria-label=remove_name
                title=remove_name
                on:click=move |_| on_remove.run(id)
            >
                {Icon::Close.view()}
            </button>
        </li>
    }
}

/// A thumbnail of the model's view, or an icon of the state.
#[component]
fn Thumb(#[prop(into)] case: Signal<Option<Case>>, paint: Paint) -> impl IntoView {
    move || {
        case.get().map(|case| match case.state {
            CaseState::Answered(found) if !found.has_original() => Icon::Check.view(),
            CaseState::Answered(found) => {
                let draw = Callback::new(move |canvas| paint(&canvas, &found.answer().model_input));
                view! { <Picture draw text="" class="queue__canvas" /> }.into_any()
            }
            CaseState::Waiting => Icon::Clock.view(),
            CaseState::Failed(_) | CaseState::Needs => Icon::Attention.view(),
            CaseState::Working(_) => inert(r#"<span class="queue__spinner"></span>"#, &[]),
        })
    }
}

fn open_in(cases: &[Case]) -> usize {
    cases.iter().filter(|case| case.state.is_open()).count()
}

/// Those that still may get an answer: a case that waits for a model that is not loaded is not done.
fn unfinished_in(cases: &[Case]) -> usize {
    open_in(cases) + cases.iter().filter(|case| case.state == CaseState::Needs).count()
}

fn mood(state: &CaseState) -> &'static str {
    match state {
        CaseState::Waiting => "waiting",
        CaseState::Working(_) => "working",
        CaseState::Answered(_) => "answered",
        CaseState::Failed(_) => "failed",
        CaseState::Needs => "needs",
    }
}
