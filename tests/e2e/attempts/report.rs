//! The table as a document that a hospital can reproduce.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

use super::context::{AttemptStage, Context, Maker, Neighbour, Realm};
use super::table::Way;
use super::trials::Trial;

/// Ways that were tried in one context and realm.
pub(super) struct ContextColumn {
    context: Context,
    realm: Realm,
    trials: Vec<Trial>,
}

/// All results.
#[derive(Default)]
pub(super) struct AttemptEvidence {
    pub(super) browsers: BTreeSet<String>,
    pub(super) columns: Vec<ContextColumn>,
    /// Ways by which a page without any policy reaches a server, in each browser.
    pub(super) reached: BTreeSet<(Maker, &'static str)>,
    /// Ways that were tried on such a page, in each browser.
    pub(super) compared: BTreeSet<(Maker, &'static str)>,
    pub(super) disagreements: Vec<String>,
    /// What could not be tried to its end, and servers that hear nothing; each with the reason, which may name this machine
    /// and is not part of the document.
    pub(super) faults: Vec<(String, String)>,
    /// Hosts of which the browser itself asked something.
    pub(super) own_hosts: BTreeSet<String>,
}

/// The text of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AttemptVerdict {
    Stopped,
    NoWay,
    Quiet,
    Seen,
    Known,
    Outside,
    Left,
}

const WORDS: [(AttemptVerdict, &str, &str); 7] = [
    (AttemptVerdict::Stopped, "stopped", "a bare page reaches a server by this way, and the page under test did not"),
    (AttemptVerdict::NoWay, "–", "a bare page reaches nobody by it either: this browser, run so, has no such way"),
    (AttemptVerdict::Quiet, "quiet", "no server heard it; whether it is a way at all was not tried on a bare page"),
    (AttemptVerdict::Seen, "seen", "it left, and the page counted it or called its seal broken at once"),
    (
        AttemptVerdict::Known,
        "known",
        "a host was looked up or greeted, which no page can stop, and nothing else left; who sees it stands below",
    ),
    (
        AttemptVerdict::Outside,
        "outside",
        "another page of the same host read it and sent it on; Onsight has no say there, so give it a host name of its own",
    ),
    (AttemptVerdict::Left, "**LEFT**", "it left, and the page did not say so"),
];

impl AttemptEvidence {
    /// Adds trials to the column of their context and realm.
    pub(super) fn add(&mut self, context: Context, realm: Realm, trials: Vec<Trial>) {
        match self.columns.iter_mut().find(|column| column.context == context && column.realm == realm) {
            Some(column) => column.trials.extend(trials),
            None => self.columns.push(ContextColumn { context, realm, trials }),
        }
    }

    /// Every cell in which something left undetected, one line each.
    pub(super) fn failures(&self) -> Vec<String> {
        let of_column = |column: &ContextColumn| {
            let left = column.trials.iter().filter(|trial| self.verdict(column, trial) == AttemptVerdict::Left);
            let line = |trial: &Trial| {
                let Trial { way, heard, remark, .. } = trial;
                format!("{} ({}): heard by {}; {remark}", way.name, column.title(), heard.join(", "))
            };
            left.map(line).collect::<Vec<_>>()
        };
        let faults = self.faults.iter().map(|(what, why)| format!("{what}: {why}"));
        let left = self.columns.iter().flat_map(of_column);
        left.chain(self.disagreements.iter().cloned()).chain(faults).collect()
    }

    /// The document; `groups` are the headings with their rows.
    pub(super) fn document(&self, groups: &[(&str, Vec<Way>)]) -> String {
        let browsers: Vec<&str> = self.browsers.iter().map(String::as_str).collect();
        let mut text = format!("{HEAD}\n## The result\n\nTried with {}.", browsers.join(" and "));
        if !self.columns.iter().any(|column| column.context.maker == Maker::Firefox) {
            text += " Firefox was not tried: `cargo xtask firefox` installs it with its driver.";
        }
        text += "\n\n";
        text += &self.result(groups);
        text += "\n## What a cell says\n\n";
        for (_, word, meaning) in WORDS {
            let _ = writeln!(text, "- {word}: {meaning}");
        }
        text += "\n## Columns\n\n";
        for (number, column) in self.columns.iter().enumerate() {
            let _ = writeln!(text, "{}. {}", number + 1, column.title());
        }
        for (heading, ways) in groups {
            let _ = write!(text, "\n## {heading}\n\n{}", self.table(ways));
        }
        let is_known =
            |(column, trial): &(&ContextColumn, &Trial)| self.verdict(column, trial) == AttemptVerdict::Known;
        let greeted = self.all().filter(is_known);
        let known = greeted
            .filter_map(|(_, trial)| Some(format!("{}: {}.", trial.way.name, trial.way.why_greeted(trial.realm)?)));
        text += &section("What no page could stop", known.collect::<BTreeSet<_>>(), "Nothing in this run.");
        let apart = "Where page, servers and the browser's log did not agree";
        text += &section(apart, &self.disagreements, "Nowhere.");
        text += &section("Hosts that Chromium asked something by itself", &self.own_hosts, "None.");
        if !self.faults.is_empty() {
            let faults = self.faults.iter().map(|(what, _)| what);
            text += &section("What could not be tried to its end", faults, "");
        }
        text + TAIL
    }

