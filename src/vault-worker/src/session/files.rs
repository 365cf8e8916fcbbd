//! All of a vault as one file, and such a file taken in.

use super::{HEAD, HEADER, VaultProblem, VaultSession, VaultTold, Writing, now_ms, revision_and_sealed, with_secret};
use crate::database::{CASES, PICTURES};
use crate::entropy::DeviceEntropy;
use browser::wire::Beside;
use js_sys::{Array, Uint8Array};
use protocol::{VaultPass, VaultReply};
use std::collections::HashSet;
use text::Message;
use vault::{
    ActedBy, CaseRecord, ImportPart, RecordAddress, RecordId, RecordKind, VaultError, VaultExport, VaultHeader,
    VaultImport, VaultKey,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;
use zeroize::Zeroizing;

/// Bytes that are read of a file at once, and bytes of a file that is being written before the browser takes them over.
const PIECE: f64 = 262_144.0;
const HANDED: usize = 4 << 20;
/// Bytes of records that are written in one transaction.
const BATCH: usize = 4 << 20;

impl VaultSession {
    pub(super) async fn export(&mut self) -> VaultTold {
        let (database, open) = self.opened()?;
        let mut writing = Writing::begin(database, &open.key).await?;
        let nonce = writing.counter.take(&mut DeviceEntropy)?;
        writing.done().await?;

        let read = database.read()?;
        let header = read.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        let (mut export, begun) = VaultExport::begin(&VaultHeader::from_json(&header)?)?;
        let mut file = GrowingFile { blobs: Array::new(), held: begun };
        let names = read.names(CASES).await?;
        for name in &names {
            let Some(id) = RecordId::from_digits(name) else { continue };
            for (store, kind) in [(CASES, RecordKind::Case), (PICTURES, RecordKind::Picture)] {
                // As it is, damaged or not: whoever imports it is told.
                let Some(row) = read.bytes(store, name).await? else { continue };
                let (revision, sealed) = revision_and_sealed(id, &row)?;
                file.write(&export.record(RecordAddress { kind, id, revision }, sealed)?)?;
            }
        }
        file.write(&export.end(&open.key, nonce)?)?;
        let cases = u32::try_from(names.len()).unwrap_or(u32::MAX);
        Ok((VaultReply::Exported { cases }, Beside::File(file.end()?)))
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
        let known: HashSet<String> = database.read()?.names(CASES).await?.into_iter().collect();
        let mut import = VaultImport::default();
        let mut taking = Taking { known, ..Taking::default() };
        let (mut secret, mut from) = (Some(secret), None::<VaultKey>);
        let mut at = 0.0;
        while at < file.size() {
            import.push(&piece(file, at).await?);
            at += PIECE;
            loop {
                let part = match import.next_part() {
                    Ok(Some(part)) => part,
                    Ok(None) => break,
                    // Before the first record the file is another one; after it, what was whole is kept.
                    Err(error) if from.is_none() => return Err(error.into()),
                    Err(error) => {
                        taking.damaged.push(error.message());
                        taking.write(database, &open.key).await?;
                        return Ok(taking.reply());
                    }
                };
                match part {
                    ImportPart::Header(header) => {
                        let secret = secret.take().ok_or(VaultError::Altered)?;
                        from = Some(with_secret(secret, |secret| header.unlock(secret))?);
                    }
                    ImportPart::Record { address, sealed } => {
                        let key = from.as_ref().ok_or(VaultError::Altered)?;
                        taking.take(key, address, &sealed, by);
                    }
                    ImportPart::End(end) => {
                        let key = from.as_ref().ok_or(VaultError::Altered)?;
                        if let Err(error) = end.check(key) {
                            taking.damaged.push(error.message());
                        }
                    }
                }
                if taking.bytes >= BATCH {
                    taking.write(database, &open.key).await?;
                }
            }
        }
        if let Err(error) = import.finish() {
            if from.is_none() {
                return Err(error.into());
            }
            taking.damaged.push(error.message());
        }
        taking.write(database, &open.key).await?;
        Ok(taking.reply())
    }
}

/// A file that grows: what is handed to the browser leaves this worker's memory.
struct GrowingFile {
    blobs: Array,
    held: Vec<u8>,
}

impl GrowingFile {
    fn write(&mut self, bytes: &[u8]) -> Result<(), VaultProblem> {
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

    fn end(mut self) -> Result<Blob, VaultProblem> {
        self.hand_over()?;
        Blob::new_with_blob_sequence(&self.blobs).map_err(|_| VaultProblem::Full)
    }
}

/// What comes out of a file, and waits to be written.
#[derive(Default)]
struct Taking {
    /// Names of cases that are here already.
    known: HashSet<String>,
    cases: Vec<CaseRecord>,
    pictures: Vec<(RecordId, Zeroizing<Vec<u8>>)>,
    /// Cases of this file that came in.
    taken: HashSet<RecordId>,
    bytes: usize,
    passed_over: u32,
    damaged: Vec<Message>,
}

impl Taking {
    fn take(&mut self, from: &VaultKey, address: RecordAddress, sealed: &[u8], by: ActedBy<'_>) {
        let RecordAddress { kind, id, .. } = address;
        if let Err(error) = self.try_take(from, address, sealed, by) {
            // A damaged picture is told with its case.
            if kind == RecordKind::Case || self.taken.contains(&id) {
                self.damaged.push(error.message());
            }
        }
    }

    fn try_take(
        &mut self,
        from: &VaultKey,
        address: RecordAddress,
        sealed: &[u8],
        by: ActedBy<'_>,
    ) -> Result<(), VaultError> {
        let RecordAddress { kind, id, .. } = address;
        if kind == RecordKind::Case && self.known.contains(&id.to_string()) {
            self.passed_over += 1;
            return Ok(());
        }
        if kind == RecordKind::Picture && !self.taken.contains(&id) {
            return Ok(());
        }
        let opened = from.open(address, sealed)?;
        self.bytes += opened.len();
        match kind {
            RecordKind::Case => {
                let mut record = CaseRecord::from_json(id, &opened)?;
                record.import(from.vault(), by)?;
                self.cases.push(record);
                self.known.insert(id.to_string());
                self.taken.insert(id);
            }
            RecordKind::Picture => self.pictures.push((id, opened)),
            RecordKind::Summary | RecordKind::End | RecordKind::ReceiverSecret => {}
        }
        Ok(())
    }

    /// Writes what waits, sealed anew.
    async fn write(&mut self, database: &crate::database::VaultDatabase, key: &VaultKey) -> Result<(), VaultProblem> {
        if self.cases.is_empty() && self.pictures.is_empty() {
            return Ok(());
        }
        let mut writing = Writing::begin(database, key).await?;
        for record in self.cases.drain(..) {
            writing.put_case(key, &record, 1)?;
        }
        for (id, bytes) in self.pictures.drain(..) {
            writing.put(key, PICTURES, RecordAddress { kind: RecordKind::Picture, id, revision: 1 }, &bytes)?;
        }
        self.bytes = 0;
        writing.done().await
    }

    fn reply(self) -> VaultReply {
        let cases = u32::try_from(self.taken.len()).unwrap_or(u32::MAX);
        VaultReply::Imported { cases, known: self.passed_over, damaged: self.damaged }
    }
}

async fn piece(file: &Blob, at: f64) -> Result<Vec<u8>, VaultProblem> {
    let part = file.slice_with_f64_and_f64(at, (at + PIECE).min(file.size())).map_err(|_| VaultProblem::NoFile)?;
    let buffer = JsFuture::from(part.array_buffer()).await.map_err(|_| VaultProblem::NoFile)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
