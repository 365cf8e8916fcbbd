//! Requests the statistics of the cases, with the manifest of their model where it is available.

use super::CasesSession;
use super::names::is_folder;
use browser::PickedFile;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{ChartQuery, Gating, VaultQuery};

/// Milliseconds after which charts no longer wait for a manifest: one that is late is as one that is missing.
const MANIFEST_MS: u32 = 10_000;

impl CasesSession {
    /// Changes what charts are made of, and rebuilds them.
    pub(crate) fn rechart(self, change: impl FnOnce(&mut ChartQuery)) {
        self.chart_query.update(change);
        self.chart();
    }

    /// Shows the charts: of the one task that cases are of, where there is no other, so that they are compared with what its
    /// model was measured on.
    pub(crate) fn open_charts(self) {
        let only = self.list.with_untracked(|list| match list.facets.tasks.as_slice() {
            [task] => Some(task.clone()),
            _ => None,
        });
        if let Some(task) = only {
            self.chart_query.update(|query| query.task = Some(task));
        }
        self.chart();
    }

    /// Makes the charts.
    fn chart(self) {
        let query = self.chart_query.get_untracked();
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            // A manifest that is missing, or not served while a picture is open, is no error: nothing is compared then.
            let manifest = match query.task.as_deref().filter(|task| is_folder(task)) {
                Some(task) => {
                    let path = format!("models/{task}/manifest.json");
                    let fetched = PickedFile::from_site("manifest.json", &path, Gating::Stop);
                    browser::clock::within_ms(MANIFEST_MS, fetched).await.and_then(Result::ok)
                }
                None => None,
            };
            // Another task or another day was chosen meanwhile, or the vault has locked itself.
            if self.chart_query.get_untracked() != query {
                return self.busy.set(false);
            }
            self.ask(VaultQuery::Charts { query }, manifest);
        });
    }
}
