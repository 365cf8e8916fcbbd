//! A page that is told what to do, in a browser with the flags of every measuring browser.
//!
//! The WebDriver client of the journeys, with what measuring needs: navigation does not wait for the page, files are
//! set at once, and workers are windows too, so that their memories can be counted.
//!
//! Invariant: one command after the other, and one answer to each.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use webdriver::{BrowserOptions, BrowserSession, DriverError};
use xtask::browser::BrowserPrograms;

use crate::running::flags;

/// How long one command may take.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(300);

/// Most characters of a page or an exception in a sentence.
const MOST_SHOWN: usize = 400;

/// A browser with one page.
pub struct MeasuredPage {
    session: BrowserSession,
    window: String,
}

impl MeasuredPage {
    /// Starts a fresh browser at an empty page.
    ///
    /// # Errors
    /// When it does not start or does not answer.
    pub fn start(browser: &BrowserPrograms) -> Result<Self, String> {
        let options = BrowserOptions {
            chromium: browser.chromium.clone(),
            chromedriver: browser.driver.clone(),
            arguments: flags().map(str::to_owned).collect(),
            waits_for_load: false,
            keeps_console: false,
            lists_workers: true,
            timeout: COMMAND_TIMEOUT,
        };
        let session = BrowserSession::start(&options).map_err(told)?;
        let window = session.window().map_err(told)?;
        Ok(Self { session, window })
    }

    /// The process below which all of the browser's are.
    pub fn process(&self) -> u32 {
        self.session.process()
    }

    /// Goes to an address.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn open(&self, url: &str) -> Result<(), String> {
        self.session.open(url).map_err(told)
    }

    /// A command of the DevTools protocol to the page.
    ///
    /// # Errors
    /// The browser's own words.
    pub fn call(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        self.session.devtools(command, parameters).map_err(told)
    }

    /// The value of an expression in the page, or of the promise that it is, as text.
    ///
    /// # Errors
    /// What the script threw.
    pub fn run(&self, expression: &str) -> Result<String, String> {
        let script = format!("return (async () => String(await ({expression})))()");
        let value = self.session.run(&script, &Value::Null).map_err(told)?;
        value.as_str().map(str::to_owned).ok_or_else(|| "the script gives no text".into())
    }

    /// Polls an expression until its text is neither empty nor `false`, `null` or `undefined`, and returns that.
    ///
    /// # Errors
    /// When it has no such value within this time.
    pub fn wait(&self, what: &str, expression: &str, most: Duration) -> Result<String, String> {
        let begun = Instant::now();
        loop {
            // A page that is being left has no answer.
            let value = self.run(expression).unwrap_or_default();
            if !["", "false", "null", "undefined"].contains(&value.as_str()) {
                return Ok(value);
            }
            if begun.elapsed() > most {
                let page = self.run("document.body.innerText").unwrap_or_default();
                return Err(format!("no {what} within {} s; the page says: {}", most.as_secs(), shortened(&page)));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Sets the files of the page's file input, replacing those that it had.
    ///
    /// # Errors
    /// When there is no such input.
    pub fn pick(&self, selector: &str, files: &[PathBuf]) -> Result<(), String> {
        self.session.choose_files(selector, files).map_err(told)
    }

    /// One of the browser's metrics of the page, as `JSHeapUsedSize`; `Performance.enable` has to be sent first.
    ///
    /// # Errors
    /// When there is no such metric.
    pub fn metric(&self, name: &str) -> Result<f64, String> {
        self.session.metric(name).map_err(told)
    }

    /// Bytes of WebAssembly memory in the page, and in the dedicated worker that was started last.
    ///
    /// # Errors
    /// When the browser does not tell.
    pub fn wasm_bytes(&self) -> Result<(f64, f64), String> {
        let page = self.session.webassembly_bytes().map_err(told)?;
        let workers = self.session.windows("worker").map_err(told)?;
        let worker = workers.last().ok_or("there is no worker")?;
        let worker = self.inside(worker, BrowserSession::webassembly_bytes)?;
        Ok((page, worker))
    }

    /// Collects the garbage of the page and of its workers.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn collect_garbage(&self) -> Result<(), String> {
        self.session.collect_garbage().map_err(told)?;
        for kind in ["worker", "service_worker"] {
            for worker in self.session.windows(kind).map_err(told)? {
                // One that has ended has none.
                let _ = self.inside(&worker, BrowserSession::collect_garbage);
            }
        }
        Ok(())
    }

    /// Does something in a worker, and returns to the page whatever the outcome.
    fn inside<T>(&self, worker: &str, action: fn(&BrowserSession) -> webdriver::Result<T>) -> Result<T, String> {
        let done = self.session.go_to_window(worker).and_then(|()| action(&self.session));
        self.session.go_to_window(&self.window).map_err(told)?;
        done.map_err(told)
    }
}

/// The first line of what went wrong: the driver's own versions follow it.
fn told(error: DriverError) -> String {
    let words = error.to_string();
    shortened(words.lines().next().unwrap_or_default())
}

fn shortened(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}

#[test]
fn an_error_is_told_in_one_line() {
    let message = "javascript error: no\n  (BrowserSession info: chrome=156.0.8078.108)".to_owned();
    let refused = DriverError::Refused { command: "/execute/sync".into(), message };
    assert_eq!(told(refused), "/execute/sync: javascript error: no");
}
