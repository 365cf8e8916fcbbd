//! The attempt table: every known way for data to leave a page, each tried while a picture is open.
//!
//! [`table`] and [`table_elements`] name the ways, `ways/` holds what each does, [`steps`] what more than a script is needed
//! for; [`context`] says in what they are tried. [`servers`] listen, and the browser's own log is read when it has ended:
//! [`trials`] compares the three. [`report`] writes `docs/privacy-evidence.md`.
//!
//! With every run the ways that disturb no other are tried on a later visit, in the document and in a frame. The whole
//! table is for `cargo xtask evidence`, which says in `ONSIGHT_EVIDENCE` where to write it. It is tried by several browsers
//! side by side; what one of them cannot bring to an end is written down, and the others go on.

mod context;
mod errands;
mod report;
mod servers;
mod steps;
mod stun;
mod table;
mod table_elements;
mod trials;
mod visit;

use std::fs;
use std::path::Path;

use context::{AttemptStage, Context, Maker, Neighbour, Realm};
use errands::{Errand, ErrandEnd, side_by_side};
use report::{AttemptEvidence, HEAD};
use servers::Servers;
use table::{LEAVING, PEERS, REQUESTS, TABS, Way};
use table_elements::ELEMENTS;
use trials::{Tried, beside, one_by_one};

use crate::turns::{JourneyTurn, alone};

/// Ways by which a bare page must reach a server: otherwise the servers do not work.
const MUST_REACH: [&str; 10] = [
    "fetch",
    "fetchOwn",
    "webSocket",
    "webSocketOwn",
    "frameHttps",
    "credentialCreate",
    "turnUserName",
    "turnTls",
    "stunHostName",
    "iceUserFragment",
];

/// Ways, by their scripts, that were added since the whole table was last tried: [`DOCUMENT`] has no row of them. Empty this when
/// `cargo xtask evidence` has written it anew; until then, a test fails as soon as the document has one.
const SINCE: [&str; 0] = [];

/// Contexts in which all ways that do not disturb others are tried side by side.
const BESIDE: [(Context, &[Realm]); 6] = [
    (Context::of(AttemptStage::Unguarded), &[Realm::Top, Realm::Blank]),
    (Context::of(AttemptStage::Unguarded).with_headers(), &[Realm::Top, Realm::Blank]),
    (Context::of(AttemptStage::Claimed), &[Realm::Top, Realm::Blank]),
    (Context::of(AttemptStage::Guarded), &[Realm::Top, Realm::Blank, Realm::Srcdoc]),
    (Context::of(AttemptStage::Guarded).with_headers(), &[Realm::Top, Realm::Blank]),
    (Context::of(AttemptStage::Guarded).in_room(), &[Realm::Top]),
];

/// Contexts in which the page, or a tab beside it, is navigated away.
const ALONE: [(Context, Realm); 5] = [
    (Context::of(AttemptStage::Unguarded), Realm::Top),
    (Context::of(AttemptStage::Unguarded), Realm::Blank),
    (Context::of(AttemptStage::Unguarded).with_headers(), Realm::Blank),
    (Context::of(AttemptStage::Guarded), Realm::Top),
    (Context::of(AttemptStage::Guarded), Realm::Blank),
];

/// What is missing where an attempt finds no browser.
const CHROMIUM: &str = "a Chromium";

/// Where the document lies.
const DOCUMENT: &str = "docs/privacy-evidence.md";

