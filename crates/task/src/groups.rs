//! What the groups of a task's data are: the pictures that are kept in one split, and resampled together for intervals.

use serde::{Deserialize, Serialize};

/// What one group of pictures is. There is no default: only this word decides whether a score is said to be of people
/// whom a model never saw.
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
    /// The pictures of one person. Where those of some are not published, clusters of near-duplicates are used instead,
    /// and the card states it.
    Patient,
    /// The pictures of one nodule, of which a person may have several.
    Nodule,
    /// One picture with its near-duplicates: the patient was not published, so one person may be in several splits.
    Picture,
}

impl GroupsOf {
    /// The word in task files, manifests and packed lists, and the selector in sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Nodule => "nodule",
            Self::Picture => "picture",
        }
    }

    /// The noun for counting groups, singular and plural; `None` where groups are single pictures.
    #[must_use]
    pub fn counted(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Patient => Some(["patient", "patients"]),
            Self::Nodule => Some(["nodule", "nodules"]),
            Self::Picture => None,
        }
    }
}
