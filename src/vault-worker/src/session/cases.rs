//! Storing, reading, amending and deleting cases.

use super::unsaved::{forget_unsaved, unsaved_in};
use super::{VaultProblem, VaultSession, VaultTold, Writing, case_in, now_ms, opened_row};
use crate::database::{CASES, PICTURES, SUMMARIES, VaultTransaction};
use crate::entropy::DeviceEntropy;
use browser::wire::Beside;
use js_sys::{ArrayBuffer, Uint8Array};
use protocol::{CaseChange, Finding, HandoverOrigin, KeptCase, PictureExtent, ReaderOrder, TrailLine, VaultReply};
use text::isolated;
use vault::{
    ActedBy, AuditAction, AuditEntry, CaseRecord, Fingerprint, RecordAddress, RecordId, RecordKind, VaultError,
    VaultKey,
};
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

impl VaultSession {
    pub(super) async fn keep(
        &mut self,
        finding: &Finding,
        extent: PictureExtent,
        beside: &JsValue,
        who: &str,
    ) -> Result<VaultReply, VaultProblem> {
        let (database, open) = self.opened()?;
        let by = ActedBy { who, at_ms: now_ms() };
        let id = RecordId::draw(&mut DeviceEntropy)?;
        let mut record = CaseRecord::keep(id, finding, by)?;
        let mut picture = Vec::new();
        if extent != PictureExtent::Nothing {
            // Before the transaction, which would end meanwhile.
            let file = beside.is_object().then_some(beside).ok_or(VaultProblem::NoFile)?;
            picture = browser::wire::bytes(file).await.map_err(VaultProblem::File)?;
            record.put_picture(extent, &picture, by)?;
        }
        let mut writing = Writing::begin(database, &open.key).await?;
        writing.put_case(&open.key, &record, 1)?;
        if extent != PictureExtent::Nothing {
            let address = RecordAddress { kind: RecordKind::Picture, id, revision: 1 };
            writing.put(&open.key, PICTURES, address, &picture)?;
        }
        writing.done().await?;
        Ok(VaultReply::Kept { case: id.to_string() })
    }

    pub(super) async fn case(&mut self, id: RecordId) -> Result<KeptCase, VaultProblem> {
        let (database, open) = self.opened()?;
        let read = database.read()?;
        let found = case_in(&read, &open.key, id).await;
        if let (Err(VaultProblem::Vault(VaultError::Damaged(_) | VaultError::BrokenTrail(_))), Some(list)) =
            (&found, &mut open.list)
        {
            list.note_damaged(id);
        }
        let (revision, record) = found?;
        let unsaved = unsaved_in(&read, &open.key, id).await?;
        let is_unsaved_damaged = matches!(unsaved, Some(Err(_)));
        Ok(KeptCase { unsaved: unsaved.and_then(Result::ok), is_unsaved_damaged, ..told(&record, revision) })
    }

    pub(super) async fn picture(&mut self, id: RecordId) -> VaultTold {
        let (database, open) = self.opened()?;
        let read = database.read()?;
        let (_, record) = case_in(&read, &open.key, id).await?;
        let (extent, _) = record.picture();
        let bytes = picture_in(&read, &open.key, &record).await?;
        let buffer: ArrayBuffer = Uint8Array::from(bytes.as_slice()).buffer().unchecked_into();
        Ok((VaultReply::Picture(extent), Beside::Samples(buffer)))
    }

    pub(super) async fn change(
        &mut self,
        id: RecordId,
        revision: u32,
        change: CaseChange,
        who: &str,
    ) -> Result<KeptCase, VaultProblem> {
        let (database, open) = self.opened()?;
        let by = ActedBy { who, at_ms: now_ms() };
        let mut writing = Writing::begin(database, &open.key).await?;
        let (found, mut record) = case_in(&writing.transaction, &open.key, id).await?;
        if found != revision {
            return Err(VaultProblem::Conflict);
        }
        match change {
            CaseChange::Notes(notes) => record.note(&notes, by)?,
            CaseChange::Tags(tags) => record.tag(&tags, by)?,
            CaseChange::Assessment(assessment) => record.assess(assessment, by)?,
        }
        let revision = found.checked_add(1).ok_or(VaultError::Exhausted)?;
        writing.put_case(&open.key, &record, revision)?;
        writing.done().await?;
        Ok(told(&record, revision))
    }

