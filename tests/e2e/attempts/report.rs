//! The table as a document that a hospital can reproduce.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::context::{Maker, Realm};
use super::table::Way;
use super::trials::Trial;

/// Ways that were tried in one context and realm.
pub(super) struct ContextColumn {
    pub(super) title: String,
    pub(super) maker: Maker,
    pub(super) trials: Vec<Trial>,
}

/// All results.
#[derive(Default)]
pub(super) struct AttemptEvidence {
    pub(super) browsers: BTreeSet<String>,
    pub(super) columns: Vec<ContextColumn>,
    /// Ways by which a page without any policy reaches a server, in each browser.
    pub(super) reached: Vec<(Maker, &'static str)>,
    pub(super) disagreements: Vec<String>,
    /// What could not be tried to its end, and servers that hear nothing.
    pub(super) faults: Vec<String>,
}

/// The text of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AttemptVerdict {
    Stopped,
    NoWay,
    Seen,
    Known,
    Left,
}

const WORDS: [(AttemptVerdict, &str, &str); 5] = [
    (AttemptVerdict::Stopped, "stopped", "a bare page reaches a server by this way, and the page under test did not"),
    (AttemptVerdict::NoWay, "–", "a bare page reaches nobody by it either: this browser, run so, has no such way"),
    (AttemptVerdict::Seen, "seen", "it left, and the page counted it or called its seal broken at once"),
    (
        AttemptVerdict::Known,
        "known",
        "a host was looked up or greeted, which no page can stop, and nothing else left; who sees it stands below",
    ),
    (AttemptVerdict::Left, "**LEFT**", "it left, and the page did not say so"),
];

impl AttemptEvidence {
    /// Adds a column, and what its trials show about the browser.
    pub(super) fn add(&mut self, title: String, maker: Maker, trials: Vec<Trial>) {
        self.columns.push(ContextColumn { title, maker, trials });
    }

    /// Every cell in which something left undetected, one line each.
    pub(super) fn failures(&self) -> Vec<String> {
        let of_column = |column: &ContextColumn| {
            let left = column.trials.iter().filter(|trial| self.verdict(column.maker, trial) == AttemptVerdict::Left);
            let line = |trial: &Trial| {
                let Trial { way, heard, remark, .. } = trial;
                let (maker, title) = (column.maker.name(), &column.title);
                format!("{} ({maker}, {title}): heard by {}; {remark}", way.name, heard.join(", "))
            };
            left.map(line).collect::<Vec<_>>()
        };
        let others = self.disagreements.iter().chain(&self.faults).cloned();
        self.columns.iter().flat_map(of_column).chain(others).collect()
    }

    /// The document; `groups` are the headings with their rows.
    pub(super) fn document(&self, groups: &[(&str, Vec<Way>)]) -> String {
        let browsers: Vec<&str> = self.browsers.iter().map(String::as_str).collect();
        let mut text = format!("{HEAD}\nTried with {}.", browsers.join(" and "));
        if !self.columns.iter().any(|column| column.maker == Maker::Firefox) {
            text += " Firefox was not tried: `cargo xtask firefox` installs it with its driver.";
        }
        text += "\n\n## What a cell says\n\n";
        for (_, word, meaning) in WORDS {
            let _ = writeln!(text, "- {word}: {meaning}");
        }
        text += "\n## Columns\n\n";
        for (number, column) in self.columns.iter().enumerate() {
            let _ = writeln!(text, "{}. {}, {}", number + 1, column.maker.name(), column.title);
        }
        for (heading, ways) in groups {
            let _ = write!(text, "\n## {heading}\n\n{}", self.table(ways));
        }
        text += "\n## What no page can stop\n\n";
        let known: BTreeSet<(&str, &str)> = groups
            .iter()
            .flat_map(|(_, ways)| ways)
            .filter_map(|way| Some((way.name, way.why_greeted(Realm::Top).or(way.why_greeted(Realm::Blank))?)))
            .collect();
        for (name, why) in known {
            let _ = writeln!(text, "- {name}: cannot be stopped: {why}.");
        }
        text += "\n## Where page, servers and the browser's log did not agree\n\n";
        if self.disagreements.is_empty() {
            text += "- Nowhere.\n";
        }
        for line in &self.disagreements {
            let _ = writeln!(text, "- {line}");
        }
        if !self.faults.is_empty() {
            text += "\n## What could not be tried to its end\n\n";
        }
        for line in &self.faults {
            let _ = writeln!(text, "- {line}");
        }
        text + TAIL
    }

