//! One picture and how far it is.

use std::sync::Arc;

use super::Inquiry;
use protocol::{Answer, Bitmap, CaseId, CaseStage, Failure, ProbeReport};

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Unique within the visit.
    pub id: CaseId,
    /// File name, shown on this page and sent nowhere.
    pub name: String,
    /// Whether it is a built-in example, which is drawn by code.
    pub synthetic: bool,
    /// Of a slice that was chosen in the light box: series, slice and depth. Empty for others.
    pub origin: String,
    /// How far it is.
    pub state: CaseState,
    /// What became of covering parts of it and asking again.
    pub probe: Inquiry<ProbeReport>,
}

/// How far a case is.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseState {
    /// In the queue.
    Waiting,
    /// The worker is on it.
    Working(CaseStage),
    /// Done.
    Answered(Found),
    /// Ended without an answer.
    Failed(Failure),
}

/// An answer, shared so that its pictures are never copied. Equal when it is the same answer.
#[derive(Clone, Debug)]
pub struct Found(Arc<Answer>);

impl Found {
    /// The answer itself.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        &self.0
    }

    /// Whether its pictures are still held; an old answer that is shown again is computed again.
    #[must_use]
    pub fn has_original(&self) -> bool {
        !self.0.original.rgba.is_empty()
    }

    /// Lets the pictures and the maps go, without a copy of them on the way.
    pub(super) fn forget_pictures(&mut self) {
        if !self.has_original() {
            return;
        }
        let nothing = || Bitmap { width: 0, height: 0, rgba: Vec::new() };
        let old = &self.0;
        self.0 = Arc::new(Answer {
            probabilities: old.probabilities.clone(),
            top: old.top,
            original: nothing(),
            model_input: nothing(),
            maps: Vec::new(),
            timing: old.timing,
            device: old.device.clone(),
            trust: old.trust.clone(),
            source: old.source.clone(),
            written: old.written.clone(),
            outline: None,
        });
    }
}

impl From<Answer> for Found {
    fn from(answer: Answer) -> Self {
        Self(Arc::new(answer))
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl CaseState {
    /// Whether the worker still owes something.
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
