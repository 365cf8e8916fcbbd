//! Chromium and chromedriver for the browser and end-to-end tests; Firefox and geckodriver on request.

use std::path::PathBuf;

use crate::paths::{Paths, on_path};
use crate::shell::{self, Problem};
use crate::tools;

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// The two programs, of the same major version.
#[derive(Clone, Debug)]
pub struct BrowserPrograms {
    /// The browser.
    pub chromium: PathBuf,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

/// Finds Chromium and chromedriver on `PATH`, or installs Debian's where that is allowed.
///
/// # Errors
/// When one is missing or their versions do not match; the error says what to install.
pub fn ensure(paths: &Paths) -> Result<BrowserPrograms, Problem> {
    let browser = match find() {
        Some(browser) => browser,
        None => {
            apt_install(paths, &["chromium", "chromium-driver", "fonts-liberation"]);
            find().ok_or_else(|| Problem::new("Chromium and chromedriver are not on PATH", BY_HAND))?
        }
    };
    let (ours, drivers) = (major(paths, &browser.chromium), major(paths, &browser.driver));
    if ours.is_none() || ours != drivers {
        let shown = |version: Option<u32>| version.map_or_else(|| "nothing that runs".into(), |v| v.to_string());
        let what = format!("Chromium is version {}, chromedriver is version {}", shown(ours), shown(drivers));
        return Err(Problem::new(what, BY_HAND));
    }
    Ok(browser)
}

/// Firefox and its driver, where both are already installed.
pub fn firefox(paths: &Paths) -> Option<(PathBuf, PathBuf)> {
    Some((on_path(&FIREFOX)?, tools::geckodriver(paths)?))
}

/// Installs Debian's Firefox where it is missing and that is allowed, and its driver.
///
/// # Errors
/// When one of them is still missing; the error says what to install.
pub fn ensure_firefox(paths: &Paths) -> Result<(PathBuf, PathBuf), Problem> {
    if on_path(&FIREFOX).is_none() {
        apt_install(paths, &["firefox-esr"]);
    }
    tools::ensure_geckodriver(paths)?;
    firefox(paths)
        .ok_or_else(|| Problem::new("Firefox is not on PATH", "install it: `apt-get install firefox-esr` on Debian"))
}

const BY_HAND: &str = "install both in the same version: `apt-get install chromium chromium-driver` on Debian, \
    `apt install chromium-browser chromium-chromedriver` on Ubuntu, `brew install --cask chromium chromedriver` on macOS";

fn find() -> Option<BrowserPrograms> {
    Some(BrowserPrograms { chromium: on_path(&CHROMIUM)?, driver: on_path(&["chromedriver"])? })
}

fn major(paths: &Paths, program: &PathBuf) -> Option<u32> {
    let printed = shell::output_of(shell::command(paths, program).arg("--version"))?;
    printed.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}

/// Installs Debian packages when this is Debian and we are root; otherwise does nothing, and the caller reports what is
/// missing.
pub fn apt_install(paths: &Paths, packages: &[&str]) {
    let root = shell::output_of(shell::command(paths, "id").arg("-u")).as_deref() == Some("0");
    if !root || on_path(&["apt-get"]).is_none() {
        return;
    }
    println!("installing with apt-get: {}", packages.join(" "));
    let mut update = shell::command(paths, "apt-get");
    let mut install = shell::command(paths, "apt-get");
    install
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    if let Err(problem) = shell::run(update.arg("update")).and_then(|()| shell::run(&mut install)) {
        println!("{problem}");
    }
}
