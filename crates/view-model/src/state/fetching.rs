//! A model that is fetched while pictures are open, at the visitor's request: no picture is closed for it, and the
//! running model continues with its pictures.
//!
//! Invariant: one at a time.

use super::{Amount, Board};
use protocol::Failure;

impl Board {
    /// The visitor requests the model of a task. `false` where one is already being fetched.
    pub fn begin_fetch(&mut self, folder: &str) -> bool {
        let task = self.offered.iter().find(|task| task.task == folder).cloned();
        let Some(task) = task.filter(|_| self.fetching.is_none()) else { return false };
        self.announcement = Some(text::routing::fetching(task.clone()));
        self.notice = None;
        self.fetching = Some((task, Amount::default()));
        true
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
