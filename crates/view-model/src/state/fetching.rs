//! A model that comes while pictures are open, because the visitor has asked for it: nothing is put away for it, and the
//! model that runs goes on with its pictures.
//!
//! Invariant: one at a time.

use super::{Amount, Board};
use protocol::Failure;

impl Board {
    /// The visitor asks for the model of a task. `false` where one is on its way already.
    pub fn begin_fetch(&mut self, folder: &str) -> bool {
        let task = self.offered.iter().find(|task| task.task == folder).cloned();
        let Some(task) = task.filter(|_| self.fetching.is_none()) else { return false };
        self.announcement = Some(text::routing::fetching(task.clone()));
        self.notice = None;
        self.fetching = Some((task, Amount::default()));
        true
    }

    /// So many of its files are here, of so many.
    pub fn note_fetch(&mut self, files: Amount) {
        if let Some((_, here)) = &mut self.fetching {
            *here = files;
        }
    }

    /// It is here, or it does not come. Where every picture was closed meanwhile nobody waits for it.
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
