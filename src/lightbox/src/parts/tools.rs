//! The tools beside the stage.

use leptos::prelude::*;
use text::Message;

use super::icon::ToolIcon;
use super::measures::Measures;
use super::outlining::Outlining;
use super::window::WindowControls;
use crate::session::{Panel, ViewerSession};
use language::say;
use view_model::lightbox::{Act, Command, Tool};

/// All of them.
#[component]
pub(super) fn Tools(session: ViewerSession) -> impl IntoView {
    let rule = move || session.slide.read().as_ref().map(|slide| say(&slide.report.rule));
    let no_suv = move || session.slide.read().as_ref().and_then(|slide| slide.report.no_suv.as_ref().map(say));
    let warnings = move || {
        let warnings = session.slide.read().as_ref().map(|slide| slide.report.warnings.clone()).unwrap_or_default();
        let warning =
            |said: Message| view! { <p class="tags__note tags__note--attention" data-testid="warning">{say(said)}</p> };
        warnings.into_iter().map(warning).collect_view()
    };
    // A volume has as many slices in each of three planes, and is read anew for every one.
    let many = Memo::new(move |_| {
        let (walk, opened) = (session.walk.get(), session.opened.read());
        Some(walk.count(&opened.series)).filter(|&count| count > 1 && !walk.has_planes(&opened.series))
    });
    let classify = move || {
        many.get().map(|count| {
            view! {
                <button
                    class="button"
                    data-testid="classify-series"
                    prop:disabled=move || session.is_fetching_file.get()
                    on:click=move |_| session.classify_series()
                >
                    {say(text::light_box_tools::classify_series(count))}
                </button>
            }
        })
    };
    view! {
        // What dragging does, and what goes with that, come first: on a phone they stand directly below the picture.
        <Pointer session />
        <Outlining session />
        <WindowControls session />
        <OrientationTools session />
        <Measures session />
        <section class="tools__part" aria-labelledby="file-title">
            <h3 class="tools__title" id="file-title">{say(text::light_box_tools::file_title())}</h3>
            <p class="tools__note">{rule}</p>
            <p class="tools__note" data-testid="no-suv">{no_suv}</p>
            {warnings}
            <div class="tools__row">
                <button class="button" data-testid="show-tags" title=said("T", text::light_box_tools::tags_long()) on:click=move |_| session.toggle(Panel::Tags)>{say(text::light_box_tools::tags())}</button>
                <button class="button" on:click=move |_| session.toggle(Panel::Keys)>{say(text::light_box_tools::keys())}</button>
                {classify}
            </div>
        </section>
    }
}

/// The label of a tool, and its full description.
type Names = (Message, Message);

/// What a button does, with the key that does the same.
fn said(key: &'static str, what: Message) -> String {
    say(text::light_box_tools::with_key(what, key))
}