    /// The rows of one heading, with those columns in which any of them was tried.
    fn table(&self, ways: &[Way]) -> String {
        let cell = |column: &ContextColumn, way: &Way| {
            let trial = column.trials.iter().find(|trial| trial.way.name == way.name)?;
            let verdict = self.verdict(column.maker, trial);
            WORDS.iter().find(|(known, _, _)| *known == verdict).map(|(_, word, _)| *word)
        };
        let used: Vec<(usize, &ContextColumn)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| ways.iter().any(|way| cell(column, way).is_some()))
            .collect();
        let numbers: Vec<String> = used.iter().map(|(number, _)| format!("{}", number + 1)).collect();
        let mut text = format!("| way | {} |\n|---|{}\n", numbers.join(" | "), "---|".repeat(used.len()));
        for way in ways {
            let cells: Vec<&str> = used.iter().map(|(_, column)| cell(column, way).unwrap_or(" ")).collect();
            let _ = writeln!(text, "| {} | {} |", way.name, cells.join(" | "));
        }
        text
    }

    fn verdict(&self, maker: Maker, trial: &Trial) -> AttemptVerdict {
        if trial.heard.is_empty() {
            let is_way = self.reached.contains(&(maker, trial.way.name));
            return if is_way { AttemptVerdict::Stopped } else { AttemptVerdict::NoWay };
        }
        match (trial.is_seen, trial.is_known()) {
            (true, _) => AttemptVerdict::Seen,
            (false, true) => AttemptVerdict::Known,
            (false, false) => AttemptVerdict::Left,
        }
    }
}

const HEAD: &str = "# What was tried to get data out of the page\n\n\
    `cargo xtask evidence` wrote this file: change nothing here, run it again.\n\n\
    A picture is open in Onsight, and a script that is taken to be hostile runs inside the page. It tries every known way \
    for data to leave a page, each with a word of its own, and servers for each protocol listen for that word: HTTP and \
    WebSocket, TLS with the name of the server, UDP with STUN and TURN, and the page's own host. Chromium's own log of \
    everything that it does on the network is read afterwards; it must know of whatever a server heard, and of no request \
    that the page has not counted. A way that does not say \"own host\" leads to another one.\n";

const TAIL: &str = "\n## How to do it again\n\n\
    On a machine with Debian, as root, with rustup and git: `cargo xtask evidence` installs Chromium, builds the page, tries \
    everything and writes this file; it ends with an error where anything left unseen. `cargo xtask firefox` first adds \
    Firefox. `cargo xtask evidence --no-build` tries the page that lies in `dist/`. The ways stand in \
    `tests/e2e/attempts/ways/`, one function each; what is added there and in `table.rs` is tried from then on. A quick part \
    runs with every `cargo xtask e2e`.\n\n\
    Not tried here: what needs a device beside this one (Bluetooth, USB, serial lines, casting), what a visitor does himself \
    (saving, printing, copying), and what another program of the device can see.\n";

#[test]
fn a_way_that_left_unseen_is_a_failure_and_is_never_hidden() {
    let trial = |name: &'static str, heard: &[&'static str], is_seen| Trial {
        way: Way::new("fetch", name),
        realm: Realm::Top,
        token: String::new(),
        heard: heard.to_vec(),
        is_seen,
        remark: "done".into(),
    };
    let mut evidence =
        AttemptEvidence { reached: vec![(Maker::Chromium, "stopped way")], ..AttemptEvidence::default() };
    let trials = vec![
        trial("stopped way", &[], false),
        trial("no way", &[], false),
        trial("seen way", &["HTTP"], true),
        trial("open way", &["HTTP", "TLS"], false),
    ];
    let ways: Vec<Way> = trials.iter().map(|trial| trial.way).collect();
    evidence.add("later visit: document".into(), Maker::Chromium, trials);
    assert_eq!(evidence.failures(), ["open way (Chromium, later visit: document): heard by HTTP, TLS; done"]);
    let text = evidence.document(&[("Ways", ways)]);
    for row in ["| stopped way | stopped |", "| no way | – |", "| seen way | seen |", "| open way | **LEFT** |"] {
        assert!(text.contains(row), "{row} in {text}");
    }
    assert!(text.contains("\n- Nowhere.\n") && !text.contains("to its end"), "{text}");
    assert!(text.contains("Firefox was not tried"), "{text}");
    // Neither is what was broken off.
    evidence.faults.push("first visit: broken off".into());
    assert_eq!(evidence.failures().last().map(String::as_str), Some("first visit: broken off"));
    assert!(evidence.document(&[]).contains("to its end\n\n- first visit: broken off\n"));
}
