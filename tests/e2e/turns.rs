//! Whose turn it is: three browsers work at a time, or a journey has the machine to itself.
//!
//! A journey waits for its browser, its worker or a time limit of the page for a good part of its time, and leaves a core
//! to another one meanwhile. What measures times or memory, what computes on every core, and what has a second browser of its
//! own is [`alone`]. How long each journey was at work is printed when its turn ends, and `cargo xtask e2e` lists it.

use std::cell::Cell;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Browsers at a time. On two cores, three leave a twentieth of the time idle (some 240 journeys in 1,630 s; with two they
/// had taken 2,978 s). `ONSIGHT_BROWSERS` tries another number.
const BESIDE_EACH_OTHER: usize = 3;

/// Number of waiting journeys that need to be alone from which on no other begins until they have ended. Each of them
/// waits until no other journey runs, so it is better to run them in groups.
const MOST_PUT_OFF: usize = 4;

static JOURNEYS: Mutex<JourneyTurns> = Mutex::new(JourneyTurns::NONE);
static ENDED: Condvar = Condvar::new();

thread_local! {
    /// The turn of this test, which is a thread of its own: its pages need no other.
    static TURN: Cell<TurnHeld> = const { Cell::new(TurnHeld::None) };
}

/// What a test has of the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TurnHeld {
    None,
    Part,
    All,
}

/// The turn of a journey; it ends when this is dropped.
pub(crate) struct JourneyTurn {
    held: TurnHeld,
    began: Instant,
}

/// Waits until no other journey runs, and blocks all others. The first line of a test: the turn ends after
/// its pages.
#[track_caller]
pub(crate) fn alone() -> JourneyTurn {
    assert!(TURN.get() == TurnHeld::None, "a test that has its turn would wait for itself");
    let mut turns = lock();
    turns.want_all();
    while !turns.take_all() {
        turns = ENDED.wait(turns).unwrap_or_else(PoisonError::into_inner);
    }
    JourneyTurn::begin(TurnHeld::All)
}

/// Says that a second browser is started beside the one that has the turn. A journey that waited for
/// room for its second with the first in its hands could wait for another that does the same.
#[track_caller]
pub(crate) fn one_more_browser() {
    assert!(TURN.get() == TurnHeld::All, "a journey with two browsers begins with `turns::alone()`");
}

/// Takes part in a turn, in a thread of the test that has it: its pages need no other.
pub(crate) fn share(_turn: &JourneyTurn) {
    TURN.set(TurnHeld::All);
}

/// Waits until there is room for one more browser; `None` where this journey has its turn already. Every page requests
/// it; a test does so itself where it measures time from before it opens a page.
pub(crate) fn beside_others() -> Option<JourneyTurn> {
    if TURN.get() != TurnHeld::None {
        return None;
    }
    let wished = std::env::var("ONSIGHT_BROWSERS").ok().and_then(|number| number.parse().ok());
    // They would see each other's requests in the log of a shared server.
    let shares_server = std::env::var_os("ONSIGHT_AT").is_some();
    let most = if shares_server { 1 } else { wished.unwrap_or(BESIDE_EACH_OTHER) };
    let mut turns = lock();
    while !turns.take_part(most) {
        turns = ENDED.wait(turns).unwrap_or_else(PoisonError::into_inner);
    }
    Some(JourneyTurn::begin(TurnHeld::Part))
}

impl JourneyTurn {
    fn begin(held: TurnHeld) -> Self {
        TURN.set(held);
        Self { held, began: Instant::now() }
    }
}

impl Drop for JourneyTurn {
    fn drop(&mut self) {
        TURN.set(TurnHeld::None);
        let thread = std::thread::current();
        // `xtask/src/journey_times.rs` reads it. A test that runs by itself has the thread of them all.
        println!("TOOK {:.1} s {}", self.began.elapsed().as_secs_f64(), thread.name().unwrap_or("main"));
        let mut turns = lock();
        if self.held == TurnHeld::All {
            turns.is_one_alone = false;
        } else {
            turns.at_work -= 1;
        }
        ENDED.notify_all();
    }
}

fn lock() -> MutexGuard<'static, JourneyTurns> {
    JOURNEYS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The journeys that run, and those that wait to be alone.
#[derive(Debug)]
struct JourneyTurns {
    /// Running in parallel.
    at_work: usize,
    is_one_alone: bool,
    put_off: usize,
    /// Whether the waiting ones have priority now.
    is_their_time: bool,
}

impl JourneyTurns {
    const NONE: Self = Self { at_work: 0, is_one_alone: false, put_off: 0, is_their_time: false };

    /// Begins one in parallel to the others, if allowed.
    fn take_part(&mut self, most: usize) -> bool {
        let may = !self.is_one_alone && !self.is_their_time && self.at_work < most;
        self.at_work += usize::from(may);
        may
    }

    /// Registers one that has to be alone.
    fn want_all(&mut self) {
        self.put_off += 1;
        self.is_their_time |= self.put_off >= MOST_PUT_OFF;
    }

    /// Begins a registered one, if allowed.
    fn take_all(&mut self) -> bool {
        let may = !self.is_one_alone && self.at_work == 0;
        if may {
            self.is_one_alone = true;
            self.put_off -= 1;
            self.is_their_time &= self.put_off > 0;
        }
        may
    }
}

#[test]
fn two_journeys_are_at_work_or_one_alone() {
    let mut turns = JourneyTurns::NONE;
    assert!(turns.take_part(2) && turns.take_part(2) && !turns.take_part(2));
    turns.want_all();
    assert!(!turns.take_all(), "two are at work");
    turns.at_work -= 1;
    assert!(turns.take_part(2), "one that has to be alone is put off");
    turns.at_work = 0;
    assert!(turns.take_all());
    turns.want_all();
    assert!(!turns.take_part(2) && !turns.take_all(), "one is alone");
    turns.is_one_alone = false;
    assert!(turns.take_part(1) && !turns.take_part(1));
}

#[test]
fn those_that_were_put_off_come_one_after_the_other() {
    let mut turns = JourneyTurns::NONE;
    assert!(turns.take_part(2));
    (0..MOST_PUT_OFF).for_each(|_| turns.want_all());
    assert!(!turns.take_part(2), "nobody else begins now");
    turns.at_work = 0;
    for _ in 1..MOST_PUT_OFF {
        assert!(turns.take_all());
        turns.is_one_alone = false;
        assert!(!turns.take_part(2), "others are put off still");
    }
    assert!(turns.take_all());
    turns.is_one_alone = false;
    assert!(turns.take_part(2));
}

#[test]
#[should_panic(expected = "begins with `turns::alone()`")]
fn whoever_has_one_browser_beside_others_gets_no_second_one() {
    let _turn = beside_others();
    one_more_browser();
}

#[test]
#[should_panic(expected = "would wait for itself")]
fn whoever_has_a_turn_cannot_wait_to_be_alone() {
    let _turn = beside_others();
    drop(alone());
}

#[test]
fn a_thread_of_a_test_that_is_alone_shares_its_turn() {
    let turn = alone();
    let thread = |act: fn(&JourneyTurn)| {
        std::thread::scope(|scope| {
            let thread = scope.spawn(|| {
                act(&turn);
                TURN.get() == TurnHeld::All
            });
            thread.join().expect("a thread")
        })
    };
    assert!(thread(share) && !thread(|_| ()));
}
