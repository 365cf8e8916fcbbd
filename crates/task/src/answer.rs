//! The kind of answer that a task asks for, and what only some kinds can have.

use super::{GroupsOf, Task};
use serde::{Deserialize, Serialize};

/// The kind of answer, in task files and manifests.
///
/// ```
/// use task::AnswerKind;
///
/// assert_eq!(AnswerKind::default(), AnswerKind::Classes);
/// assert_eq!(AnswerKind::Labels.name(), "labels");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// One of the classes: softmax. Manifests from before the field existed mean it.
    #[default]
    Classes,
    /// None, one or several of the labels, each judged by itself: a sigmoid for each.
    Labels,
}

impl AnswerKind {
    /// The word in task files and manifests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Classes => "classes",
            Self::Labels => "labels",
        }
    }

    /// Whether it is the kind that manifests leave out.
    #[must_use]
    pub fn is_classes(&self) -> bool {
        *self == Self::Classes
    }
}

/// The first thing that the task asks for and that its kind of answer cannot have; `None` where there is none.
///
/// What is measured as any finding against none, or shows one class beside another, is defined for classes alone.
pub(super) fn asked_in_vain(task: &Task) -> Option<&'static str> {
    match task.answer {
        AnswerKind::Classes => None,
        AnswerKind::Labels => {
            let training = task.training.clone().unwrap_or_default();
            let release = task.release.clone().unwrap_or_default();
            let asked = [
                (task.negative.is_some(), "`negative`: none of the labels applying is no label of its own"),
                (task.acquisitions.is_some(), "[acquisitions]"),
                (!task.subgroups.is_empty(), "[[subgroups]]"),
                (task.region.is_some(), "[region]"),
                (task.drawing.is_some(), "`drawing`"),
                (task.groups == GroupsOf::Nodule, "`groups = \"nodule\"`"),
                (training.mirror.is_some(), "`mirror` under [training]"),
                (!release.elsewhere.is_empty(), "[[release.elsewhere]]"),
                (release.mirrored.is_some(), "`mirrored` under [release]"),
                (release.brightness.is_some(), "`brightness` under [release]"),
                (release.blackout.is_some(), "`blackout` under [release]"),
                (release.border.is_some(), "`border` under [release]"),
                (release.stain.is_some(), "`stain` under [release]"),
                (!release.rivals.is_empty(), "`rivals` under [release]"),
                (!release.ablation.is_empty(), "[[release.ablation]]"),
            ];
            asked.into_iter().find_map(|(is_asked, what)| is_asked.then_some(what))
        }
    }
}
