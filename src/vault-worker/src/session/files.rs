//! Exporting a whole vault as one file, and importing such a file.

use super::cases::picture_in;
use super::{
    EXPORTED, HEAD, HEADER, VaultProblem, VaultSession, VaultTold, Writing, case_in, now_ms, revision_and_sealed,
    with_secret,
};
use crate::database::{CASES, PICTURES, VaultDatabase};
use crate::entropy::DeviceEntropy;
use browser::wire::Beside;
use js_sys::{Array, Uint8Array};
use protocol::{VaultPass, VaultReply};
use std::collections::{HashMap, HashSet};
use text::Message;
use vault::{
    ActedBy, CaseRecord, Fingerprint, ImportPart, RecordAddress, RecordId, RecordKind, VaultError, VaultExport,
    VaultHeader, VaultImport, VaultKey,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Bytes that are read of a file at once, and bytes of a file that is being written before the browser takes them over.
const PIECE: f64 = 262_144.0;
const HANDED: usize = 4 << 20;
/// Bytes of records that are written in one transaction, except for the picture of the last one.
const BATCH: usize = 4 << 20;
/// Sentences about what is wrong with a file.
const MOST_TOLD: usize = 1_000;

impl VaultSession {
    pub(super) async fn export(&mut self) -> VaultTold {
        let (database, open) = self.opened()?;
        let begun_ms = now_ms();
        let mut writing = Writing::begin(database, &open.key).await?;
        let nonce = writing.counter.take(&mut DeviceEntropy)?;
        writing.done().await?;

        let read = database.read()?;
        let header = read.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        let (mut export, begun) = VaultExport::begin(&VaultHeader::from_json(&header)?)?;
        let mut file = GrowingFile::begin(begun);
        let names = read.names(CASES).await?;
        for name in &names {
            let Some(id) = RecordId::from_digits(name) else { continue };
            for (store, kind) in [(CASES, RecordKind::Case), (PICTURES, RecordKind::Picture)] {
                // As it is, damaged or not: the import reports it.
                let Some(row) = read.bytes(store, name).await? else { continue };
                // A record too short to contain even its revision could not be opened again.
                let Ok((revision, sealed)) = revision_and_sealed(id, &row) else { continue };
                file.write(&export.record(RecordAddress { kind, id, revision }, sealed)?)?;
            }
        }
        file.write(&export.end(&open.key, nonce)?)?;
        let cases = u32::try_from(names.len()).unwrap_or(u32::MAX);
        Ok((VaultReply::Exported { cases, begun_ms }, Beside::File(file.end()?)))
    }

    /// Notes that the file of the export that began at this time was saved ([`vault::last_export`]).
    pub(super) async fn note_export(&mut self, begun_ms: u64) -> Result<VaultReply, VaultProblem> {
        let (database, _) = self.opened()?;
        let noted = database.read()?.number(HEAD, EXPORTED).await?;
        let write = database.write()?;
        write.put_number(HEAD, EXPORTED, vault::last_export(begun_ms, noted, now_ms()))?;
        write.done().await?;
        Ok(VaultReply::ExportNoted)
    }

    pub(super) async fn import(
        &mut self,
        secret: VaultPass,
        beside: &JsValue,
        who: &str,
    ) -> Result<VaultReply, VaultProblem> {
        let (database, open) = self.opened()?;
        let file = beside.dyn_ref::<Blob>().ok_or(VaultProblem::NoFile)?;
        let by = ActedBy { who, at_ms: now_ms() };
        let into = TakingVault { database, key: &open.key };
        let mut taking = Taking::default();
        match taking.all_of(file, secret, by, into).await {
            Ok(()) => {}
            // What was imported before stays, and is reported as such.
            Err(problem) if taking.has_written => taking.tell(problem.message()),
            Err(problem) => return Err(problem),
        }
        Ok(taking.reply())
    }
}

/// A file that grows: what is handed to the browser leaves this worker's memory.
pub(super) struct GrowingFile {
    blobs: Array,
    held: Vec<u8>,
}

impl GrowingFile {
    pub(super) fn begin(held: Vec<u8>) -> Self {
        Self { blobs: Array::new(), held }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), VaultProblem> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= HANDED { self.hand_over() } else { Ok(()) }
    }

    fn hand_over(&mut self) -> Result<(), VaultProblem> {
        let parts = Array::of1(&Uint8Array::from(self.held.as_slice()));
        let blob = Blob::new_with_u8_array_sequence(&parts).map_err(|_| VaultProblem::Full)?;
        self.blobs.push(&blob);
        self.held.clear();
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<Blob, VaultProblem> {
        self.hand_over()?;
        Blob::new_with_blob_sequence(&self.blobs).map_err(|_| VaultProblem::Full)
    }
}

/// The vault that imports cases.
#[derive(Clone, Copy)]
struct TakingVault<'a> {
    database: &'a VaultDatabase,
    key: &'a VaultKey,
}

