//! The page's connection to the worker: files in, events out.
//!
//! Invariant: files stay here until their case is removed, so that a case can be tried
//! again after a failure.

mod choose;
mod intake;
mod line;
mod list;
mod viewer;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::Session;
use crate::state::{Benchmark, Board, Case, EngineState, NewVersion, Synthetic, Traffic};
use protocol::{CaseId, CaseStage, Event, Gating, ModelSource};
use shipped_tasks::{ShippedTask, tasks};
use text::Word;

/// The drawing that the benchmark classifies.
const DRAWING: &str = "./examples/synthetic-class.png";

/// Stages of a picture are shown at most this often, in milliseconds: most answers arrive before the first.
const STAGE_MS: u32 = 120;

/// A handle to the worker and to the files given to it. Copy it freely.
#[derive(Clone, Copy, Debug)]
pub struct Controller {
    board: RwSignal<Board>,
    traffic: RwSignal<Traffic>,
    task: RwSignal<ShippedTask>,
    guard: StoredValue<Option<browser::Guard>, LocalStorage>,
    client: StoredValue<Option<browser::Client>, LocalStorage>,
    /// What each case was given: the file that is classified, or several of which none could be opened. In a list, as
    /// the code of a hash map costs more than a linear search.
    given: StoredValue<Vec<(CaseId, Vec<browser::PickedFile>)>, LocalStorage>,
    /// Whether files are open in the light box, or being handed to it.
    viewer_is_open: StoredValue<bool>,
    /// Those files, in case none of them can be opened.
    in_viewer: StoredValue<Vec<browser::PickedFile>, LocalStorage>,
    /// The case whose headline was moved into view last.
    revealed: StoredValue<Option<CaseId>>,
    /// Whether files were accepted whose first bytes are still to be read.
    opening: RwSignal<bool>,
    /// The latest stage of each picture in progress, until it is shown.
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
        board.update(|board| board.offer(tasks().map(word_of_task)));
        controller.connect(ModelSource::Website);
        controller
    }

    /// Activates the newer version of the program.
    pub fn take_update(self) {
        self.with_guard(browser::Guard::take_update);
    }

    /// The files of the program that are stored on this device, with their hashes.
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

    /// Whether files were accepted whose first bytes are still to be read.
    pub fn opening(self) -> ReadSignal<bool> {
        self.opening.read_only()
    }

    fn is_busy(self) -> bool {
        let is_kept = |board: &Board| !board.cases.is_empty() || board.benchmark.case().is_some();
        self.viewer_is_open.get_value() || self.board.with_untracked(is_kept)
    }

    /// Shows a case. One whose pictures were released is answered again.
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

    /// Requests an answered picture again, with parts of it covered.
    pub fn probe(self, id: CaseId) {
        if self.board.try_update(|board| board.ask_probe(id)) != Some(true) {
            return;
        }
        let can = |board: &Board| board.engine == EngineState::Ready && board.owed().probes.contains(&id);
        if self.board.with_untracked(can) {
            self.send_probe(id);
        } else {
            // Given to the model of its task when that is ready.
            self.turn();
        }
    }

    /// Requests every check of the device again.
    pub fn self_check(self) {
        if self.board.try_update(Board::ask_self_check) == Some(true) {
            self.with_client(browser::Client::self_check);
        }
    }

    /// Classifies a drawing repeatedly, to measure how long that takes on this device.
    pub fn measure(self) {
        let Some(id) = self.board.try_update(Board::ask_benchmark).flatten() else { return };
        // No picture is waiting: a pause would hold back the drawing.
        if self.board.with_untracked(Board::is_paused) {
            self.turn_pause();
        }
        spawn_local(async move {
            match browser::PickedFile::from_site("", DRAWING, Gating::Tell).await {
                Ok(file) => {
                    self.given.update_value(|kept| kept.push((id, vec![file])));
                    self.send(id);
                }
                Err(failure) => {
                    self.board.update(|board| board.apply(Event::Failed { case: Some(id), failure }));
                    self.measured(id);
                }
            }
        });
    }

    /// Ends that early.
    pub fn stop_measuring(self) {
        if let Some(id) = self.board.with_untracked(|board| board.benchmark.case()) {
            self.board.update(|board| board.benchmark = Benchmark::NotAsked);
            self.cancel(id);
            self.measured(id);
        }
    }

    /// The next answer of the benchmark, where more are due; else its drawing is released.
    fn measured(self, id: CaseId) {
        if self.board.with_untracked(|board| board.benchmark.case()) == Some(id) {
            return self.send(id);
        }
        self.let_go(id);
        if !self.is_busy() {
            self.with_guard(browser::Guard::unseal);
        }
        // Pictures of another model may have waited for the end of it.
        self.turn();
    }

    fn let_go(self, id: CaseId) {
        self.given.update_value(|kept| kept.retain(|(of, _)| *of != id));
    }

    fn given_to(self, id: CaseId) -> Vec<browser::PickedFile> {
        let found = self.given.with_value(|kept| kept.iter().find(|(of, _)| *of == id).map(|(_, files)| files.clone()));
        found.unwrap_or_default()
    }

    /// The file that a case was made from, unless there are several.
    fn file_of(self, id: CaseId) -> Option<browser::PickedFile> {
        let mut files = self.given_to(id);
        if files.len() == 1 { files.pop() } else { None }
    }

    /// Removes a case; the worker drops it if it is still open.
    pub fn remove(self, id: CaseId) {
        let is_owed = |case: &Case| case.state.is_open() || case.probe.is_running();
        let is_open = self.board.with_untracked(|board| board.case(id).is_some_and(is_owed));
        self.board.update(|board| board.remove(id));
        if is_open {
            self.with_client(|client| {
                client.cancel(id);
            });
        }
        self.let_go(id);
        if !self.is_busy() {
            self.with_guard(browser::Guard::unseal);
        }
        // Removing the list also ends its pause, as the button that would end it is removed.
        if self.board.with_untracked(|board| board.is_paused() && board.cases.is_empty()) {
            self.turn_pause();
        }
        // Its neighbour is shown in its place, and may have released its pictures.
        if let Some(next) = self.board.with_untracked(|board| board.selected.filter(|next| board.is_let_go(*next))) {
            self.retry(next);
        }
        self.turn();
    }

    /// Gives a case to the worker, or leaves it until the model of its task replaces the one that runs.
    fn send(self, id: CaseId) {
        let Some(file) = self.file_of(id) else { return };
        if self.board.with_untracked(|board| board.is_due(id)) {
            self.with_client(|client| client.classify(id, file));
        } else {
            self.turn();
        }
    }

    fn send_probe(self, id: CaseId) {
        if let Some(file) = self.file_of(id) {
            self.with_client(|client| client.probe(id, file));
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

    /// Handles notifications of the service worker and the browser.
    fn hear(self, heard: browser::Heard) {
        match heard {
            browser::Heard::Request(request) => self.traffic.update(|traffic| traffic.add(request)),
            browser::Heard::Seal(seal) => {
                self.traffic.update(|traffic| traffic.set_seal(seal, browser::clock::epoch_ms()));
                spawn_local(self.look_at_kept());
            }
            browser::Heard::Kept(version) => self.traffic.update(|traffic| traffic.kept_version = Some(version)),
            browser::Heard::Update => self.traffic.update(|traffic| traffic.update = NewVersion::Ready),
            browser::Heard::UpdateBusy => self.traffic.update(|traffic| traffic.update = NewVersion::Busy),
            browser::Heard::Shared(files) => self.take(files, None),
            browser::Heard::Replaced => {
                if !self.is_busy() {
                    browser::reload();
                }
            }
        }
    }
}

/// The folder of a task, and its name.
fn word_of_task(task: ShippedTask) -> Word {
    let ShippedTask { folder, name, .. } = task;
    Word { task: folder.to_owned(), field: "text.name".to_owned(), english: name.to_owned() }
}
