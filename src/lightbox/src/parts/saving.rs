//! Saving a file without what names the patient: boxes over what is burned into it, then the list of changes, then the
//! file.

use leptos::prelude::*;
use text::Message;

use super::measures::Measures;
use crate::session::ViewerSession;
use language::say;
use protocol::CoverBox;
use view_model::lightbox::{MeasureKind, Tool};

/// What to know before a file is passed on, and the buttons that create and save it.
#[component]
pub(super) fn Saving(
    session: ViewerSession,
    warning: Message,
    is_suspect: bool,
    /// Proposed for the text that was detected.
    boxes: Vec<CoverBox>,
) -> impl IntoView {
    let propose = (!boxes.is_empty()).then(|| {
        let name = text::light_box_tags::propose(boxes.len());
        let act = move || {
            for one in &boxes {
                let place = |x: u32, y: u32| (f64::from(x), f64::from(y));
                let corners = vec![place(one.x, one.y), place(one.x + one.width, one.y + one.height)];
                session.begin(MeasureKind::Cover, corners);
            }
        };
        button(session, name, "cover-found", Box::new(act))
    });
    let add = move || {
        session.tool.set(Tool::Cover);
        session.put();
    };
    view! {
        <div class="tags__save">
            <p class="tags__note" class=("tags__note--attention", is_suspect) data-testid="burned-in">{say(warning)}</p>
            {propose}
            {button(session, text::light_box_tags::add_box(), "cover-add", Box::new(add))}
            <p class="tags__note">{say(text::light_box_tags::box_help())}</p>
            <Measures session />
            {button(session, text::light_box_tags::save(), "save-deidentified", Box::new(move || session.deidentify()))}
            <p class="tags__note">{say(text::light_box_tags::profile())}</p>
        </div>
    }
}

/// What to know before slices of a head are passed on, and the buttons that make one file of all of them; where a file
/// can be saved by itself, only the version without the face.
pub(super) fn faces(session: ViewerSession, is_volume: bool) -> impl IntoView {
    let act = |is_faceless: bool| Box::new(move || session.deidentify_series(is_faceless));
    view! {
        <div class="tags__save">
            <p class="tags__note tags__note--attention" data-testid="face-warning">{say(text::deface::warning())}</p>
            {button(session, text::light_box_tags::deface(), "deface", act(true))}
            {is_volume.then(|| button(session, text::light_box_tags::save(), "save-volume", act(false)))}
            <p class="tags__note">{say(text::light_box_tags::deface_help())}</p>
        </div>
    }
}

/// What was changed in the file that was made, and the buttons that save it.
pub(super) fn changes(session: ViewerSession) -> impl IntoView {
    move || {
        session.clean.with(|clean| clean.as_ref().map(|clean| clean.report.clone())).map(|report| {
            let lines: Vec<_> = report.into_iter().map(|line| view! { <li>{say(line)}</li> }).collect();
            view! {
                <div class="tags__save">
                    <section class="tags__changes" tabindex="0" data-testid="changes" aria-labelledby="changes-title">
                        <h4 class="tools__title" id="changes-title">{say(text::light_box_tags::changed())}</h4>
                        <ul class="tags__note" role="list">{lines}</ul>
                    </section>
                    {button(session, text::light_box_tags::save_file(), "save-file", Box::new(move || session.save()))}
                    {button(session, text::light_box_tags::save_report(), "save-report", Box::new(move || session.save_report()))}
                </div>
            }
        })
    }
}

/// A button of this part; all wait while a file is made, and keep the keyboard.
fn button(session: ViewerSession, name: Message, id: &'static str, act: Box<dyn Fn()>) -> impl IntoView {
    let is_busy = move || session.is_fetching_file.get();
    let on_click = move |_| {
        if !untrack(is_busy) {
            act();
        }
    };
    view! {
        <button class="button" data-testid=id aria-disabled=move || is_busy().then_some("true") on:click=on_click>{say(name)}</button>
    }
}
