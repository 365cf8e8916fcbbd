//! The list of all models: the actions available for each, depending on how much of it is stored, and the names of its
//! figures.
//!
//! Invariant: plain data from a packed list and from what the browser keeps; nothing is fetched here.

use super::words;
use protocol::ModelIdentity;
use task::{CatalogueEntry, CatalogueVersion, EntryStanding, GroupsOf};
use text::Message;

/// A model of the list, as far as its actions depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueOffer {
    /// Its folder under `models/`: the task's, or that of an earlier version inside.
    pub task: String,
    /// Name of the task; for an earlier version with its number.
    pub name: String,
    /// The version that this program was built with, or the earlier one; empty where there is no model.
    pub version: String,
    /// Size of all its weights, in bytes.
    pub bytes: u64,
    /// Whether it can classify pictures.
    pub standing: EntryStanding,
}

/// How much of a model the browser has stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptShare {
    /// Bytes of its weights that are stored.
    pub bytes: u64,
    /// Version and size of all its weights, where its manifest is stored: it is stored last.
    pub whole: Option<(String, u64)>,
}

/// How much of a model is on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptStanding {
    /// Nothing.
    Nothing,
    /// This many bytes of it; the rest is to be fetched.
    Part(u64),
    /// All of the version that this program was built with.
    Whole,
    /// Another version than this program was built with, and which.
    Older(String),
}

impl CatalogueOffer {
    /// What can be done with an entry of the list.
    #[must_use]
    pub fn of(entry: &CatalogueEntry<'_>) -> Self {
        Self {
            task: entry.task.to_owned(),
            name: entry.name.to_owned(),
            version: entry.version.to_owned(),
            bytes: entry.bytes,
            standing: entry.standing,
        }
    }

    /// What can be done with an earlier version of an entry; `None` for one that can no longer be fetched.
    #[must_use]
    pub fn earlier(entry: &CatalogueEntry<'_>, told: &CatalogueVersion<'_>) -> Option<Self> {
        let CatalogueEntry { task, name, standing, .. } = entry;
        let (version, bytes) = (told.version, told.bytes?);
        let (task, name) = (format!("{task}/{version}"), format!("{name} {version}"));
        Some(Self { task, name, version: version.to_owned(), bytes, standing: *standing })
    }

    /// Whether it is an earlier version of a model. It answers beside the latest, and never instead of it.
    #[must_use]
    pub fn is_earlier(&self) -> bool {
        self.task.contains('/')
    }

    /// Whether it is the model that gave an answer.
    #[must_use]
    pub fn is_of(&self, answered: &ModelIdentity) -> bool {
        self.task.split('/').next() == Some(answered.task.as_str()) && self.version == answered.version
    }

    /// Whether there is a model to fetch.
    #[must_use]
    pub fn has_model(&self) -> bool {
        matches!(self.standing, EntryStanding::Offered | EntryStanding::Gate)
    }

    /// How much of it is stored.
    #[must_use]
    pub fn kept(&self, share: Option<&KeptShare>) -> KeptStanding {
        match share {
            None => KeptStanding::Nothing,
            Some(KeptShare { whole: Some((version, _)), .. }) if *version != self.version => {
                KeptStanding::Older(version.clone())
            }
            Some(KeptShare { bytes, whole: Some((_, whole)) }) if bytes >= whole => KeptStanding::Whole,
            Some(KeptShare { bytes: 0, .. }) => KeptStanding::Nothing,
            Some(KeptShare { bytes, .. }) => KeptStanding::Part(*bytes),
        }
    }

    /// How much of it is stored, in a sentence.
    #[must_use]
    pub fn kept_line(&self, kept: &KeptStanding) -> Message {
        match kept {
            KeptStanding::Nothing => text::models::not_kept(words::amount(self.bytes)),
            // The rest is not fetched automatically.
            KeptStanding::Part(bytes) if self.is_earlier() => {
                text::models::part(words::amount(*bytes), words::amount(self.bytes))
            }
            KeptStanding::Part(bytes) => words::model_kept(*bytes, Some(self.bytes)),
            KeptStanding::Whole => words::model_kept(self.bytes, Some(self.bytes)),
            KeptStanding::Older(version) => text::models::older(version, &self.version),
        }
    }