/// Records read from a file that wait to be written: a case and its picture in one transaction, so that no case is left
/// without its picture where the rest is not written.
#[derive(Default)]
struct Taking {
    /// Cases seen in this file so far.
    seen: HashSet<RecordId>,
    cases: Vec<CaseRecord>,
    /// As they are sealed in the file.
    pictures: Vec<(RecordAddress, Vec<u8>)>,
    bytes: usize,
    came_in: u32,
    passed_over: u32,
    has_written: bool,
    damaged: Vec<Message>,
}

impl Taking {
    /// Reads the whole file.
    async fn all_of(
        &mut self,
        file: &Blob,
        secret: VaultPass,
        by: ActedBy<'_>,
        into: TakingVault<'_>,
    ) -> Result<(), VaultProblem> {
        let mut import = VaultImport::default();
        let (mut secret, mut from) = (Some(secret), None::<VaultKey>);
        let mut at = 0.0;
        while at < file.size() {
            import.push(&piece(file, at).await?);
            at += PIECE;
            loop {
                let part = match import.next_part() {
                    Ok(Some(part)) => part,
                    Ok(None) => break,
                    Err(error) => return self.broken_off(from.as_ref(), error, into).await,
                };
                if let ImportPart::Header(header) = part {
                    let secret = secret.take().ok_or(VaultError::Altered)?;
                    from = Some(with_secret(secret, |secret| header.unlock(secret))?);
                    continue;
                }
                let from = from.as_ref().ok_or(VaultError::Altered)?;
                match part {
                    ImportPart::Record { address, sealed } => {
                        if self.bytes >= BATCH && !self.belongs_to_last(address) {
                            self.write(from, into).await?;
                        }
                        self.take(from, address, sealed, by);
                    }
                    ImportPart::End(end) => {
                        if let Err(error) = end.check(from) {
                            self.tell(error.message());
                        }
                    }
                    ImportPart::Header(_) => {}
                }
            }
        }
        match (import.finish(), from) {
            (Ok(()), Some(from)) => self.write(&from, into).await,
            (Ok(()), None) => Err(VaultError::Foreign.into()),
            (Err(error), from) => self.broken_off(from.as_ref(), error, into).await,
        }
    }

    /// Keeps the intact part of a damaged file.
    async fn broken_off(
        &mut self,
        from: Option<&VaultKey>,
        error: VaultError,
        into: TakingVault<'_>,
    ) -> Result<(), VaultProblem> {
        if let Some(from) = from {
            self.write(from, into).await?;
        }
        Err(error.into())
    }

    /// Whether it is the picture of the last case. Other records of a hostile file are not queued in memory.
    fn belongs_to_last(&self, address: RecordAddress) -> bool {
        let is_last = self.cases.last().is_some_and(|record| record.id() == address.id);
        let has_picture = self.pictures.last().is_some_and(|(picture, _)| picture.id == address.id);
        address.kind == RecordKind::Picture && is_last && !has_picture
    }

