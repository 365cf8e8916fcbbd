//! What is asked of the vault, and what is answered.
//!
//! `opening` makes, opens and deletes it, `passkeys` is what opens it beside its passphrase, `cases` keeps and changes cases, `list` finds and counts them, `files` carries all of it out and in,
//! `handover` one case, `log` a table of them; `unsaved` is what is typed about one and not saved.
//!
//! Invariant: one request after the other; a request that fails has changed nothing.

mod cases;
mod files;
mod handover;
mod list;
mod log;
mod opening;
mod passkeys;
mod unsaved;

use crate::database::{CASES, DatabaseNews, HEAD, VaultDatabase, VaultTransaction, WhereMissing};
use crate::entropy::DeviceEntropy;
use crate::problem::VaultProblem;
use browser::clock;
use browser::wire::Beside;
use handover::HandoverWish;
use js_sys::{JsString, Uint8Array};
use list::CaseList;
use protocol::{VaultPass, VaultQuery, VaultReply, VaultStanding};
use vault::{
    CaseRecord, CaseSummary, NonceCounter, RecordAddress, RecordId, RecordKind, RecoveryCode, UnlockDelay, VaultError,
    VaultHeader, VaultKey, VaultSecret,
};
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

/// Names in the header store.
const HEADER: &str = "header";
const USED: &str = "used";
const DELAY: &str = "delay";
const EXPORTED: &str = "exported";

/// An answer with its payload.
type VaultTold = Result<(VaultReply, Beside), VaultProblem>;

/// The vault, as far as this tab knows it.
pub(crate) struct VaultSession {
    database: Option<VaultDatabase>,
    /// While it is open.
    open: Option<OpenVault>,
    news: DatabaseNews,
}

/// An open vault.
struct OpenVault {
    key: VaultKey,
    /// Once it was requested.
    list: Option<CaseList>,
}

impl VaultSession {
    /// Locked.
    pub(crate) fn new(news: DatabaseNews) -> Self {
        Self { database: None, open: None, news }
    }

    /// Performs a request.
    ///
    /// # Errors
    /// Why it could not be done.
    pub(crate) async fn answer(&mut self, query: VaultQuery, beside: &JsValue) -> VaultTold {
        let reply = match query {
            VaultQuery::Standing => VaultReply::Standing(self.standing().await?),
            VaultQuery::Create { passphrase } => self.create(Zeroizing::new(passphrase)).await?,
            VaultQuery::Unlock { secret } => self.unlock(secret).await?,
            VaultQuery::UnlockByPasskey(output) => self.unlock_by_passkey(output).await?,
            VaultQuery::Passkeys => VaultReply::Passkeys(Box::new(self.passkeys().await?)),
            VaultQuery::AddPasskey { secret, output } => self.add_passkey(secret, output).await?,
            VaultQuery::RemovePasskey { id } => self.remove_passkey(&id).await?,
            VaultQuery::Lock => {
                self.open = None;
                // The key is dropped, whatever the database reports.
                VaultReply::Standing(self.standing().await.unwrap_or(VaultStanding::Locked { wait_ms: 0 }))
            }
            VaultQuery::WipeAll => self.wipe_all().await?,
            VaultQuery::ChangePassphrase { secret, passphrase } => {
                self.change_passphrase(secret, Zeroizing::new(passphrase)).await?
            }
            VaultQuery::Keep { finding, picture, who } => self.keep(&finding, picture, beside, &who).await?,
            VaultQuery::List { query, from, count } => self.list(&query, from, count).await?,
            VaultQuery::Charts { query } => self.charts(&query, beside).await?,
            VaultQuery::Open { case } => VaultReply::Opened(Box::new(self.case(id_of(&case)?).await?)),
            VaultQuery::Picture { case } => return self.picture(id_of(&case)?).await,
            VaultQuery::Change { case, revision, change, who } => {
                VaultReply::Changed(Box::new(self.change(id_of(&case)?, revision, change, &who).await?))
            }
            VaultQuery::Unsaved { case, texts } => self.put_unsaved(id_of(&case)?, texts.map(|texts| *texts)).await?,
            VaultQuery::Delete { case } => self.delete(id_of(&case)?).await?,
            VaultQuery::Export => return self.export().await,
            VaultQuery::NoteExport { begun_ms } => self.note_export(begun_ms).await?,
            VaultQuery::Log { query, form, parts } => return self.log(&query, form, parts).await,
            VaultQuery::Import { secret, who } => self.import(secret, beside, &who).await?,
            VaultQuery::ReceiverKey => self.receiver_key().await?,
            VaultQuery::HandOver { case, revision, lock, with_picture, from } => {
                let wish = HandoverWish { revision, lock, with_picture, from };
                return self.hand_over(id_of(&case)?, wish).await;
            }
            VaultQuery::Receive { passphrase, who } => self.receive(Zeroizing::new(passphrase), beside, &who).await?,
        };
        Ok((reply, Beside::Nothing))
    }

