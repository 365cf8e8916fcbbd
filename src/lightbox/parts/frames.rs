//! Walking through slices: slider, steps, planes, playing.

use leptos::prelude::*;

use super::icon::ToolIcon;
use crate::lightbox::desk::{Desk, SPEEDS};
use crate::lightbox::state::Command;
use protocol::PlaneOfCut;

/// Under the stage; nothing where there is one slice.
#[component]
pub(super) fn Frames(desk: Desk) -> impl IntoView {
    let count = Memo::new(move |_| desk.walk.read().count(&desk.opened.read().series));
    let at = Memo::new(move |_| desk.walk.read().at);
    let volumes = Memo::new(move |_| desk.walk.read().volumes(&desk.opened.read().series));
    let has_planes = Memo::new(move |_| desk.walk.read().has_planes(&desk.opened.read().series));
    let named = move || format!("{} of {}", at.get() + 1, count.get());
    let on_slide = move |event| {
        if let Ok(to) = event_target_value(&event).parse::<u32>() {
            desk.go(|walk, list| walk.to(to.saturating_sub(1), list));
        }
    };
    let on_volume = move |event| {
        if let Ok(to) = event_target_value(&event).parse::<u32>() {
            desk.go(|walk, _| crate::lightbox::state::Walk { volume: to.saturating_sub(1), ..walk });
        }
    };
    view! {
        <div class="lightbox__frames frames">
            <Show when=move || has_planes.get()>
                <Planes desk />
            </Show>
            <Show when=move || { count.get() > 1 }>
                <button class="button button--icon" aria-label="Slice before" title="Slice before (↑)" on:click=move |_| desk.command(Command::Step(-1))>
                    {ToolIcon::Before.view()}
                </button>
                <input
                    type="range"
                    class="frames__slider"
                    data-testid="slices"
                    aria-label="Slice"
                    min="1"
                    prop:max=move || count.get().to_string()
                    prop:value=move || (at.get() + 1).to_string()
                    aria-valuetext=named
                    on:input=on_slide
                />
                <button class="button button--icon" aria-label="Slice after" title="Slice after (↓)" on:click=move |_| desk.command(Command::Step(1))>
                    {ToolIcon::After.view()}
                </button>
                <span class="frames__count" data-testid="slice-count">{named}</span>
                <button
                    class="button button--icon"
                    aria-pressed=move || desk.playing.get().to_string()
                    aria-label=move || if desk.playing.get() { "Stop" } else { "Play" }
                    title="Play, stop (Space)"
                    on:click=move |_| desk.command(Command::Play)
                >
                    {move || if desk.playing.get() { ToolIcon::Stop.view().into_any() } else { ToolIcon::Play.view().into_any() }}
                </button>
                <label class="frames__speed">
                    <span class="visually-hidden">"Slices a second"</span>
                    <select class="field" on:change=move |event| {
                        if let Ok(speed) = event_target_value(&event).parse() {
                            desk.speed.set(speed);
                        }
                    }>
                        {SPEEDS.map(|speed| view! {
                            <option value=speed.to_string() prop:selected=move || desk.speed.get() == speed>{format!("{speed} per second")}</option>
                        })}
                    </select>
                </label>
            </Show>
            <Show when=move || { volumes.get() > 1 }>
                <label class="frames__volume">
                    "Time"
                    <input type="range" min="1" prop:max=move || volumes.get().to_string() prop:value=move || (desk.walk.read().volume + 1).to_string() on:input=on_volume />
                </label>
            </Show>
        </div>
    }
}

/// The three planes of a volume.
#[component]
fn Planes(desk: Desk) -> impl IntoView {
    let option = move |(plane, name): (PlaneOfCut, &'static str)| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="plane"
                    class="visually-hidden"
                    prop:checked=move || desk.walk.read().plane == plane
                    on:change=move |_| desk.go(|walk, list| walk.turn(plane, list))
                />
                <span class="segmented__text">{name}</span>
            </label>
        }
    };
    let all = [(PlaneOfCut::Axial, "Axial"), (PlaneOfCut::Coronal, "Coronal"), (PlaneOfCut::Sagittal, "Sagittal")];
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">"Plane"</legend>
            {all.map(option)}
        </fieldset>
    }
}
