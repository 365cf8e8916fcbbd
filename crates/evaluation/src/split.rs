//! Parts of a data set.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Which part of a data set pictures belong to.
///
/// ```
/// use evaluation::Split;
///
/// assert_eq!(Split::External.to_string(), "external");
/// assert_eq!(Split::from_name("val"), Some(Split::Val));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// Fits weights.
    Train,
    /// Chooses everything else: epoch, thresholds, penalties.
    Val,
    /// Read once per released model; chooses nothing.
    Test,
    /// From other hospitals or sources; only reported.
    External,
}

impl Split {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Train, Self::Val, Self::Test, Self::External];

    /// The word in manifests and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Val => "val",
            Self::Test => "test",
            Self::External => "external",
        }
    }

    /// The split for that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|split| split.name() == name)
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
