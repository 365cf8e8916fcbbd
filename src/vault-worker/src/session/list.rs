//! The list of cases, held while the vault is open.

use super::unsaved::names_unsaved;
use super::{EXPORTED, USED, VaultKey, VaultProblem, VaultSession, Writing, case_in, now_ms, opened_row};
use crate::database::{CASES, HEAD, SUMMARIES, VaultDatabase};
use protocol::{CaseBackup, CaseFacets, CaseQuery, CaseRow, ChartQuery, DamagedCase, ReaderOrder, VaultReply};
use std::collections::HashMap;
use vault::{CaseSummary, ModelReference, RecordAddress, RecordId, RecordKind, VaultError};
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

/// Maximum rows per response.
const MOST_ROWS: u32 = 500;

/// The list at this number of written records.
pub(super) struct CaseList {
    used: u64,
    summaries: Vec<CaseSummary>,
    damaged: Vec<DamagedCase>,
    facets: CaseFacets,
}

impl VaultSession {
    pub(super) async fn list(&mut self, query: &CaseQuery, from: u32, count: u32) -> Result<VaultReply, VaultProblem> {
        let (database, _) = self.opened()?;
        let read = database.read()?;
        let exported_ms = read.number(HEAD, EXPORTED).await?;
        let unsaved = names_unsaved(&read).await?;
        drop(read);
        let list = self.held_list().await?;
        let found = vault::find(query, &list.summaries);
        let rows = found.iter().skip(from as usize).take(count.min(MOST_ROWS) as usize).map(|&summary| row(summary));
        Ok(VaultReply::Listed {
            found: number(found.len()),
            all: number(list.summaries.len()),
            rows: rows.collect(),
            damaged: list.damaged.clone(),
            facets: list.facets.clone(),
            backup: CaseBackup {
                exported_ms: (exported_ms > 0).then_some(exported_ms),
                is_behind: vault::is_behind(&list.summaries, exported_ms, now_ms()),
            },
            unsaved,
        })
    }

    /// The summaries of the cases that a query finds, in its order.
    pub(super) async fn found(&mut self, query: &CaseQuery) -> Result<Vec<CaseSummary>, VaultProblem> {
        let list = self.held_list().await?;
        Ok(vault::find(query, &list.summaries).into_iter().cloned().collect())
    }

    /// Statistics of the cases. The payload of the request, if any, is the manifest of their model.
    pub(super) async fn charts(&mut self, query: &ChartQuery, beside: &JsValue) -> Result<VaultReply, VaultProblem> {
        let manifest = if beside.is_object() { browser::wire::bytes(beside).await.ok() } else { None };
        let reference = manifest.and_then(|json| ModelReference::from_manifest(&json));
        let list = self.held_list().await?;
        let ahead = &browser::clock::minutes_ahead;
        Ok(VaultReply::Charted(Box::new(vault::figures(query, &list.summaries, reference.as_ref(), ahead))))
    }

    /// The list as it is now.
    async fn held_list(&mut self) -> Result<&CaseList, VaultProblem> {
        let (database, open) = self.opened()?;
        let used = database.read()?.number(HEAD, USED).await?;
        // Every tab that writes raises the count.
        if open.list.as_ref().is_none_or(|list| list.used != used) {
            open.list = Some(CaseList::read(database, &open.key).await?);
        }
        open.list.as_ref().ok_or(VaultProblem::Locked)
    }
}

impl CaseList {
    /// Reads all summaries. A lost one is rebuilt from its case.
    async fn read(database: &VaultDatabase, key: &VaultKey) -> Result<Self, VaultProblem> {
        let read = database.read()?;
        let used = read.number(HEAD, USED).await?;
        let mut kept: HashMap<String, Vec<u8>> = read.all(SUMMARIES).await?.into_iter().collect();
        let facets = CaseFacets::default();
        let mut list = Self { used, summaries: Vec::new(), damaged: Vec::new(), facets };
        let mut remade: Vec<(u32, CaseSummary)> = Vec::new();
        for name in read.names(CASES).await? {
            let Some(id) = RecordId::from_digits(&name) else { continue };
            let opened = kept.remove(&name).and_then(|row| summary(key, id, &row).ok());
            let made = match opened {
                Some(summary) => Ok(summary),
                None => case_in(&read, key, id).await.map(|(revision, record)| {
                    let summary = CaseSummary::of(&record);
                    remade.push((revision, summary.clone()));
                    summary
                }),
            };
            match made {
                Ok(summary) => list.summaries.push(summary),
                Err(VaultProblem::Vault(error)) => {
                    let case = (!matches!(error, VaultError::Newer { .. })).then_some(name);
                    list.damaged.push(DamagedCase { case, said: error.message() });
                }
                Err(other) => return Err(other),
            }
        }
        drop(read);
        list.facets = vault::facets(&list.summaries);
        if !remade.is_empty() {
            // Where there is no storage for them they are rebuilt the next time too.
            let _ = list.keep(&remade, database, key).await;
        }
        Ok(list)
    }

    /// Moves a case that is damaged though its summary is intact to the damaged ones: there it can be deleted.
    pub(super) fn note_damaged(&mut self, id: RecordId) {
        let before = self.summaries.len();
        self.summaries.retain(|summary| summary.id != id);
        if self.summaries.len() != before {
            let said = VaultError::Damaged(id).message();
            self.damaged.push(DamagedCase { case: Some(id.to_string()), said });
            self.facets = vault::facets(&self.summaries);
        }
    }

    /// Goes on to a later number of written records, where none was a case or summary since this one.
    pub(super) fn skip(&mut self, before: u64, used: u64) {
        if self.used == before {
            self.used = used;
        }
    }

    /// Stores rebuilt summaries: else every list would open all cases of an older format.
    async fn keep(
        &mut self,
        remade: &[(u32, CaseSummary)],
        database: &VaultDatabase,
        key: &VaultKey,
    ) -> Result<(), VaultProblem> {
        let mut writing = Writing::begin(database, key).await?;
        if writing.counter.used() != self.used {
            // Another tab has written since: the next list is built from the state at that time.
            return Ok(());
        }
        for (revision, summary) in remade {
            let address = RecordAddress { kind: RecordKind::Summary, id: summary.id, revision: *revision };
            writing.put(key, SUMMARIES, address, &Zeroizing::new(summary.to_json()?))?;
        }
        let used = writing.counter.used();
        writing.done().await?;
        self.used = used;
        Ok(())
    }
}

fn summary(key: &VaultKey, id: RecordId, row: &[u8]) -> Result<CaseSummary, VaultProblem> {
    let (_, json) = opened_row(key, RecordKind::Summary, id, row)?;
    Ok(CaseSummary::from_json(id, &json)?)
}

fn row(summary: &CaseSummary) -> CaseRow {
    CaseRow {
        case: summary.id.to_string(),
        kept_ms: summary.kept_ms,
        task: summary.task.clone(),
        labels: summary.labels.clone(),
        probability: summary.probability,
        abstained: summary.abstained,
        agreement: summary.agreement(ReaderOrder::First),
        tags: summary.tags.clone(),
        picture: summary.picture,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
