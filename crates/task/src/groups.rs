//! What the groups of a task's data are: the pictures that stand in one split together, and are drawn together for intervals.

use serde::{Deserialize, Serialize};

/// What one group of pictures is. There is no default: by this word alone a score is said to be of people whom a model never
/// saw.
///
/// ```
/// use task::GroupsOf;
///
/// assert_eq!([GroupsOf::Patient, GroupsOf::Nodule, GroupsOf::Picture].map(GroupsOf::name), ["patient", "nodule", "picture"]);
/// assert_eq!(GroupsOf::Nodule.counted(), Some(["nodule", "nodules"]));
/// assert_eq!(GroupsOf::Picture.counted(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupsOf {
    /// The pictures of one person. Where those of some are not published, clusters of near-duplicates stand in for them, and the
    /// card says so.
    Patient,
    /// The pictures of one nodule, of which a person may have several.
    Nodule,
    /// One picture with its near-duplicates: nobody published whose it is, so one person may stand in several splits.
    Picture,
}

impl GroupsOf {
    /// As task files, manifests and packed lists have it, and as sentences decide by it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Nodule => "nodule",
            Self::Picture => "picture",
        }
    }

    /// One of what can be counted beside the pictures, and several; `None` where groups are no more than pictures.
    #[must_use]
    pub fn counted(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Patient => Some(["patient", "patients"]),
            Self::Nodule => Some(["nodule", "nodules"]),
            Self::Picture => None,
        }
    }
}
