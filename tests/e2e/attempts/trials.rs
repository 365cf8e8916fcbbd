//! Trying ways, and where each was noticed: by the servers, the browser's own log, and the page.

use std::thread;
use std::time::{Duration, Instant};

use webdriver::NetLog;

use super::MUST_REACH;
use super::context::{AttemptStage, Context, Maker, Realm};
use super::servers::{Counters, Servers};
use super::table::Way;
use super::visit::{AttemptVisit, LedgerState, mark, now_ms, token};

/// Wait for what is still under way when an attempt has ended.
const AFTER_ALL: Duration = Duration::from_secs(2);
const AFTER_EACH: Duration = Duration::from_millis(700);
/// For the page to count what a server has heard: it is told by events of the browser, and looks after its seal every five
/// seconds.
const SEEN_WITHIN: Duration = Duration::from_secs(20);
/// For a bare page to reach the servers: on a busy machine a peer takes its time.
const REACHED_WITHIN: Duration = Duration::from_secs(30);

/// The result of one way.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    pub(super) way: Way,
    pub(super) realm: Realm,
    pub(super) token: String,
    /// Which servers received the token, by name.
    pub(super) heard: Vec<&'static str>,
    /// Whether the page has counted it, or reported its seal as broken. Known only for ways that were tried by
    /// themselves.
    pub(super) is_seen: bool,
    /// What the attempt itself returned.
    pub(super) remark: String,
}

impl Trial {
    /// Whether all that left is a contact that no page can prevent: a DNS look-up, and over TLS the host's name.
    pub(super) fn is_known(&self) -> bool {
        let is_greeting = self.heard.iter().all(|who| ["network log", "TLS"].contains(who));
        is_greeting && self.way.why_greeted(self.realm).is_some()
    }
}

/// The results of all ways of a visit.
#[derive(Clone, Debug, Default)]
pub(super) struct Tried {
    pub(super) trials: Vec<Trial>,
    /// Where page, servers and the browser's log do not agree.
    pub(super) disagreements: Vec<String>,
    pub(super) browser: String,
}

/// Tries ways side by side, one realm after the other; `None` where there is no such browser.
pub(super) fn beside(servers: &Servers, context: Context, realms: &[Realm], ways: &[Way]) -> Option<Tried> {
    let visit = AttemptVisit::open(context, servers)?;
    let mut tried = Tried { browser: visit.browser_version(), ..Tried::default() };
    for &realm in realms {
        let counters = Counters::start();
        let tries: Vec<(Way, String)> = ways.iter().map(|way| (*way, token())).collect();
        let remarks = visit.run(realm, &tries, servers, &counters);
        thread::sleep(AFTER_ALL);
        if (context.stage, context.maker) == (AttemptStage::Bare, Maker::Chromium) {
            wait_for_reach(servers, &counters, &tries);
        }
        tried.trials.extend(tries.into_iter().map(|(way, token)| {
            let remark = remarks.get(way.script).and_then(|remark| remark.as_str()).unwrap_or("nothing came back");
            let heard = if counters.heard(way.script) { vec!["UDP"] } else { Vec::new() };
            Trial { way, realm, token, heard, is_seen: false, remark: remark.to_owned() }
        }));
    }
    let (ledger, sealed_at, ended_at) = (visit.ledger(), visit.sealed_at_ms(), now_ms());
    visit.close_other_tabs();
    let log = visit.end();
    tried.hear(servers, log.as_ref());
    if let (Some(log), Some(ledger)) = (&log, ledger) {
        tried.disagreements.extend(silent(&tried.trials, &ledger));
        tried.disagreements.extend(unexplained(log, &ledger, sealed_at, ended_at));
    }
    Some(tried)
}

/// Waits until all that must reach a server has done so.
fn wait_for_reach(servers: &Servers, counters: &Counters, tries: &[(Way, String)]) {
    let started = Instant::now();
    let is_on_its_way = |(way, token): &(Way, String)| {
        MUST_REACH.contains(&way.script) && !counters.heard(way.script) && servers.who_heard(token).is_empty()
    };
    while tries.iter().any(is_on_its_way) && started.elapsed() < REACHED_WITHIN {
        thread::sleep(AFTER_EACH);
    }
}

