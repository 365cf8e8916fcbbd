//! Threads that share one run of a network.
//!
//! They are started by the environment: a browser's worker starts nested workers on its own memory, a test starts
//! threads. Each enrols, and then waits for work; the [`Pool`] is the network's thread pool. Between two layers the
//! threads spin, between two pictures they sleep.
//!
//! Invariant: a thread that never starts, or starts late, does not affect the answer: the available threads do all
//! parts. One that ends in the middle of a part ends the program.
//!
//! ```
//! use network::ThreadPool;
//! use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
//! use threads::Pool;
//!
//! let (pool, sum) = (Pool::new(), AtomicUsize::new(0));
//! let threads = std::thread::scope(|scope| {
//!     scope.spawn(|| pool.help());
//!     while pool.helpers() == 0 {
//!         std::thread::yield_now();
//!     }
//!     let threads = pool.close();
//!     pool.each(10, &|part, _worker| {
//!         sum.fetch_add(part, Relaxed);
//!     });
//!     pool.end();
//!     threads
//! });
//! // One helper and the calling thread; each of the parts 0 to 9 ran once.
//! assert_eq!((threads, sum.into_inner()), (2, 45));
//! ```

mod kernels;

use kernels::Job;
use network::ThreadPool;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Number of spins for the next part, or for the end of the last one, before a thread sleeps: about a millisecond,
/// longer than a part takes. A spin in WebAssembly is a load and a jump; elsewhere the processor gets a spin hint.
const SPINS: u32 = if cfg!(target_arch = "wasm32") { 1_000_000 } else { 20_000 };
/// Number and length of the waits for the end of another thread's part before the program ends: a minute in total.
const WAITS: u32 = 600;
const WAIT: Duration = Duration::from_millis(100);

/// The threads of this program.
pub static POOL: Pool = Pool::new();

/// Enrolled threads, and their work.
#[derive(Debug)]
pub struct Pool {
    job: Job,
    members: Mutex<Members>,
    /// 0 until the pool is closed.
    size: AtomicUsize,
    /// Threads that sleep until there is work.
    asleep: AtomicUsize,
    work_ready: Condvar,
    /// Whether the thread that lends work sleeps until it is done.
    is_awaited: AtomicBool,
    work_done: Condvar,
}

/// The enrolled threads.
#[derive(Debug)]
struct Members {
    helpers: usize,
    is_closed: bool,
    has_ended: bool,
}

impl Pool {
    /// A pool without helpers.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            job: Job::new(),
            members: Mutex::new(Members { helpers: 0, is_closed: false, has_ended: false }),
            size: AtomicUsize::new(0),
            asleep: AtomicUsize::new(0),
            work_ready: Condvar::new(),
            is_awaited: AtomicBool::new(false),
            work_done: Condvar::new(),
        }
    }

    /// Helps with this thread until [`Pool::end`]; returns at once where the pool is closed.
    pub fn help(&self) {
        let worker = {
            let mut members = self.members();
            if members.is_closed {
                return;
            }
            members.helpers += 1;
            members.helpers
        };
        loop {
            if self.job.help(worker) {
                if self.is_awaited.load(SeqCst) {
                    drop(self.members());
                    self.work_done.notify_all();
                }
            } else if !spin_until(|| self.job.has_part()) && self.sleep() {
                return;
            }
        }
    }

    /// Helpers that have enrolled.
    pub fn helpers(&self) -> usize {
        self.members().helpers
    }

    /// Accepts no more helpers, and returns the number of threads, including the caller's own.
    pub fn close(&self) -> usize {
        let mut members = self.members();
        members.is_closed = true;
        self.size.store(1 + members.helpers, SeqCst);
        1 + members.helpers
    }

    /// Releases the helpers.
    pub fn end(&self) {
        let mut members = self.members();
        (members.is_closed, members.has_ended) = (true, true);
        self.work_ready.notify_all();
    }

    /// Sleeps until there is work; returns whether there will be no more.
    fn sleep(&self) -> bool {
        let mut members = self.members();
        self.asleep.fetch_add(1, SeqCst);
        while !self.job.has_part() && !members.has_ended {
            members = self.work_ready.wait(members).unwrap_or_else(PoisonError::into_inner);
        }
        self.asleep.fetch_sub(1, SeqCst);
        members.has_ended
    }

    /// Waits a while for the last part.
    fn wait_for(&self, job: &Job, parts: usize) {
        if spin_until(|| job.done() >= parts) {
            return;
        }
        let mut members = self.members();
        self.is_awaited.store(true, SeqCst);
        let mut waits = 0;
        while job.done() < parts {
            members = self.work_done.wait_timeout(members, WAIT).unwrap_or_else(PoisonError::into_inner).0;
            waits += 1;
            if waits > WAITS {
                // It may still write to what was lent, so nothing can go on here.
                std::process::abort();
            }
        }
        self.is_awaited.store(false, SeqCst);
    }

    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Pool {
    fn default() -> Self {
        Self::new()
    }
}

