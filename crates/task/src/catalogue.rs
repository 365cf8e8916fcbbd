//! The entries of the list of all models, in one language as one file of lines, as a build publishes it and the page
//! reads it.
//!
//! A line is a kind and fields with tabs between. `task` begins a task: the name of its folder, its status, its name,
//! its model's version, bytes to download and licence, and what the groups of its data are. Then `summary`, `for` and
//! `not` have a text; `source` the name of a set of pictures, its description, and its licence; `label` the label of a
//! class, its name, and `page` where there is a page about it; `finding` says why no class is given, and `held` has for a task
//! without a model what answered (`network` or a rule), how, the recall with both ends of its interval, the number of
//! pictures, and the data set; `score` the split, the metric, the value with both ends
//! of its interval, the number of pictures, and the data set; `version` a version and its day, with the bytes to
//! download where it is an earlier one that can still be fetched; then `changed` says what changed with the version of
//! the preceding line, and `measured` has the fields of a `score` of the preceding earlier version.
//!
//! Invariant: no figure is computed here: those of a model are from its manifest.

use super::packed_lines::{fields, kind_of, line};
use super::{Task, Translation};

const TASK: &str = "task";

/// The status of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryStanding {
    /// Available: visitors can choose it.
    Offered,
    /// Planned: it has no model yet.
    Planned,
    /// A finding about its pictures: a network was trained and did no better than a rule, so there is no model.
    Finding,
    /// The gate before every other task, which distinguishes kinds of pictures.
    Gate,
}

/// The parts of a model's manifest that the list needs.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueModel {
    /// Its version.
    pub version: String,
    /// Size of all its weights, in bytes.
    pub bytes: u64,
    /// Its measured scores.
    pub scores: Vec<CatalogueScore>,
}

/// One figure of a model, and what it was measured on.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueScore {
    /// Split: `val`, `test` or `external`.
    pub split: String,
    /// What the figure is: `macro_recall`, `macro_recall_of` where it is of the classes with enough pictures alone, or `any_auc`
    /// for any finding against none.
    pub metric: String,
    /// Value, lower and upper end of the 95 % interval; all from 0 to 1.
    pub figure: [f64; 3],
    /// Number of pictures.
    pub n: u64,
    /// Name of the data set.
    pub data: String,
}

/// What was measured of the pictures of a task that has no model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogueFinding {
    /// Whether a network was trained, and did no better than a rule.
    pub is_beaten: bool,
    /// The network, where one was trained, and the rules.
    pub held: Vec<HeldAgainst>,
}

/// What a network or a rule scored on the same pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldAgainst {
    /// `network`, or what the rule sees: `colour`, `border` or `area`.
    pub who: String,
    /// How the rule answers: `regression` or `nearest`; empty of a network.
    pub rule: String,
    /// Mean of the classes' recalls, lower and upper end of the 95 % interval; all from 0 to 1.
    pub figure: [f64; 3],
    /// Number of pictures.
    pub n: u64,
    /// Name of the data set.
    pub data: String,
}

/// Everything about a task from which the list is packed.
#[derive(Clone, Debug)]
pub struct CatalogueSource {
    /// The task from its file.
    pub task: Task,
    /// Its translation into the language of the list; `None` for English.
    pub translation: Option<Translation>,
    /// Its model; `None` where there is none yet.
    pub model: Option<CatalogueModel>,
    /// Its earlier models that can still be fetched.
    pub earlier: Vec<CatalogueModel>,
    /// What was measured of its pictures, where it has no model.
    pub finding: Option<CatalogueFinding>,
    /// Whether each of its labels has a page.
    pub has_pages: bool,
}

impl EntryStanding {
    /// The word in a packed file and in `data-standing`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Planned => "planned",
            Self::Finding => "finding",
            Self::Gate => "gate",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Offered, Self::Planned, Self::Finding, Self::Gate].into_iter().find(|standing| standing.name() == name)
    }
}