    fn take(&mut self, from: &VaultKey, address: RecordAddress, sealed: Vec<u8>, by: ActedBy<'_>) {
        let RecordAddress { kind, id, .. } = address;
        match kind {
            RecordKind::Case if !self.seen.insert(id) => self.passed_over = self.passed_over.saturating_add(1),
            RecordKind::Case => match opened_case(from, address, &sealed, by) {
                Ok(record) => {
                    self.bytes += sealed.len();
                    self.cases.push(record);
                }
                Err(error) => self.tell(error.message()),
            },
            RecordKind::Picture => {
                self.bytes += sealed.len();
                self.pictures.push((address, sealed));
            }
            RecordKind::Summary
            | RecordKind::End
            | RecordKind::ReceiverSecret
            | RecordKind::Log
            | RecordKind::Unsaved => {}
        }
    }

    /// Writes the queued records, sealed again. Which cases are here is looked up in the same transaction: another tab
    /// may have imported them meanwhile. An existing intact one is left unchanged; a damaged one is replaced by the
    /// exported one.
    async fn write(&mut self, from: &VaultKey, into: TakingVault<'_>) -> Result<(), VaultProblem> {
        let TakingVault { database, key } = into;
        let (cases, pictures) = (std::mem::take(&mut self.cases), std::mem::take(&mut self.pictures));
        self.bytes = 0;
        if cases.is_empty() && pictures.is_empty() {
            return Ok(());
        }
        let mut writing = Writing::begin(database, key).await?;
        let (mut new, mut known, mut has_written) = (HashMap::new(), 0_u32, false);
        for record in &cases {
            match case_in(&writing.transaction, key, record.id()).await {
                Err(VaultProblem::Gone | VaultProblem::Vault(VaultError::Damaged(_) | VaultError::BrokenTrail(_))) => {
                    writing.put_case(key, record, 1)?;
                    new.insert(record.id(), record);
                    has_written = true;
                }
                Ok(_) | Err(VaultProblem::Vault(VaultError::Newer { .. })) => known = known.saturating_add(1),
                Err(other) => return Err(other),
            }
        }
        for (address, sealed) in pictures {
            let id = address.id;
            let here;
            let record = match new.get(&id) {
                Some(&record) => record,
                None => {
                    // A case that was not imported has nothing to add to.
                    let Ok((_, found)) = case_in(&writing.transaction, key, id).await else { continue };
                    here = found;
                    &here
                }
            };
            if record.picture().1.is_none() || picture_in(&writing.transaction, key, record).await.is_ok() {
                continue;
            }
            match from.open(address, &sealed) {
                Ok(bytes) if record.picture().1 == Some(Fingerprint::of(&bytes)) => {
                    writing.put(key, PICTURES, RecordAddress { kind: RecordKind::Picture, id, revision: 1 }, &bytes)?;
                    has_written = true;
                }
                // One that was replaced here since does not belong to the export.
                Ok(_) if !new.contains_key(&id) => {}
                Ok(_) => self.tell(VaultError::Damaged(id).message()),
                Err(error) => self.tell(error.message()),
            }
        }
        if has_written {
            writing.done().await?;
        }
        self.has_written |= has_written;
        self.came_in = self.came_in.saturating_add(u32::try_from(new.len()).unwrap_or(u32::MAX));
        self.passed_over = self.passed_over.saturating_add(known);
        Ok(())
    }

    /// Reports a problem, up to a readable number of them.
    fn tell(&mut self, message: Message) {
        if self.damaged.len() < MOST_TOLD {
            self.damaged.push(message);
        }
    }

    fn reply(self) -> VaultReply {
        VaultReply::Imported { cases: self.came_in, known: self.passed_over, damaged: self.damaged }
    }
}

/// A case of a file, with an audit trail entry about the import.
fn opened_case(
    from: &VaultKey,
    address: RecordAddress,
    sealed: &[u8],
    by: ActedBy<'_>,
) -> Result<CaseRecord, VaultError> {
    let mut record = CaseRecord::from_json(address.id, &from.open(address, sealed)?)?;
    record.import(from.vault(), by)?;
    Ok(record)
}

async fn piece(file: &Blob, at: f64) -> Result<Vec<u8>, VaultProblem> {
    let part = file.slice_with_f64_and_f64(at, (at + PIECE).min(file.size())).map_err(|_| VaultProblem::NoFile)?;
    browser::wire::bytes(&part).await.map_err(VaultProblem::File)
}
