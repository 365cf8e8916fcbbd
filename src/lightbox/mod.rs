//! The light box: a Leptos app of its own that shows slices at full depth, above the page that gave it files.
//!
//! Reading order: [`state`] (what is shown, and every act), `desk` (the one session: what is open, and loading),
//! `parts` (the dialog, piece by piece).
//!
//! Invariant: it reads no file itself. The reader does, in a worker; the page gets files to classify back, and knows
//! nothing of DICOM.

mod desk;
mod parts;
pub mod state;

use desk::Desk;
use leptos::prelude::*;

/// Puts the light box into the document's body, closed until the page hands files over.
pub fn mount() {
    mount_to_body(|| {
        let desk = Desk::new();
        crate::stage::on_handed(move |files| desk.open(files));
        crate::stage::on_back(move || {
            // The entry of the way back is used up: what stays open needs another.
            if !desk.leave() {
                crate::stage::enter_history();
            }
        });
        view! { <parts::Dialog desk /> }
    });
}
