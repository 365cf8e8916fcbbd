//! The page's line to the worker: files in, events out.
//!
//! Files stay here until their case is removed, so that a case can be tried
//! again after a failure.

mod choose;
mod intake;
mod viewer;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::Session;
use crate::state::{Benchmark, Board, Case, EngineState, NewVersion, Synthetic, Traffic};
use protocol::{CaseId, CaseStage, Event, Failure, Gating};
use shipped_tasks::ShippedTask;

/// The drawing that the benchmark answers.
const DRAWING: &str = "./examples/synthetic-class.png";

/// Stages of a picture are shown at most this often, in milliseconds: most answers are there before the first.
const STAGE_MS: u32 = 120;

/// A handle to the worker and to the files given to it. Copy it freely.
#[derive(Clone, Copy, Debug)]
pub struct Controller {
    board: RwSignal<Board>,
    traffic: RwSignal<Traffic>,
    task: RwSignal<ShippedTask>,
    guard: StoredValue<Option<browser::Guard>, LocalStorage>,
    client: StoredValue<Option<browser::Client>, LocalStorage>,
    /// What each case was given: the file that is classified, or several of which none could be opened. In a list, as the
    /// code of a table weighs more than looking through it takes.
    given: StoredValue<Vec<(CaseId, Vec<browser::PickedFile>)>, LocalStorage>,
    /// Whether files are open in the light box, or on their way there.
    viewer_is_open: StoredValue<bool>,
    /// Those files, in case none of them can be opened.
    in_viewer: StoredValue<Vec<browser::PickedFile>, LocalStorage>,
    /// The case whose headline was moved into view last.
    revealed: StoredValue<Option<CaseId>>,
    /// Whether files were taken whose first bytes are still to be read.
    opening: RwSignal<bool>,
    /// The latest stage of each picture in work, until it is shown.
    stages: StoredValue<Vec<(CaseId, CaseStage)>>,
}

impl Controller {
    /// Starts the worker; its events go to the board.
    pub fn start(session: Session) -> Self {
        let Session { board, traffic, task, .. } = session;
        let controller = Self {
            board,
            traffic,
            task,
            guard: StoredValue::new_local(None),
            client: StoredValue::new_local(None),
            given: StoredValue::new_local(Vec::new()),
            viewer_is_open: StoredValue::new(false),
            in_viewer: StoredValue::new_local(Vec::new()),
            revealed: StoredValue::new(None),
            opening: RwSignal::new(false),
            stages: StoredValue::new(Vec::new()),
        };
        let is_busy = move || controller.is_busy();
        controller.guard.set_value(Some(browser::Guard::start(move |heard| controller.hear(heard), is_busy)));
        controller.connect();
        controller
    }

    /// Takes the newer version of the program.
    pub fn take_update(self) {
        self.with_guard(browser::Guard::take_update);
    }

    /// The files of the program that this device keeps, with their hashes.
    pub async fn kept_files(self) -> Option<Vec<browser::KeptFile>> {
        self.guard.get_value()?.kept_files().await
    }

    /// Puts files in the queue, in order, and selects the first.
    pub fn add(self, files: Vec<browser::PickedFile>, synthetic: Synthetic) {
        for id in self.queue(files, synthetic) {
            self.send(id);
        }
    }

    /// The same without handing them to the worker yet.
    fn queue(self, files: Vec<browser::PickedFile>, synthetic: Synthetic) -> Vec<CaseId> {
        let names: Vec<String> = files.iter().map(browser::PickedFile::name).collect();
        let ids = self.board.try_update(|board| board.add(names, synthetic)).unwrap_or_default();
        self.given.update_value(|kept| kept.extend(ids.iter().copied().zip(files.into_iter().map(|file| vec![file]))));
        ids
    }

    /// Whether files were taken whose first bytes are still to be read.
    pub fn opening(self) -> ReadSignal<bool> {
        self.opening.read_only()
    }

