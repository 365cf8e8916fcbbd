//! Trying ways, and where each was noticed: by the servers, the browser's own log, and the page.

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use webdriver::NetLog;

use super::MUST_REACH;
use super::context::{AttemptStage, Context, Maker, Realm};
use super::errands::unbroken;
use super::servers::{Counters, Servers};
use super::table::Way;
use super::visit::{AttemptVisit, LedgerState, mark, now_ms, token};

/// Wait for what is still under way when an attempt has ended.
const AFTER_ALL: Duration = Duration::from_secs(2);
const AFTER_EACH: Duration = Duration::from_millis(700);
/// Schemes of requests that use the network.
const WEB: [&str; 4] = ["http", "https", "ws", "wss"];
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
    /// Ways that could not be tried to their end, each with the reason.
    pub(super) broken: Vec<(String, String)>,
    /// Hosts of which the browser itself asked something.
    pub(super) own_hosts: BTreeSet<String>,
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

/// Tries ways one after the other, and compares the page before and after each. After one that breaks the browser, another
/// browser goes on with the next.
pub(super) fn one_by_one(servers: &Servers, context: Context, realm: Realm, ways: &[Way]) -> Option<Tried> {
    let mut all = Tried::default();
    let mut rest = ways;
    loop {
        let mut visit = AttemptVisit::open(context, servers)?;
        all.browser = visit.browser_version();
        let mut part = Tried::default();
        while let Some((&way, later)) = rest.split_first() {
            rest = later;
            match unbroken(|| by_itself(&mut visit, servers, realm, way, token())) {
                Ok(trial) => part.trials.push(trial),
                Err(why) => {
                    part.broken.push((format!("{}: {}", context.title(realm), way.name), why));
                    break;
                }
            }
        }
        let log = visit.end();
        part.hear(servers, log.as_ref());
        all.add(part);
        if rest.is_empty() {
            return Some(all);
        }
    }
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
    /// Adds what another browser of the same kind has tried.
    pub(super) fn add(&mut self, part: Self) {
        self.trials.extend(part.trials);
        self.disagreements.extend(part.disagreements);
        self.broken.extend(part.broken);
        self.own_hosts.extend(part.own_hosts);
    }

    /// Adds what servers and log have recorded by now.
    pub(super) fn hear(&mut self, servers: &Servers, log: Option<&NetLog>) {
        self.own_hosts.extend(log.into_iter().flat_map(own_hosts));
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

/// Other hosts of which the browser asked something by itself.
fn own_hosts(log: &NetLog) -> BTreeSet<String> {
    let requests = log.requests().iter().filter(|request| !request.by_a_page);
    let hosts = requests.filter_map(|request| host_of(&request.url));
    hosts.filter(|host| !host.ends_with("localhost") && *host != "127.0.0.1").map(str::to_owned).collect()
}

/// The host of a web address, without its port.
fn host_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    rest.split(['/', ':', '?', '#']).next().filter(|_| WEB.contains(&scheme))
}

/// A web address without the port, which is another in each run.
fn without_port(url: &str) -> String {
    let port = host_of(url).and_then(|host| url.split_once(host)?.1.strip_prefix(':'));
    let digits = port.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.map_or_else(|| url.to_owned(), |digits| url.replacen(&format!(":{digits}"), "", 1))
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
    let mark = mark();
    let found: Vec<&str> = log
        .requests()
        .iter()
        .filter(|request| request.by_a_page && (from_ms..to_ms).contains(&request.at_ms))
        .map(|request| request.url.as_str())
        .filter(|url| host_of(url).is_some() && !url.contains(&mark) && !url.ends_with("/sw.js"))
        .collect();
    let is_counted = ledger.left >= found.len() as u64;
    let what = || {
        let urls: Vec<String> = found.iter().map(|url| without_port(url)).collect();
        format!("{} requests that the page has not counted: {}", found.len(), urls.join(" "))
    };
    (!is_counted).then(what)
}

#[test]
fn a_request_is_told_by_its_host_and_without_its_port() {
    assert_eq!(host_of("http://localhost:41234/a:1/b"), Some("localhost"));
    assert_eq!(host_of("https://a.example?b"), Some("a.example"));
    assert_eq!(host_of("blob:http://localhost:1/a"), None);
    assert_eq!(host_of("chrome://new-tab-page/"), None);
    assert_eq!(without_port("ws://localhost:41234/a:1/b"), "ws://localhost/a:1/b");
    assert_eq!(without_port("https://a.example/b:2"), "https://a.example/b:2");
}
