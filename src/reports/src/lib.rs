//! Reports of an answer: a separate Leptos app above the page, which writes files on the device and hands them to the
//! browser to be saved.
//!
//! Reading order: `subject` (the page's data), `session` (what is chosen), `parts` (the dialogs), `files` (what is
//! written, form by form), `capsule` (one that was opened, and whether an answer is the same). Which forms there are,
//! and what each may include, is decided in `view_model::report_forms`.
//!
//! Writing runs here, on the page's own thread, after a paint that announces it: it takes a fraction of a second, and a
//! separate worker would be one more bundle to load while the page is sealed.
//!
//! Invariant: no network requests are made. The answer and its picture are held while the dialog is open, and no
//! longer.

mod capsule;
mod files;
mod parts;
mod session;
mod subject;

use browser::report_bridge::ReportAsk;
use capsule::CapsuleSession;
use leptos::prelude::*;
use session::ReportsSession;

/// Puts the dialog into the document's body, closed until the page asks for it.
pub fn mount() {
    view_model::words::translate_with(browser::task_word);
    language::begin();
    mount_to_body(|| {
        let (session, capsule) = (ReportsSession::new(), CapsuleSession::new());
        browser::report_bridge::on_report(move |asked| match asked {
            ReportAsk::Save(given) => session.open(*given),
            ReportAsk::Open(file) => capsule.open(file),
            ReportAsk::Compare(given) => capsule.compare(*given),
        });
        move || {
            language::changes();
            view! {
                <parts::ReportsDialog session />
                <parts::CapsuleDialog session=capsule />
            }
        }
    });
}
