//! The kept cases: a Leptos app of its own above the page, which queries the vault's worker and shows its answers.
//!
//! Reading order: `session` (what is known and asked), `parts` (the dialog, screen by screen).
//!
//! Invariant: it holds no key. A passphrase is in a field until it is sent, and a case only while it is shown.

mod parts;
mod session;

use leptos::prelude::*;
use session::CasesSession;

/// Puts the dialog into the document's body, closed until the page asks for it.
pub fn mount() {
    view_model::words::translate_with(browser::task_word);
    language::begin();
    mount_to_body(|| {
        let session = CasesSession::new();
        browser::vault_bridge::on_cases(move |to_keep| session.open(to_keep));
        move || {
            language::changes();
            view! { <parts::CasesDialog session /> }
        }
    });
}
