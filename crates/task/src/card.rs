//! The parts of a model card that cannot be measured: purpose, provenance, known faults.

use serde::Deserialize;

/// The texts of one task's card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Card {
    /// What the model does, in one paragraph.
    pub summary: String,
    /// What it may be used for.
    pub intended: Vec<String>,
    /// What it must not be used for.
    pub not_for: Vec<String>,
    /// What it means that no network did better than a rule; shown while `lab finding` says so, and empty elsewhere.
    pub finding: String,
    /// The sources of the pictures.
    pub sources: Vec<DataSource>,
    /// How and by whom the ground truth was determined.
    pub reference: String,
    /// How the splits were made.
    pub splits: String,
    /// Why the published split is not used; empty where there is none.
    pub popular_split: Option<String>,
    /// Unknown properties of the pictures that may affect the score.
    pub factors: Vec<String>,
    /// Whose pictures these are, and whom an error would harm.
    pub ethics: Vec<String>,
    /// Confounders: what reveals the class for the wrong reason.
    pub confounding: Vec<String>,
    /// Where it fails, and what is unknown.
    pub limits: Vec<String>,
}

/// A source of pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Its name in the column `source` of a data set's manifest.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its licence, as stated by the source.
    pub licence: String,
}

/// An entry of a model's version history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskVersion {
    /// As the manifest has it: `0.4.0`.
    pub version: String,
    /// The day on which it was shipped: `2026-11-29`.
    pub date: String,
    /// What changed for users, a sentence each.
    pub changed: Vec<String>,
    /// Whether an earlier version can still be fetched: its manifest and weights are in a folder of their own, see
    /// [`TaskVersion::folder`].
    #[serde(default)]
    pub reachable: bool,
}

impl TaskVersion {
    /// Whether it has a number, a date and a list of changes.
    pub(super) fn is_sound(&self) -> bool {
        let parts: Vec<usize> = self.date.split('-').map(str::len).collect();
        let is_day = parts == [4, 2, 2] && self.date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        is_day && !self.version.is_empty() && !self.changed.is_empty()
    }

    /// Whether it is a valid folder name.
    pub(super) fn is_folder_name(&self) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-+".contains(&byte);
        self.version.bytes().all(is_plain) && self.version.starts_with(|first: char| first.is_ascii_digit())
    }

    /// Its folder under `models/` while it is not the shipped version: `leaf-colour/0.1.0`.
    #[must_use]
    pub fn folder(&self, task: &str) -> String {
        format!("{task}/{}", self.version)
    }
}