/// The headings of the document, with their rows.
fn groups() -> [(&'static str, Vec<Way>); 6] {
    [
        ("Asked of the network by a script", REQUESTS.to_vec()),
        ("WebRTC", PEERS.to_vec()),
        ("Elements, styles and texts", ELEMENTS.to_vec()),
        ("Away from the page", LEAVING.to_vec()),
        ("The seal lifted, and other tabs", TABS.to_vec()),
        ("By other hands", steps::ways()),
    ]
}

/// Ways that do not disturb others.
fn harmless() -> Vec<Way> {
    [&REQUESTS[..], &PEERS, &ELEMENTS].concat()
}

#[test]
fn no_way_out_is_open() {
    let turn = alone();
    let servers = Servers::start();
    match std::env::var_os("ONSIGHT_EVIDENCE") {
        None => quick(&servers),
        Some(file) => whole(&servers, &turn, Path::new(&file)),
    }
}

#[test]
fn every_way_has_a_name_and_a_script_of_its_own() {
    let code = [
        include_str!("ways/requests.js"),
        include_str!("ways/peers.js"),
        include_str!("ways/elements.js"),
        include_str!("ways/leaving.js"),
        include_str!("ways/tabs.js"),
    ]
    .concat();
    let ways = [&harmless()[..], &LEAVING, &TABS].concat();
    for way in &ways {
        let (start, name) = (format!("\n  {}: ", way.script), way.name);
        assert_eq!(code.matches(&start).count(), 1, "{start}");
        assert_eq!(ways.iter().filter(|other| other.name == name).count(), 1, "{name}");
    }
    for way in steps::ways() {
        assert_eq!(code.matches(&format!("\n  {}: ", way.script)).count(), 1, "{}", way.name);
    }
}

#[test]
fn the_document_is_of_this_table() {
    // Then it is being written.
    if std::env::var_os("ONSIGHT_EVIDENCE").is_some() {
        return;
    }
    let again = "run `cargo xtask evidence`";
    let text = fs::read_to_string(crate::root().join(DOCUMENT)).unwrap_or_default();
    assert!(text.starts_with(HEAD), "{DOCUMENT} is missing, or of an earlier version: {again}");
    for (heading, ways) in groups() {
        let (_, rest) = text.split_once(&format!("\n## {heading}\n")).unwrap_or_default();
        let section = rest.split("\n## ").next().unwrap_or_default();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |"));
        let names: Vec<&str> = rows.map(|(name, _)| name).filter(|name| *name != "way").collect();
        let tried = ways.iter().filter(|way| !SINCE.contains(&way.script));
        let expected: Vec<&str> = tried.map(|way| way.name).collect();
        assert_eq!(names, expected, "{DOCUMENT} is of another table: {again}");
    }
    let known: Vec<&str> = groups().into_iter().flat_map(|(_, ways)| ways).map(|way| way.script).collect();
    assert!(SINCE.iter().all(|script| known.contains(script)), "a way of `SINCE` is in no table");
}

/// A later visit, in the document and in a frame.
fn quick(servers: &Servers) {
    let mut evidence = AttemptEvidence::default();
    let ways = harmless();
    evidence.add_reached(beside(servers, Context::of(AttemptStage::Bare), &[Realm::Top], &ways));
    let (context, realms) = (Context::of(AttemptStage::Guarded), [Realm::Top, Realm::Blank]);
    let tried = beside(servers, context, &realms, &ways).expect(CHROMIUM);
    evidence.add_tried(context, tried);
    check(&evidence);
}

/// All ways; writes the document.
fn whole(servers: &Servers, turn: &JourneyTurn, file: &Path) {
    let ways = harmless();
    let mut evidence = AttemptEvidence::default();
    for end in side_by_side(turn, errands(servers, &ways)) {
        match end {
            ErrandEnd::Reached(tried) => evidence.add_reached(Some(tried)),
            ErrandEnd::Tried(context, tried) => evidence.add_tried(context, tried),
            ErrandEnd::BrokenOff(what, why) => evidence.faults.push((what, why)),
        }
    }
    // Only the page itself shows whether these are ways out in this browser.
    for way in TABS.into_iter().chain(steps::ways()) {
        evidence.compared.insert((Maker::Chromium, way.name));
        evidence.reached.insert((Maker::Chromium, way.name));
    }
    fs::write(file, evidence.document(&groups())).expect("the document");
    check(&evidence);
}

/// All contexts, each for a browser of its own.
fn errands<'a>(servers: &'a Servers, ways: &'a [Way]) -> Vec<Errand<'a>> {
    let bare = Context::of(AttemptStage::Bare);
    let reached = |tried: Option<Tried>| -> Vec<ErrandEnd> { tried.map(ErrandEnd::Reached).into_iter().collect() };
    let mut errands = vec![
        Errand::new("bare page", move || reached(beside(servers, bare, &[Realm::Top], ways))),
        Errand::new("bare page, one by one", move || reached(one_by_one(servers, bare, Realm::Top, &LEAVING))),
    ];
    for (context, realm) in ALONE {
        let run =
            move || vec![ErrandEnd::Tried(context, one_by_one(servers, context, realm, &LEAVING).expect(CHROMIUM))];
        errands.push(Errand::new(&format!("{}, one by one", context.title(realm)), run));
    }
    for neighbour in [Neighbour::Onsight, Neighbour::Outside] {
        let context = Context::of(AttemptStage::Guarded).beside(neighbour);
        let run =
            move || vec![ErrandEnd::Tried(context, one_by_one(servers, context, Realm::Top, &TABS).expect(CHROMIUM))];
        errands.push(Errand::new(&context.title(Realm::Top), run));
    }
    for (context, realms) in BESIDE {
        let run = move || {
            let tried = beside(servers, context, realms, ways).expect(CHROMIUM);
            vec![ErrandEnd::Tried(context, looked_at(servers, context, tried))]
        };
        errands.push(Errand::new(&context.title(realms[0]), run));
    }
    for stage in [AttemptStage::Unguarded, AttemptStage::Guarded] {
        let of_workers = Context::of(stage).with_workers();
        errands.push(Errand::new(&of_workers.title(Realm::Worker), move || {
            let tried = beside(servers, of_workers, &[Realm::Worker], &REQUESTS).expect(CHROMIUM);
            vec![ErrandEnd::Tried(of_workers, looked_at(servers, of_workers, tried))]
        }));
    }
    errands.push(Errand::new("by other hands", move || {
        vec![ErrandEnd::Tried(Context::of(AttemptStage::Guarded), steps::all(servers))]
    }));
    errands.extend(in_firefox(servers, ways));
    errands
}

/// The same in Firefox, for what it supports; nothing comes of them where there is none.
fn in_firefox<'a>(servers: &'a Servers, ways: &'a [Way]) -> [Errand<'a>; 5] {
    let bare = Context::of(AttemptStage::Bare).in_firefox();
    let first = Context::of(AttemptStage::Unguarded).in_firefox();
    let later = Context::of(AttemptStage::Guarded).in_firefox();
    let reached = |tried: Option<Tried>| -> Vec<ErrandEnd> { tried.map(ErrandEnd::Reached).into_iter().collect() };
    [
        Errand::new("Firefox, bare page", move || {
            let tried = beside(servers, bare, &[Realm::Top], ways);
            if tried.is_none() {
                println!("SKIPPED Firefox: `cargo xtask firefox` installs it with its driver");
            }
            reached(tried)
        }),
        Errand::new("Firefox, bare page, one by one", move || reached(one_by_one(servers, bare, Realm::Top, &LEAVING))),
        Errand::new("Firefox, first visit", move || {
            let tried = beside(servers, first, &[Realm::Top], ways);
            tried.map(|tried| ErrandEnd::Tried(first, looked_at(servers, first, tried))).into_iter().collect()
        }),
        Errand::new("Firefox, later visit", move || {
            let tried = beside(servers, later, &[Realm::Top, Realm::Blank], ways);
            tried.map(|tried| ErrandEnd::Tried(later, looked_at(servers, later, tried))).into_iter().collect()
        }),
        Errand::new("Firefox, later visit, one by one", move || {
            let tried = one_by_one(servers, later, Realm::Top, &LEAVING);
            tried.map(|tried| ErrandEnd::Tried(later, tried)).into_iter().collect()
        }),
    ]
}

