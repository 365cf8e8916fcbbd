//! Exchange with the light box: files, a slice of one, why nothing could be opened.
//!
//! Invariant: the page is sealed before files are handed over, and stays sealed until they are released.

use std::iter;

use leptos::prelude::*;
use leptos::task::spawn_local;
use text::Message;

use super::Controller;
use crate::language::say;
use crate::state::{Case, CaseState, Reading, SharedAnswer, Synthetic};
use crate::words;
use browser::report_bridge::GivenFor;
use protocol::{CaseId, Failure};

impl Controller {
    /// Opens the file of a case in the light box; the page is sealed already.
    pub fn open_case_in_viewer(self, id: CaseId) {
        if let Some(file) = self.file_of(id) {
            self.open_in_viewer(vec![file]);
        }
    }

    /// Opens the kept cases to save this answer among them.
    pub fn keep_case(self, id: CaseId, found: &SharedAnswer) {
        let answer = found.answer();
        let task = answer.provenance.model.task.as_str();
        let classes = words::class_words(task);
        let words = iter::once(shipped_tasks::name_of(task)).chain(classes.iter().map(String::as_str));
        browser::vault_bridge::keep_case(&answer.finding(), words, self.file_of(id).as_ref());
    }

    /// Gives every answer of this visit to the kept cases.
    pub fn keep_all(self) {
        let answered = |case: &Case| match &case.state {
            CaseState::Answered(found) => Some((case.id, found.clone())),
            _ => None,
        };
        let all: Vec<_> = self.board.with_untracked(|board| board.cases.iter().filter_map(answered).collect());
        all.iter().for_each(|(id, found)| self.keep_case(*id, found));
    }

    /// Sends the answer to a case, where there is one, to the capsule that waits.
    pub fn compare(self, id: Option<CaseId>) {
        let found = self.board.with_untracked(|board| match &board.case(id?)?.state {
            CaseState::Answered(found) => Some(found.clone()),
            _ => None,
        });
        if let (Some(id), Some(found)) = (id, found) {
            self.give_answer(id, &found, Reading::default(), GivenFor::Capsule);
        }
    }

    /// Sends an answer to the program that writes reports and compares capsules.
    pub fn give_answer(self, id: CaseId, found: &SharedAnswer, reading: Reading, given_for: GivenFor) {
        let answer = found.answer();
        let task = shipped_tasks::name_of(&answer.provenance.model.task);
        let pictures = [&answer.original, &answer.model_input];
        let is_drawn = self.board.with_untracked(|board| board.case(id).is_some_and(|case| case.synthetic));
        let (finding, file) = (answer.finding(), self.file_of(id));
        let (reading, file) = (reading.name(), file.as_ref());
        browser::report_bridge::give_answer(&finding, pictures, task, reading, is_drawn, file, given_for);
    }

    /// Whether closing the page would lose anything.
    pub fn has_pictures(self) -> bool {
        self.viewer_is_open.get_value() || self.board.with_untracked(|board| !board.cases.is_empty())
    }

    /// Scrolls to the headline of a case that has just been chosen; once for each choice.
    pub fn reveal(self, id: CaseId) {
        if self.revealed.get_value() != Some(id) {
            self.revealed.set_value(Some(id));
            request_animation_frame(|| browser::reveal("case-title"));
        }
    }

    /// The light box is closed, or could not be opened for this reason.
    pub fn viewer_closed(self, trouble: Option<Message>) {
        self.viewer_is_open.set_value(false);
        self.in_viewer.set_value(Vec::new());
        if trouble.is_some() {
            self.board.update(|board| board.notice = trouble);
        }
        if self.is_busy() {
            // It may have handed over a whole series.
            spawn_local(async move { self.prewarm(&[]).await });
        } else {
            self.with_guard(browser::Guard::unseal);
        }
    }

    /// A file opened as one picture contains several: it leaves the list, and is opened in the light box.
    pub(super) fn move_to_viewer(self, id: CaseId) {
        self.open_case_in_viewer(id);
        self.remove(id);
    }

    /// Opens a folder in the light box.
    pub fn open_folder_in_viewer(self, files: Vec<browser::PickedFile>) {
        let Some(guard) = self.guard.get_value() else { return };
        self.viewer_is_open.set_value(true);
        spawn_local(async move {
            self.sealed(&guard, &[]).await;
            self.open_in_viewer(files);
        });
    }

    /// Hands files to the light box; the page is sealed already.
    pub(super) fn open_in_viewer(self, files: Vec<browser::PickedFile>) {
        self.viewer_is_open.set_value(true);
        browser::open_in_viewer(&files);
        self.in_viewer.set_value(files);
    }

    /// The light box could open none of the files it was given: that is shown in the list, with the name and the
    /// reason.
    pub fn viewer_failed(self, failure: Failure) {
        let files = self.in_viewer.try_update_value(std::mem::take).unwrap_or_default();
        let name = files.first().map(|file| say(words::several(&file.name(), files.len()))).unwrap_or_default();
        let id = self.board.try_update(|board| board.add_failed(name, failure)).flatten();
        if let Some(id) = id {
            // A single one is routed again by its first bytes.
            self.given.update_value(|kept| kept.push((id, files)));
        }
        self.viewer_closed(None);
    }

    /// Takes a slice that was chosen in the light box, notes where it comes from, and asks the task that it was made for.
    pub fn add_slice(self, file: browser::PickedFile, origin: &str, task: Option<&str>) {
        let ids = self.queue(vec![file], Synthetic::No);
        self.board.update(|board| board.set_origin(&ids, origin));
        ids.into_iter().for_each(|id| self.send_for(id, task));
    }

    /// Sends a picture to the task that it is for, where one is named.
    pub(super) fn send_for(self, id: CaseId, task: Option<&str>) {
        if task.is_some() {
            self.board.update(|board| board.made_for(&[id], task));
        }
        self.send(id);
    }
}
