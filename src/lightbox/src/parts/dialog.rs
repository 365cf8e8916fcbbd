//! The dialog: bar, series, stage, frames, tools.

use leptos::html;
use leptos::prelude::*;

use super::ask::Ask;
use super::frames::Frames;
use super::icon::ToolIcon;
use super::keys::Keys;
use super::series::SeriesList;
use super::stage::StageView;
use super::tags::Tags;
use super::tools::Tools;
use crate::session::{Panel, Stage, ViewerSession};
use browser::focus_on;
use language::say;
use stage::{close_dialog, enter_history, leave_history, open_dialog, pressed_in};
use view_model::lightbox::{Command, command};

/// The whole light box.
#[component]
pub(crate) fn Dialog(session: ViewerSession) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| session.stage.get().is_shown(session.is_long.get()));
    // Going back closes it: on phones that is the usual gesture.
    Effect::new(move |was_open: Option<bool>| {
        let (dialog, is_open) = (dialog.get(), is_open.get());
        if let Some(dialog) = dialog.filter(|_| was_open.unwrap_or_default() != is_open) {
            if is_open {
                open_dialog(&dialog);
                enter_history();
            } else {
                close_dialog(&dialog);
                leave_history();
            }
        }
        is_open
    });
    // Escape in a field, and the back gesture of some phones, close the dialog without a handler; with an open question
    // it is shown again.
    let on_close = move |_| {
        if is_open.get_untracked()
            && !session.leave()
            && let Some(dialog) = dialog.get_untracked()
        {
            open_dialog(&dialog);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        // A search field is emptied by it.
        if event.key() == "Escape" && !pressed_in(&event, "[type=search]") {
            event.prevent_default();
            if !event.repeat() {
                session.leave();
            }
            return;
        }
        let is_chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        let typed = if is_chord || is_typing(&event) { None } else { command(&event.key(), event.shift_key()) };
        if let Some(command) = typed {
            event.prevent_default();
            // A key that is held down adds no second measure.
            if !(event.repeat() && matches!(command, Command::Tool(_) | Command::Put)) {
                session.command(command);
            }
        }
    };
    let body = move || match session.stage.get() {
        Stage::Closed => ().into_any(),
        Stage::Listing(done, total) => view! {
            <div class="lightbox__wait" role="status">
                <p>{say(text::light_box::opening())}</p>
                {(total > 1).then(|| view! { <p>{say(text::light_box::files(done, total))}</p> })}
            </div>
        }
        .into_any(),
        Stage::Listed => view! { <Opened session /> }.into_any(),
    };
    // The bar may be shown before its sentences are loaded: it is updated with them.
    view! {
        <dialog
            class="lightbox"
            node_ref=dialog
            aria-labelledby="lightbox-title"
            data-testid="lightbox"
            on:close=on_close
            on:keydown=on_key
        >
            <header class="lightbox__bar">
                <h2 class="lightbox__title" id="lightbox-title">{move || say(text::light_box::title())}</h2>
                <p class="lightbox__name">{move || session.slide.read().as_ref().map(|slide| say(&slide.report.name))}</p>
                <Show when=move || session.slide.read().is_some()>
                    <button
                        class="button button--primary"
                        data-testid="classify-slice"
                        aria-disabled=move || session.is_fetching_file.get().then_some("true")
                        on:click=move |_| session.classify()
                    >
                        {say(text::light_box::classify())}
                    </button>
                </Show>
                <button class="button button--icon" aria-label=move || say(text::light_box::close()) on:click=move |_| session.close()>
                    {ToolIcon::Close.view()}
                </button>
            </header>
            <Ask session />
            {body}
            <p class="visually-hidden" role="status" data-testid="lightbox-said">{move || session.said.get().map(say)}</p>
        </dialog>
    }
}

/// The controls once something is open.
#[component]
fn Opened(session: ViewerSession) -> impl IntoView {
    Effect::new(move |_| request_animation_frame(|| focus_on(".stage")));
    let many = Memo::new(move |_| session.opened.read().series.len() > 1);
    let panel = move || match session.panel.get() {
        Panel::Tools => view! { <Tools session /> }.into_any(),
        Panel::Tags => view! { <Tags session /> }.into_any(),
        Panel::Keys => view! { <Keys session /> }.into_any(),
    };
    view! {
        <div class="lightbox__body" class=("lightbox__body--many", move || many.get()) class=("lightbox__body--wide", move || session.panel.get() == Panel::Tags)>
            <Show when=move || many.get() || session.opened.read().left_out != 0>
                <SeriesList session />
            </Show>
            <div class="lightbox__middle">
                <StageView session />
                <Frames session />
            </div>
            <div class="lightbox__side">{panel}</div>
        </div>
    }
}

/// Whether a key belongs to the control that it is pressed in.
fn is_typing(event: &leptos::ev::KeyboardEvent) -> bool {
    let controls = match event.key().as_str() {
        // Both activate a control; a point of a measure is none, and Enter leaves a radio button as it is.
        "Enter" => "button:not(.stage__point),summary,a,select,textarea,input:not([type=radio])",
        " " => "button:not(.stage__point),summary,a,select,textarea,input",
        // Arrows and their like move a choice or a slider, and letters do not.
        key if key.chars().count() > 1 => "select,textarea,input:not([type=checkbox])",
        _ => "select,textarea,input:not([type=radio],[type=checkbox],[type=range])",
    };
    pressed_in(event, controls)
}
