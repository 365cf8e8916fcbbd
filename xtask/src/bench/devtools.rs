//! A browser that is told what to do, over the DevTools protocol, through a pipe.
//!
//! Compared with WebDriver, which needs a second program and knows no garbage collection, and with a client from
//! npm or crates.io: a pipe needs no socket, and what is read here is numbers and names, so no JSON reader either.
//!
//! Invariant: one command after the other, and one answer to each.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::json::Json;
use super::running::RunningBrowser;
use crate::browser::Browser;

/// Hands the pipe's ends over as the descriptors that the browser reads: 3 in, 4 out.
const WITH_PIPE: &str = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";

/// How long one command may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// A browser with one page.
pub struct Devtools {
    running: RunningBrowser,
    to: ChildStdin,
    from: Receiver<String>,
    commands: u64,
    /// Session of the page.
    page: String,
    /// Kind and session of every worker that was seen, latest last.
    workers: Vec<(String, String)>,
}

impl Devtools {
    /// Starts a fresh browser at an empty page.
    ///
    /// # Errors
    /// When it does not start or does not answer.
    pub fn start(browser: &Browser) -> Result<Self, String> {
        let mut command = Command::new("sh");
        command.args(["-c", WITH_PIPE]).arg(&browser.chromium);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let started = RunningBrowser::start(command, &["--remote-debugging-pipe"], "about:blank");
        let mut running = started.map_err(|error| format!("the browser: {error}"))?;
        let (Some(to), Some(out)) = (running.browser.stdin.take(), running.browser.stdout.take()) else {
            return Err("the browser has no pipe".into());
        };
        let (messages, from) = channel();
        thread::spawn(move || {
            let parts = BufReader::new(out).split(0).map_while(Result::ok);
            let texts = parts.map(|part| String::from_utf8_lossy(&part).into_owned());
            let mut sent = texts.map(|text| messages.send(text));
            while let Some(Ok(())) = sent.next() {}
        });
        let (page, workers) = (String::new(), Vec::new());
        let mut found = Self { running, to, from, commands: 0, page, workers };
        let targets = found.call_in("", "Target.getTargets", "")?;
        let page = targets.split("{\"targetId\"").find(|target| target.contains("\"type\":\"page\""));
        let id = page.and_then(|target| between(target, ":\"", "\"")).ok_or("the browser has no page")?.to_owned();
        let attached =
            found.call_in("", "Target.attachToTarget", &format!("\"targetId\":\"{id}\",\"flatten\":true"))?;
        found.page = between(&attached, "\"sessionId\":\"", "\"").ok_or("the page is not heard")?.to_owned();
        found.call("Target.setAutoAttach", "\"autoAttach\":true,\"waitForDebuggerOnStart\":false,\"flatten\":true")?;
        Ok(found)
    }

    /// Process of the browser.
    pub fn process(&self) -> u32 {
        self.running.browser.id()
    }

