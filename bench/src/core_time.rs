//! How long the processes of a page have computed, by the system's own count. Linux only.

use std::fs;

use crate::memory;

/// Ticks a second in which `/proc` counts (`man 5 proc`, `sysconf(_SC_CLK_TCK)`: 100 on every machine that Chromium runs on).
const TICKS: f64 = 100.0;

/// Seconds of one core that the page's processes, below the browser's own, have used so far, with all their threads; `None`
/// where there is no `/proc`.
pub fn of_renderers(browser: u32) -> Option<f64> {
    let ticks = |own: u32| ticks(&fs::read_to_string(format!("/proc/{own}/stat")).ok()?);
    let all: Vec<u64> = memory::renderers(browser).into_iter().filter_map(ticks).collect();
    (!all.is_empty()).then(|| all.iter().sum::<u64>() as f64 / TICKS)
}

/// Those of a process and of the kernel for it. Its name, in brackets, may hold blanks and brackets itself.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    Some(times.next()?.parse::<u64>().ok()? + times.next()?.parse::<u64>().ok()?)
}

#[test]
fn the_times_of_a_process_are_its_14th_and_15th_fields() {
    let stat = "71 (a (b) c) S 1 71 71 0 -1 4194304 9 0 0 0 250 30 7 8 20 0 5 0 100 1 2";
    assert_eq!(ticks(stat), Some(280));
    assert_eq!((ticks("71 (a) S 1"), ticks("")), (None, None));
}