/// Tries ways one after the other, and compares the page before and after each.
pub(super) fn one_by_one(servers: &Servers, context: Context, realm: Realm, ways: &[Way]) -> Option<Tried> {
    let mut visit = AttemptVisit::open(context, servers)?;
    let mut tried = Tried { browser: visit.browser_version(), ..Tried::default() };
    for &way in ways {
        let trial = by_itself(&mut visit, servers, realm, way, token());
        tried.trials.push(trial);
    }
    let log = visit.end();
    tried.hear(servers, log.as_ref());
    Some(tried)
}

/// Tries one way, and restores the page afterwards.
pub(super) fn by_itself(visit: &mut AttemptVisit, servers: &Servers, realm: Realm, way: Way, token: String) -> Trial {
    let counters = Counters::start();
    let before = visit.ledger();
    let remarks = visit.run(realm, &[(way, token.clone())], servers, &counters);
    thread::sleep(AFTER_EACH);
    let is_counted = counters.heard(way.script);
    let is_heard = is_counted || !servers.who_heard(&token).is_empty();
    let (tried_at, mut after) = (Instant::now(), visit.ledger());
    let sees =
        |after: &Option<LedgerState>| before.as_ref().zip(after.as_ref()).is_some_and(|(then, now)| then.sees(now));
    while is_heard && after.is_some() && !sees(&after) && tried_at.elapsed() < SEEN_WITHIN {
        thread::sleep(AFTER_EACH);
        after = visit.ledger();
    }
    visit.close_other_tabs();
    let heard = if is_counted { vec!["UDP"] } else { Vec::new() };
    let is_seen = sees(&after);
    let is_as_before = before.as_ref().map(|ledger| &ledger.seal) == after.as_ref().map(|ledger| &ledger.seal);
    if is_counted || !is_as_before || !visit.is_here() || (is_heard && !is_seen) {
        visit.reopen();
    } else if is_seen {
        // What is counted late belongs to this way, and not to the next.
        thread::sleep(AFTER_EACH);
    }
    let remark = remarks.get(way.script).and_then(|remark| remark.as_str()).unwrap_or("nothing came back");
    Trial { way, realm, token, heard, is_seen, remark: remark.to_owned() }
}

impl Tried {
    /// Adds what servers and log have recorded by now.
    pub(super) fn hear(&mut self, servers: &Servers, log: Option<&NetLog>) {
        for trial in &mut self.trials {
            let by_servers = servers.who_heard(&trial.token);
            let is_logged = log.is_some_and(|log| log.names(&trial.token));
            if log.is_some() && !by_servers.is_empty() && !is_logged {
                let what = format!("{}: a server heard it, and the browser's log does not have it", trial.way.name);
                self.disagreements.push(what);
            }
            trial.heard.extend(by_servers.into_iter().map(|listener| listener.name()));
            if is_logged && trial.heard.is_empty() {
                trial.heard.push("network log");
            }
        }
    }
}

/// Whether the page says that nothing has left while something has.
fn silent(trials: &[Trial], ledger: &LedgerState) -> Option<String> {
    let heard: Vec<&str> = trials
        .iter()
        .filter(|trial| !trial.heard.is_empty() && !trial.is_known())
        .map(|trial| trial.way.name)
        .collect();
    let is_silent = !heard.is_empty() && ledger.claims_nothing_left();
    is_silent.then(|| format!("the page says that nothing has left, and this has: {}", heard.join("; ")))
}

/// Requests while a picture was open that belong to no attempt, where the page has counted fewer. The browser checks
/// for a newer service worker by itself, which no script can stop.
fn unexplained(log: &NetLog, ledger: &LedgerState, from_ms: f64, to_ms: f64) -> Option<String> {
    let (mark, schemes) = (mark(), ["http:", "https:", "ws:", "wss:"]);
    let found: Vec<&str> = log
        .requests()
        .iter()
        .filter(|request| request.by_a_page && (from_ms..to_ms).contains(&request.at_ms))
        .map(|request| request.url.as_str())
        .filter(|url| schemes.iter().any(|scheme| url.starts_with(scheme)))
        .filter(|url| !url.contains(&mark) && !url.ends_with("/sw.js"))
        .collect();
    let is_counted = ledger.left >= found.len() as u64;
    let what = || format!("{} requests that the page has not counted: {}", found.len(), found.join(" "));
    (!is_counted).then(what)
}
