//! Announcements while a list is answered: for a short one the outcome of each picture, for a long one its progress.
//!
//! Screen readers read a live region sentence by sentence. If each of a hundred pictures were announced, the last ones
//! would be heard long after all were answered; the list itself shows the outcome of each.

use super::{Board, CaseState};
use crate::words;
use text::Message;

/// Up to this many pictures are announced one by one.
const FEW: usize = 8;
/// Number of progress announcements for a longer list, including its end.
const TIMES: usize = 4;

impl Board {
    /// More pictures are about to be added: counting restarts if all earlier ones have ended or were removed.
    pub(super) fn begin_telling(&mut self) {
        if self.open_count() == 0 {
            self.most_open = 0;
        }
    }

    /// Whether too many pictures are pending to announce each.
    pub(super) fn is_long(&self) -> bool {
        self.most_open.max(self.open_count()) > FEW
    }

    /// A picture is no longer pending: announces its outcome if appropriate; for a long list occasionally the progress.
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

    /// The number of finished ones, and at the end what others wait for.
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
