//! One picture and its progress.

use std::sync::Arc;

use super::{AskedTask, Inquiry};
use protocol::{
    Abstention, Acquisition, Answer, Bitmap, CaseId, CaseStage, Classes, Decision, Failure, FailureKind, Finding,
    Found, LabelFound, Labels, ProbeReport, Provenance, Version,
};
use text::Message;

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Unique within the visit.
    pub id: CaseId,
    /// File name, shown on this page and never sent.
    pub name: String,
    /// Whether it is a built-in example, which is drawn by code.
    pub synthetic: bool,
    /// For a slice chosen in the light box: series, slice and depth. Empty for others.
    pub origin: String,
    /// The task whose model classifies it.
    pub asked: AskedTask,
    /// Its progress.
    pub state: CaseState,
    /// The state of its occlusion probe.
    pub probe: Inquiry<ProbeReport>,
}

/// The progress of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseState {
    /// In the queue.
    Waiting,
    /// The worker is processing it.
    Working(CaseStage),
    /// Done.
    Answered(SharedAnswer),
    /// Ended without an answer.
    Failed(Failure),
    /// Its model is not on this device, and has not been requested.
    Needs,
}

/// An answer that names classes, or judges labels each by itself, and the pictures to show it with.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassAnswer {
    /// What was found; of labels no class, so that nothing that asks for one finds it.
    pub classes: Classes,
    /// The labels of a model that judges each by itself; `None` for one with classes.
    pub labels: Option<Labels>,
    /// Its provenance.
    pub provenance: Provenance,
    /// The picture's kind of acquisition, where known.
    pub acquisition: Option<Acquisition>,
    /// The original, scaled for display.
    pub original: Bitmap,
    /// The network's exact input.
    pub model_input: Bitmap,
}

impl TryFrom<Answer> for ClassAnswer {
    type Error = Failure;

    fn try_from(answer: Answer) -> Result<Self, Failure> {
        let Answer { finding, original, model_input } = answer;
        let (classes, labels) = match finding.found {
            Found::Classes(classes) => (classes, None),
            Found::Labels(labels) => (no_class(&labels), Some(labels)),
            Found::Mask(_) => {
                let (message, hint) = (text::failure::no_classes(), text::failure::reload());
                return Err(Failure { kind: FailureKind::Program, message, hint });
            }
        };
        let (provenance, acquisition) = (finding.provenance, finding.acquisition);
        Ok(Self { classes, labels, provenance, acquisition, original, model_input })
    }
}

/// What an answer with labels has in place of classes: none of them, and why. A gate that refused refuses every kind of
/// answer.
fn no_class(labels: &Labels) -> Classes {
    Classes {
        probabilities: Vec::new(),
        decision: Decision::Abstain { why: labels.abstention.unwrap_or(Abstention::Unclear) },
        prediction_sets: Vec::new(),
        maps: Vec::new(),
        outline: None,
    }
}

impl ClassAnswer {
    /// The labels as far as they may be shown; `None` for an answer with classes, and for a picture that a gate refused.
    #[must_use]
    pub fn judged(&self) -> Option<&[LabelFound]> {
        let labels = self.labels.as_ref().filter(|labels| labels.abstention.is_none())?;
        Some(&labels.labels)
    }

    /// Whether it says something of the picture: names a class or several, or judges labels.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.judged().is_some() || !matches!(self.classes.decision, Decision::Abstain { .. })
    }

    /// The finding as received. It has neither maps nor outline once the answer's pictures were released.
    #[must_use]
    pub fn finding(&self) -> Finding {
        Finding {
            version: Version::CURRENT,
            provenance: self.provenance.clone(),
            found: match &self.labels {
                Some(labels) => Found::Labels(labels.clone()),
                None => Found::Classes(self.classes.clone()),
            },
            acquisition: self.acquisition.clone(),
        }
    }

    /// The results elsewhere to quote first: those for the picture's kind of acquisition, where known.
    #[must_use]
    pub fn of_acquisition(&self) -> Vec<Message> {
        self.acquisition.as_ref().map(|known| known.said.clone()).unwrap_or_default()
    }
}

/// An answer, shared so that its pictures are never copied. Equal when it is the same answer.
#[derive(Clone, Debug)]
pub struct SharedAnswer(Arc<ClassAnswer>);

impl SharedAnswer {
    /// The answer itself.
    #[must_use]
    pub fn answer(&self) -> &ClassAnswer {
        &self.0
    }

    /// Whether its pictures are still held; an old answer that is shown again is computed again.
    #[must_use]
    pub fn has_original(&self) -> bool {
        !self.0.original.rgba.is_empty()
    }

    /// Releases the pictures and maps without copying them.
    pub(super) fn forget_pictures(&mut self) {
        if !self.has_original() {
            return;
        }
        let nothing = || Bitmap { width: 0, height: 0, rgba: Vec::new() };
        let old = &self.0.classes;
        let classes = Classes {
            probabilities: old.probabilities.clone(),
            decision: old.decision.clone(),
            prediction_sets: old.prediction_sets.clone(),
            maps: Vec::new(),
            outline: None,
        };
        let labels = self.0.labels.as_ref().map(|old| Labels {
            labels: old.labels.clone(),
            abstention: old.abstention,
            maps: Vec::new(),
        });
        let (provenance, acquisition) = (self.0.provenance.clone(), self.0.acquisition.clone());
        let (original, model_input) = (nothing(), nothing());
        self.0 = Arc::new(ClassAnswer { classes, labels, provenance, acquisition, original, model_input });
    }
}

impl From<ClassAnswer> for SharedAnswer {
    fn from(answer: ClassAnswer) -> Self {
        Self(Arc::new(answer))
    }
}

impl PartialEq for SharedAnswer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl CaseState {
    /// Whether a result from the worker is pending.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Working(_))
    }
}

/// Whether pictures are the built-in drawn ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synthetic {
    /// A built-in example.
    Yes,
    /// The visitor's own.
    No,
}
