//! Threads of a run: one, or several that share it.
//!
//! Work is split into disjoint parts, so the assignment of parts to threads, and their order, do not affect the result.
//!
//! Invariant: starts no thread. The environment provides threads, or none.

use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Maximum number of parts of a layer.
pub const MOST_PARTS: usize = 16;

/// Threads that work on one run.
pub trait ThreadPool: Debug + Sync {
    /// Their number, including the caller's own: at least 1, and constant.
    fn size(&self) -> usize;

    /// Calls `work(part, worker)` once for each part below `parts`, and returns when all are done. A worker is below
    /// [`ThreadPool::size`], and used by no other thread meanwhile.
    fn each(&self, parts: usize, work: &(dyn Fn(usize, usize) + Sync));
}

/// The caller's own thread.
#[derive(Clone, Copy, Debug)]
pub struct SingleThread;

impl ThreadPool for SingleThread {
    fn size(&self) -> usize {
        1
    }

    fn each(&self, parts: usize, work: &(dyn Fn(usize, usize) + Sync)) {
        (0..parts).for_each(|part| work(part, 0));
    }
}

/// A slice split into parts, each for the thread that computes it.
#[derive(Debug)]
pub(super) struct Shares<'a, T>([Mutex<&'a mut [T]>; MOST_PARTS]);

impl<'a, T> Shares<'a, T> {
    /// Parts of `length` each, the last one shorter; what is left after [`MOST_PARTS`] is unused.
    pub(super) fn new(whole: &'a mut [T], length: usize) -> Self {
        let mut parts = whole.chunks_mut(length.max(1));
        Self(std::array::from_fn(|_| Mutex::new(parts.next().unwrap_or_default())))
    }

    /// Calls `act` with a part; not at all where there is no such part.
    pub(super) fn with(&self, part: usize, act: impl FnOnce(&mut [T])) {
        if let Some(share) = self.0.get(part) {
            act(&mut locked(share));
        }
    }
}

/// The content of a mutex, even if poisoned.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Rows per part when `rows` are split into at most `parts`: at least 1.
pub(super) fn rows_of_part(rows: usize, parts: usize) -> usize {
    rows.div_ceil(parts.clamp(1, MOST_PARTS)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_a_slice_once_whatever_its_length() {
        for length in [1, 7, 16, 100] {
            for parts in [1, 2, 3, 16, 99] {
                let mut whole = vec![0; length];
                let each = rows_of_part(length, parts);
                assert!(length.div_ceil(each) <= parts.min(MOST_PARTS));
                let shares = Shares::new(&mut whole, each);
                SingleThread.each(length.div_ceil(each), &|part, worker| {
                    assert_eq!(worker, 0);
                    shares.with(part, |mine| mine.iter_mut().for_each(|value| *value += 1));
                });
                assert!(whole.iter().all(|times| *times == 1), "{length} in {parts}");
            }
        }
    }
}
