//! A browser with a profile of its own.
//!
//! Invariant: the browser ends, and its profile is deleted, when this is dropped.

use std::io;
use std::process::{Child, Command};

use temporary::TemporaryFolder;
use webdriver::UNATTENDED;

/// Flags of every measuring browser, in addition to those of every unattended one.
const FLAGS: [&str; 6] = [
    "--disable-extensions",
    "--no-first-run",
    "--no-default-browser-check",
    "--window-size=800,600",
    "--js-flags=--expose-gc",
    // No spare renderer: a process that is started ahead for the next page is not this page's.
    "--disable-features=SpareRendererForSitePerProcess",
];

/// The flags of every measuring browser.
pub fn flags() -> impl Iterator<Item = &'static str> {
    UNATTENDED.into_iter().chain(FLAGS)
}

/// The name of a flag, without its value.
fn switch(flag: &str) -> &str {
    flag.split('=').next().unwrap_or_default()
}

/// One browser.
pub struct RunningBrowser {
    /// Its own process.
    pub browser: Child,
    /// Its profile and all else that it writes; deleted after the browser has been ended.
    _folder: TemporaryFolder,
}

impl RunningBrowser {
    /// Starts a command with the flags of every measuring browser, except those that this one overrides, its own flags,
    /// an empty profile and the address of its page.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(mut command: Command, flags: &[&str], url: &str) -> io::Result<Self> {
        let mut folder = TemporaryFolder::new("bench")?;
        folder.lend_to(&mut command);
        let is_left = |flag: &&str| !flags.iter().any(|own| switch(own) == switch(flag));
        command
            .args(self::flags().filter(is_left))
            .args(flags)
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg(url);
        Ok(Self { browser: command.spawn()?, _folder: folder })
    }
}

impl Drop for RunningBrowser {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}
