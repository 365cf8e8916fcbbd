//! Moving through slices: slider, steps, planes, playing.

use leptos::prelude::*;
use text::Message;

use super::icon::ToolIcon;
use crate::session::{SPEEDS, ViewerSession};
use language::say;
use protocol::AnatomicalPlane;
use view_model::lightbox::{Command, Walk};

/// Under the stage; nothing where there is one slice.
#[component]
pub(super) fn Frames(session: ViewerSession) -> impl IntoView {
    let count = Memo::new(move |_| session.walk.read().count(&session.opened.read().series));
    let at = Memo::new(move |_| session.walk.read().at);
    let volumes = Memo::new(move |_| session.walk.read().volumes(&session.opened.read().series));
    let has_planes = Memo::new(move |_| session.walk.read().has_planes(&session.opened.read().series));
    let named = move || say(text::light_box::at(at.get() + 1, count.get()));
    let on_slide = move |event| {
        if let Ok(to) = event_target_value(&event).parse::<u32>() {
            session.go(|walk, list| walk.to(to.saturating_sub(1), list));
        }
    };
    let on_volume = move |event| {
        if let Ok(to) = event_target_value(&event).parse::<u32>() {
            session.go(|walk, _| Walk { volume: to.saturating_sub(1), ..walk });
        }
    };
    view! {
        <div class="lightbox__frames frames">
            <Show when=move || has_planes.get()>
                <Planes session />
            </Show>
            <Show when=move || { count.get() > 1 }>
                <button class="button button--icon" aria-label=say(text::light_box::slice_before()) title=say(text::light_box_tools::with_key(text::light_box::slice_before(), "↑")) on:click=move |_| session.command(Command::Step(-1))>
                    {ToolIcon::Before.view()}
                </button>
                <input
                    type="range"
                    class="frames__slider"
                    data-testid="slices"
                    aria-label=say(text::light_box::slice())
                    min="1"
                    prop:max=move || count.get().to_string()
                    prop:value=move || (at.get() + 1).to_string()
                    aria-valuetext=named
                    on:input=on_slide
                />
                <button class="button button--icon" aria-label=say(text::light_box::slice_after()) title=say(text::light_box_tools::with_key(text::light_box::slice_after(), "↓")) on:click=move |_| session.command(Command::Step(1))>
                    {ToolIcon::After.view()}
                </button>
                <span class="frames__count" data-testid="slice-count">{named}</span>
                <button
                    class="button button--icon"
                    aria-pressed=move || session.playing.get().to_string()
                    aria-label=move || say(if session.playing.get() { text::light_box::stop() } else { text::light_box::play() })
                    title=say(text::light_box::play_or_stop())
                    on:click=move |_| session.command(Command::Play)
                >
                    {move || if session.playing.get() { ToolIcon::Stop.view().into_any() } else { ToolIcon::Play.view().into_any() }}
                </button>
                <label class="frames__speed">
                    <span class="visually-hidden">{say(text::light_box::speed())}</span>
                    <select class="field" on:change=move |event| {
                        if let Ok(speed) = event_target_value(&event).parse() {
                            session.speed.set(speed);
                        }
                    }>
                        {SPEEDS.map(|speed| view! {
                            <option value=speed.to_string() prop:selected=move || session.speed.get() == speed>{say(text::light_box::per_second(speed))}</option>
                        })}
                    </select>
                </label>
            </Show>
            <Show when=move || { volumes.get() > 1 }>
                <label class="frames__volume">
                    {say(text::light_box::time())}
                    <input type="range" min="1" prop:max=move || volumes.get().to_string() prop:value=move || (session.walk.read().volume + 1).to_string() on:input=on_volume />
                </label>
            </Show>
        </div>
    }
}

/// The three planes of a volume.
#[component]
fn Planes(session: ViewerSession) -> impl IntoView {
    let option = move |(plane, name): (AnatomicalPlane, Message)| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="plane"
                    class="visually-hidden"
                    prop:checked=move || session.walk.read().plane == plane
                    on:change=move |_| session.go(|walk, list| walk.turn(plane, list))
                />
                <span class="segmented__text">{say(name)}</span>
            </label>
        }
    };
    let all = [
        (AnatomicalPlane::Axial, text::light_box::axial()),
        (AnatomicalPlane::Coronal, text::light_box::coronal()),
        (AnatomicalPlane::Sagittal, text::light_box::sagittal()),
    ];
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{say(text::light_box::planes())}</legend>
            {all.map(option)}
        </fieldset>
    }
}
