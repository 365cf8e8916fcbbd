//! Routing of the visitor's files: to the light box, or to the worker.
//!
//! Invariant: the page is sealed before a byte of them is read.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Controller;
use crate::state::{Board, EngineState, Synthetic};

/// Interval at which it is checked whether the model is loaded, in milliseconds.
const LOADED_LOOK_MS: u32 = 50;

impl Controller {
    /// Accepts the visitor's files: several slices to the light box, everything else to the worker. The page is sealed
    /// before a byte of them is read, and the model is loaded over the network before that. `task` is the folder of the one that
    /// the pictures are for, whatever kind they seem to be.
    pub fn take(self, files: Vec<browser::PickedFile>, task: Option<String>) {
        let Some(guard) = self.guard.get_value() else { return };
        // A capsule is no picture; whether it is one is detected by its first bytes.
        if files.len() == 1
            && !files.iter().any(browser::PickedFile::is_named_json)
            && guard.is_closed()
            && self.board.with_untracked(|board| board.engine == EngineState::Ready)
        {
            // The worker reads it while the page draws, and reports whether it is for the light box.
            let ids = self.queue(files, Synthetic::No);
            return ids.into_iter().for_each(|id| self.send_for(id, task.as_deref()));
        }
        self.viewer_is_open.set_value(true);
        let ids = self.queue(files.clone(), Synthetic::No);
        self.opening.set(true);
        spawn_local(async move {
            self.sealed(&guard, &files).await;
            self.prewarm(&files).await;
            let ways = browser::file_ways(&files).await;
            self.opening.set(false);
            let mut for_viewer = Vec::new();
            for ((id, file), way) in ids.into_iter().zip(files).zip(ways) {
                // Meanwhile the visitor may have removed it.
                let is_there = self.board.with_untracked(|board| board.case(id).is_some());
                match (is_there, way) {
                    (false, _) => {}
                    (true, browser::FileWay::Classify) => self.send_for(id, task.as_deref()),
                    (true, way) => {
                        self.remove(id);
                        if way == browser::FileWay::LightBox {
                            for_viewer.push(file);
                        } else {
                            browser::report_bridge::open_capsule(&file);
                        }
                    }
                }
            }
            if for_viewer.is_empty() { self.viewer_closed(None) } else { self.open_in_viewer(for_viewer) }
        });
    }

    /// Seals the page when the model is here, or cannot be had. Whoever closes everything meanwhile lifts the seal, and it begins
    /// anew where pictures have come since. Nothing is sealed where nothing is open: nobody would lift that seal.
    pub(super) async fn sealed(self, guard: &browser::Guard, files: &[browser::PickedFile]) {
        while self.is_busy() && !guard.is_closed() {
            self.loaded().await;
            self.prewarm(files).await;
            browser::complete_language().await;
            if self.is_busy() {
                guard.seal().await;
            }
        }
    }

    /// Has the client prepare for many pictures: before the seal, and after it.
    pub(super) async fn prewarm(self, files: &[browser::PickedFile]) {
        let pictures = files.iter().filter(|file| file.is_named_picture()).count();
        let started = self.client.with_value(|client| client.as_ref().map(|client| client.prewarm(pictures)));
        if let Some(started) = started {
            started.await;
        }
    }

    /// Waits until the model is loaded, or cannot be loaded: a sealed page does not request it over the network.
    pub(super) async fn loaded(self) {
        let is_loading = |board: &Board| matches!(board.engine, EngineState::Waking | EngineState::Loading(..));
        while self.board.with_untracked(is_loading) {
            browser::clock::sleep_ms(LOADED_LOOK_MS).await;
        }
    }
}