    fn is_busy(self) -> bool {
        let is_kept = |board: &Board| !board.cases.is_empty() || board.benchmark.case().is_some();
        self.viewer_is_open.get_value() || self.board.with_untracked(is_kept)
    }

    /// Shows a case. One whose pictures were let go is answered again.
    pub fn show(self, id: CaseId) {
        self.board.update(|board| board.select(id));
        if self.board.with_untracked(|board| board.is_let_go(id)) {
            self.retry(id);
        }
    }

    /// Tries a failed case again.
    pub fn retry(self, id: CaseId) {
        let files = self.given_to(id);
        if files.len() > 1 {
            self.remove(id);
            return self.open_in_viewer(files);
        }
        self.board.update(|board| board.requeue(id));
        self.send(id);
    }

    /// Asks for an answered picture again, with parts of it covered.
    pub fn probe(self, id: CaseId) {
        let Some(file) = self.file_of(id) else { return };
        if self.board.try_update(|board| board.ask_probe(id)) == Some(true) {
            self.with_client(|client| client.probe(id, file));
        }
    }

    /// Asks for every check of the device again.
    pub fn self_check(self) {
        if self.board.try_update(Board::ask_self_check) == Some(true) {
            self.with_client(browser::Client::self_check);
        }
    }

    /// Answers a drawing again and again, to see how long that takes here.
    pub fn measure(self) {
        let Some(id) = self.board.try_update(Board::ask_benchmark).flatten() else { return };
        spawn_local(async move {
            match browser::PickedFile::from_site("", DRAWING, Gating::Tell).await {
                Ok(file) => {
                    self.given.update_value(|kept| kept.push((id, vec![file])));
                    self.send(id);
                }
                Err(failure) => self.board.update(|board| board.apply(Event::Failed { case: Some(id), failure })),
            }
        });
    }

    /// Ends that before its time.
    pub fn stop_measuring(self) {
        if let Some(id) = self.board.with_untracked(|board| board.benchmark.case()) {
            self.board.update(|board| board.benchmark = Benchmark::NotAsked);
            self.cancel(id);
            self.measured(id);
        }
    }

    /// The next answer of the benchmark, where one is owed; else its drawing is let go.
    fn measured(self, id: CaseId) {
        if self.board.with_untracked(|board| board.benchmark.case()) == Some(id) {
            return self.send(id);
        }
        self.let_go(id);
        if !self.is_busy() {
            self.with_guard(browser::Guard::unseal);
        }
    }

    fn let_go(self, id: CaseId) {
        self.given.update_value(|kept| kept.retain(|(of, _)| *of != id));
    }

    fn given_to(self, id: CaseId) -> Vec<browser::PickedFile> {
        let found = self.given.with_value(|kept| kept.iter().find(|(of, _)| *of == id).map(|(_, files)| files.clone()));
        found.unwrap_or_default()
    }

    /// The file that a case was made of, unless there are several.
    fn file_of(self, id: CaseId) -> Option<browser::PickedFile> {
        let mut files = self.given_to(id);
        if files.len() == 1 { files.pop() } else { None }
    }

    /// Takes a case away; the worker drops it if it is still open.
    pub fn remove(self, id: CaseId) {
        let is_owed = |case: &Case| case.state.is_open() || case.probe.is_running();
        let is_open = self.board.with_untracked(|board| board.case(id).is_some_and(is_owed));
        self.board.update(|board| board.remove(id));
        if is_open {
            self.with_client(|client| client.cancel(id));
        }
        self.let_go(id);
        if !self.is_busy() {
            self.with_guard(browser::Guard::unseal);
        }
        // Its neighbour is shown in its place, and may have let its pictures go.
        if let Some(next) = self.board.with_untracked(|board| board.selected.filter(|next| board.is_let_go(*next))) {
            self.retry(next);
        }
    }