    pub(super) async fn delete(&mut self, id: RecordId) -> Result<VaultReply, VaultProblem> {
        let (database, open) = self.opened()?;
        let mut writing = Writing::begin(database, &open.key).await?;
        for store in [CASES, SUMMARIES, PICTURES] {
            writing.transaction.delete(store, &id.to_string())?;
        }
        forget_unsaved(&writing.transaction, id)?;
        // The count shows other tabs that their lists are out of date.
        writing.counter.take(&mut DeviceEntropy)?;
        writing.done().await?;
        Ok(VaultReply::Done)
    }
}

/// The picture that belongs to a case.
pub(super) async fn picture_in(
    transaction: &VaultTransaction,
    key: &VaultKey,
    record: &CaseRecord,
) -> Result<Zeroizing<Vec<u8>>, VaultProblem> {
    let id = record.id();
    let row = transaction.bytes(PICTURES, &id.to_string()).await?.ok_or(VaultProblem::Gone)?;
    let (_, bytes) = opened_row(key, RecordKind::Picture, id, &row)?;
    let (_, sha256) = record.picture();
    if sha256 == Some(Fingerprint::of(&bytes)) { Ok(bytes) } else { Err(VaultError::Damaged(id).into()) }
}

/// A case, as sent to the page.
pub(super) fn told(record: &CaseRecord, revision: u32) -> KeptCase {
    let readers = [ReaderOrder::First, ReaderOrder::Second];
    KeptCase {
        case: record.id().to_string(),
        revision,
        finding: record.finding().ok(),
        notes: record.notes().to_owned(),
        tags: record.tags().to_vec(),
        assessments: readers.into_iter().filter_map(|reader| record.assessment(reader).cloned()).collect(),
        picture: record.picture().0,
        trail: record.trail().entries().iter().map(line).collect(),
        origin: record.received().map(|origin| HandoverOrigin {
            from: origin.from.to_owned(),
            answer_to: origin.answer_to.map(|key| key.to_string()),
            at_ms: origin.at_ms,
            is_foreign: origin.is_foreign,
            answers_as: origin.answers_as,
        }),
        unsaved: None,
        is_unsaved_damaged: false,
    }
}

fn line(entry: &AuditEntry) -> TrailLine {
    let said = match &entry.action {
        AuditAction::Kept { .. } => text::vault::act_kept(),
        AuditAction::Noted { text } => text::vault::act_noted(isolated(text)),
        AuditAction::Tagged { tags } => {
            let tags: Vec<String> = tags.iter().map(|tag| isolated(tag)).collect();
            text::vault::act_tagged(tags.join(", "))
        }
        AuditAction::Assessed(said) => {
            let agreement = match said.agreement {
                protocol::ReaderAgreement::Agree => "agree",
                protocol::ReaderAgreement::Disagree => "disagree",
                protocol::ReaderAgreement::Unsure => "unsure",
            };
            let label = isolated(said.label.as_deref().unwrap_or_default());
            let comment = isolated(&said.comment);
            match said.reader {
                ReaderOrder::First => text::vault::act_first(agreement, label, comment),
                ReaderOrder::Second => text::vault::act_second(agreement, label, comment),
            }
        }
        AuditAction::Pictured { extent: PictureExtent::Nothing, .. } => text::vault::act_no_picture(),
        AuditAction::Pictured { extent: PictureExtent::Thumbnail, .. } => text::vault::act_thumbnail(),
        AuditAction::Pictured { extent: PictureExtent::Whole, .. } => text::vault::act_picture(),
        AuditAction::Imported { vault } => text::vault::act_imported(vault.to_string()),
        AuditAction::HandedOver { receiver: Some(key) } => text::handover::act_sealed(key.to_string()),
        AuditAction::HandedOver { receiver: None } => text::handover::act_by_passphrase(),
        AuditAction::Received { from, is_new: true, .. } => text::handover::act_received(isolated(from)),
        AuditAction::Received { from, is_new: false, .. } => text::handover::act_answered(isolated(from)),
    };
    TrailLine { at_ms: entry.at_ms, who: entry.who.clone(), said }
}
