//! The page as a visitor and a script see it: by role, visible text and the documented test ids.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::{Browser, Gpu, Wishes};
use crate::host::Host;
use crate::turns::{JourneyTurn, beside_others, one_more_browser};
use server::Served;

/// Long enough for SwiftShader on two busy cores.
const PATIENCE: Duration = Duration::from_secs(240);

/// The page in a browser, with the server that serves it.
pub(crate) struct Page {
    pub(crate) browser: Browser,
    host: Host,
    /// `None` for a second browser beside the one that has the turn, and where the whole test has one.
    _turn: Option<JourneyTurn>,
}

/// What the page says about one picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageAnswer {
    /// The decision shown: a class, the classes of a set joined by commas, or `abstain:` and the reason.
    pub(crate) decision: String,
    /// Label to probability; none where a gate refused the picture before the network.
    pub(crate) probabilities: BTreeMap<String, f64>,
    /// `webgpu` or `cpu`.
    pub(crate) backend: String,
    /// Milliseconds for the network alone.
    pub(crate) inference_ms: f64,
    /// Milliseconds from request to answer.
    pub(crate) total_ms: f64,
}

/// The outcome of a picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PageOutcome {
    Answered(PageAnswer),
    /// `data-kind` and the words shown.
    Failed(String, String),
}

impl Page {
    /// Opens the built page in a fresh browser; `query` is for instance `?backend=cpu`.
    pub(crate) fn open(gpu: Gpu, query: &str) -> Self {
        Self::open_at(Host::find, gpu, query)
    }

    /// The same from a host of the test's own.
    pub(crate) fn open_at(host: impl FnOnce() -> Host, gpu: Gpu, query: &str) -> Self {
        let page = Self::visit(host, gpu, query);
        page.wait_for("[data-testid=file-input]");
        page.wait_for_sentences();
        page
    }

    /// The same in a second browser of its own, as another person has it, while this one goes on: in a journey that is alone.
    #[track_caller]
    pub(crate) fn open_beside(&self, gpu: Gpu, query: &str) -> Self {
        one_more_browser();
        let page = Self { browser: Browser::start(gpu), host: Host::find(), _turn: None };
        page.browser.open(&format!("{}{query}", page.url()));
        page.wait_for("[data-testid=file-input]");
        page.wait_for_sentences();
        page
    }

    /// The same for a page that may fail to start, or lack some of its texts.
    pub(crate) fn visit(host: impl FnOnce() -> Host, gpu: Gpu, query: &str) -> Self {
        let turn = beside_others();
        let host = host();
        let browser = Browser::start(gpu);
        let page = Self { browser, host, _turn: turn };
        page.browser.open(&format!("{}{query}", page.url()));
        page
    }

    /// The page with a room, switched to the room (`docs/room.md`).
    pub(crate) fn open_in_room(host: impl FnOnce() -> Host, query: &str) -> Self {
        let turn = beside_others();
        let host = host();
        let browser = Browser::start_with(&Wishes { has_room: true, ..Wishes::default() });
        let page = Self { browser, host, _turn: turn };
        page.browser.open(&format!("{}{query}", page.url()));
        page.wait_for("[data-testid=file-input]");
        page
    }

    /// The page at an address that the test listens at itself, in a browser of the test's own.
    pub(crate) fn at(url: &str, query: &str, browser: impl FnOnce() -> Browser) -> Self {
        let turn = beside_others();
        let page = Self { browser: browser(), host: Host::At(url.to_owned()), _turn: turn };
        page.browser.open(&format!("{url}{query}"));
        page
    }

    /// Waits for the card that says why the model cannot be used; returns its kind and its text.
    #[track_caller]
    pub(crate) fn engine_failure(&self, patience: Duration) -> (String, String) {
        let script = "const card = [...document.querySelectorAll('[data-testid=error]')] \
            .find(card => !card.querySelector('.failure-card__name')); \
            return card ? [card.dataset.kind, card.innerText] : null";
        self.browser.wait("the failure of the model", patience, |browser| {
            let found = browser.run(script, &Value::Null);
            Some((found[0].as_str()?.to_owned(), found[1].as_str()?.to_owned()))
        })
    }

