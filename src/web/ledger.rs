//! Which cases wait, which are with the worker, and what becomes of them when it dies.
//!
//! Invariant: pure. A case that was added leaves by [`Ledger::end`], [`Ledger::cancel`] or
//! [`Ledger::after_crash`], and by one of them only.

use crate::protocol::CaseId;
use std::collections::VecDeque;

/// Cases given to the worker ahead of time, so that it never waits for the page.
const WITH_WORKER: usize = 2;
/// A picture that has brought the worker down this often is not tried again.
const CRASHES_ALLOWED: u8 = 2;

/// The open cases, in order. `F` is the handle from which a picture can be read again.
#[derive(Debug)]
pub(super) struct Ledger<F> {
    waiting: VecDeque<Entry<F>>,
    /// In the order in which the worker takes them.
    sent: VecDeque<Entry<F>>,
}

#[derive(Debug)]
struct Entry<F> {
    case: CaseId,
    file: F,
    crashes: u8,
}

/// What cancelling found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cancelled {
    /// It was waiting on the page, and is gone.
    Waiting,
    /// The worker has it, and must be told.
    Sent,
    /// It is not open.
    Unknown,
}

impl<F: Clone> Ledger<F> {
    pub(super) fn new() -> Self {
        Self { waiting: VecDeque::new(), sent: VecDeque::new() }
    }

    /// Puts a case at the end of the queue; a case that is open already stays where it is.
    pub(super) fn add(&mut self, case: CaseId, file: F) {
        if !self.waiting.iter().chain(&self.sent).any(|entry| entry.case == case) {
            self.waiting.push_back(Entry { case, file, crashes: 0 });
        }
    }

    /// The next case to send, if the worker can take one. From now on it counts as sent.
    pub(super) fn next(&mut self) -> Option<(CaseId, F)> {
        if self.sent.len() >= WITH_WORKER {
            return None;
        }
        let entry = self.waiting.pop_front()?;
        let next = (entry.case, entry.file.clone());
        self.sent.push_back(entry);
        Some(next)
    }

    /// Whether a case waits that was not sent yet.
    pub(super) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether the worker has this case.
    pub(super) fn is_sent(&self, case: CaseId) -> bool {
        self.sent.iter().any(|entry| entry.case == case)
    }

    /// Whether the worker owes an answer.
    pub(super) fn is_busy(&self) -> bool {
        !self.sent.is_empty()
    }

    /// Closes a case that the worker has. `false` when it does not have it: a late word about it
    /// must not be passed on.
    pub(super) fn end(&mut self, case: CaseId) -> bool {
        let open = self.is_sent(case);
        self.sent.retain(|entry| entry.case != case);
        open
    }

    /// Drops a waiting case. One that is with the worker stays until the worker has ended it.
    pub(super) fn cancel(&mut self, case: CaseId) -> Cancelled {
        let before = self.waiting.len();
        self.waiting.retain(|entry| entry.case != case);
        match (self.waiting.len() < before, self.is_sent(case)) {
            (true, _) => Cancelled::Waiting,
            (false, true) => Cancelled::Sent,
            (false, false) => Cancelled::Unknown,
        }
    }

    /// Takes back what the dead worker had, to be sent again in the same order. The case it was
    /// working on is blamed; the one that is returned has been blamed too often and is dropped.
    pub(super) fn after_crash(&mut self) -> Option<CaseId> {
        if let Some(first) = self.sent.front_mut() {
            first.crashes += 1;
        }
        while let Some(entry) = self.sent.pop_back() {
            self.waiting.push_front(entry);
        }
        self.waiting.pop_front_if(|entry| entry.crashes >= CRASHES_ALLOWED).map(|entry| entry.case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(cases: &[CaseId]) -> Ledger<char> {
        let mut ledger = Ledger::new();
        cases.iter().for_each(|case| ledger.add(*case, 'f'));
        ledger
    }

    fn send_all(ledger: &mut Ledger<char>) -> Vec<CaseId> {
        std::iter::from_fn(|| ledger.next()).map(|(case, _)| case).collect()
    }

    #[test]
    fn the_worker_gets_two_at_a_time_in_order() {
        let mut ledger = ledger(&[1, 2, 3]);
        assert_eq!(send_all(&mut ledger), [1, 2]);
        assert!(ledger.end(1));
        assert_eq!(send_all(&mut ledger), [3]);
        assert!(!ledger.end(1), "a case ends once");
    }

    #[test]
    fn a_crash_keeps_every_case_and_blames_the_first() {
        let mut ledger = ledger(&[1, 2, 3]);
        send_all(&mut ledger);
        assert_eq!(ledger.after_crash(), None);
        assert!(!ledger.is_busy());
        assert_eq!(send_all(&mut ledger), [1, 2]);
        assert_eq!(ledger.after_crash(), Some(1));
        assert_eq!(send_all(&mut ledger), [2, 3]);
    }

    #[test]
    fn cancelling_tells_who_has_to_be_told() {
        let mut ledger = ledger(&[1, 2, 3]);
        send_all(&mut ledger);
        assert_eq!(ledger.cancel(3), Cancelled::Waiting);
        assert_eq!(ledger.cancel(3), Cancelled::Unknown);
        assert_eq!(ledger.cancel(1), Cancelled::Sent);
        assert!(ledger.end(1));
    }
}