    async fn standing(&mut self) -> Result<VaultStanding, VaultProblem> {
        let is_open = self.open.is_some();
        let Some(database) = self.existing().await? else { return Ok(VaultStanding::Nothing) };
        let read = database.read()?;
        if is_open {
            return Ok(VaultStanding::Open { cases: read.count(CASES).await? });
        }
        if read.bytes(HEAD, HEADER).await?.is_none() {
            return Ok(VaultStanding::Nothing);
        }
        let wait = delay(&read).await?.wait_ms(now_ms());
        Ok(VaultStanding::Locked { wait_ms: u32::try_from(wait).unwrap_or(u32::MAX) })
    }

    /// The database, where there is one. None is created.
    async fn existing(&mut self) -> Result<Option<&VaultDatabase>, VaultProblem> {
        if self.database.is_none() {
            self.database = VaultDatabase::open(WhereMissing::Leave, &self.news).await?;
        }
        Ok(self.database.as_ref())
    }

    /// The database and the key of an open vault.
    fn opened(&mut self) -> Result<(&VaultDatabase, &mut OpenVault), VaultProblem> {
        match (&self.database, &mut self.open) {
            (Some(database), Some(open)) => Ok((database, open)),
            _ => Err(VaultProblem::Locked),
        }
    }
}

/// A transaction that writes records, with the count of nonces.
///
/// What it writes waits until all of it is sealed and copied out of this module's memory. Where that memory ends, the
/// program ends without dropping anything, and the browser would write what the transaction holds by then: a case
/// without its picture, or records without the count.
struct Writing {
    transaction: VaultTransaction,
    counter: NonceCounter,
    rows: Vec<WaitingRow>,
}

/// Bytes that wait to be written into a store under a name.
struct WaitingRow {
    store: &'static str,
    name: String,
    bytes: Uint8Array,
}

impl Writing {
    /// Begins one, and checks that it is still the vault that this key opens: another tab may have made a new one.
    async fn begin(database: &VaultDatabase, key: &VaultKey) -> Result<Self, VaultProblem> {
        let transaction = database.write()?;
        let header = transaction.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        if VaultHeader::from_json(&header)?.vault() != key.vault() {
            return Err(VaultProblem::Locked);
        }
        let counter = NonceCounter::after(transaction.number(HEAD, USED).await?);
        Ok(Self { transaction, counter, rows: Vec::new() })
    }

    /// Seals a record, which is written with all others. Nothing in this transaction reads it before.
    fn put(
        &mut self,
        key: &VaultKey,
        store: &'static str,
        address: RecordAddress,
        record: &[u8],
    ) -> Result<(), VaultProblem> {
        self.put_named(key, (store, address.id.to_string()), address, record)
    }

