//! Work that one thread lends to others for as long as it waits.
//!
//! `unsafe` is only in this module: threads that outlive a call get a reference from within it. It is valid while a
//! thread holds a part of the work, because the call does not end before every part is done; and a part is taken in one
//! atomic step that names its call, so that a late thread takes nothing.
//!
//! Invariant: the reference is read between taking a part and reporting it done, and nowhere else.
#![allow(unsafe_code, reason = "a borrow that crosses threads")]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering::SeqCst};

/// Work in parts, by the number of the part and of the worker that computes it.
type Work<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// The current work, if any.
#[derive(Debug)]
pub(super) struct Job {
    /// Number of the job in the upper 32 bits, parts in the middle 16, the next part in the lower 16.
    ticket: AtomicU64,
    done: AtomicUsize,
    /// Points to a [`Work`] on the stack of the lending thread.
    work: AtomicPtr<()>,
    lent: AtomicBool,
    failed: AtomicBool,
}

impl Job {
    pub(super) const fn new() -> Self {
        Self {
            ticket: AtomicU64::new(0),
            done: AtomicUsize::new(0),
            work: AtomicPtr::new(ptr::null_mut()),
            lent: AtomicBool::new(false),
            failed: AtomicBool::new(false),
        }
    }

    /// Computes `parts` of `work` together with the threads that call [`Job::help`]; the caller is worker 0. `notify`
    /// is called when there is work, `wait` repeatedly until the last part is done.
    ///
    /// # Panics
    /// When a part did, on any thread.
    pub(super) fn run(&self, parts: usize, work: Work<'_>, notify: impl Fn(), wait: impl Fn(&Self)) {
        if parts > usize::from(u16::MAX) || self.lent.swap(true, SeqCst) {
            return (0..parts).for_each(|part| work(part, 0));
        }
        self.done.store(0, SeqCst);
        self.work.store((&raw const work).cast_mut().cast(), SeqCst);
        let number = (self.ticket.load(SeqCst) >> 32).wrapping_add(1);
        self.ticket.store(number << 32 | (parts as u64) << 16, SeqCst);
        // Even on a panic: others still read what was lent.
        let end = Ending { job: self, parts, wait };
        notify();
        drop(end);
        if self.failed.swap(false, SeqCst) {
            resume_unwind(Box::new("a part of the work panicked"));
        }
    }

    /// Whether a part is available.
    pub(super) fn has_part(&self) -> bool {
        part_of(self.ticket.load(SeqCst)).is_some()
    }

    /// Number of finished parts of the current work.
    pub(super) fn done(&self) -> usize {
        self.done.load(SeqCst)
    }

    /// Computes one part; returns whether there was one. No other thread may use the same worker number.
    pub(super) fn help(&self, worker: usize) -> bool {
        let Ok(ticket) = self.ticket.fetch_update(SeqCst, SeqCst, |ticket| part_of(ticket).map(|_| ticket + 1)) else {
            return false;
        };
        if let Some(part) = part_of(ticket) {
            let work = self.work.load(SeqCst).cast_const().cast::<Work<'_>>();
            // SAFETY: the part just taken is one of the work that is lent, and `run` waits for it to be done.
            let work = unsafe { *work };
            if catch_unwind(AssertUnwindSafe(|| work(part, worker))).is_err() {
                self.failed.store(true, SeqCst);
            }
            self.done.fetch_add(1, SeqCst);
        }
        true
    }
}

/// The next part of a ticket.
fn part_of(ticket: u64) -> Option<usize> {
    let (parts, next) = (ticket >> 16 & 0xffff, ticket & 0xffff);
    (next < parts).then_some(next as usize)
}

/// Waits for every part, and revokes the work.
struct Ending<'a, W: Fn(&Job)> {
    job: &'a Job,
    parts: usize,
    wait: W,
}

impl<W: Fn(&Job)> Drop for Ending<'_, W> {
    fn drop(&mut self) {
        while self.job.help(0) {}
        while self.job.done() < self.parts {
            (self.wait)(self.job);
        }
        self.job.work.store(ptr::null_mut(), SeqCst);
        self.job.lent.store(false, SeqCst);
    }
}
