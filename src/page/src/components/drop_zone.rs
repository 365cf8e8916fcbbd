//! Input of pictures: drop, paste, pick.
//!
//! The file input has no `accept`: phones would disable files by it, DICOM and exports without extension in particular,
//! and the content decides anyway.

use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::inert::{inert, inert_marked};
use crate::language::say;

/// The drop zone. Dropping and pasting work on the whole page, so the page listens for them.
#[component]
pub fn DropZone(
    /// Its content while there are no cases.
    invitation: &'static str,
    /// Whether something is being dragged over the page.
    #[prop(into)]
    dragging: Signal<bool>,
    /// Whether files were dropped and are about to open.
    #[prop(into)]
    opening: Signal<bool>,
    /// Whether there are cases already: then the zone is small.
    #[prop(into)]
    compact: Signal<bool>,
    /// The file input, so that the page can move the focus there.
    input: NodeRef<html::Input>,
    /// Called when files were picked; the event's target is the input.
    #[prop(into)]
    on_pick: Callback<ev::Event>,
    /// The same when a folder was picked.
    #[prop(into)]
    on_folder: Callback<ev::Event>,
) -> impl IntoView {
    let title = move || match (dragging.get(), compact.get()) {
        _ if opening.get() => say(text::drop_zone::opening()),
        (true, _) => say(text::drop_zone::let_go()),
        (false, true) => say(text::drop_zone::add()),
        (false, false) => invitation.to_owned(),
    };
    view! {
        <label class="drop-zone" class=("drop-zone--compact", move || compact.get()) data-testid="drop-zone" data-dragging=move || dragging.get().to_string()>
            <input
                type="file"
                multiple
                node_ref=input
                class="drop-zone__input visually-hidden"
                data-testid="file-input"
                aria-label=say(text::drop_zone::input())
                aria-describedby="drop-zone-hint"
                on:change=move |event| on_pick.run(event)
            />
            <svg class="drop-zone__rings" viewBox="0 0 200 200" aria-hidden="true" focusable="false">
                <circle cx="100" cy="100" r="94" />
                <circle cx="100" cy="100" r="70" />
                <circle cx="100" cy="100" r="46" />
            </svg>
            {Icon::Add.inert(r#"<span class="drop-zone__icon">{icon}</span>"#, &[])}
            <span class="drop-zone__title">{title}</span>
            {inert(
                r#"<span class="drop-zone__pick button button--primary" aria-hidden="true">{}</span>"#,
                &[text::drop_zone::choose()],
            )}
            {inert_marked(
                r#"<span class="drop-zone__hint" id="drop-zone-hint"><span class="drop-zone__paste">{} </span>{}</span>"#,
                "<kbd>",
                &[text::drop_zone::paste(), text::drop_zone::formats()],
            )}
        </label>
        <label class="drop-zone-folder button button--quiet">
            <input type="file" {..custom_attribute("webkitdirectory", "")} class="visually-hidden" data-testid="folder-input" on:change=move |event| on_folder.run(event) />
            {say(text::drop_zone::folder())}
        </label>
    }
}