impl CatalogueSource {
    /// The task's status.
    #[must_use]
    pub fn standing(&self) -> EntryStanding {
        match (&self.model, &self.task.page) {
            (None, _) if self.finding.as_ref().is_some_and(|finding| finding.is_beaten) => EntryStanding::Finding,
            (None, _) => EntryStanding::Planned,
            (Some(_), Some(_)) => EntryStanding::Offered,
            (Some(_), None) => EntryStanding::Gate,
        }
    }
}

/// The whole list, in the given order. What a language lacks is in English.
#[must_use]
pub fn packed_catalogue(sources: &[CatalogueSource]) -> String {
    let mut out = String::new();
    for source in sources {
        let CatalogueSource { task, translation, model, earlier, finding, has_pages } = source;
        let own = translation.as_ref();
        let name = own.map(|own| own.text.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(&task.text.name);
        let (version, bytes) =
            model.as_ref().map_or_else(Default::default, |model| (model.version.as_str(), model.bytes.to_string()));
        line(
            &mut out,
            TASK,
            &[&task.id, source.standing().name(), name, version, &bytes, &task.licence, task.groups.name()],
        );
        let card = own.and_then(|own| own.card.as_ref());
        let summary = card.map(|card| card.summary.as_str()).filter(|summary| !summary.is_empty());
        let summary = summary.unwrap_or(&task.card.summary);
        if !summary.is_empty() {
            line(&mut out, "summary", &[summary]);
        }
        let items = |own: Option<&Vec<String>>, english: &Vec<String>| -> Vec<String> {
            let english = english.iter().enumerate();
            let said = |at: usize| own.and_then(|own| own.get(at)).filter(|said| !said.trim().is_empty());
            english.map(|(at, english)| said(at).unwrap_or(english).clone()).collect()
        };
        for said in items(card.map(|card| &card.intended), &task.card.intended) {
            line(&mut out, "for", &[&said]);
        }
        for said in items(card.map(|card| &card.not_for), &task.card.not_for) {
            line(&mut out, "not", &[&said]);
        }
        for set in &task.card.sources {
            // Names and licences are the same in every language; descriptions of data sets are not translated.
            let description = if own.is_some() { "" } else { set.description.as_str() };
            line(&mut out, "source", &[&set.name, description, &set.licence]);
        }
        for (label, class) in &task.text.classes {
            let named = own.and_then(|own| own.text.classes.get(label)).map(|class| class.name.as_str());
            let named = named.filter(|name| !name.is_empty()).unwrap_or(&class.name);
            line(&mut out, "label", &[label, named, if *has_pages { "page" } else { "" }]);
        }
        if source.standing() == EntryStanding::Finding {
            let said = card.map(|card| &card.finding).filter(|said| !said.is_empty()).unwrap_or(&task.card.finding);
            line(&mut out, "finding", &[said]);
        }
        for HeldAgainst { who, rule, figure, n, data } in finding.iter().flat_map(|finding| &finding.held) {
            let [value, low, high] = figure.map(|share| format!("{share:.4}"));
            line(&mut out, "held", &[who, rule, &value, &low, &high, &n.to_string(), data]);
        }
        for score in model.iter().flat_map(|model| &model.scores) {
            score_line(&mut out, "score", score);
        }
        // A model that does not exist yet has no versions.
        let versions = if model.is_some() { task.versions.as_slice() } else { &[] };
        for version in versions {
            let kept = earlier.iter().find(|model| model.version == version.version);
            let bytes = kept.map(|model| model.bytes.to_string()).unwrap_or_default();
            line(&mut out, "version", &[&version.version, &version.date, &bytes]);
            for said in items(own.and_then(|own| own.changed.get(&version.version)), &version.changed) {
                line(&mut out, "changed", &[&said]);
            }
            for score in kept.iter().flat_map(|model| &model.scores) {
                score_line(&mut out, "measured", score);
            }
        }
    }
    out
}

fn score_line(out: &mut String, kind: &str, score: &CatalogueScore) {
    let [value, low, high] = score.figure.map(|share| format!("{share:.4}"));
    let n = score.n.to_string();
    line(out, kind, &[&score.split, &score.metric, &value, &low, &high, &n, &score.data]);
}

/// One task in a packed list.
///
/// ```
/// use task::{CatalogueEntry, EntryStanding};
///
/// let packed = "task\tleaf\toffered\tLeaves\t1.2.0\t3500000\tCC0-1.0\tpicture\nfor\tTeaching.\nversion\t1.2.0\t2026-11-29\n\
///     task\tbark\tplanned\tBark\t\t\tCC0-1.0\tpicture\n";
/// let [leaf, bark] = CatalogueEntry::all(packed).try_into().unwrap();
/// assert_eq!((leaf.task, leaf.standing, leaf.version, leaf.bytes), ("leaf", EntryStanding::Offered, "1.2.0", 3_500_000));
/// assert_eq!(leaf.of("for"), [["Teaching.", "", "", "", "", "", ""]]);
/// assert_eq!((leaf.groups, leaf.licence), ("picture", "CC0-1.0"));
/// assert_eq!((bark.standing, bark.bytes, bark.of("for").len()), (EntryStanding::Planned, 0, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueEntry<'a> {
    /// Name of the task's folder.
    pub task: &'a str,
    /// Its status.
    pub standing: EntryStanding,
    /// Its name.
    pub name: &'a str,
    /// Version of its model; empty where there is none.
    pub version: &'a str,
    /// Weights to download, in bytes; 0 where there is no model.
    pub bytes: u64,
    /// Licence of the weights, or of the planned ones, an SPDX expression.
    pub licence: &'a str,
    /// What one group of its data is: [`super::GroupsOf::name`].
    pub groups: &'a str,
    lines: Vec<&'a str>,
}

