//! The list of cases, held while the vault is open.

use super::{USED, VaultKey, VaultProblem, VaultSession, case_in, opened_row};
use crate::database::{CASES, HEAD, SUMMARIES, VaultDatabase};
use protocol::{CaseQuery, CaseRow, ChartQuery, ReaderOrder, VaultReply};
use std::collections::HashMap;
use text::Message;
use vault::{CaseSummary, ModelReference, RecordId, RecordKind};
use wasm_bindgen::JsValue;

/// Rows that a page gets at most at once.
const MOST_ROWS: u32 = 500;

/// What there was when so many records had been written.
pub(super) struct CaseList {
    used: u64,
    summaries: Vec<CaseSummary>,
    damaged: Vec<Message>,
}

impl VaultSession {
    pub(super) async fn list(&mut self, query: &CaseQuery, from: u32, count: u32) -> Result<VaultReply, VaultProblem> {
        let list = self.held_list().await?;
        let found = vault::find(query, &list.summaries);
        let rows = found.iter().skip(from as usize).take(count.min(MOST_ROWS) as usize).map(|&summary| row(summary));
        Ok(VaultReply::Listed {
            found: number(found.len()),
            all: number(list.summaries.len()),
            rows: rows.collect(),
            damaged: list.damaged.clone(),
        })
    }

    /// What is counted of cases. What stands beside the request is the manifest of their model, if anything.
    pub(super) async fn charts(&mut self, query: &ChartQuery, beside: &JsValue) -> Result<VaultReply, VaultProblem> {
        let manifest = if beside.is_object() { browser::wire::bytes(beside).await.ok() } else { None };
        let reference = manifest.and_then(|json| ModelReference::from_manifest(&json));
        let list = self.held_list().await?;
        Ok(VaultReply::Charted(Box::new(vault::figures(query, &list.summaries, reference.as_ref()))))
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
    /// Reads all summaries. One that is lost is made anew from its case.
    async fn read(database: &VaultDatabase, key: &VaultKey) -> Result<Self, VaultProblem> {
        let read = database.read()?;
        let used = read.number(HEAD, USED).await?;
        let mut kept: HashMap<String, Vec<u8>> = read.all(SUMMARIES).await?.into_iter().collect();
        let mut list = Self { used, summaries: Vec::new(), damaged: Vec::new() };
        for name in read.names(CASES).await? {
            let Some(id) = RecordId::from_digits(&name) else { continue };
            let opened = kept.remove(&name).and_then(|row| summary(key, id, &row).ok());
            let made = match opened {
                Some(summary) => Ok(summary),
                None => case_in(&read, key, id).await.map(|(_, record)| CaseSummary::of(&record)),
            };
            match made {
                Ok(summary) => list.summaries.push(summary),
                Err(VaultProblem::Vault(error)) => list.damaged.push(error.message()),
                Err(other) => return Err(other),
            }
        }
        Ok(list)
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
