//! The allocator that counts: bytes in use, the peak, and a limit beyond which allocations fail.
//!
//! Compared, by their documents and source: `cap` 0.1 has a limit, but its peak is that of the whole run and cannot be
//! reset; `allocation-counter` 0.8, which the native tests use, counts a closure on one thread and has no limit;
//! `peak_alloc` 0.2 has a peak that can be reset and no limit; `stats_alloc` 0.1 has neither. A limit and a peak per
//! file are needed here.
//!
//! A reallocation counts both blocks while it copies, as it does in WebAssembly. An allocation beyond the limit returns
//! null: code with fallible allocation returns its error, all other code aborts the process, which the supervisor
//! reports with the file.

#![allow(unsafe_code, reason = "an allocator cannot be written otherwise; every call is handed on as it came")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The system's allocator with counters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counting;

/// Resets the peak; `most` bytes may be allocated in addition to those in use. Returns the bytes in use.
pub(crate) fn begin(most: u64) -> usize {
    let held = HELD.load(Relaxed);
    PEAK.store(held, Relaxed);
    LIMIT.store(held.saturating_add(usize::try_from(most).unwrap_or(usize::MAX)), Relaxed);
    held
}

/// Removes the limit; returns the peak above `held` bytes.
pub(crate) fn end(held: usize) -> u64 {
    LIMIT.store(usize::MAX, Relaxed);
    PEAK.load(Relaxed).saturating_sub(held) as u64
}

/// Whether this many more bytes are within the limit; counts them if so.
fn take(bytes: usize) -> bool {
    let held = HELD.fetch_add(bytes, Relaxed).saturating_add(bytes);
    if held > LIMIT.load(Relaxed) {
        give(bytes);
        return false;
    }
    PEAK.fetch_max(held, Relaxed);
    true
}

fn give(bytes: usize) {
    HELD.fetch_sub(bytes, Relaxed);
}

/// Passes an allocation on, and undoes its count where it failed.
fn taken(place: *mut u8, bytes: usize) -> *mut u8 {
    if place.is_null() {
        give(bytes);
    }
    place
}

// SAFETY: every call is passed to the system's allocator unchanged, and its result is returned unchanged; null, which
// is always allowed, is returned beyond the limit. Nothing here allocates or unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: as the caller promises.
        taken(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY: as the caller promises.
        taken(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises; what was given came from the system's allocator.
        unsafe { System.dealloc(place, layout) };
        give(layout.size());
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !take(size) {
            return ptr::null_mut();
        }
        // SAFETY: as the caller promises; what was given came from the system's allocator.
        let moved = taken(unsafe { System.realloc(place, layout, size) }, size);
        if !moved.is_null() {
            give(layout.size());
        }
        moved
    }
}
