//! A model that is fetched while pictures are open, at the visitor's request: no picture is closed for it, and the
//! running model continues with its pictures.
//!
//! Invariant: one at a time.

use super::{Amount, Board, EngineState};
use protocol::{CaseId, Failure, FailureKind};
use text::Word;

/// How the model of one task stands to the one that is on its way: only its own files are its progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchStanding {
    /// None is on its way: it can be asked for.
    Free,
    /// It is on its way itself, and so many of its files are here.
    Own(Amount),
    /// That of another task is, and has to come first.
    Other(Word),
}

impl Board {
    /// Whether the current model could not be started because it did not come, or came other than it was built.
    #[must_use]
    pub fn lacks_model(&self) -> bool {
        use FailureKind::{Integrity, Manifest, Network};
        matches!(&self.engine, EngineState::Failed(failure) if [Network, Integrity, Manifest].contains(&failure.kind))
    }

    /// The visitor requests the model of a task. `false` where one is already being fetched.
    pub fn begin_fetch(&mut self, folder: &str) -> bool {
        let task = self.offered.iter().find(|task| task.task == folder).cloned();
        let Some(task) = task.filter(|_| self.fetching.is_none()) else { return false };
        self.announcement = Some(text::routing::fetching(task.clone()));
        self.notice = None;
        self.fetching = Some((task, Amount::default()));
        true
    }

    /// How the model of a task stands to the one that is on its way.
    #[must_use]
    pub fn fetch_of(&self, folder: &str) -> FetchStanding {
        match &self.fetching {
            None => FetchStanding::Free,
            Some((task, here)) if task.task == folder => FetchStanding::Own(*here),
            Some((task, _)) => FetchStanding::Other(task.clone()),
        }
    }

    /// How far the model is that answers an open case; none where another one runs or is made ready before it.
    #[must_use]
    pub fn engine_of(&self, id: CaseId) -> Option<&EngineState> {
        self.is_due(id).then_some(&self.engine)
    }

    /// Progress: files fetched, and files in total.
    pub fn note_fetch(&mut self, files: Amount) {
        if let Some((_, here)) = &mut self.fetching {
            *here = files;
        }
    }

    /// It has been fetched, or fetching failed. Where every picture was closed meanwhile it is no longer needed.
    pub fn end_fetch(&mut self, came: Result<(), Failure>) {
        let Some((task, _)) = self.fetching.take() else { return };
        match came {
            Ok(()) => self.announcement = Some(text::routing::fetched(task)),
            Err(failure) if !self.cases.is_empty() => {
                self.announcement = Some(failure.message.clone());
                self.notice = Some(failure.message);
            }
            Err(_) => {}
        }
    }
}