    /// Presses "Try again" on it.
    pub(crate) fn try_again(&self) {
        let script = "[...document.querySelectorAll('[data-testid=error]')] \
            .find(card => !card.querySelector('.failure-card__name')).querySelector('button').click()";
        self.browser.run(script, &Value::Null);
    }

    /// Stops the host, or lets it answer again.
    pub(crate) fn set_stopped(&self, stopped: bool) {
        self.host.set_stopped(stopped);
    }

    /// Waits until the service worker controls this page and the model is ready.
    #[track_caller]
    pub(crate) fn wait_for_guard(&self) {
        // In this order: before its program runs, a room has no `navigator.serviceWorker`, and asking for it throws.
        let script = "return !!document.querySelector('[data-testid=device]') && !!navigator.serviceWorker.controller";
        self.browser.wait("the service worker and the model", PATIENCE, |browser| {
            browser.run(script, &Value::Null).as_bool().filter(|ready| *ready)
        });
    }

    /// Waits until every sentence is loaded: the second part of the language comes after the first paint, and until
    /// then an ellipsis stands for what is in it.
    #[track_caller]
    pub(crate) fn wait_for_sentences(&self) {
        let script = "return Boolean(globalThis.onsightWords?.[`${globalThis.onsightSpoken}-files`])";
        self.browser.wait("the second part of the language", PATIENCE, |browser| {
            browser.run(script, &Value::Null).as_bool().filter(|is_here| *is_here)
        });
    }

    /// The badge's text about the device, once there is one and its sentences are loaded.
    #[track_caller]
    pub(crate) fn badge(&self) -> String {
        self.browser.wait("the badge of the device", PATIENCE, |_| {
            Some(self.all_text("[data-testid=device]")).filter(|said| !said.is_empty() && !said.contains('…'))
        })
    }

    /// Removes every picture from the list.
    #[track_caller]
    pub(crate) fn remove_all(&self) {
        let script = "document.querySelector('.queue [aria-label^=Remove]')?.click(); \
            return document.querySelector('[data-testid=ledger]')?.dataset.seal ?? ''";
        self.browser
            .wait("an open page", PATIENCE, |browser| (browser.run(script, &Value::Null) == "open").then_some(()));
    }

    /// Every request that the server has seen so far.
    pub(crate) fn requests(&self) -> Vec<Served> {
        self.host.requests()
    }

    /// What the server was asked for after its first so many requests. The browser looks after the service worker whenever
    /// it likes, which no script can stop and nothing can be put into: that is left out where it carries nothing.
    pub(crate) fn asked_since(&self, before: usize) -> Vec<String> {
        let since = self.requests().into_iter().skip(before);
        let since = since.filter(|request| !request.target.ends_with("/sw.js") || request.body_bytes > 0);
        since.map(|request| request.target).collect()
    }

    /// Address of the page, without a query.
    pub(crate) fn url(&self) -> String {
        self.host.url()
    }

    /// Sets the files of the file input, like a visitor who picks them.
    pub(crate) fn pick(&self, files: &[&Path]) {
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        self.browser.send_keys("[data-testid=file-input]", &paths.join("\n"));
    }

    /// Opens one file and waits for its outcome.
    #[track_caller]
    pub(crate) fn classify(&self, file: &Path) -> PageOutcome {
        self.pick(&[file]);
        self.outcome(&file.file_name().expect("a file name").to_string_lossy())
    }

    /// Like [`Self::classify`], where only an answer is acceptable.
    #[track_caller]
    pub(crate) fn answer(&self, file: &Path) -> PageAnswer {
        self.pick(&[file]);
        self.answer_of(&file.file_name().expect("a file name").to_string_lossy())
    }

    /// Like [`Self::classify`], where an answer or a refusal is acceptable, and a failure is not.
    #[track_caller]
    pub(crate) fn answer_or_not(&self, file: &Path) {
        let outcome = self.classify(file);
        assert!(matches!(outcome, PageOutcome::Answered(_)), "{}: {outcome:?}", file.display());
    }

