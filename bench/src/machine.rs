//! The machine that was measured on, and what else ran there.

use std::fs;

use xtask::browser::BrowserPrograms;
use xtask::paths::Paths;
use xtask::shell;

use crate::dot_products::DotProducts;

/// A machine, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Name of the processor; empty where the system does not tell.
    pub processor: String,
    /// Instructions for dot products of 8-bit integers.
    pub dot_products: DotProducts,
    /// Threads that may run at once.
    pub cores: usize,
    /// Name and version of the browser.
    pub browser: String,
    /// The load average of the minute before: programs that wanted to run, one core each; `None` where the system does
    /// not tell.
    pub load_before: Option<f64>,
    /// Whether the bench had priority over other programs.
    pub has_priority: bool,
    /// The load average in the last minute of the bench, its own load included.
    pub load_after: Option<f64>,
    /// Short hash and day of the commit that was measured, as `0123abc of 2026-11-22`; `None` where git does not tell.
    pub commit: Option<String>,
}

impl Machine {
    /// Reads it from the system.
    pub fn describe(paths: &Paths, browser: &BrowserPrograms, has_priority: bool) -> Self {
        let list = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let name = list.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
        let version = shell::output_of(shell::command(paths, &browser.chromium).arg("--version")).unwrap_or_default();
        Self {
            dot_products: DotProducts::from_cpuinfo(&list),
            processor: name.map(|(_, name)| name.trim().to_owned()).unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            browser: version.split_whitespace().take(2).collect::<Vec<_>>().join(" "),
            load_before: load(),
            has_priority,
            load_after: None,
            commit: shell::output_of(shell::command(paths, "git").args(["log", "-1", "--format=%h of %cs"])),
        }
    }

    /// Adds the load at the end.
    pub fn after(self) -> Self {
        Self { load_after: load(), ..self }
    }
}

fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}
