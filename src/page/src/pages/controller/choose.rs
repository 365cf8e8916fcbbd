//! Switching to another model, or allowing network requests to fetch one: both close the open pictures, and only on the
//! visitor's request.
//!
//! Invariant: the seal is lifted when no picture is open, and applied again before a byte of the next one is read.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Controller;
use crate::state::Route;
use protocol::ModelSource;
use shipped_tasks::tasks;

impl Controller {
    /// Closes every picture; `then` runs when network requests are allowed. Not while something else is open that
    /// cannot be closed from here.
    pub fn close_all(self, then: Box<dyn FnOnce()>) {
        let Some(guard) = self.guard.get_value() else { return };
        self.stop_measuring();
        self.remove_all();
        if !self.is_busy() {
            spawn_local(async move {
                guard.unsealed().await;
                then();
            });
        }
    }

    /// Makes the model of another task answer from now on. What was shown last is opened again with it; the rest is
    /// closed.
    pub fn choose(self, folder: &str) {
        let Some(task) = tasks().find(|task| task.folder == folder) else { return };
        let shown =
            self.board.with_untracked(|board| board.selected_case().filter(|case| !case.synthetic).map(|case| case.id));
        let files = shown.map(|id| self.given_to(id)).unwrap_or_default();
        self.close_all(Box::new(move || {
            self.task.set(task);
            self.board.update(|board| board.choose(task.folder));
            self.connect(ModelSource::Website);
            browser::go(Route::Classify.fragment());
            if !files.is_empty() {
                self.take(files, None);
            }
        }));
    }
}
