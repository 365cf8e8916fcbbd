//! Which cases wait, which are assigned to which worker, and what happens to them when a worker crashes.
//!
//! Invariant: pure. A case that was added is removed by exactly one of [`Ledger::end`], [`Ledger::cancel`] and
//! [`Ledger::after_crash`]; it is never assigned to two workers.

use crate::WorkerId;
use protocol::CaseId;
use std::collections::VecDeque;

/// Number of cases assigned to a worker at a time, so that it never waits for the page.
const WITH_WORKER: usize = 2;
/// A picture that has crashed workers this often is not retried.
const CRASHES_ALLOWED: u8 = 2;

/// The open cases, in order. `F` is the handle from which a picture can be read again.
#[derive(Debug)]
pub struct Ledger<F> {
    waiting: VecDeque<LedgerEntry<F>>,
    /// The assigned cases, in the order in which each worker processes them.
    sent: VecDeque<(WorkerId, LedgerEntry<F>)>,
}

#[derive(Debug)]
struct LedgerEntry<F> {
    case: CaseId,
    file: F,
    crashes: u8,
}

/// The result of cancelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// It was waiting, and is removed.
    Waiting,
    /// It is assigned to this worker, which must be told.
    Sent(WorkerId),
    /// It is not open.
    Unknown,
}

impl<F> Default for Ledger<F> {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), sent: VecDeque::new() }
    }
}

impl<F: Clone> Ledger<F> {
    /// Puts a case at the end of the queue; a case that is open already stays where it is.
    pub fn add(&mut self, case: CaseId, file: F) {
        if self.holder(case).is_none() && !self.waiting.iter().any(|entry| entry.case == case) {
            self.waiting.push_back(LedgerEntry { case, file, crashes: 0 });
        }
    }

    /// Assigns the next case to a worker, if it can take one.
    pub fn next(&mut self, id: WorkerId) -> Option<(CaseId, F)> {
        if self.sent.iter().filter(|(holder, _)| *holder == id).count() >= WITH_WORKER {
            return None;
        }
        let entry = self.waiting.pop_front()?;
        let next = (entry.case, entry.file.clone());
        self.sent.push_back((id, entry));
        Some(next)
    }

    /// Number of cases that were not sent yet.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The worker of this case.
    pub fn holder(&self, case: CaseId) -> Option<WorkerId> {
        self.sent.iter().find(|(_, entry)| entry.case == case).map(|(id, _)| *id)
    }

    /// Whether an answer of a worker is pending.
    pub fn is_busy(&self, id: WorkerId) -> bool {
        self.sent.iter().any(|(holder, _)| *holder == id)
    }

    /// Closes an assigned case. `false` when it is not assigned: a late message about it must be ignored.
    pub fn end(&mut self, case: CaseId) -> bool {
        let open = self.holder(case).is_some();
        self.sent.retain(|(_, entry)| entry.case != case);
        open
    }

    /// Drops a waiting case. One that is with a worker stays until the worker has ended it.
    ///
    /// ```
    /// use dispatch::{Cancelled, Ledger};
    ///
    /// let mut cases = Ledger::default();
    /// (1..=3).for_each(|case| cases.add(case, "a.png"));
    /// let _ = cases.next(7);
    /// // Worker 7 has the first, the second waits, and there is no ninth.
    /// let found = [1, 2, 9].map(|case| cases.cancel(case));
    /// assert_eq!(found, [Cancelled::Sent(7), Cancelled::Waiting, Cancelled::Unknown]);
    /// ```
    pub fn cancel(&mut self, case: CaseId) -> Cancelled {
        let before = self.waiting.len();
        self.waiting.retain(|entry| entry.case != case);
        match (self.waiting.len() < before, self.holder(case)) {
            (true, _) => Cancelled::Waiting,
            (false, Some(id)) => Cancelled::Sent(id),
            (false, None) => Cancelled::Unknown,
        }
    }

    /// Takes back a worker's cases, to be sent again in the same order.
    pub fn take_back(&mut self, id: WorkerId) {
        let (back, kept): (VecDeque<_>, VecDeque<_>) =
            std::mem::take(&mut self.sent).into_iter().partition(|(holder, _)| *holder == id);
        self.sent = kept;
        for (_, entry) in back.into_iter().rev() {
            self.waiting.push_front(entry);
        }
    }

