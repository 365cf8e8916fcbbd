//! What the vault waits for, said while it waits.

use super::CasesSession;
use leptos::prelude::*;
use text::Message;

/// What is said, and what was said before.
#[derive(Clone, Debug)]
pub(super) struct SaidWait {
    waits: Message,
    before: Option<Message>,
}

impl CasesSession {
    /// Says what the vault waits for. Once it waits no more, what was said before is said again, unless something else
    /// was said meanwhile.
    pub(super) fn note_wait(self, waits: Option<Message>) {
        let (held, said) = (self.waited.get_value(), self.said.get_untracked());
        match (waits, held) {
            (Some(waits), held) => {
                // That a key is made holds no longer than its question.
                let said = said.filter(|said| *said != text::cases::working());
                let before = held.map_or(said, |held| held.before);
                self.said.set(Some(waits.clone()));
                self.waited.set_value(Some(SaidWait { waits, before }));
            }
            (None, Some(SaidWait { waits, before })) => {
                self.waited.set_value(None);
                if said == Some(waits) {
                    self.said.set(before);
                }
            }
            (None, None) => {}
        }
    }

    /// The dialog is opened: nothing is said but what the vault waits for.
    pub(super) fn say_wait_alone(self) {
        self.waited.update_value(|held| {
            if let Some(held) = held {
                held.before = None;
            }
        });
        self.said.set(self.waited.with_value(|held| held.as_ref().map(|held| held.waits.clone())));
    }
}
