//! What is read out while a list is answered: of a short one how each picture ends, of a long one how far it is.
//!
//! What a live region says is read out sentence by sentence. Of a hundred pictures each of which is told of, the last ones
//! would be heard long after all were answered; the list itself says what became of each.

use super::{Board, CaseState};
use crate::words;
use text::Message;

/// Up to so many pictures are told of one by one.
const FEW: usize = 8;
/// How often it is told how far a longer list is, its end included.
const TIMES: usize = 4;

impl Board {
    /// More pictures are about to come: what is counted begins anew where all that came before have ended or are gone.
    pub(super) fn begin_telling(&mut self) {
        if self.open_count() == 0 {
            self.most_open = 0;
        }
    }

    /// Whether too many pictures are on their way to tell of each.
    pub(super) fn is_long(&self) -> bool {
        self.most_open.max(self.open_count()) > FEW
    }

    /// One picture is not open any more: says how it ended, where that is to be said at all; of a long list now and then how
    /// far it is.
    pub(super) fn say_end(&mut self, said: Option<Message>) {
        let open = self.open_count();
        let most = self.most_open.max(open + 1);
        self.most_open = most;
        let part = |open: usize| (most - open) * TIMES / most;
        if !self.is_long() {
            self.announcement = said.or_else(|| self.announcement.take());
        } else if part(open) > part(open + 1) {
            self.announcement = Some(self.said_of_list());
        }
        self.begin_telling();
    }

    /// How many are done, and at the end what others wait for.
    fn said_of_list(&self) -> Message {
        let open = self.open_count();
        let mut needs = self.cases.iter().filter(|case| case.state == CaseState::Needs);
        let done = words::queue(self.cases.len(), open + needs.clone().count());
        match needs.next() {
            Some(case) if open == 0 => text::routing::others_need(done, case.asked.task.clone()),
            _ => done,
        }
    }
}