    /// The same under another name than that of its case.
    fn put_named(
        &mut self,
        key: &VaultKey,
        (store, name): (&'static str, String),
        address: RecordAddress,
        record: &[u8],
    ) -> Result<(), VaultProblem> {
        let nonce = self.counter.take(&mut DeviceEntropy)?;
        let sealed = key.seal(address, nonce, record)?;
        let row = [address.revision.to_be_bytes().as_slice(), sealed.as_slice()].concat();
        self.rows.push(WaitingRow { store, name, bytes: Uint8Array::from(row.as_slice()) });
        Ok(())
    }

    /// The same for the header.
    fn put_header(&mut self, header: &VaultHeader) -> Result<(), VaultProblem> {
        let bytes = Uint8Array::from(header.to_json()?.as_slice());
        self.rows.push(WaitingRow { store: HEAD, name: HEADER.to_owned(), bytes });
        Ok(())
    }

    /// The same for a case and its summary.
    fn put_case(&mut self, key: &VaultKey, record: &CaseRecord, revision: u32) -> Result<(), VaultProblem> {
        let address = |kind| RecordAddress { kind, id: record.id(), revision };
        let (json, summary) = (Zeroizing::new(record.to_json()?), Zeroizing::new(CaseSummary::of(record).to_json()?));
        self.put(key, CASES, address(RecordKind::Case), &json)?;
        self.put(key, crate::database::SUMMARIES, address(RecordKind::Summary), &summary)
    }

    /// Writes all of it, and the count.
    async fn done(self) -> Result<(), VaultProblem> {
        let Self { transaction, counter, rows } = self;
        for WaitingRow { store, name, bytes } in &rows {
            transaction.put_array(store, name, bytes)?;
        }
        transaction.put_number(HEAD, USED, counter.used())?;
        transaction.done().await
    }
}

/// The revision of a row, and what is sealed in it.
fn revision_and_sealed(id: RecordId, row: &[u8]) -> Result<(u32, &[u8]), VaultProblem> {
    let (revision, sealed) = row.split_first_chunk::<4>().ok_or(VaultError::Damaged(id))?;
    Ok((u32::from_be_bytes(*revision), sealed))
}

/// Opens a row of that kind.
fn opened_row(
    key: &VaultKey,
    kind: RecordKind,
    id: RecordId,
    row: &[u8],
) -> Result<(u32, Zeroizing<Vec<u8>>), VaultProblem> {
    let (revision, sealed) = revision_and_sealed(id, row)?;
    Ok((revision, key.open(RecordAddress { kind, id, revision }, sealed)?))
}

/// The case of that name, with its revision.
async fn case_in(
    transaction: &VaultTransaction,
    key: &VaultKey,
    id: RecordId,
) -> Result<(u32, CaseRecord), VaultProblem> {
    let row = transaction.bytes(CASES, &id.to_string()).await?.ok_or(VaultProblem::Gone)?;
    let (revision, json) = opened_row(key, RecordKind::Case, id, &row)?;
    Ok((revision, CaseRecord::from_json(id, &json)?))
}

async fn delay(transaction: &VaultTransaction) -> Result<UnlockDelay, VaultProblem> {
    let json = transaction.bytes(HEAD, DELAY).await?;
    // A corrupted value must neither allow unlimited tries nor lock the vault permanently.
    Ok(json.map_or_else(UnlockDelay::default, |json| {
        serde_json::from_slice(&json).unwrap_or_else(|_| UnlockDelay::default().failed(now_ms()))
    }))
}

fn id_of(case: &str) -> Result<RecordId, VaultProblem> {
    RecordId::from_digits(case).ok_or(VaultProblem::Gone)
}

/// Opens something with the typed secret, which is then overwritten.
fn with_secret<T>(
    secret: VaultPass,
    act: impl FnOnce(VaultSecret<'_>) -> Result<T, VaultError>,
) -> Result<T, VaultError> {
    match secret {
        VaultPass::Passphrase(typed) => act(VaultSecret::Passphrase(&normal(&Zeroizing::new(typed)))),
        VaultPass::RecoveryCode(typed) => {
            act(VaultSecret::RecoveryCode(&RecoveryCode::from_typed(&Zeroizing::new(typed))?))
        }
    }
}

/// A passphrase in Unicode's form NFKC: keyboards write the same letters in several ways.
fn normal(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(String::from(JsString::from(typed).normalize("NFKC")))
}

/// Milliseconds since 1970-01-01 UTC.
fn now_ms() -> u64 {
    clock::epoch_ms() as u64
}
