//! How a browser is started.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

/// Flags of every unattended browser: headless, no system sandbox, no background requests and no prompts.
pub const UNATTENDED: [&str; 6] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The kinds of workers listed besides the pages.
const WORKERS: [&str; 2] = ["worker", "service_worker"];

/// How a browser is started.
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    /// The browser's program.
    pub chromium: PathBuf,
    /// Its WebDriver server, of the same major version.
    pub chromedriver: PathBuf,
    /// The browser's command line.
    pub arguments: Vec<String>,
    /// Whether going to an address, and each command after it, waits for the document's `load` event.
    pub waits_for_load: bool,
    /// Whether a page's console output is recorded for
    /// [`BrowserSession::console_errors`](crate::BrowserSession::console_errors).
    pub keeps_console: bool,
    /// Whether workers are windows too: see [`BrowserSession::windows`](crate::BrowserSession::windows).
    pub lists_workers: bool,
    /// How long one command may take.
    pub timeout: Duration,
}

impl BrowserOptions {
    /// Capabilities of a new session.
    pub(crate) fn capabilities(&self) -> Value {
        let mut chrome = json!({"args": self.arguments, "binary": self.chromium});
        if self.lists_workers {
            chrome["windowTypes"] = json!(WORKERS);
        }
        let mut wanted = json!({
            "browserName": "chrome",
            "pageLoadStrategy": if self.waits_for_load { "normal" } else { "none" },
            "goog:chromeOptions": chrome,
            // By default a script that runs longer than thirty seconds fails, which on a busy machine some need.
            "timeouts": {"script": self.timeout.as_secs() * 1000},
        });
        if self.keeps_console {
            wanted["goog:loggingPrefs"] = json!({"browser": "ALL"});
        }
        json!({"capabilities": {"alwaysMatch": wanted}})
    }
}

#[test]
fn a_session_is_asked_for_what_the_options_say() {
    let mut options = BrowserOptions {
        chromium: "/a/chromium".into(),
        chromedriver: "chromedriver".into(),
        arguments: vec!["--headless=new".into()],
        waits_for_load: true,
        keeps_console: true,
        lists_workers: false,
        timeout: Duration::from_secs(1),
    };
    let wanted = |options: &BrowserOptions| options.capabilities()["capabilities"]["alwaysMatch"].clone();
    let journey = json!({
        "browserName": "chrome",
        "pageLoadStrategy": "normal",
        "goog:chromeOptions": {"args": ["--headless=new"], "binary": "/a/chromium"},
        "timeouts": {"script": 1000},
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    assert_eq!(wanted(&options), journey);
    (options.waits_for_load, options.keeps_console, options.lists_workers) = (false, false, true);
    let measured = json!({
        "browserName": "chrome",
        "pageLoadStrategy": "none",
        "goog:chromeOptions":
            {"args": ["--headless=new"], "binary": "/a/chromium", "windowTypes": ["worker", "service_worker"]},
        "timeouts": {"script": 1000},
    });
    assert_eq!(wanted(&options), measured);
}
