//! Commands of Chromium's DevTools protocol, through chromedriver.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::session::{incomplete, text};
use crate::{BrowserSession, DriverError, Result};

/// Sums the sizes of a list of memories.
const SUM: &str = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";

impl BrowserSession {
    /// A DevTools command to the current window, which may be a worker.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters})).map_err(|error| match error {
            DriverError::Refused { message, .. } => DriverError::Refused { command: command.to_owned(), message },
            other => other,
        })
    }

    /// Handles of the windows of one kind, as `page`, `worker` or `service_worker`; the newest last. The current window
    /// must be a page.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn windows(&self, kind: &str) -> Result<Vec<String>> {
        let targets = self.devtools("Target.getTargets", &json!({}))?;
        Ok(of_kind(kind, self.window_handles()?, &targets))
    }

    /// Sets the files of the file input that a CSS selector finds, replacing those that it had.
    ///
    /// # Errors
    /// See [`BrowserSession`]; and when there is no such input.
    pub fn choose_files(&self, selector: &str, files: &[PathBuf]) -> Result<()> {
        let find = format!("document.querySelector({})", Value::from(selector));
        let input = self.object("Runtime.evaluate", &json!({ "expression": find }), "result")?;
        self.devtools("DOM.setFileInputFiles", &json!({"files": files, "objectId": input}))?;
        self.devtools("Runtime.releaseObject", &json!({ "objectId": input })).map(drop)
    }

    /// One of the browser's metrics of this page, as `JSHeapUsedSize` in bytes; `Performance.enable` has to be sent
    /// first.
    ///
    /// # Errors
    /// See [`BrowserSession`]; and when there is no such metric.
    pub fn metric(&self, name: &str) -> Result<f64> {
        let command = "Performance.getMetrics";
        metric_in(&self.devtools(command, &json!({}))?, name).ok_or_else(|| incomplete(command, "such count"))
    }

    /// Collects the garbage of the current window's scripts.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn collect_garbage(&self) -> Result<()> {
        self.devtools("HeapProfiler.collectGarbage", &json!({})).map(drop)
    }

    /// Bytes of all WebAssembly memories in the current window.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn webassembly_bytes(&self) -> Result<f64> {
        let group = "memories";
        let find = json!({"expression": "WebAssembly.Memory.prototype", "objectGroup": group});
        let kind = self.object("Runtime.evaluate", &find, "result")?;
        let find = json!({"prototypeObjectId": kind, "objectGroup": group});
        let memories = self.object("Runtime.queryObjects", &find, "objects")?;
        let sum = json!({"functionDeclaration": SUM, "objectId": memories, "returnByValue": true});
        let sum = self.devtools("Runtime.callFunctionOn", &sum)?;
        self.devtools("Runtime.releaseObjectGroup", &json!({ "objectGroup": group }))?;
        sum["result"]["value"].as_f64().ok_or_else(|| incomplete("Runtime.callFunctionOn", "number"))
    }

    /// A picture, as `Page.captureScreenshot` takes it with these parameters.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn screenshot(&self, parameters: &Value) -> Result<Vec<u8>> {
        self.data("Page.captureScreenshot", parameters)
    }

    /// The page on paper, as `Page.printToPDF` makes it with these parameters.
    ///
    /// # Errors
    /// See [`BrowserSession`].
    pub fn pdf(&self, parameters: &Value) -> Result<Vec<u8>> {
        self.data("Page.printToPDF", parameters)
    }

    /// The id of the object that a command returned, in this part of its result.
    fn object(&self, command: &str, parameters: &Value, part: &str) -> Result<String> {
        text(&self.devtools(command, parameters)?[part]["objectId"], command, "object")
    }

    fn data(&self, command: &str, parameters: &Value) -> Result<Vec<u8>> {
        let data = text(&self.devtools(command, parameters)?["data"], command, "data")?;
        STANDARD.decode(data).map_err(|_| incomplete(command, "data in Base64"))
    }
}

/// Those of the handles whose target is of this kind, in their order: chromedriver names a window by its target.
fn of_kind(kind: &str, handles: Vec<String>, targets: &Value) -> Vec<String> {
    let targets = targets["targetInfos"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_of_kind =
        |handle: &String| targets.iter().any(|target| target["targetId"] == handle.as_str() && target["type"] == kind);
    handles.into_iter().filter(is_of_kind).collect()
}

fn metric_in(metrics: &Value, name: &str) -> Option<f64> {
    metrics["metrics"].as_array()?.iter().find(|metric| metric["name"] == name)?["value"].as_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_are_told_from_pages_and_stay_in_order() {
        let targets = json!({"targetInfos": [
            {"targetId": "B", "type": "worker", "url": "a\"targetId\":\"X\""},
            {"targetId": "D", "type": "worker"},
            {"targetId": "A", "type": "page"},
            {"targetId": "C", "type": "service_worker"},
            {"targetId": "E", "type": "worker"},
        ]});
        let handles = || ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        assert_eq!(of_kind("worker", handles(), &targets), ["B", "D"]);
        assert_eq!(of_kind("page", handles(), &targets), ["A"]);
        assert_eq!(of_kind("worker", handles(), &Value::Null), Vec::<String>::new());
    }

    #[test]
    fn a_count_is_found_by_its_name() {
        let metrics = json!({"metrics": [{"name": "Nodes", "value": 12}, {"name": "JSHeapUsedSize", "value": 1.5e6}]});
        assert_eq!(metric_in(&metrics, "JSHeapUsedSize"), Some(1.5e6));
        assert_eq!(metric_in(&metrics, "Nodes"), Some(12.0));
        assert_eq!(metric_in(&metrics, "Documents"), None);
    }
}
