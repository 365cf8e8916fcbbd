//! Firefox through geckodriver, for what both browsers must do alike.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

/// How Firefox is started. It has no DevTools commands.
#[derive(Clone, Debug)]
pub struct FirefoxOptions {
    /// The browser's program.
    pub firefox: PathBuf,
    /// Its WebDriver server.
    pub geckodriver: PathBuf,
    /// Settings as in `about:config`, by name.
    pub settings: Value,
    /// How long one command may take.
    pub timeout: Duration,
}

impl FirefoxOptions {
    /// Capabilities of a new session.
    pub(crate) fn capabilities(&self) -> Value {
        let firefox = json!({"args": ["-headless"], "binary": self.firefox, "prefs": self.settings});
        json!({"capabilities": {"alwaysMatch": {"browserName": "firefox", "moz:firefoxOptions": firefox}}})
    }
}

#[test]
fn a_session_is_asked_for_a_browser_that_nobody_looks_at() {
    let options = FirefoxOptions {
        firefox: "/a/firefox".into(),
        geckodriver: "geckodriver".into(),
        settings: json!({"network.captive-portal-service.enabled": false}),
        timeout: Duration::from_secs(1),
    };
    let wanted = options.capabilities();
    let firefox = &wanted["capabilities"]["alwaysMatch"]["moz:firefoxOptions"];
    assert_eq!(firefox["args"], json!(["-headless"]));
    assert_eq!(firefox["binary"], "/a/firefox");
    assert_eq!(firefox["prefs"]["network.captive-portal-service.enabled"], false);
}