    /// Takes every case away.
    pub fn remove_all(self) {
        let all: Vec<CaseId> = self.board.with_untracked(|board| board.cases.iter().map(|case| case.id).collect());
        // From the last on: none of those that are left is shown, and so answered again, on the way.
        self.board.update(|board| board.selected = all.first().copied());
        all.into_iter().rev().for_each(|id| self.remove(id));
    }

    /// Stops a case; it stays on the list as cancelled.
    pub fn cancel(self, id: CaseId) {
        self.with_client(|client| client.cancel(id));
    }

    /// Starts afresh after the start failed, with every open case.
    pub fn restart(self) {
        // The visitor asks for what may have to come over the network; pictures are sealed in again
        // before they are read.
        let Some(guard) = self.guard.get_value() else { return };
        self.board.update(Board::restart);
        spawn_local(async move {
            guard.unsealed().await;
            self.connect();
            let open: Vec<CaseId> = self.board.with_untracked(|board| {
                board.cases.iter().filter(|case| case.state.is_open()).map(|case| case.id).collect()
            });
            for id in open {
                self.send(id);
            }
        });
    }

    fn connect(self) {
        let board = self.board;
        let Some(guard) = self.guard.get_value() else { return };
        let on_event = move |event: Event| match event {
            Event::Requested { request } => self.traffic.update(|traffic| traffic.add(request)),
            Event::Progress { case, stage } => self.note_stage(case, stage),
            Event::Several { case } => self.move_to_viewer(case),
            event => {
                let ended = match &event {
                    Event::Answered { case, .. } | Event::Failed { case: Some(case), .. } => Some(*case),
                    _ => None,
                };
                let measured = ended.filter(|case| board.with_untracked(|b| b.benchmark.case()) == Some(*case));
                board.update(|board| board.apply(event));
                if let Some(case) = measured {
                    self.measured(case);
                } else if browser::report_bridge::capsule_waits() {
                    self.compare(ended);
                }
            }
        };
        match browser::Client::start(
            &browser::base_url(),
            self.task.get_untracked().folder,
            browser::backend_choice(),
            guard,
            on_event,
        ) {
            Ok(client) => self.client.set_value(Some(client)),
            Err(failure) => self.fail(failure),
        }
    }

    /// Shows a stage after a while, unless a later one of the same picture has come by then: several workers may each have
    /// a picture. A stage of a picture that is answered meanwhile changes nothing.
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

    fn send(self, id: CaseId) {
        if let Some(file) = self.file_of(id) {
            self.with_client(|client| client.classify(id, file));
        }
    }

    fn with_client(self, act: impl FnOnce(&browser::Client)) {
        self.client.with_value(|client| {
            if let Some(client) = client {
                act(client);
            }
        });
    }

    fn with_guard(self, act: impl FnOnce(&browser::Guard)) {
        self.guard.with_value(|guard| {
            if let Some(guard) = guard {
                act(guard);
            }
        });
    }

    /// Takes in what the service worker and the browser tell of.
    fn hear(self, heard: browser::Heard) {
        match heard {
            browser::Heard::Request(request) => self.traffic.update(|traffic| traffic.add(request)),
            browser::Heard::Seal(seal) => {
                self.traffic.update(|traffic| traffic.set_seal(seal, browser::clock::epoch_ms()))
            }
            browser::Heard::Kept(version) => self.traffic.update(|traffic| traffic.kept_version = Some(version)),
            browser::Heard::Update => self.traffic.update(|traffic| traffic.update = NewVersion::Ready),
            browser::Heard::UpdateBusy => self.traffic.update(|traffic| traffic.update = NewVersion::Busy),
            browser::Heard::Shared(files) => self.take(files),
            browser::Heard::Replaced => {
                if !self.is_busy() {
                    browser::reload();
                }
            }
        }
    }

    fn fail(self, failure: Failure) {
        self.board.update(|board| board.engine = EngineState::Failed(failure));
    }
}