    /// Label of the button that fetches it; `None` where there is nothing to fetch.
    #[must_use]
    pub fn fetch_line(&self, kept: &KeptStanding) -> Option<Message> {
        match kept {
            _ if !self.has_model() => None,
            KeptStanding::Nothing => Some(text::models::download(words::amount(self.bytes))),
            // All weights are here, and only their description is on its way.
            KeptStanding::Part(bytes) if *bytes >= self.bytes => None,
            KeptStanding::Part(_) => Some(text::models::complete()),
            KeptStanding::Older(_) => Some(text::models::update(&self.version)),
            KeptStanding::Whole => None,
        }
    }

    /// What happens to the open pictures when it is chosen.
    #[must_use]
    pub fn choose_line(&self, kept: &KeptStanding) -> Message {
        match kept {
            KeptStanding::Whole => text::models::choose_kept(),
            _ => text::models::choose_fetch(words::amount(self.bytes)),
        }
    }

    /// Whether it can replace `in_use`, the task whose model answers now.
    #[must_use]
    pub fn may_be_chosen(&self, in_use: &str) -> bool {
        self.standing == EntryStanding::Offered && self.task != in_use && !self.is_earlier()
    }

    /// Whether it can answer an open picture beside `in_use`, the task whose model answers now: without fetching
    /// anything.
    #[must_use]
    pub fn may_be_compared(&self, kept: &KeptStanding, in_use: &str) -> bool {
        *kept == KeptStanding::Whole && self.standing == EntryStanding::Offered && self.task != in_use
    }
}

/// The status of a task, in words.
#[must_use]
pub fn standing_line(standing: EntryStanding) -> Message {
    match standing {
        EntryStanding::Offered => text::models::offered(),
        EntryStanding::Planned => text::models::planned(),
        EntryStanding::Finding => text::models::finding(),
        EntryStanding::Gate => text::models::gate(),
    }
}

/// The figures of a model, grouped by whose pictures they are for: heading and figures, from the fields of its lines,
/// and a note where `groups`, the entry's, are not patients. Those of other hospitals come first; what was not measured
/// has no heading.
#[must_use]
pub fn scores(lines: &[[&str; 7]], groups: &str) -> Vec<(Message, Vec<Message>)> {
    let places = [
        ("external", text::models::external(groups)),
        ("test", text::models::unseen(groups)),
        ("val", text::models::seen(groups)),
    ];
    let of = |place: &str| -> Vec<Message> {
        let mut said: Vec<Message> =
            lines.iter().filter(|[split, ..]| *split == place).filter_map(score_line).collect();
        // Once, beside pictures of the training data's source.
        if place == "test" && !said.is_empty() && groups != GroupsOf::Patient.name() {
            said.push(text::report::people(groups));
        }
        said
    };
    let all = places.map(|(place, heading)| (heading, of(place)));
    all.into_iter().filter(|(_, figures)| !figures.is_empty()).collect()
}

/// What was held against each other on the pictures of a task without a model: who answered, and the figure, from the fields of
/// its lines; empty where nothing was.
#[must_use]
pub fn held_against(lines: &[[&str; 7]]) -> Vec<(Message, Message)> {
    let of = |[who, rule, value, low, high, count, data]: &[&str; 7]| {
        let figure = score_line(&["", "macro_recall", *value, *low, *high, *count, *data])?;
        let name = if *who == "network" { text::report::this_model() } else { text::report::rival(*who, *rule) };
        Some((name, figure))
    };
    lines.iter().filter_map(of).collect()
}

/// A figure with its interval and its data; `None` for one without a text.
fn score_line(fields: &[&str; 7]) -> Option<Message> {
    let [_, metric, value, low, high, count, data] = *fields;
    let number = |text: &str| text.parse::<f64>().ok();
    let (value, low, high) = (number(value)?, number(low)?, number(high)?);
    let count: u64 = count.parse().ok()?;
    match metric {
        "macro_recall" => Some(text::models::recall(value, low, high, count, data)),
        "macro_recall_of" => Some(text::models::recall_of(value, low, high, count, data)),
        "any_auc" => Some(text::models::auc(value, low, high, count, data)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
