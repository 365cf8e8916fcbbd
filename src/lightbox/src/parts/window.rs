//! Which values are shown: presets, fields with steppers, or brightness and contrast for ordinary pictures.

use leptos::prelude::*;
use text::Message;

use crate::session::ViewerSession;
use language::say;
use protocol::SampleType;
use view_model::lightbox::{Act, BrightnessContrast, Command, Window, presets};

/// The controls of the window.
#[component]
pub(super) fn WindowControls(session: ViewerSession) -> impl IntoView {
    // Keyed by their meaning, not by each slice: a field that is being edited stays.
    let is_levels = Memo::new(move |_| {
        let slide = session.slide.read();
        slide.as_ref().is_some_and(|slide| slide.report.ordinary || slide.report.samples == SampleType::Rgb8)
    });
    move || {
        if is_levels.get() {
            view! { <LevelControls session /> }.into_any()
        } else {
            view! { <Values session /> }.into_any()
        }
    }
}

#[component]
fn Values(session: ViewerSession) -> impl IntoView {
    let list =
        Memo::new(move |_| session.slide.read().as_ref().map(|slide| presets(&slide.report)).unwrap_or_default());
    let window = Memo::new(move |_| session.view.read().as_ref().map(|view| view.window.clone()));
    let chosen = Memo::new(move |_| {
        let window = window.get()?;
        list.read().iter().position(|one| *one == window)
    });
    let on_choose = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        if let Some(window) = at.and_then(|at| list.read_untracked().get(at).cloned()) {
            session.act(Act::Window(window));
        }
    };
    let options = move || {
        let option = |(at, window): (usize, Window)| {
            view! { <option value=at.to_string() prop:selected=move || chosen.get() == Some(at)>{window.name.map(say)}</option> }
        };
        list.get().into_iter().enumerate().map(option).collect_view()
    };
    let unit = move || {
        let slide = session.slide.read();
        slide.as_ref().map(|slide| slide.report.unit.clone()).filter(|unit| !unit.is_empty())
    };
    let title = move || {
        say(match unit() {
            Some(unit) => text::light_box_tools::window_title_unit(unit),
            None => text::light_box_tools::window_title(),
        })
    };
    view! {
        <section class="tools__part" aria-labelledby="window-title">
            <h3 class="tools__title" id="window-title">{title}</h3>
            <label class="tools__label">
                {say(text::light_box_tools::preset())}
                <select class="field" data-testid="window-preset" on:change=on_choose>
                    <option value="" prop:selected=move || chosen.get().is_none()>{say(text::light_box_tools::by_hand())}</option>
                    {options}
                </select>
            </label>
            <Number
                session
                label=text::light_box_tools::center()
                testid="window-center"
                value=Signal::derive(move || window.get().map(|window| window.center))
                step=Signal::derive(move || window.get().map_or(1.0, |window| window.step()))
                set=|value| Command::Act(Act::Center(value))
                less=Command::Act(Act::ShiftCenter(-1.0))
                more=Command::Act(Act::ShiftCenter(1.0))
                words=(
                    text::light_box_tools::with_key(text::light_box_tools::center_lower(), "B"),
                    text::light_box_tools::with_key(text::light_box_tools::center_higher(), "D"),
                )
            />
            <Number
                session
                label=text::light_box_tools::width()
                testid="window-width"
                value=Signal::derive(move || window.get().map(|window| window.width))
                step=Signal::derive(move || window.get().map_or(1.0, |window| window.step()))
                set=|value| Command::Act(Act::Width(value))
                less=Command::Act(Act::ShiftWidth(-1.0))
                more=Command::Act(Act::ShiftWidth(1.0))
                words=(
                    text::light_box_tools::with_key(text::light_box_tools::width_narrower(), "Q"),
                    text::light_box_tools::with_key(text::light_box_tools::width_wider(), "W"),
                )
            />
        </section>
    }
}

/// Brightness and contrast, which are a window in other terms.
#[component]
fn LevelControls(session: ViewerSession) -> impl IntoView {
    let white = move || {
        session.slide.with(|slide| slide.as_ref().map_or(255.0, |slide| BrightnessContrast::white(&slide.report)))
    };
    let levels = Memo::new(move |_| {
        let view = session.view.read();
        view.as_ref().map_or(BrightnessContrast { brightness: 0.0, contrast: 0.0 }, |view| {
            BrightnessContrast::of(&view.window, white())
        })
    });
    let slider = move |name: Message,
                       testid: &'static str,
                       value: fn(&BrightnessContrast) -> f64,
                       with: fn(BrightnessContrast, f64) -> BrightnessContrast| {
        let shown = move || format!("{:.0}", value(&levels.read()));
        view! {
            <label class="tools__slider">
                <span>{say(name)}</span>
                <input
                    type="range"
                    min="-100"
                    max="100"
                    data-testid=testid
                    prop:value=shown
                    on:input=move |event| {
                        if let Ok(value) = event_target_value(&event).parse() {
                            session.act(Act::Window(with(levels.get_untracked(), value).window(white())));
                        }
                    }
                />
                <output>{shown}</output>
            </label>
        }
    };
    view! {
        <section class="tools__part" aria-labelledby="levels-title">
            <h3 class="tools__title" id="levels-title">{say(text::light_box_tools::levels_title())}</h3>
            {slider(text::light_box_tools::brightness(), "brightness", |levels| levels.brightness, |levels, brightness| BrightnessContrast { brightness, ..levels })}
            {slider(text::light_box_tools::contrast(), "contrast", |levels| levels.contrast, |levels, contrast| BrightnessContrast { contrast, ..levels })}
        </section>
    }
}

/// A number with a button on either side.
#[component]
fn Number(
    session: ViewerSession,
    label: Message,
    testid: &'static str,
    value: Signal<Option<f64>>,
    step: Signal<f64>,
    set: fn(f64) -> Command,
    less: Command,
    more: Command,
    words: (Message, Message),
) -> impl IntoView {
    let (of_less, of_more) = (say(words.0), say(words.1));
    let shown = move || value.get().map(plain).unwrap_or_default();
    let on_change = move |event| {
        if let Ok(value) = event_target_value(&event).trim().replace(',', ".").parse() {
            session.command(set(value));
        }
    };
    view! {
        <div class="tools__number">
            <label for=testid>{say(label)}</label>
            <button class="button button--icon" aria-label=of_less.clone() title=of_less.clone() on:click=move |_| session.command(less.clone())>"−"</button>
            <input
                type="number"
                class="field"
                id=testid
                data-testid=testid
                prop:step=move || plain(step.get())
                prop:value=shown
                on:change=on_change
            />
            <button class="button button--icon" aria-label=of_more.clone() title=of_more.clone() on:click=move |_| session.command(more.clone())>"+"</button>
        </div>
    }
}

/// A number as a field takes it.
fn plain(value: f64) -> String {
    let text = if value.abs() >= 1000.0 { format!("{value:.1}") } else { format!("{value:.4}") };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
