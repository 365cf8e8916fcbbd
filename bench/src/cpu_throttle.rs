//! A CPU throttle: every process of a browser's pages is stopped most of the time.
//!
//! Compared with the browser's own emulation, which slows a page's main thread and not its workers ("Operation is
//! only supported for pages, not workers", says Chromium 156 of `Emulation.setCPUThrottlingRate` there), where all
//! our work is: stopped is stopped for every thread. Its actual effect is measured, in the page and in a worker.
//!
//! Invariant: whatever was stopped runs again when this is dropped.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::memory;

/// Alternately lets the processes of the latest line run and stops them. `read` waits, and takes a new line.
const TURNS: &str = "while :; do \
    read -r -t \"$0\" line && who=$line; [ $? -eq 1 ] && exit; [ -n \"$who\" ] && kill -STOP $who 2>/dev/null; \
    read -r -t \"$1\" line && who=$line; end=$?; [ -n \"$who\" ] && kill -CONT $who 2>/dev/null; [ $end -eq 1 ] && exit; done";

/// Seconds that a page runs in each turn.
const RUNS_S: f64 = 0.012;

/// Slows the pages of one browser.
pub struct CpuThrottle {
    turns: Child,
    is_over: Arc<AtomicBool>,
    watch: Option<JoinHandle<()>>,
}

impl CpuThrottle {
    /// Makes every page of the browser, including later ones, slower by this factor. `None` where there is no bash.
    pub fn start(browser: u32, times: f64) -> Option<Self> {
        let stands_s = RUNS_S * (times - 1.0);
        let mut bash = Command::new("bash");
        bash.args(["-c", TURNS, &RUNS_S.to_string(), &stands_s.to_string()]);
        let mut turns = bash.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
        let to = turns.stdin.take()?;
        let is_over = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&is_over);
        let watch = thread::spawn(move || follow(browser, to, &ends));
        Some(Self { turns, is_over, watch: Some(watch) })
    }
}

/// Sends the list of processes whenever it changes; at the end the pipe closes, which ends the throttling.
fn follow(browser: u32, mut to: ChildStdin, is_over: &AtomicBool) {
    let mut known = Vec::new();
    while !is_over.load(Ordering::SeqCst) {
        let found = memory::renderers(browser);
        if found != known {
            let words: Vec<String> = found.iter().map(u32::to_string).collect();
            if writeln!(to, "{}", words.join(" ")).is_err() {
                return;
            }
            known = found;
        }
        thread::sleep(Duration::from_millis(30));
    }
}

impl Drop for CpuThrottle {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        if let Some(watch) = self.watch.take() {
            let _ = watch.join();
        }
        let _ = self.turns.wait();
    }
}
