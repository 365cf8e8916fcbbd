//! Which model answers: the worker is started for a task, and makes room for that of another one.
//!
//! Invariant: the worker of one task ends before that of another begins, so that the models of two tasks are never in memory
//! together. While a picture is open nothing is fetched for it but what the visitor asks for, by [`Controller::fetch_model`]
//! and [`Controller::restart`], and no seal is lifted for it: of a sealed page the service worker fetches the model, and a page
//! that nothing seals can ask the network all the time, which it says.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Controller, STAGE_MS};
use crate::state::{Amount, Board};
use protocol::{CaseId, CaseStage, Event, Failure, FailureKind, LoadStage, ModelSource, Pin};
use shipped_tasks::tasks;

impl Controller {
    /// Starts afresh after the start failed, with every open case. A sealed page begins with what this device keeps, after the
    /// service worker has fetched the model where it is that which did not come.
    pub fn restart(self) {
        let Some(guard) = self.guard.get_value() else { return };
        let is_sealed = untrack(|| self.fetches_sealed());
        let (folder, lacks_model) = self.board.with_untracked(|board| (board.in_use().to_owned(), board.lacks_model()));
        let is_fetched = is_sealed && lacks_model;
        if is_fetched && self.board.try_update(|board| board.begin_fetch(&folder)) != Some(true) {
            return;
        }
        self.board.update(|board| {
            board.restart();
            if is_fetched {
                board.apply(Event::Loading { stage: LoadStage::Download, done: 0, total: 0 });
            }
        });
        spawn_local(async move {
            self.client.set_value(None);
            if is_fetched {
                let came = self.comes_sealed(&guard, &folder).await;
                // Said by the card of the failure, or by the notice of the model that takes its place.
                self.board.update(|board| board.fetching = None);
                // Another model was chosen meanwhile, and its worker is at work.
                if self.client.with_value(Option::is_some) {
                    return self.look_at_kept().await;
                }
                if let Err(failure) = came {
                    return self.fall_back(failure);
                }
            }
            self.begin(if is_sealed { ModelSource::Device } else { ModelSource::Website });
            self.look_at_kept().await;
            self.loaded().await;
            self.prewarm(&[]).await;
        });
    }

    /// Whether a model can be fetched while what is open stays so, and sealed: by the service worker, or by the page around a
    /// room.
    pub fn fetches_sealed(self) -> bool {
        // Also where the seal was broken and holds again, which the page goes on calling broken.
        self.traffic.track();
        self.guard.with_value(|guard| guard.as_ref().is_some_and(browser::Guard::is_in_force))
    }

    /// Fetches the model of a task, for which the visitor has asked, and goes on with its pictures. Where nothing seals the page
    /// its worker fetches it, and what is open is put away before: neither a worker nor the page has pixels of it meanwhile.
    pub fn fetch_model(self, folder: &str) {
        // A model that is already being loaded is not requested a second time.
        if self.board.with_untracked(|board| board.fetching.is_some()) {
            return;
        }
        if untrack(|| self.fetches_sealed()) {
            return self.fetch_sealed(folder);
        }
        self.board.update(Board::put_away);
        self.turn_to(folder, ModelSource::Website);
    }

    /// Has the service worker fetch it. The running model continues, and is replaced when it has no work left.
    fn fetch_sealed(self, folder: &str) {
        let Some(guard) = self.guard.get_value() else { return };
        if self.board.try_update(|board| board.begin_fetch(folder)) != Some(true) {
            return;
        }
        let asked = folder.to_owned();
        spawn_local(async move {
            let came = self.comes_sealed(&guard, &asked).await;
            self.board.update(|board| board.end_fetch(came));
            self.look_at_kept().await;
        });
    }

    /// The service worker fetches the model of a task, and what stands before the network of every task where this device
    /// does not keep it. An earlier version of a task's model, in a folder inside that of the task, is not meant.
    async fn comes_sealed(self, guard: &browser::Guard, folder: &str) -> Result<(), Failure> {
        let note = move |done: u32, total: u32| {
            let files = Amount { done: done.into(), total: total.into() };
            self.board.update(|board| board.note_fetch(files));
        };
        guard.fetch_model(folder, note).await?;
        for Pin { folder, .. } in shipped_tasks::pins() {
            let is_for_all = !folder.contains('/') && !tasks().any(|task| task.folder == folder);
            if is_for_all && !browser::storage::keeps_model(&folder).await {
                guard.fetch_model(&folder, note).await?;
            }
        }
        Ok(())
    }

    /// Classifies one picture with another task.
    pub fn ask(self, id: CaseId, folder: &str) {
        self.board.update(|board| board.ask(id, folder));
        self.send(id);
    }

