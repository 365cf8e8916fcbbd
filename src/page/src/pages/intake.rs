//! Dropping and pasting work anywhere on the page.

use leptos::ev;
use leptos::prelude::*;

use super::controller::Controller;
use crate::state::Route;
use text::Message;

/// Listens on the window; returns whether something is being dragged over it.
pub fn listen(controller: Controller) -> ReadSignal<bool> {
    let (dragging, set_dragging) = signal(false);
    let over = window_event_listener(ev::dragover, move |event| {
        if browser::carries_files(&event) {
            // Without this the browser would open the dropped file in place of the page.
            event.prevent_default();
            set_dragging.set(true);
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            set_dragging.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        set_dragging.set(false);
        if browser::carries_files(&event) {
            event.prevent_default();
        }
        add(controller, browser::files_from_drop(&event), None);
    });
    let paste = window_event_listener(ev::paste, move |event| {
        let files = browser::files_from_paste(&event);
        if !files.is_empty() {
            event.prevent_default();
            add(controller, files, None);
        }
    });
    browser::on_launch(move |files| add(controller, files, None));
    // What the light box hands back, and folders that are dropped.
    let chosen = window_event_listener_untyped("onsight-classify", move |event| {
        browser::go(Route::Classify.fragment());
        if let Some((file, origin, task)) = browser::slice_from_event(&event) {
            controller.add_slice(file, &origin, task.as_deref());
        }
    });
    let failed = window_event_listener_untyped("onsight-look-failed", move |event| {
        if let Some(failure) = browser::failure_from_event(&event) {
            controller.viewer_failed(failure);
        }
    });
    let closed = window_event_listener_untyped("onsight-look-closed", move |event| {
        controller.viewer_closed(browser::words_from_event(&event))
    });
    let board = crate::session().board;
    // A part that is loaded later could not be loaded.
    let not_loaded = |name: &str, why: fn() -> Message| {
        window_event_listener_untyped(name, move |_| board.update(|board| board.notice = Some(why())))
    };
    let no_cases: fn() -> Message =
        if browser::closed_room().is_some() { text::device_page::room_no_cases } else { text::cases::not_loaded };
    let no_cases = not_loaded("onsight-cases-closed", no_cases);
    let no_list = not_loaded("onsight-models-closed", text::models::not_loaded);
    let no_reports = not_loaded("onsight-reports-closed", text::reports::not_loaded);
    let capsule = window_event_listener_untyped("onsight-capsule", move |_| {
        controller.compare(board.with_untracked(|board| board.selected));
    });
    let another = window_event_listener_untyped("onsight-models-chosen", move |event| {
        if let Some(task) = browser::catalogue_bridge::name_from_event(&event) {
            controller.choose(&task);
        }
    });
    let emptied = window_event_listener_untyped("onsight-models-close", move |event| {
        controller.close_all(Box::new(move || browser::catalogue_bridge::tell_closed(&event)));
    });
    // What the kept cases ask for: every answer, and a picture that they kept, opened for the task that answered it.
    let all = window_event_listener_untyped("onsight-cases-all", move |_| controller.keep_all());
    let kept = window_event_listener_untyped("onsight-open", move |event| {
        if let Some((file, _, task)) = browser::slice_from_event(&event) {
            add(controller, vec![file], task);
        }
    });
    let folder = window_event_listener_untyped("onsight-folder", move |event| {
        set_dragging.set(false);
        controller.open_folder_in_viewer(browser::files_from_event(&event));
    });
    on_cleanup(move || {
        let ours = [over, leave, drop, paste, chosen, failed, closed, folder];
        let of_others = [no_cases, no_list, no_reports, another, emptied, capsule, all, kept];
        for handle in ours.into_iter().chain(of_others) {
            handle.remove();
        }
    });
    dragging
}

/// Accepts the visitor's own files, for one task where its folder is named.
pub fn add(controller: Controller, files: Vec<browser::PickedFile>, task: Option<String>) {
    if !files.is_empty() {
        // Dropping and pasting work on every page; the answer is shown on the first.
        browser::go(Route::Classify.fragment());
        controller.take(files, task);
    }
}
