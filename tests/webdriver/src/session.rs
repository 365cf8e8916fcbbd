//! A browser: its windows, its pages, and a visitor's actions.

use std::time::Duration;

use serde_json::{Value, json};

use crate::connection::Connection;
use crate::driver_process::DriverProcess;
use crate::{BrowserOptions, DriverError, FirefoxOptions, Result};

/// The key under which WebDriver returns an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running browser with a fresh profile; it ends when this is dropped. Every method fails with [`DriverError`] when the
/// driver refuses its command or does not answer.
pub struct BrowserSession {
    connection: Connection,
    // Dropped after the session has ended.
    driver: DriverProcess,
    is_open: bool,
}

impl BrowserSession {
    /// Starts a browser of its own.
    ///
    /// # Errors
    /// When chromedriver or the browser does not start.
    pub fn start(options: &BrowserOptions) -> Result<Self> {
        let driver = DriverProcess::start(&options.chromedriver)?;
        Self::start_by(driver, options.timeout, &options.capabilities())
    }

    /// Starts a Firefox of its own.
    ///
    /// # Errors
    /// When geckodriver or the browser does not start.
    pub fn start_firefox(options: &FirefoxOptions) -> Result<Self> {
        let driver = DriverProcess::start_on_free_port(&options.geckodriver)?;
        Self::start_by(driver, options.timeout, &options.capabilities())
    }

    fn start_by(driver: DriverProcess, timeout: Duration, capabilities: &Value) -> Result<Self> {
        let mut connection = Connection::new(format!("http://127.0.0.1:{}", driver.port()), timeout);
        let answer = connection.post("/session", capabilities)?;
        connection.enter(&format!("/session/{}", text(&answer["sessionId"], "/session", "session id")?));
        Ok(Self { connection, driver, is_open: true })
    }

    /// Process of chromedriver; the browser's processes are below it.
    pub fn process(&self) -> u32 {
        self.driver.id()
    }

    /// Goes to an address; waits until the document is loaded where the options say so.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn open(&self, url: &str) -> Result<()> {
        self.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Goes back by one entry of the history, as a visitor does.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn back(&self) -> Result<()> {
        self.post("/back", &json!({})).map(drop)
    }

    /// Reloads the page, as a visitor does.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn reload(&self) -> Result<()> {
        self.post("/refresh", &json!({})).map(drop)
    }

    /// Handle of the current window.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn window(&self) -> Result<String> {
        text(&self.connection.get("/window")?, "/window", "handle")
    }

    /// Handles of all windows, with the workers' where the options list them; the newest last.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn window_handles(&self) -> Result<Vec<String>> {
        let handles = self.connection.get("/window/handles")?;
        let handles = handles.as_array().ok_or_else(|| incomplete("/window/handles", "list"))?;
        handles.iter().map(|handle| text(handle, "/window/handles", "handle")).collect()
    }

    /// Sends further commands to another window.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn go_to_window(&self, handle: &str) -> Result<()> {
        self.post("/window", &json!({ "handle": handle })).map(drop)
    }

    /// Opens another tab beside this one; commands still go to this one. Returns its handle.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn new_tab(&self) -> Result<String> {
        text(&self.post("/window/new", &json!({"type": "tab"}))?["handle"], "/window/new", "handle")
    }

    /// Closes the current window; another must be switched to before anything else.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn close_window(&self) -> Result<()> {
        self.connection.delete("/window").map(drop)
    }

    /// Sends further commands to the first frame of this page. It is passed as an element: for a number chromedriver asks
    /// the page by `document.evaluate`, which a guarded page refuses.
    ///
    /// # Errors
    /// See [`BrowserSession`]; and when there is no frame.
    pub fn go_into_frame(&self) -> Result<()> {
        let frame = self.post("/element", &json!({"using": "css selector", "value": "iframe"}))?;
        self.post("/frame", &json!({ "id": frame })).map(drop)
    }

    /// Sends further commands to the page itself, out of every frame.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn go_out_of_frames(&self) -> Result<()> {
        self.post("/frame", &json!({ "id": null })).map(drop)
    }

    /// Runs the body of a function with `arguments[0]` and returns its value; for a promise, the resolved value.
    ///
    /// # Errors
    /// See [`BrowserSession`]; and what the script threw.
    pub fn run(&self, script: &str, argument: &Value) -> Result<Value> {
        self.post("/execute/sync", &json!({"script": script, "args": [argument]}))
    }

    /// Sends keys, or file paths separated by line ends, to the element that a CSS selector finds.
    ///
    /// # Errors
    /// See [`BrowserSession`]; and when there is no such element.
    pub fn send_keys(&self, selector: &str, keys: &str) -> Result<()> {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}))?;
        let element = text(&found[ELEMENT], "/element", "element")?;
        self.post(&format!("/element/{element}/value"), &json!({ "text": keys })).map(drop)
    }

    /// Presses keys one after the other, wherever the focus is.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn press(&self, keys: &[&str]) -> Result<()> {
        let actions: Vec<Value> = keys
            .iter()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        let actions = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        self.post("/actions", &actions).map(drop)
    }

    /// Errors in the page's console since the last call.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn console_errors(&self) -> Result<Vec<String>> {
        Ok(errors_in(&self.post("/se/log", &json!({"type": "browser"}))?))
    }

    /// Ends the browser; later commands fail.
    pub fn close(&mut self) {
        if self.is_open {
            self.is_open = false;
            // The browser may be gone already; then there is nothing left to end.
            let _ = self.connection.delete("");
        }
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.connection.post(path, body)
    }
}

impl Drop for BrowserSession {
    fn drop(&mut self) {
        self.close();
    }
}

/// The text in a response.
pub(crate) fn text(value: &Value, command: &str, expected: &'static str) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| incomplete(command, expected))
}

pub(crate) fn incomplete(command: &str, expected: &'static str) -> DriverError {
    DriverError::Incomplete { command: command.to_owned(), expected }
}

/// The messages of a console's entries that are errors.
fn errors_in(entries: &Value) -> Vec<String> {
    let severe = entries.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
    severe.filter_map(|entry| Some(entry["message"].as_str()?.to_owned())).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_of_the_console_are_given() {
        let entries = json!([
            {"level": "INFO", "message": "started"},
            {"level": "SEVERE", "message": "a.js 1:2 \"no\""},
            {"level": "SEVERE"},
        ]);
        assert_eq!(errors_in(&entries), ["a.js 1:2 \"no\""]);
        assert_eq!(errors_in(&Value::Null), Vec::<String>::new());
    }

    #[test]
    fn an_answer_without_what_was_promised_names_command_and_part() {
        assert_eq!(text(&json!("A1"), "/window", "handle").unwrap(), "A1");
        let error = text(&json!(7), "/window", "handle").unwrap_err();
        assert_eq!(error.to_string(), "/window: the answer has no handle");
    }
}