    /// Starts the model for which cases wait next, where the running one has nothing left to do.
    pub(super) fn turn(self) {
        let is_open = self.guard.with_value(|guard| guard.as_ref().is_some_and(browser::Guard::is_open));
        if let Some(task) = self.board.with_untracked(|board| board.next_task(is_open)) {
            self.turn_to(&task, if is_open { ModelSource::Website } else { ModelSource::Device });
        }
    }

    fn turn_to(self, task: &str, from: ModelSource) {
        self.board.update(|board| board.turn_to(task));
        // Not from within a message handler of the worker that is ended here.
        spawn_local(async move {
            self.client.set_value(None);
            self.begin(from);
            self.loaded().await;
            self.prewarm(&[]).await;
        });
    }

    /// Starts the worker of the task in use, with the cases that wait for it.
    fn begin(self, from: ModelSource) {
        self.connect(from);
        for id in self.board.with_untracked(Board::owed).answers {
            self.send(id);
        }
    }

    /// Determines which models are available without the network: those that are stored, where the service worker has
    /// the scripts.
    pub(super) async fn look_at_kept(self) {
        if !self.board.with_untracked(Board::has_choice) {
            return;
        }
        let is_sealed = || self.guard.with_value(|guard| guard.as_ref().is_some_and(browser::Guard::is_in_force));
        let mut kept = Vec::new();
        for task in tasks().filter(|_| is_sealed()) {
            if browser::storage::keeps_model(task.folder).await {
                kept.push(task.folder.to_owned());
            }
        }
        // The seal may have been lifted meanwhile, and then this has been determined again since.
        if !is_sealed() {
            kept.clear();
        }
        self.board.update(|board| board.set_kept(kept));
        match self.board.with_untracked(Board::not_fetched) {
            Some(failure) => self.fall_back(failure),
            None => self.turn(),
        }
    }

    /// Starts the worker of the task in use.
    pub(super) fn connect(self, from: ModelSource) {
        let board = self.board;
        let Some(guard) = self.guard.get_value() else { return };
        let on_event = move |event: Event| match event {
            Event::Requested { request } => self.traffic.update(|traffic| traffic.add(request)),
            Event::Progress { case, stage } => self.note_stage(case, stage),
            Event::Several { case } => self.move_to_viewer(case),
            Event::Failed { case: None, failure }
                if failure.kind == FailureKind::Network && (from == ModelSource::Device || self.is_busy()) =>
            {
                self.fall_back(failure);
            }
            event => {
                let ended = match &event {
                    Event::Answered { case, .. } | Event::Failed { case: Some(case), .. } => Some(*case),
                    _ => None,
                };
                let measured = ended.filter(|case| board.with_untracked(|b| b.benchmark.case()) == Some(*case));
                let is_ready = matches!(event, Event::Ready { .. });
                board.update(|board| board.apply(event));
                if let Some(case) = measured {
                    self.measured(case);
                } else if browser::report_bridge::capsule_waits() {
                    self.compare(ended);
                }
                if is_ready {
                    // Requested while another model was running instead.
                    spawn_local(async move {
                        board.with_untracked(Board::owed).probes.into_iter().for_each(|id| self.send_probe(id));
                    });
                }
                self.turn();
            }
        };
        let task = board.with_untracked(|board| board.in_use().to_owned());
        let choice = browser::backend_choice();
        let client = browser::Client::start(&browser::base_url(), (&task, from), choice, guard, on_event);
        client.set_paused(board.with_untracked(Board::is_paused));
        self.client.set_value(Some(client));
    }

    /// The model in use cannot be loaded: the stored copy was deleted meanwhile, or the network does not respond. A
    /// stored model takes its place, and the pictures of the first need it again.
    fn fall_back(self, failure: Failure) {
        match self.board.try_update(Board::fall_back).flatten() {
            Some(task) => {
                self.board.update(|board| board.notice = Some(failure.message));
                self.turn_to(&task, ModelSource::Device);
            }
            None => self.board.update(|board| board.apply(Event::Failed { case: None, failure })),
        }
    }

    /// Shows a stage after a while, unless a later one of the same picture has arrived by then: several workers may
    /// each have a picture. A stage of a picture that is answered meanwhile changes nothing.
    fn note_stage(self, case: CaseId, stage: CaseStage) {
        let waits = self.stages.try_update_value(|stages| {
            let waits = !stages.is_empty();
            stages.retain(|(other, _)| *other != case);
            stages.push((case, stage));
            waits
        });
        if waits == Some(false) {
            spawn_local(async move {
                browser::clock::sleep_ms(STAGE_MS).await;
                let stages = self.stages.try_update_value(std::mem::take).unwrap_or_default();
                self.board.update(|board| {
                    for (case, stage) in stages {
                        board.apply(Event::Progress { case, stage });
                    }
                });
            });
        }
    }
}
