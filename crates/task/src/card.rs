//! What a model card says that no measurement can: purpose, provenance, known faults.

use serde::Deserialize;

/// The prose of one task's card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Card {
    /// What the model does, in one paragraph.
    pub summary: String,
    /// What it may be used for.
    pub intended: Vec<String>,
    /// What it must not be used for.
    pub not_for: Vec<String>,
    /// Where the pictures came from.
    pub sources: Vec<DataSource>,
    /// How the true class of a picture was set, and by whom.
    pub reference: String,
    /// How the splits were made.
    pub splits: String,
    /// Why the split that others score on is not used; none where there is none.
    pub popular_split: Option<String>,
    /// What may change the score and is not known of the pictures.
    pub factors: Vec<String>,
    /// Whose pictures these are, and whom an error would hurt.
    pub ethics: Vec<String>,
    /// What gives the class away for the wrong reason.
    pub confounding: Vec<String>,
    /// Where it fails, and what is not known.
    pub limits: Vec<String>,
}

/// Where pictures came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Its name in the column `source` of a data set's manifest.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its licence, as stated there.
    pub licence: String,
}

/// A version that a model had.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskVersion {
    /// As the manifest has it: `0.4.0`.
    pub version: String,
    /// The day on which it was shipped: `2026-11-29`.
    pub date: String,
    /// What changed for whoever asks it, a sentence each.
    pub changed: Vec<String>,
    /// Whether an earlier version can still be fetched: its manifest and weights lie in a folder of its own, see
    /// [`TaskVersion::folder`].
    #[serde(default)]
    pub reachable: bool,
}

impl TaskVersion {
    /// Whether it has a number and a day, and says what changed.
    pub(super) fn is_sound(&self) -> bool {
        let parts: Vec<usize> = self.date.split('-').map(str::len).collect();
        let is_day = parts == [4, 2, 2] && self.date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        is_day && !self.version.is_empty() && !self.changed.is_empty()
    }

    /// Whether a folder can be called after it.
    pub(super) fn is_folder_name(&self) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-+".contains(&byte);
        self.version.bytes().all(is_plain) && self.version.starts_with(|first: char| first.is_ascii_digit())
    }

    /// The folder under `models/` that it lies in while it is not the version that is shipped: `leaf-colour/0.1.0`.
    #[must_use]
    pub fn folder(&self, task: &str) -> String {
        format!("{task}/{}", self.version)
    }
}