impl ThreadPool for Pool {
    fn size(&self) -> usize {
        self.size.load(SeqCst).max(1)
    }

    fn each(&self, parts: usize, work: &(dyn Fn(usize, usize) + Sync)) {
        if parts < 2 || self.size() < 2 {
            return (0..parts).for_each(|part| work(part, 0));
        }
        let notify = || {
            if self.asleep.load(SeqCst) > 0 {
                drop(self.members());
                self.work_ready.notify_all();
            }
        };
        self.job.run(parts, work, notify, |job| self.wait_for(job, parts));
    }
}

/// Whether the condition becomes true within about a millisecond.
fn spin_until(is_true: impl Fn() -> bool) -> bool {
    (0..SPINS).any(|_| {
        std::hint::spin_loop();
        is_true()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    /// Runs `act` with a pool of this many threads.
    fn with_pool(threads: usize, act: impl FnOnce(&Pool)) {
        let pool = Pool::new();
        thread::scope(|scope| {
            (1..threads).for_each(|_| drop(scope.spawn(|| pool.help())));
            while pool.helpers() + 1 < threads {
                thread::yield_now();
            }
            assert_eq!(pool.close(), threads);
            let outcome = catch_unwind(AssertUnwindSafe(|| act(&pool)));
            pool.end();
            outcome.unwrap();
        });
    }

    #[test]
    fn every_part_is_done_once_before_the_call_ends() {
        for threads in [1, 2, 3] {
            with_pool(threads, |pool| {
                assert_eq!(pool.size(), threads);
                for round in 0..2_000 {
                    let parts = round % 17;
                    let times: [AtomicUsize; 17] = Default::default();
                    pool.each(parts, &|part, worker| {
                        assert!(worker < threads);
                        times[part].fetch_add(1, SeqCst);
                    });
                    assert!((0..17).all(|part| times[part].load(SeqCst) == usize::from(part < parts)), "{round}");
                }
            });
        }
    }

    #[test]
    fn sleepers_are_woken() {
        with_pool(2, |pool| {
            for _ in 0..3 {
                while pool.asleep.load(SeqCst) == 0 {
                    thread::yield_now();
                }
                let workers: [AtomicUsize; 2] = Default::default();
                // Neither leaves before both have arrived.
                pool.each(2, &|_, worker| {
                    workers[worker].fetch_add(1, SeqCst);
                    while workers.iter().any(|times| times.load(SeqCst) == 0) {
                        thread::yield_now();
                    }
                });
            }
        });
    }

    #[test]
    fn a_seat_is_never_shared() {
        with_pool(3, |pool| {
            let taken: [AtomicBool; 3] = Default::default();
            for _ in 0..500 {
                pool.each(9, &|_, worker| {
                    assert!(!taken[worker].swap(true, SeqCst), "worker {worker}");
                    taken[worker].store(false, SeqCst);
                });
            }
        });
    }

    #[test]
    fn a_part_that_panics_is_not_lost_and_the_next_work_is_done() {
        with_pool(2, |pool| {
            for _ in 0..20 {
                let failed = catch_unwind(AssertUnwindSafe(|| {
                    pool.each(8, &|part, _| assert_ne!(part, 5, "as meant"));
                }));
                assert!(failed.is_err());
                let done = AtomicUsize::new(0);
                pool.each(8, &|_, _| {
                    done.fetch_add(1, SeqCst);
                });
                assert_eq!(done.load(SeqCst), 8);
            }
        });
    }

    #[test]
    fn who_comes_late_is_not_needed() {
        let pool = Pool::new();
        assert_eq!(pool.close(), 1);
        pool.help();
        assert_eq!(pool.helpers(), 0);
    }
}