    /// Every attempt with its column.
    fn all(&self) -> impl Iterator<Item = (&ContextColumn, &Trial)> {
        self.columns.iter().flat_map(|column| column.trials.iter().map(move |trial| (column, trial)))
    }

    /// How many attempts ended in which way.
    fn result(&self, groups: &[(&str, Vec<Way>)]) -> String {
        let ways: usize = groups.iter().map(|(_, ways)| ways.len()).sum();
        let count =
            |wanted: AttemptVerdict| self.all().filter(|(column, trial)| self.verdict(column, trial) == wanted).count();
        let counts: Vec<String> =
            WORDS.iter().map(|(verdict, word, _)| format!("{} {word}", count(*verdict))).collect();
        let (situations, attempts) = (self.columns.len(), self.all().count());
        format!("{ways} ways in {situations} situations, {attempts} attempts: {}.\n", counts.join(", "))
    }

    /// The rows of one heading, with those columns in which any of them was tried.
    fn table(&self, ways: &[Way]) -> String {
        let cell = |column: &ContextColumn, way: &Way| {
            let trial = column.trials.iter().find(|trial| trial.way.name == way.name)?;
            let verdict = self.verdict(column, trial);
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

    fn verdict(&self, column: &ContextColumn, trial: &Trial) -> AttemptVerdict {
        if trial.heard.is_empty() {
            let way = (column.context.maker, trial.way.name);
            return match (self.compared.contains(&way), self.reached.contains(&way)) {
                (false, _) => AttemptVerdict::Quiet,
                (true, true) => AttemptVerdict::Stopped,
                (true, false) => AttemptVerdict::NoWay,
            };
        }
        let is_outside = column.context.neighbour == Neighbour::Outside && trial.way.is_shared();
        match (trial.is_seen, trial.is_known()) {
            (true, _) => AttemptVerdict::Seen,
            (false, true) => AttemptVerdict::Known,
            (false, false) if is_outside => AttemptVerdict::Outside,
            (false, false) => AttemptVerdict::Left,
        }
    }
}

impl ContextColumn {
    fn title(&self) -> String {
        format!("{}, {}", self.context.maker.name(), self.context.title(self.realm))
    }
}

/// A heading with a list, or with a line that says that there is nothing to list.
fn section(heading: &str, lines: impl IntoIterator<Item = impl Display>, none: &str) -> String {
    let mut text = format!("\n## {heading}\n\n");
    let length = text.len();
    for line in lines {
        let _ = writeln!(text, "- {line}");
    }
    if text.len() == length {
        let _ = writeln!(text, "- {none}");
    }
    text
}

/// What the document begins with.
pub(super) const HEAD: &str = "# What was tried to get data out of the page\n\n\
    `cargo xtask evidence` wrote this file: change nothing here, run it again.\n\n\
    A picture is open in Onsight, and a script that is taken to be hostile runs inside the page. It tries every known way \
    for data to leave a page. Each attempt has a word of its own, and servers on the same computer listen for that word: \
    HTTP and WebSocket, TLS with the name of the server, UDP with STUN and TURN, and the page's own host. Chromium's own \
    log of everything that it does on the network is read afterwards; it must know of whatever a server heard, and of no \
    request that the page has not counted. A way that does not say \"own host\" leads to another one.\n\n\
    ## Repeat it\n\n\
    ```sh\n\
    cargo xtask firefox     # if you want Firefox too\n\
    cargo xtask evidence    # builds the page, tries everything, writes this file\n\
    ```\n\n\
    You need a computer with Debian, as root, with git and rustup, and a checkout of this repository. The first run needs a \
    network, to install Chromium and the tools. No picture of a patient is needed, and nothing is sent anywhere: the servers \
    are part of the test. The command ends with an error where anything left that the page did not see. \
    `cargo xtask evidence --no-build` tries the page that lies in `dist/`.\n\n\
    ## How to read it\n\n\
    A row is a way, a column a situation: which browser, a first or a later visit, with the headers of the hosting guide or \
    without, in the page or in a frame of it. Look for **LEFT** first: there must be none. Then look at \"seen\", \"known\" and \
    \"outside\", which are explained below. \"Stopped\" and \"–\" need no attention. An empty cell was not tried: such a way makes \
    no sense there, or is tried in other columns.\n\n\
    Names are looked up by the browser itself: they end in `localhost`, which is asked of no DNS server. So no DNS server \
    listens here. Chromium asks those of its system, and takes another one only over https, with a certificate that it \
    trusts. The witness is its log, which has every name that was to be looked up. Firefox writes no such log: there, a mere \
    look-up would not be noticed, and nor would a connection to a port that the browser chooses by itself.\n";

const TAIL: &str = "\n## What is not tried here\n\n\
    What needs a device beside this one (Bluetooth, USB, serial lines, casting), what visitors do themselves (saving, \
    printing, copying), what an extension, an assistant of the browser or another program of the device can see, and what a \
    first script of the page would do. [The threat model](threat-model.md) says what that means. A room whose script leads it elsewhere is tried by a journey of \
    its own, and [tells one look-up](room.md).\n\n\
    The ways stand in `tests/e2e/attempts/ways/`, one function each; what is added there and in `tests/e2e/attempts/table.rs` \
    is tried from then on. A quick part runs with every `cargo xtask e2e`, which also fails where this file is of another \
    table.\n";

#[test]
fn a_way_that_left_unseen_is_a_failure_and_is_never_hidden() {
    let trial = |name: &'static str, heard: &[&'static str], is_seen| Trial {
        way: Way::new("cacheOfTwo", name),
        realm: Realm::Top,
        token: String::new(),
        heard: heard.to_vec(),
        is_seen,
        remark: "done".into(),
    };
    let ways_of_browser = |names: &[&'static str]| names.iter().map(|name| (Maker::Chromium, *name)).collect();
    let mut evidence = AttemptEvidence {
        reached: ways_of_browser(&["stopped way"]),
        compared: ways_of_browser(&["stopped way", "no way"]),
        ..AttemptEvidence::default()
    };
    let trials = [
        trial("stopped way", &[], false),
        trial("no way", &[], false),
        trial("quiet way", &[], false),
        trial("seen way", &["HTTP"], true),
        trial("open way", &["HTTP", "TLS"], false),
    ];
    let ways: Vec<Way> = trials.iter().map(|trial| trial.way).collect();
    let later = Context::of(AttemptStage::Guarded);
    evidence.add(later, Realm::Top, trials[..2].to_vec());
    evidence.add(later, Realm::Top, trials[2..].to_vec());
    assert_eq!(evidence.failures(), ["open way (Chromium, later visit: document): heard by HTTP, TLS; done"]);
    // Another page of the host is no part of Onsight.
    evidence.add(later.beside(Neighbour::Outside), Realm::Top, vec![trial("open way", &["HTTP"], false)]);
    assert_eq!(evidence.failures().len(), 1);
    let text = evidence.document(&[("Ways", ways)]);
    for row in [
        "\n1. Chromium, later visit: document\n2. Chromium, later visit, beside another page of the host: document\n\n",
        "\n| way | 1 | 2 |\n|---|---|---|\n",
        "\n| stopped way | stopped |   |\n",
        "\n| no way | – |   |\n",
        "\n| quiet way | quiet |   |\n",
        "\n| seen way | seen |   |\n",
        "\n| open way | **LEFT** | outside |\n",
        "5 ways in 2 situations, 6 attempts: 1 stopped, 1 –, 1 quiet, 1 seen, 0 known, 1 outside, 1 **LEFT**.\n",
        "\n- Nowhere.\n",
        "Firefox was not tried",
    ] {
        assert!(text.contains(row), "{row} in {text}");
    }
    assert!(!text.contains("to its end"), "{text}");
    // Neither is what was broken off; its reason may name this machine.
    evidence.faults.push(("first visit".into(), "no such folder".into()));
    assert_eq!(evidence.failures().last().map(String::as_str), Some("first visit: no such folder"));
    let text = evidence.document(&[]);
    assert!(text.contains("to its end\n\n- first visit\n") && !text.contains("folder"), "{text}");
}