/// An entry of the version history of a task's model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueVersion<'a> {
    /// `0.4.0`.
    pub version: &'a str,
    /// The day on which it was shipped: `2026-11-29`.
    pub date: &'a str,
    /// Weights to download, in bytes, of an earlier version that can still be fetched.
    pub bytes: Option<u64>,
    /// What changed with it.
    pub changed: Vec<&'a str>,
    /// What was measured of an earlier version that can still be fetched; fields as those of a line `score`.
    pub scores: Vec<[&'a str; 7]>,
}

impl<'a> CatalogueEntry<'a> {
    /// Every entry of a packed list, in its order. One with an unknown status is left out.
    #[must_use]
    pub fn all(packed: &'a str) -> Vec<Self> {
        let mut all: Vec<Option<Self>> = Vec::new();
        for line in packed.lines() {
            if kind_of(line) == TASK {
                all.push(Self::begin(line));
            } else if let Some(Some(entry)) = all.last_mut() {
                entry.lines.push(line);
            }
        }
        all.into_iter().flatten().collect()
    }

    /// The fields of every line of a kind, in their order; those that it does not have are empty.
    #[must_use]
    pub fn of(&self, kind: &str) -> Vec<[&'a str; 7]> {
        self.lines.iter().copied().filter(|line| kind_of(line) == kind).map(fields).collect()
    }

    /// The version history, the latest first.
    #[must_use]
    pub fn versions(&self) -> Vec<CatalogueVersion<'a>> {
        let mut all: Vec<CatalogueVersion<'a>> = Vec::new();
        for line in self.lines.iter().copied() {
            let kind = kind_of(line);
            if kind == "version" {
                let [version, date, bytes] = fields(line);
                let bytes = bytes.parse().ok();
                all.push(CatalogueVersion { version, date, bytes, changed: Vec::new(), scores: Vec::new() });
            } else if let Some(last) = all.last_mut() {
                match kind {
                    "changed" => last.changed.extend(fields::<1>(line)),
                    "measured" => last.scores.push(fields(line)),
                    _ => {}
                }
            }
        }
        all
    }

    fn begin(line: &'a str) -> Option<Self> {
        let [task, standing, name, version, bytes, licence, groups] = fields(line);
        let standing = EntryStanding::from_name(standing)?;
        let bytes = bytes.parse().unwrap_or_default();
        Some(Self { task, standing, name, version, bytes, licence, groups, lines: Vec::new() })
    }
}

#[cfg(test)]
mod tests;