/// Repeats each way that reached a server by itself, to know whether the page detects it. A first visit after which a
/// service worker has taken control cannot be repeated.
fn looked_at(servers: &Servers, context: Context, mut tried: Tried) -> Tried {
    for realm in [Realm::Top, Realm::Blank, Realm::Srcdoc, Realm::Worker] {
        let of_realm = tried.trials.iter().filter(|trial| trial.realm == realm && !trial.heard.is_empty());
        let heard: Vec<Way> = of_realm.map(|trial| trial.way).collect();
        if heard.is_empty() || context.stage == AttemptStage::Claimed {
            continue;
        }
        let again = one_by_one(servers, context, realm, &heard).expect("the same browser");
        for one in again.trials.iter().filter(|one| one.is_seen) {
            let same = |trial: &&mut trials::Trial| trial.realm == realm && trial.way.name == one.way.name;
            tried.trials.iter_mut().filter(same).for_each(|trial| trial.is_seen = true);
        }
        tried.add(Tried { trials: Vec::new(), ..again });
    }
    tried
}

impl AttemptEvidence {
    /// A bare page must reach the servers, or no other result means anything.
    fn add_reached(&mut self, tried: Option<Tried>) {
        let Some(tried) = tried else { return };
        let maker = if tried.browser.starts_with("Chromium") { Maker::Chromium } else { Maker::Firefox };
        let reached = tried.trials.iter().filter(|trial| !trial.heard.is_empty());
        self.reached.extend(reached.map(|trial| (maker, trial.way.name)));
        self.compared.extend(tried.trials.iter().map(|trial| (maker, trial.way.name)));
        for trial in tried.trials.iter().filter(|trial| trial.heard.is_empty()) {
            if maker == Maker::Chromium && MUST_REACH.contains(&trial.way.script) {
                self.faults.push((format!("a bare page reaches nobody by {}", trial.way.name), trial.remark.clone()));
            }
        }
        self.browsers.insert(tried.browser);
        self.disagreements.extend(tried.disagreements);
        self.faults.extend(tried.broken);
        self.own_hosts.extend(tried.own_hosts);
    }

    /// One column for each realm.
    fn add_tried(&mut self, context: Context, tried: Tried) {
        for realm in [Realm::Top, Realm::Blank, Realm::Srcdoc, Realm::Worker] {
            let of_realm = tried.trials.iter().filter(|trial| trial.realm == realm);
            let trials: Vec<trials::Trial> = of_realm.cloned().collect();
            if !trials.is_empty() {
                self.add(context, realm, trials);
            }
        }
        self.disagreements.extend(tried.disagreements);
        self.faults.extend(tried.broken);
        self.own_hosts.extend(tried.own_hosts);
    }
}

#[track_caller]
fn check(evidence: &AttemptEvidence) {
    let failures = evidence.failures();
    assert!(failures.is_empty(), "{} ways out are open, or unseen:\n{}", failures.len(), failures.join("\n"));
}