    /// The answer to a picture that was given.
    #[track_caller]
    pub(crate) fn answer_of(&self, name: &str) -> PageAnswer {
        match self.outcome(name) {
            PageOutcome::Answered(answer) => answer,
            PageOutcome::Failed(kind, words) => panic!("{name}: expected an answer, got `{kind}`: {words}"),
        }
    }

    /// Selects the newest picture of this name in the queue and waits until it is finished.
    #[track_caller]
    pub(crate) fn outcome(&self, name: &str) -> PageOutcome {
        self.browser.wait(&format!("the end of {name}"), PATIENCE, |browser| {
            let found = browser.run(READ_OUTCOME, &json!(name));
            if let Some(kind) = found["kind"].as_str() {
                return Some(PageOutcome::Failed(kind.into(), found["words"].as_str().unwrap_or_default().into()));
            }
            let decision = found["decision"].as_str()?.to_owned();
            let probabilities = found["probabilities"].as_object()?.iter();
            let number = |value: &Value| value.as_str().and_then(|text| text.parse().ok()).expect("a number");
            Some(PageOutcome::Answered(PageAnswer {
                decision,
                probabilities: probabilities.map(|(label, value)| (label.clone(), number(value))).collect(),
                backend: found["backend"].as_str()?.into(),
                inference_ms: number(&found["inference_ms"]),
                total_ms: number(&found["total_ms"]),
            }))
        })
    }

    /// Waits until a selector finds something.
    #[track_caller]
    pub(crate) fn wait_for(&self, selector: &str) {
        self.browser.wait(selector, PATIENCE, |browser| finds(browser, selector));
    }

    /// The same where this is what the journey asserts: that a page is still here, or that it asks ([`Browser::expect`]).
    #[track_caller]
    pub(crate) fn expect(&self, selector: &str) {
        self.browser.expect(selector, PATIENCE, |browser| finds(browser, selector));
    }

    /// Ends the browser and returns its network log.
    pub(crate) fn into_net_log(self) -> String {
        self.browser.end()
    }

    /// The whole text of the first element that a selector finds, collapsed parts included.
    pub(crate) fn all_text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        self.browser.run(script, &json!(selector)).as_str().unwrap_or_default().to_owned()
    }

    /// Text of the first element that a selector finds; empty when there is none.
    pub(crate) fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        self.browser.run(script, &json!(selector)).as_str().unwrap_or_default().to_owned()
    }
}

fn finds(browser: &Browser, selector: &str) -> Option<()> {
    let script = "return document.querySelector(arguments[0]) !== null";
    (browser.run(script, &json!(selector)) == true).then_some(())
}

/// Reads the outcome of the picture named `arguments[0]`, selecting it first; null while it is pending.
const READ_OUTCOME: &str = r#"
const name = arguments[0];
const items = [...document.querySelectorAll('li')].filter(li => li.querySelector('button')?.innerText.includes(name));
const item = items.at(-1);
if (!item) return null;
const select = item.querySelector('button');
if (select.getAttribute('aria-current') !== 'true') { select.click(); return null; }
const all = id => [...document.querySelectorAll(`[data-testid=${id}]`)];
const error = all('error')[0];
if (error) return { kind: error.dataset.kind, words: error.innerText };
const label = all('predicted-label')[0];
const set = all('prediction-set')[0];
const none = all('abstained')[0];
const judged = all('judged')[0] && 'judged';
const decision = set?.dataset.labels ?? label?.dataset.label ?? (none && `abstain:${none.dataset.reason || none.dataset.why}`) ?? judged;
const timing = all('timing')[0];
const device = all('device')[0];
if (!all('result').length || !decision || !timing || !device) return null;
return {
  decision,
  probabilities: Object.fromEntries(all('probability').map(p => [p.dataset.label, p.dataset.value])),
  backend: device.dataset.backend,
  inference_ms: timing.dataset.inferenceMs,
  total_ms: timing.dataset.totalMs,
};
"#;
