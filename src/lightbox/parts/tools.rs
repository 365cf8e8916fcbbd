//! The tools beside the stage.

use leptos::prelude::*;

use super::icon::ToolIcon;
use super::measures::Measures;
use super::window::WindowControls;
use crate::lightbox::session::{Panel, ViewerSession};
use crate::lightbox::state::{Act, Command, Tool};

/// All of them.
#[component]
pub(super) fn Tools(session: ViewerSession) -> impl IntoView {
    let rule = move || session.slide.read().as_ref().map(|slide| slide.report.rule.clone());
    let no_suv = move || session.slide.read().as_ref().map(|slide| slide.report.no_suv.clone());
    let warnings = move || {
        let warnings = session.slide.read().as_ref().map(|slide| slide.report.warnings.clone()).unwrap_or_default();
        let warning =
            |text: String| view! { <p class="tags__note tags__note--attention" data-testid="warning">{text}</p> };
        warnings.into_iter().map(warning).collect_view()
    };
    view! {
        <WindowControls session />
        <Lay session />
        <Pointer session />
        <Measures session />
        <section class="tools__part" aria-labelledby="file-title">
            <h3 class="tools__title" id="file-title">"The file"</h3>
            <p class="tools__note">{rule}</p>
            <p class="tools__note" data-testid="no-suv">{no_suv}</p>
            {warnings}
            <div class="tools__row">
                <button class="button" data-testid="show-tags" title="What the file says (T)" on:click=move |_| session.toggle(Panel::Tags)>"Tags"</button>
                <button class="button" on:click=move |_| session.toggle(Panel::Keys)>"Keys"</button>
            </div>
        </section>
    }
}

/// What a tool is called aloud: its title without the key.
fn said(title: &'static str) -> &'static str {
    title.split(" (").next().unwrap_or(title)
}

/// How the picture lies.
#[component]
fn Lay(session: ViewerSession) -> impl IntoView {
    let button = move |icon: ToolIcon, name: &'static str, title: &'static str, command: Command| {
        view! {
            <button class="tools__act" title=title aria-label=said(title) on:click=move |_| session.command(command.clone())>
                {icon.view()}
                <span>{name}</span>
            </button>
        }
    };
    let act = |act| Command::Act(act);
    let switch = move |icon: ToolIcon, name: &'static str, title: &'static str, act: Act, is_on: Signal<bool>| {
        view! {
            <button
                class="tools__act"
                title=title
                aria-label=said(title)
                aria-pressed=move || is_on.get().to_string()
                on:click=move |_| session.command(Command::Act(act.clone()))
            >
                {icon.view()}
                <span>{name}</span>
            </button>
        }
    };
    let is_inverted = Memo::new(move |_| session.view.read().as_ref().is_some_and(|view| view.inverted));
    let is_smooth = Memo::new(move |_| session.view.read().as_ref().is_some_and(|view| view.smooth));
    let degrees = move || session.view.read().as_ref().map_or(0.0, |view| view.degrees);
    let zoom = move || {
        let (view, slide, size) = (session.view.read(), session.slide.read(), session.size.get());
        let sheet = slide.as_ref().map(|slide| crate::lightbox::session::sheet_of(&slide.report));
        match (view.as_ref(), sheet) {
            (Some(view), Some(sheet)) if size.0 > 0.0 => format!("{:.0} %", 100.0 * view.scale_on(&sheet, size)),
            _ => String::new(),
        }
    };
    view! {
        <section class="tools__part" aria-labelledby="lay-title">
            <h3 class="tools__title" id="lay-title">"Picture" <output class="tools__value" data-testid="zoom">{zoom}</output></h3>
            <div class="tools__grid">
                {button(ToolIcon::Larger, "Larger", "Larger (+)", Command::Zoom(1.25))}
                {button(ToolIcon::Smaller, "Smaller", "Smaller (−)", Command::Zoom(0.8))}
                {button(ToolIcon::Fit, "Fit", "Fit (0)", act(Act::Fit))}
                {button(ToolIcon::Same, "1 to 1", "1 to 1: a pixel of the picture on one of the screen (1)", act(Act::OneToOne))}
                {switch(ToolIcon::Invert, "Invert", "Invert (I)", Act::Invert, is_inverted.into())}
                {button(ToolIcon::TurnLeft, "Left", "Turn left (L)", act(Act::Turn(-90.0)))}
                {button(ToolIcon::TurnRight, "Right", "Turn right (R)", act(Act::Turn(90.0)))}
                {button(ToolIcon::Mirror, "Mirror", "Mirror (H)", act(Act::Mirror))}
                {button(ToolIcon::UpsideDown, "Flip", "Flip upside down (V)", act(Act::UpsideDown))}
                {switch(ToolIcon::Smooth, "Smooth", "Smooth, or pixel by pixel (S)", Act::Smooth, is_smooth.into())}
            </div>
            <label class="tools__slider">
                <span>"Angle"</span>
                <input
                    type="range"
                    min="-180"
                    max="180"
                    prop:value=move || degrees().to_string()
                    aria-valuetext=move || format!("{:.0} degrees", degrees())
                    on:input=move |event| {
                        if let Ok(degrees) = event_target_value(&event).parse() {
                            session.act(Act::TurnTo(degrees));
                        }
                    }
                />
                <output>{move || format!("{:.0}°", degrees())}</output>
            </label>
            <div class="tools__row">
                <button class="button" title="As at first (Z)" on:click=move |_| session.command(Command::Reset)>"Reset"</button>
            </div>
        </section>
    }
}

/// What dragging does.
#[component]
fn Pointer(session: ViewerSession) -> impl IntoView {
    let option = move |(tool, name): (Tool, &'static str)| {
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
        (Tool::Window, "Window"),
        (Tool::Move, "Move"),
        (Tool::Probe, "Values"),
        (Tool::Length, "Length"),
        (Tool::Angle, "Angle"),
    ];
    view! {
        <section class="tools__part" aria-labelledby="pointer-title">
            <h3 class="tools__title" id="pointer-title">"Dragging on the picture"</h3>
            <div class="segmented segmented--wrap" role="radiogroup" aria-labelledby="pointer-title">{all.map(option)}</div>
            {move || matches!(session.tool.get(), Tool::Length | Tool::Angle).then(|| view! {
                <p class="tools__note">"Draw on the picture. Without a pointer: Enter sets one in the middle, arrow keys move its points."</p>
            })}
        </section>
    }
}
