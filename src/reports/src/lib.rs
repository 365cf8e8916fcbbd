//! Reports of an answer: a Leptos app of its own above the page, which writes files on the device and hands them to the
//! browser to be saved.
//!
//! Reading order: `subject` (what the page gave), `session` (what is chosen), `parts` (the dialog), `files` (what is
//! written, form by form). Which forms there are, and what may go along in each, is decided in
//! `view_model::report_forms`.
//!
//! Writing runs here, on the page's own thread, after a paint that says so: it takes a fraction of a second, and a worker
//! of its own would be one more bundle to load while the page is sealed.
//!
//! Invariant: nothing is asked of the network. The answer and its picture are held while the dialog is open, and no longer.

mod files;
mod parts;
mod session;
mod subject;

use leptos::prelude::*;
use session::ReportsSession;

/// Puts the dialog into the document's body, closed until the page asks for it.
pub fn mount() {
    view_model::words::translate_with(browser::task_word);
    language::begin();
    mount_to_body(|| {
        let session = ReportsSession::new();
        browser::report_bridge::on_report(move |given| session.open(given));
        move || {
            language::changes();
            view! { <parts::ReportsDialog session /> }
        }
    });
}
