//! Actions on the whole list: pause, resume, cancel the rest.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Controller;
use crate::state::Board;
use protocol::{CaseId, Event};

impl Controller {
    /// Stops a case; it stays on the list as cancelled.
    pub fn cancel(self, id: CaseId) {
        let is_known = self.client.with_value(|client| client.as_ref().is_some_and(|client| client.cancel(id)));
        // It waits for another model than the one that runs, or its first bytes are still to be read.
        if !is_known {
            let failure = browser::failure::cancelled();
            self.board.update(|board| board.apply(Event::Failed { case: Some(id), failure }));
        }
    }

    /// Stops every case that is open; they stay on the list as cancelled.
    pub fn cancel_open(self) {
        let open: Vec<CaseId> = self.board.with_untracked(|board| {
            let cases = board.cases.iter().filter(|case| case.state.is_open());
            cases.map(|case| case.id).collect()
        });
        // From the last backwards: no waiting case is started in between.
        open.into_iter().rev().for_each(|id| self.cancel(id));
        if self.board.with_untracked(Board::is_paused) {
            self.turn_pause();
        }
    }

    /// Pauses waiting cases, or resumes them.
    pub fn turn_pause(self) {
        self.board.update(Board::turn_pause);
        let is_paused = self.board.with_untracked(Board::is_paused);
        self.with_client(|client| client.set_paused(is_paused));
        if !is_paused {
            self.turn();
            spawn_local(async move { self.prewarm(&[]).await });
        }
    }

    /// Removes every case.
    pub fn remove_all(self) {
        let all: Vec<CaseId> = self.board.with_untracked(|board| board.cases.iter().map(|case| case.id).collect());
        // From the last backwards: none of the remaining ones is shown, and so answered again, in between.
        self.board.update(|board| board.selected = all.first().copied());
        all.into_iter().rev().for_each(|id| self.remove(id));
    }
}
