//! The light box: a separate Leptos app that shows slices at full depth, above the page that handed it files.
//!
//! What is shown, and every action, comes from `view_model::lightbox`; `src/language` formats its messages. Reading order: `session` (what is open, and loading),
//! `parts` (the dialog, piece by piece).
//!
//! Invariant: it reads no file itself. The reader does, in a worker; the page gets files to classify back, and knows
//! nothing of DICOM.

mod parts;
mod session;

use leptos::prelude::*;
use session::ViewerSession;

/// Puts the light box into the document's body, closed until the page hands files over.
pub fn mount() {
    language::begin();
    mount_to_body(|| {
        let session = ViewerSession::new();
        stage::on_handed(move |files| session.open(files));
        stage::on_back(move || {
            // The history entry has been used up: what stays open needs another.
            if !session.leave() {
                stage::enter_history();
            }
        });
        move || {
            language::changes();
            view! { <parts::Dialog session /> }
        }
    });
}
