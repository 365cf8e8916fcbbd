//! The outline of a region: its size, what corrects it, what a table says of the size, and what asks a model about it.

use leptos::prelude::*;
use region::Brush;
use text::Message;

use crate::session::ViewerSession;
use language::say;
use task::SizeRow;
use view_model::lightbox::{EDGES_OFFERED, SliceRegion, Tool, level};
use view_model::state::Reading;

/// Steps of the slider for the edge, from one plateau to the other.
const EDGE_STEPS: f32 = 100.0;
/// The largest radius of the brush, in pixels.
const WIDEST_BRUSH: u32 = 8;

/// While the tool is taken, or a region is on the slice.
#[component]
pub(super) fn Outlining(session: ViewerSession) -> impl IntoView {
    let offer = Memo::new(move |_| session.offer());
    let has_region = Memo::new(move |_| session.shown_region(|_| ()).is_some());
    let is_shown = move || offer.read().is_some() && (session.tool.get() == Tool::Outline || has_region.get());
    let title = move || offer.read().as_ref().map(|offer| offer.known.text.tool.clone());
    let size = move || session.shown_region(SliceRegion::size_said).flatten().map(say);
    let trouble = move || {
        let is_limited = session.shown_region(|region| region.drawing.is_limited()).unwrap_or(false);
        session.no_region.get().or_else(|| is_limited.then(text::light_box_region::limited)).map(say)
    };
    view! {
        <Show when=is_shown>
            <section class="tools__part" aria-labelledby="region-title" data-testid="region-tools">
                <h3 class="tools__title" id="region-title">{title}</h3>
                <p class="tools__note">{say(text::light_box_region::help())}</p>
                {move || trouble().map(|why| view! { <p class="tags__note tags__note--attention" data-testid="region-trouble">{why}</p> })}
                <Show when=move || has_region.get()>
                    <p class="measures__probe" data-testid="region-size">{size}</p>
                    <Correcting session />
                    <Table session />
                    <Asking session />
                </Show>
            </section>
        </Show>
    }
}

/// Edge, brush, and steps by a pixel.
#[component]
fn Correcting(session: ViewerSession) -> impl IntoView {
    let edge = Memo::new(move |_| session.shown_region(|region| (region.edge() * EDGE_STEPS).round()));
    let edge_said = move || session.shown_region(SliceRegion::edge_said).map(say).unwrap_or_default();
    let can_undo = Memo::new(move |_| session.shown_region(|region| region.drawing.can_undo()).unwrap_or(false));
    let [least, most] = EDGES_OFFERED.map(|share| (share * EDGE_STEPS).round());
    let on_edge = move |event| {
        if let Ok(share) = event_target_value(&event).parse::<f32>() {
            session.correct(|region| region.set_edge(share / EDGE_STEPS));
        }
    };
    let on_radius = move |event| {
        if let Ok(radius) = event_target_value(&event).parse::<u32>() {
            session.brush_radius.set(radius.clamp(1, WIDEST_BRUSH));
        }
    };
    let radius_said = move || say(text::light_box_region::radius(session.brush_radius.get()));
    let mode = move |(brush, name): (Option<Brush>, Message)| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="brush"
                    class="visually-hidden"
                    prop:checked=move || session.brush.get() == brush
                    on:change=move |_| {
                        session.brush.set(brush);
                        session.tool.set(Tool::Outline);
                    }
                />
                <span class="segmented__text">{say(name)}</span>
            </label>
        }
    };
    let modes = [
        (None, text::light_box_region::anew()),
        (Some(Brush::Add), text::light_box_region::add()),
        (Some(Brush::Erase), text::light_box_region::erase()),
    ];
    let step = move |name: Message, brush: Brush, id: &'static str| {
        let on_click = move |_| {
            session.correct(|region| region.drawing.grow_by_one(brush));
            session.tell_region();
        };
        view! { <button class="button" data-testid=id on:click=on_click>{say(name)}</button> }
    };
    view! {
        <label class="tools__slider">
            <span>{say(text::light_box_region::edge())}</span>
            <input
                type="range"
                data-testid="region-edge"
                min=least.to_string()
                max=most.to_string()
                prop:value=move || edge.get().unwrap_or_default().to_string()
                aria-valuetext=edge_said
                on:input=on_edge
                on:change=move |_| session.tell_region()
            />
            <output>{edge_said}</output>
        </label>
        <fieldset class="segmented segmented--wrap">
            <legend class="visually-hidden">{say(text::light_box_region::mode())}</legend>
            {modes.map(mode)}
        </fieldset>
        <label class="tools__slider">
            <span>{say(text::light_box_region::brush())}</span>
            <input
                type="range"
                data-testid="region-brush"
                min="1"
                max=WIDEST_BRUSH.to_string()
                prop:value=move || session.brush_radius.get().to_string()
                aria-valuetext=radius_said
                on:input=on_radius
            />
            <output>{radius_said}</output>
        </label>
        <div class="tools__row">
            {step(text::light_box_region::wider(), Brush::Add, "region-wider")}
            {step(text::light_box_region::narrower(), Brush::Erase, "region-narrower")}
            <button
                class="button"
                data-testid="region-undo"
                prop:disabled=move || !can_undo.get()
                on:click=move |_| {
                    session.correct(|region| region.drawing.undo());
                    session.tell_region();
                }
            >
                {say(text::light_box_region::undo())}
            </button>
            <button class="button" data-testid="region-remove" on:click=move |_| session.remove_region()>
                {say(text::light_box_region::remove())}
            </button>
        </div>
    }
}

/// What a published table says of the size: its words, for whom it is, where it stands. Never more than that.
#[component]
fn Table(session: ViewerSession) -> impl IntoView {
    let told = Memo::new(move |_| {
        let text = session.offer()?.known;
        let row = session.shown_region(|region| region.row(&text).cloned()).flatten()?;
        Some((row, text.text.scope, text.text.source))
    });
    // The level that was chosen on the page, which cannot be reached while the light box is open.
    let reading = Reading::from_name(&browser::kept("reading").unwrap_or_default());
    let lines = move |(row, scope, source): (SizeRow, SizeRow, String)| {
        view! {
            <details class="region__table" data-testid="region-table">
                <summary>{say(text::light_box_region::table())}</summary>
                <p class="tools__note">{level(&row, reading).to_owned()}</p>
                <p class="tools__note">{level(&scope, reading).to_owned()}</p>
                <p class="tools__note">{say(text::light_box_region::source(source))}</p>
            </details>
        }
    };
    move || told.get().map(lines)
}

/// What asks the model, or why it is not asked.
#[component]
fn Asking(session: ViewerSession) -> impl IntoView {
    let why_not = Memo::new(move |_| {
        let known = session.offer()?.known;
        let slide = session.slide.read();
        let report = &slide.as_ref()?.report;
        session.shown_region(|region| region.why_not_asked(&known, report)).flatten()
    });
    let text = Memo::new(move |_| session.offer().map(|offer| offer.known.text));
    let words = move || text.get().unwrap_or_default();
    view! {
        <Show
            when=move || why_not.read().is_none()
            fallback=move || view! { <p class="tools__note" data-testid="region-why-not">{move || why_not.get().map(say)}</p> }
        >
            <button class="button button--primary" data-testid="region-ask" on:click=move |_| session.ask_region()>
                {move || words().ask}
            </button>
            <p class="tools__note" data-testid="region-note">{move || words().note}</p>
        </Show>
    }
}
