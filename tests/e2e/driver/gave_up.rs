//! How a journey waits, and how it says that its driver gave up, and not what it asserts.
//!
//! A journey about what leaves the device has one try, because an occasional leak is a leak; a browser that does not start
//! is none. `cargo xtask e2e` tells them apart by the start of their messages (`xtask/src/second_try.rs`).

use std::time::{Duration, Instant};

use serde_json::Value;
use webdriver::DriverError;

use super::{Browser, PAUSE};

/// The start of every such message. Nothing but the driver writes it: [`Browser::wait`], and errors of
/// programs that do not start or answer.
pub(super) const GAVE_UP: &str = "journey: ";

impl Browser {
    /// Polls until `question` has an answer. Giving up is no finding about the page: where this is what a journey asserts,
    /// it is [`Self::expect`].
    #[track_caller]
    pub(crate) fn wait<T>(&self, what: &str, most: Duration, question: impl FnMut(&Self) -> Option<T>) -> T {
        match self.poll(what, most, question) {
            Ok(answer) => answer,
            Err(without) => panic!("{GAVE_UP}{without}"),
        }
    }

    /// The same where that it comes is what the journey asserts: a journey about leaks that fails here has no second try.
    #[track_caller]
    pub(crate) fn expect<T>(&self, what: &str, most: Duration, question: impl FnMut(&Self) -> Option<T>) -> T {
        match self.poll(what, most, question) {
            Ok(answer) => answer,
            Err(without) => panic!("{without}"),
        }
    }

    /// The answer of `question`; or, if there is none in this time, what the page says instead.
    fn poll<T>(&self, what: &str, most: Duration, mut question: impl FnMut(&Self) -> Option<T>) -> Result<T, String> {
        let started = Instant::now();
        let outer = self.waits_until.replace(Some(started + most));
        loop {
            if let Some(answer) = question(self) {
                self.waits_until.set(outer);
                return Ok(answer);
            }
            if started.elapsed() > most {
                self.waits_until.set(outer);
                // Whatever is wrong with the page is told here, and does not hide what was waited for.
                let page = self.try_run("return document.body.innerText", &Value::Null);
                let page = page.map_or_else(|error| error, |said| said.as_str().unwrap_or("").to_owned());
                let console = self.session.console_errors().map_err(|error| error.to_string());
                return Err(format!("waited {most:?} for {what}; the page says:\n{page}\nconsole: {console:?}"));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Whether a poll is under way that may still succeed.
    pub(super) fn is_waiting(&self) -> bool {
        self.waits_until.get().is_some_and(|end| Instant::now() < end)
    }
}

/// The message about an error of the driver: what the browser refuses, or what a script throws, may be what a journey is
/// about.
pub(super) fn told(error: &DriverError) -> String {
    match error {
        DriverError::Start(_) | DriverError::NoPort | DriverError::NoAnswer { .. } => format!("{GAVE_UP}{error}"),
        DriverError::Refused { .. } | DriverError::Incomplete { .. } => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a wait is about that is the assertion itself: a seal, a refusal, requests, a page that stays, a question before a
    /// model is fetched. It is written with [`Browser::expect`].
    const ASSERTED: [&str; 7] = ["seal", "refus", "request", "ledger", "asked", "needs-model", "testid=result"];

    #[test]
    fn what_a_browser_refuses_is_no_end_of_patience() {
        let command = || "/execute/sync".to_owned();
        assert!(told(&DriverError::NoPort).starts_with(GAVE_UP));
        assert!(told(&DriverError::NoAnswer { command: command(), why: "timeout".into() }).starts_with(GAVE_UP));
        assert!(!told(&DriverError::Refused { command: command(), message: "it threw".into() }).starts_with(GAVE_UP));
        assert!(!told(&DriverError::Incomplete { command: command(), expected: "text" }).starts_with(GAVE_UP));
    }

    /// Those that have one try, with the files of their modules.
    fn about_leaks() -> Vec<(String, String)> {
        let read =
            |path: std::path::PathBuf| std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path:?}: {why}"));
        let rule = read(crate::root().join("xtask/src/second_try.rs"));
        let (_, list) = rule.split_once("const ONE_TRY").expect("the list of modules");
        let (list, _) = list.split_once(';').and_then(|(_, names)| names.split_once("];")).expect("its names");
        let mut files = Vec::new();
        for module in list.split('"').filter_map(|name| name.strip_suffix("::")) {
            let (file, folder) =
                (crate::root().join(format!("tests/e2e/{module}.rs")), crate::root().join("tests/e2e").join(module));
            if file.is_file() {
                files.push((module.to_owned(), read(file)));
                continue;
            }
            let entries = std::fs::read_dir(folder).expect("a module with others inside");
            let inside = entries.map(|entry| entry.expect("a file").path());
            let inside = inside.filter(|path| path.extension().is_some_and(|end| end == "rs"));
            files.extend(inside.map(|path| (path.display().to_string(), read(path))));
        }
        files
    }

    /// A call from its parenthesis on, to the one that closes it. Parentheses in its texts come in pairs.
    fn call(code: &str) -> &str {
        let mut depth = 0_usize;
        let is_end = |(_, c): &(usize, char)| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        };
        let end = code.char_indices().find(is_end).map_or(code.len(), |(at, _)| at);
        &code[..end]
    }

    #[test]
    fn no_journey_about_leaks_gives_up_waiting_for_what_it_asserts() {
        let files = about_leaks();
        assert!(files.len() > 7, "{} files", files.len());
        for (file, code) in &files {
            for (at, start) in [".wait(", ".wait_for("].iter().flat_map(|wait| code.match_indices(wait)) {
                let waited_for = call(&code[at + start.len() - 1..]);
                let asserted = ASSERTED.iter().find(|word| waited_for.contains(*word));
                assert!(asserted.is_none(), "{file} waits for what it asserts, {asserted:?}: {waited_for}");
            }
        }
        assert_eq!(call("(a(b), |c| (d)) + (e)"), "(a(b), |c| (d)");
    }
}
