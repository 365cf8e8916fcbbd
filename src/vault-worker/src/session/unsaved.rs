//! What is typed about a case and not saved: sealed beside the header, each under a name with that of its case.

use super::{VaultKey, VaultProblem, VaultSession, Writing, opened_row};
use crate::database::{CASES, HEAD, VaultTransaction};
use protocol::{UnsavedTexts, VaultReply};
use vault::{RecordAddress, RecordId, RecordKind, UnsavedRecord};
use zeroize::Zeroizing;

/// What their names in the header store begin with: whatever a case is called, it is no other record beside the header.
const UNSAVED: &str = "unsaved-";

impl VaultSession {
    /// Seals what is typed, in place of what was typed before; `None` forgets it.
    pub(super) async fn put_unsaved(
        &mut self,
        id: RecordId,
        texts: Option<UnsavedTexts>,
    ) -> Result<VaultReply, VaultProblem> {
        let (database, open) = self.opened()?;
        let mut writing = Writing::begin(database, &open.key).await?;
        let before = writing.counter.used();
        if let Some(texts) = texts {
            // Nothing is kept about a case that another tab has deleted.
            writing.transaction.bytes(CASES, &id.to_string()).await?.ok_or(VaultProblem::Gone)?;
            let json = Zeroizing::new(UnsavedRecord::new(id, texts).to_json()?);
            let address = RecordAddress { kind: RecordKind::Unsaved, id, revision: 1 };
            writing.put_named(&open.key, (HEAD, name_of(id)), address, &json)?;
        } else {
            forget_unsaved(&writing.transaction, id)?;
        }
        let used = writing.counter.used();
        writing.done().await?;
        // No summary has changed: the list needs not be read again.
        if let Some(list) = &mut open.list {
            list.skip(before, used);
        }
        Ok(VaultReply::Done)
    }
}

/// What was typed about a case, where anything was; an error of its own where its row cannot be read: it was never saved, and
/// the case is whole without it.
pub(super) async fn unsaved_in(
    transaction: &VaultTransaction,
    key: &VaultKey,
    id: RecordId,
) -> Result<Option<Result<UnsavedTexts, VaultProblem>>, VaultProblem> {
    let Some(row) = transaction.bytes(HEAD, &name_of(id)).await? else { return Ok(None) };
    let opened = opened_row(key, RecordKind::Unsaved, id, &row);
    Ok(Some(opened.and_then(|(_, json)| Ok(UnsavedRecord::from_json(id, &json)?.into_texts()))))
}

/// Names of the cases with text that was typed and not saved.
pub(super) async fn names_unsaved(transaction: &VaultTransaction) -> Result<Vec<String>, VaultProblem> {
    let mut found = Vec::new();
    for name in transaction.names(HEAD).await? {
        if let Some(case) = name.strip_prefix(UNSAVED)
            && transaction.bytes(CASES, case).await?.is_some()
        {
            found.push(case.to_owned());
        }
    }
    Ok(found)
}

/// Forgets what was typed about a case.
pub(super) fn forget_unsaved(transaction: &VaultTransaction, id: RecordId) -> Result<(), VaultProblem> {
    transaction.delete(HEAD, &name_of(id))
}

fn name_of(id: RecordId) -> String {
    format!("{UNSAVED}{id}")
}