    /// The same for a crashed worker. The crash counts against the case it was working on; a case that is returned has
    /// crashed workers too often and is dropped.
    pub fn after_crash(&mut self, id: WorkerId) -> Option<CaseId> {
        if let Some((_, first)) = self.sent.iter_mut().find(|(holder, _)| *holder == id) {
            first.crashes += 1;
        }
        self.take_back(id);
        self.waiting.pop_front_if(|entry| entry.crashes >= CRASHES_ALLOWED).map(|entry| entry.case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: WorkerId = 1;
    const OTHER: WorkerId = 2;

    fn ledger(cases: &[CaseId]) -> Ledger<char> {
        let mut ledger = Ledger::default();
        cases.iter().for_each(|case| ledger.add(*case, 'f'));
        ledger
    }

    fn send_all(ledger: &mut Ledger<char>, id: WorkerId) -> Vec<CaseId> {
        std::iter::from_fn(|| ledger.next(id)).map(|(case, _)| case).collect()
    }

    #[test]
    fn the_worker_gets_two_at_a_time_in_order() {
        let mut ledger = ledger(&[1, 2, 3]);
        assert_eq!(send_all(&mut ledger, FIRST), [1, 2]);
        assert!(ledger.end(1));
        assert_eq!(send_all(&mut ledger, FIRST), [3]);
        assert!(!ledger.end(1), "a case ends once");
    }

    #[test]
    fn two_workers_share_the_queue_and_no_case() {
        let mut ledger = ledger(&[1, 2, 3, 4, 5, 6]);
        assert_eq!((send_all(&mut ledger, FIRST), send_all(&mut ledger, OTHER)), (vec![1, 2], vec![3, 4]));
        assert_eq!((ledger.holder(2), ledger.holder(3), ledger.holder(5)), (Some(FIRST), Some(OTHER), None));
        // The other is quicker.
        assert!(ledger.end(3) && ledger.end(4));
        assert!(!ledger.is_busy(OTHER) && ledger.is_busy(FIRST));
        assert_eq!(send_all(&mut ledger, OTHER), [5, 6]);
        ledger.add(5, 'f');
        assert_eq!(ledger.waiting(), 0, "an open case is not added again");
        assert!([1, 2, 5, 6].into_iter().all(|case| ledger.end(case)));
    }

    #[test]
    fn a_crash_keeps_every_case_and_blames_the_first() {
        let mut ledger = ledger(&[1, 2, 3]);
        send_all(&mut ledger, FIRST);
        assert_eq!(ledger.after_crash(FIRST), None);
        assert!(!ledger.is_busy(FIRST));
        assert_eq!(send_all(&mut ledger, FIRST), [1, 2]);
        assert_eq!(ledger.after_crash(FIRST), Some(1));
        assert_eq!(send_all(&mut ledger, FIRST), [2, 3]);
    }

    #[test]
    fn a_crash_touches_no_case_of_another_worker() {
        let mut ledger = ledger(&[1, 2, 3, 4, 5]);
        send_all(&mut ledger, FIRST);
        send_all(&mut ledger, OTHER);
        assert_eq!(ledger.after_crash(OTHER), None);
        assert!(ledger.is_busy(FIRST) && !ledger.is_busy(OTHER));
        assert!(ledger.end(1) && ledger.end(2));
        assert_eq!(send_all(&mut ledger, FIRST), [3, 4], "taken back to the front");
        // A case that has crashed two workers is given up, whichever they were.
        assert_eq!(ledger.after_crash(FIRST), Some(3));
        assert_eq!(send_all(&mut ledger, FIRST), [4, 5]);
    }

    #[test]
    fn a_worker_that_is_let_go_blames_nothing() {
        let mut ledger = ledger(&[1, 2]);
        for _ in 0..5 {
            send_all(&mut ledger, OTHER);
            ledger.take_back(OTHER);
        }
        assert_eq!(ledger.after_crash(OTHER), None);
        assert_eq!(send_all(&mut ledger, FIRST), [1, 2]);
    }

    #[test]
    fn cancelling_tells_who_has_to_be_told() {
        let mut ledger = ledger(&[1, 2, 3, 4]);
        send_all(&mut ledger, FIRST);
        ledger.next(OTHER);
        assert_eq!(ledger.cancel(4), Cancelled::Waiting);
        assert_eq!(ledger.cancel(4), Cancelled::Unknown);
        assert_eq!(ledger.cancel(1), Cancelled::Sent(FIRST));
        assert_eq!(ledger.cancel(3), Cancelled::Sent(OTHER));
        assert!(ledger.end(1) && ledger.end(3));
    }
}
