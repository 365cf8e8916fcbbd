//! Subgroups of those whom the pictures show, by where they came from: part of a task's file, and of the manifest.

use serde::{Deserialize, Serialize};

/// People of one kind, as children are, and the sources of the data that show no others.
///
/// ```
/// use task::Subgroup;
///
/// let text = "name = \"children\"\nsources = [\"childrens-hospital\"]";
/// let children: Subgroup = toml::from_str(text).unwrap();
/// assert!(children.holds("childrens-hospital") && !children.holds("web"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subgroup {
    /// One word by which figures and words name it.
    pub name: String,
    /// The sources.
    pub sources: Vec<String>,
}

impl Subgroup {
    /// Whether pictures of a source show such people, and no others.
    #[must_use]
    pub fn holds(&self, source: &str) -> bool {
        self.sources.iter().any(|known| known == source)
    }
}
