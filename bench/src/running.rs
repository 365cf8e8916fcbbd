//! A browser with a profile of its own.
//!
//! Invariant: the browser ends, and its profile is deleted, when this is dropped.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use webdriver::UNATTENDED;

/// Of every browser that measures, beside those of every one that nobody looks at.
const FLAGS: [&str; 6] = [
    "--disable-extensions",
    "--no-first-run",
    "--no-default-browser-check",
    "--window-size=800,600",
    "--js-flags=--expose-gc",
    // The next page's process, made ahead, is not this page's.
    "--disable-features=SpareRendererForSitePerProcess",
];

/// The flags of every browser that measures.
pub fn flags() -> impl Iterator<Item = &'static str> {
    UNATTENDED.into_iter().chain(FLAGS)
}

/// What a flag sets, without its value.
fn switch(flag: &str) -> &str {
    flag.split('=').next().unwrap_or_default()
}

/// Tells the profiles of one bench apart.
static PROFILES: AtomicU64 = AtomicU64::new(0);

/// One browser.
pub struct RunningBrowser {
    /// Its own process.
    pub browser: Child,
    profile: PathBuf,
}

impl RunningBrowser {
    /// Adds the flags of every browser that measures but those that this one gives another value, its own, an empty profile and the address of its page
    /// to a command, and starts it.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(mut command: Command, flags: &[&str], url: &str) -> io::Result<Self> {
        let number = PROFILES.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("onsight-bench-{}-{number}", std::process::id()));
        let is_left = |flag: &&str| !flags.iter().any(|own| switch(own) == switch(flag));
        command
            .args(self::flags().filter(is_left))
            .args(flags)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(url);
        Ok(Self { browser: command.spawn()?, profile })
    }
}

impl Drop for RunningBrowser {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
        // Its processes end a little later than itself, and write until then.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.profile).is_ok() || !self.profile.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}