    /// Goes to an address.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn open(&mut self, url: &str) -> Result<(), String> {
        self.call("Page.navigate", &format!("\"url\":{}", Json::Text(url.into()))).map(drop)
    }

    /// A command to the page, with the inside of its parameters as JSON; gives the answer as it came.
    ///
    /// # Errors
    /// The browser's own words.
    pub fn call(&mut self, method: &str, parameters: &str) -> Result<String, String> {
        self.call_in(&self.page.clone(), method, parameters)
    }

    /// The value of a script in the page: a text without quotes, or a promise of one.
    ///
    /// # Errors
    /// What the script threw.
    pub fn run(&mut self, script: &str) -> Result<String, String> {
        let script = Json::Text(format!("(async () => String(await ({script})))()"));
        let asked = format!("\"expression\":{script},\"awaitPromise\":true,\"returnByValue\":true");
        value_of(&self.call("Runtime.evaluate", &asked)?)
    }

    /// Asks until a script says something else than nothing, `false`, `null` or `undefined`.
    ///
    /// # Errors
    /// When it does not within this time.
    pub fn wait(&mut self, what: &str, script: &str, most: Duration) -> Result<String, String> {
        let begun = Instant::now();
        loop {
            // A page that is being left has no answer.
            let said = self.run(script).unwrap_or_default();
            if !["", "false", "null", "undefined"].contains(&said.as_str()) {
                return Ok(said);
            }
            if begun.elapsed() > most {
                let page = self.run("document.body.innerText.replaceAll('\"', '').slice(0, 400)").unwrap_or_default();
                return Err(format!("no {what} within {} s; the page says: {page}", most.as_secs()));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Gives files to the page's file input.
    ///
    /// # Errors
    /// When there is no such input.
    pub fn pick(&mut self, selector: &str, files: &[PathBuf]) -> Result<(), String> {
        let find = Json::Text(format!("document.querySelector('{selector}')"));
        let found = self.call("Runtime.evaluate", &format!("\"expression\":{find}"))?;
        let object = between(&found, "\"objectId\":\"", "\"").ok_or("there is no file input")?.to_owned();
        let files = Json::List(files.iter().map(|file| Json::Text(file.display().to_string())).collect());
        self.call("DOM.setFileInputFiles", &format!("\"files\":{files},\"objectId\":\"{object}\""))?;
        self.call("Runtime.releaseObject", &format!("\"objectId\":\"{object}\"")).map(drop)
    }

    /// A count of the browser's, as `JSHeapUsedSize`; `Performance.enable` comes first.
    ///
    /// # Errors
    /// When there is no such count.
    pub fn metric(&mut self, name: &str) -> Result<f64, String> {
        let all = self.call("Performance.getMetrics", "")?;
        let number = between(&all, &format!("\"name\":\"{name}\",\"value\":"), "}").and_then(|text| text.parse().ok());
        number.ok_or_else(|| format!("the browser does not count {name}"))
    }

    /// Bytes of WebAssembly memory in the page, and in the dedicated worker that came last.
    ///
    /// # Errors
    /// When the browser does not tell.
    pub fn wasm_bytes(&mut self) -> Result<(f64, f64), String> {
        let page = self.page.clone();
        let worker = self.workers.iter().rev().find(|(kind, _)| kind == "worker").map(|(_, session)| session.clone());
        let worker = worker.ok_or("there is no worker")?;
        Ok((self.wasm_bytes_in(&page)?, self.wasm_bytes_in(&worker)?))
    }

    /// Collects the garbage of the page and of its workers.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn collect_garbage(&mut self) -> Result<(), String> {
        self.call("HeapProfiler.collectGarbage", "")?;
        for (_, session) in self.workers.clone() {
            // One that has ended has none.
            let _ = self.call_in(&session, "HeapProfiler.collectGarbage", "");
        }
        Ok(())
    }

    fn wasm_bytes_in(&mut self, session: &str) -> Result<f64, String> {
        let kind = self.call_in(session, "Runtime.evaluate", "\"expression\":\"WebAssembly.Memory.prototype\"")?;
        let kind = between(&kind, "\"objectId\":\"", "\"").ok_or("there is no WebAssembly")?.to_owned();
        let group = "\"objectGroup\":\"memories\"";
        let found =
            self.call_in(session, "Runtime.queryObjects", &format!("\"prototypeObjectId\":\"{kind}\",{group}"))?;
        let found = between(&found, "\"objectId\":\"", "\"").ok_or("there is no memory")?.to_owned();
        let sum =
            Json::Text("function () { return String(this.reduce((sum, m) => sum + m.buffer.byteLength, 0)); }".into());
        let asked = format!("\"functionDeclaration\":{sum},\"objectId\":\"{found}\",\"returnByValue\":true");
        let bytes = value_of(&self.call_in(session, "Runtime.callFunctionOn", &asked)?)?;
        self.call_in(session, "Runtime.releaseObjectGroup", group)?;
        bytes.parse().map_err(|_| format!("`{bytes}` is no number"))
    }

    fn call_in(&mut self, session: &str, method: &str, parameters: &str) -> Result<String, String> {
        self.commands += 1;
        let (id, session) = (self.commands, Json::Text(session.into()).to_string());
        let session = if session == "\"\"" { String::new() } else { format!(",\"sessionId\":{session}") };
        let message = format!("{{\"id\":{id},\"method\":\"{method}\",\"params\":{{{parameters}}}{session}}}\0");
        let sent = self.to.write_all(message.as_bytes()).and_then(|()| self.to.flush());
        sent.map_err(|error| format!("{method}: {error}"))?;
        let begun = Instant::now();
        while let Some(left) = PATIENCE.checked_sub(begun.elapsed()) {
            let heard = self.from.recv_timeout(left).map_err(|_| format!("{method}: the browser does not answer"))?;
            if heard.starts_with("{\"method\":\"Target.attachedToTarget\"") {
                let kind = between(&heard, "\"type\":\"", "\"").unwrap_or_default().to_owned();
                let session = between(&heard, "\"sessionId\":\"", "\"").unwrap_or_default().to_owned();
                self.workers.push((kind, session));
            } else if heard.starts_with(&format!("{{\"id\":{id},")) {
                let refused = heard.starts_with(&format!("{{\"id\":{id},\"error\""));
                return if refused { Err(format!("{method}: {heard}")) } else { Ok(heard) };
            }
        }
        Err(format!("{method}: no answer within {} s", PATIENCE.as_secs()))
    }
}

/// The text that a script gave.
fn value_of(answer: &str) -> Result<String, String> {
    if answer.contains("\"exceptionDetails\"") {
        let words = between(answer, "\"description\":\"", "\"").unwrap_or(answer);
        return Err(words.chars().take(300).collect());
    }
    between(answer, "\"type\":\"string\",\"value\":\"", "\"")
        .map(str::to_owned)
        .ok_or_else(|| "the script says nothing".into())
}

/// What stands between two marks, the first time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[test]
fn values_and_exceptions_are_told_apart() {
    let answer = "{\"id\":4,\"result\":{\"result\":{\"type\":\"string\",\"value\":\"1 2.5\"}},\"sessionId\":\"A\"}";
    assert_eq!(value_of(answer).as_deref(), Ok("1 2.5"));
    let thrown = "{\"id\":4,\"result\":{\"result\":{\"type\":\"object\",\"description\":\"Error: no\"},\"exceptionDetails\":{}}}";
    assert_eq!(value_of(thrown), Err("Error: no".into()));
}
