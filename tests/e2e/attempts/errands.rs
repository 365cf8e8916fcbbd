//! Contexts that are tried side by side, each by a browser of its own, and in an order that is always the same afterwards.

use std::any::Any;
use std::io::{Write as _, stderr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::context::Context;
use super::trials::Tried;
use crate::turns::{JourneyTurn, share};

/// Browsers at a time: each waits for most of its time.
const LANES: usize = 2;

/// What came of one browser.
pub(super) enum ErrandEnd {
    /// By what a page without any policy reaches somebody.
    Reached(Tried),
    /// One column for each realm.
    Tried(Context, Tried),
    /// It was not brought to its end: its title, and why.
    BrokenOff(String, String),
}

/// What one browser is to do.
pub(super) struct Errand<'a> {
    title: String,
    run: Box<dyn Fn() -> Vec<ErrandEnd> + Send + 'a>,
}

impl<'a> Errand<'a> {
    /// With a title to be told by.
    pub(super) fn new(title: &str, run: impl Fn() -> Vec<ErrandEnd> + Send + 'a) -> Self {
        Self { title: title.to_owned(), run: Box::new(run) }
    }
}

/// Runs all, and gives what came of them in the order in which they stand. One that panics stops no other, and is run once
/// more: a panic says that a browser could not be driven, and nothing of what left.
pub(super) fn side_by_side(turn: &JourneyTurn, errands: Vec<Errand<'_>>) -> Vec<ErrandEnd> {
    let (started, count) = (Instant::now(), errands.len());
    let (waiting, ended) = (Mutex::new(errands.into_iter().enumerate()), Mutex::new(Vec::new()));
    let run = || {
        share(turn);
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((at, Errand { title, run })) = next else { break };
            let again = |why: String| {
                println!("{title}: once more, after: {why}");
                unbroken(&run)
            };
            let ends =
                unbroken(&run).or_else(again).unwrap_or_else(|why| vec![ErrandEnd::BrokenOff(title.clone(), why)]);
            let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
            ended.push((at, ends));
            // Past the output of the test, which is shown when it has ended.
            let _ = writeln!(stderr(), "{} of {count}, {} s: {title}", ended.len(), started.elapsed().as_secs());
        }
    };
    thread::scope(|scope| (0..LANES).for_each(|_| drop(scope.spawn(run))));
    let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
    ended.sort_by_key(|(at, _)| *at);
    ended.into_iter().flat_map(|(_, ends)| ends).collect()
}

/// What `act` gives, or the first line of its panic.
pub(super) fn unbroken<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|why| words(&*why))
}

/// The first line of what a panic says.
fn words(why: &(dyn Any + Send)) -> String {
    let said = why.downcast_ref::<String>().map(String::as_str).or_else(|| why.downcast_ref::<&str>().copied());
    said.and_then(|said| said.lines().next()).unwrap_or("a panic without words").to_owned()
}

#[test]
fn an_errand_that_panics_stops_no_other_and_the_order_stays() {
    let turn = crate::turns::alone();
    let tried = |browser: &'static str| {
        let run = move || vec![ErrandEnd::Reached(Tried { browser: browser.into(), ..Tried::default() })];
        Errand::new(browser, run)
    };
    let breaks = Errand::new("breaks", || panic!("no {}\nmore", "browser"));
    let runs = AtomicUsize::new(0);
    let breaks_once = Errand::new("breaks once", || {
        assert!(runs.fetch_add(1, Ordering::SeqCst) > 0, "not yet");
        vec![ErrandEnd::Reached(Tried { browser: "second".into(), ..Tried::default() })]
    });
    let ends = side_by_side(&turn, vec![tried("first"), breaks, breaks_once, tried("last")]);
    let said: Vec<String> = ends
        .into_iter()
        .map(|end| match end {
            ErrandEnd::Reached(tried) | ErrandEnd::Tried(_, tried) => tried.browser,
            ErrandEnd::BrokenOff(title, why) => format!("{title}: {why}"),
        })
        .collect();
    assert_eq!(said, ["first", "breaks: no browser", "second", "last"]);
}