/// The orientation of the picture.
#[component]
fn OrientationTools(session: ViewerSession) -> impl IntoView {
    let button = move |icon: ToolIcon, (name, long): Names, key: &'static str, command: Command| {
        let (title, long) = (said(key, long.clone()), say(long));
        view! {
            <button class="tools__act" title=title aria-label=long on:click=move |_| session.command(command.clone())>
                {icon.view()}
                <span>{say(name)}</span>
            </button>
        }
    };
    let act = |act| Command::Act(act);
    let switch = move |icon: ToolIcon, (name, long): Names, key: &'static str, act: Act, is_on: Signal<bool>| {
        let (title, long) = (said(key, long.clone()), say(long));
        view! {
            <button
                class="tools__act"
                title=title
                aria-label=long
                aria-pressed=move || is_on.get().to_string()
                on:click=move |_| session.command(Command::Act(act.clone()))
            >
                {icon.view()}
                <span>{say(name)}</span>
            </button>
        }
    };
    let same = |name: Message| (name.clone(), name);
    let is_inverted = Memo::new(move |_| session.view.read().as_ref().is_some_and(|view| view.inverted));
    let is_smooth = Memo::new(move |_| session.view.read().as_ref().is_some_and(|view| view.smooth));
    let degrees = move || session.view.read().as_ref().map_or(0.0, |view| view.degrees);
    let zoom = move || {
        let (view, slide, size) = (session.view.read(), session.slide.read(), session.size.get());
        let sheet = slide.as_ref().map(|slide| crate::session::sheet_of(&slide.report));
        match (view.as_ref(), sheet) {
            (Some(view), Some(sheet)) if size.0 > 0.0 => say(text::light_box_tools::zoom(view.scale_on(&sheet, size))),
            _ => String::new(),
        }
    };
    view! {
        <section class="tools__part" aria-labelledby="lay-title">
            <h3 class="tools__title" id="lay-title">{say(text::light_box_tools::picture_title())} <output class="tools__value" data-testid="zoom">{zoom}</output></h3>
            <div class="tools__grid">
                {button(ToolIcon::Larger, same(text::light_box_tools::larger()), "+", Command::Zoom(1.25))}
                {button(ToolIcon::Smaller, same(text::light_box_tools::smaller()), "−", Command::Zoom(0.8))}
                {button(ToolIcon::Fit, same(text::light_box_tools::fit()), "0", act(Act::Fit))}
                {button(ToolIcon::Same, (text::light_box_tools::same(), text::light_box_tools::same_long()), "1", act(Act::OneToOne))}
                {switch(ToolIcon::Invert, same(text::light_box_tools::invert()), "I", Act::Invert, is_inverted.into())}
                {button(ToolIcon::TurnLeft, (text::light_box_tools::turn_left(), text::light_box_tools::turn_left_long()), "L", act(Act::Turn(-90.0)))}
                {button(ToolIcon::TurnRight, (text::light_box_tools::turn_right(), text::light_box_tools::turn_right_long()), "R", act(Act::Turn(90.0)))}
                {button(ToolIcon::Mirror, same(text::light_box_tools::mirror()), "H", act(Act::Mirror))}
                {button(ToolIcon::UpsideDown, (text::light_box_tools::flip(), text::light_box_tools::flip_long()), "V", act(Act::UpsideDown))}
                {switch(ToolIcon::Smooth, (text::light_box_tools::smooth(), text::light_box_tools::smooth_long()), "S", Act::Smooth, is_smooth.into())}
            </div>
            <label class="tools__slider">
                <span>{say(text::light_box_tools::turn())}</span>
                <input
                    type="range"
                    min="-180"
                    max="180"
                    prop:value=move || degrees().to_string()
                    aria-valuetext=move || say(text::light_box_tools::turn_read(degrees()))
                    on:input=move |event| {
                        if let Ok(degrees) = event_target_value(&event).parse() {
                            session.act(Act::TurnTo(degrees));
                        }
                    }
                />
                <output>{move || say(text::light_box_tools::turn_shown(degrees()))}</output>
            </label>
            <div class="tools__row">
                <button class="button" title=said("Z", text::light_box_tools::reset_long()) on:click=move |_| session.command(Command::Reset)>{say(text::light_box_tools::reset())}</button>
            </div>
        </section>
    }
}

/// What dragging does.
#[component]
fn Pointer(session: ViewerSession) -> impl IntoView {
    let option = move |tool: Tool, name: String| {
        view! {
            <label class="segmented__option">
                <input
                    type="radio"
                    name="tool"
                    class="visually-hidden"
                    prop:checked=move || session.tool.get() == tool
                    on:change=move |_| session.command(Command::Tool(tool))
                />
                <span class="segmented__text">{name}</span>
            </label>
        }
    };
    let all = [
        (Tool::Window, text::light_box_tools::drag_window()),
        (Tool::Move, text::light_box_tools::drag_move()),
        (Tool::Probe, text::light_box_tools::drag_values()),
        (Tool::Length, text::light_box_tools::drag_length()),
        (Tool::Angle, text::light_box_tools::drag_angle()),
    ];
    let all = all.map(|(tool, name)| option(tool, say(name)));
    let outline = Memo::new(move |_| session.offer().map(|offer| offer.known.text.tool));
    view! {
        <section class="tools__part" aria-labelledby="pointer-title">
            <h3 class="tools__title" id="pointer-title">{say(text::light_box_tools::drag_title())}</h3>
            <div class="segmented segmented--wrap" role="radiogroup" aria-labelledby="pointer-title">{all}{move || outline.get().map(|name| option(Tool::Outline, name))}</div>
            {move || matches!(session.tool.get(), Tool::Length | Tool::Angle).then(|| view! {
                <p class="tools__note">{say(text::light_box_tools::drag_help())}</p>
            })}
        </section>
    }
}
