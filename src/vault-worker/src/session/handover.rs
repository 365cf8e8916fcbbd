//! Sending cases to somebody else in a file, and importing them from such files.

use super::cases::{picture_in, told};
use super::{VaultProblem, VaultSession, VaultTold, Writing, case_in, id_of, normal, now_ms, opened_row};
use crate::database::{HEAD, PICTURES, VaultTransaction};
use crate::entropy::DeviceEntropy;
use browser::failure;
use browser::wire::Beside;
use js_sys::{Array, Uint8Array};
use protocol::{HandoverLock, KeptCase, MAX_FILE_BYTES, PictureExtent, VaultReply};
use vault::{
    ActedBy, CaseRecord, Fingerprint, HandoverContent, HandoverError, HandoverSeal, ReceiverKey, ReceiverSecret,
    RecordAddress, RecordId, RecordKind, VaultError, VaultKey,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;
use zeroize::Zeroizing;

/// The name of the vault's own private key in the header store: one that no case can be given.
const RECEIVER: &str = "00000000000000000000000000000000";
/// Room for a picture, and an audit trail far longer than any real one.
const MOST_BYTES: f64 = (MAX_FILE_BYTES + (16 << 20)) as f64;

/// What is handed over, and how.
pub(super) struct HandoverWish {
    pub(super) revision: u32,
    pub(super) lock: HandoverLock,
    pub(super) with_picture: bool,
    pub(super) from: String,
}

impl VaultSession {
    /// The key that files for this vault are sealed to.
    pub(super) async fn receiver_key(&mut self) -> Result<VaultReply, VaultProblem> {
        Ok(VaultReply::ReceiverKey(self.receiver().await?.public().to_string()))
    }

    /// The private key that opens those files. It is created where there is none yet.
    async fn receiver(&mut self) -> Result<ReceiverSecret, VaultProblem> {
        let (database, open) = self.opened()?;
        let found = receiver_in(&database.read()?, &open.key).await?;
        if let Some(found) = found {
            return Ok(found);
        }
        let mut writing = Writing::begin(database, &open.key).await?;
        // Another tab may have made one meanwhile.
        let found = receiver_in(&writing.transaction, &open.key).await?;
        if let Some(found) = found {
            return Ok(found);
        }
        let secret = ReceiverSecret::draw(&mut DeviceEntropy)?;
        let address = RecordAddress { kind: RecordKind::ReceiverSecret, id: id_of(RECEIVER)?, revision: 1 };
        writing.put(&open.key, HEAD, address, secret.bytes())?;
        writing.done().await?;
        Ok(secret)
    }

    pub(super) async fn hand_over(&mut self, id: RecordId, wish: HandoverWish) -> VaultTold {
        let HandoverWish { revision, lock, with_picture, from } = wish;
        let receiver = match &lock {
            HandoverLock::Passphrase(_) => None,
            HandoverLock::Receiver(typed) => Some(ReceiverKey::from_typed(typed)?),
        };
        let answer_to = Some(self.receiver().await?.public());
        let (database, open) = self.opened()?;
        let mut writing = Writing::begin(database, &open.key).await?;
        let (found, mut record) = case_in(&writing.transaction, &open.key, id).await?;
        if found != revision {
            return Err(VaultProblem::Conflict);
        }
        let with_picture = with_picture && record.picture().0 != PictureExtent::Nothing;
        let picture = if with_picture {
            Some(picture_in(&writing.transaction, &open.key, &record).await?.to_vec())
        } else {
            None
        };
        record.hand_over(receiver, ActedBy { who: &from, at_ms: now_ms() })?;
        let content = HandoverContent { from, answer_to, record, picture };
        // At once, so that the transaction does not end: either the log records that a file was made, or there is no
        // file.
        let file = match (receiver, lock) {
            (Some(receiver), _) => content.seal(HandoverSeal::Receiver(receiver), &mut DeviceEntropy)?,
            (None, HandoverLock::Passphrase(typed) | HandoverLock::Receiver(typed)) => {
                let typed = normal(&Zeroizing::new(typed));
                content.seal(HandoverSeal::Passphrase(&typed), &mut DeviceEntropy)?
            }
        };
        let revision = found.checked_add(1).ok_or(VaultError::Exhausted)?;
        writing.put_case(&open.key, &content.record, revision)?;
        writing.done().await?;
        let parts = Array::of1(&Uint8Array::from(file.as_slice()));
        let file = Blob::new_with_u8_array_sequence(&parts).map_err(|_| VaultProblem::Full)?;
        Ok((VaultReply::HandedOver(Box::new(told(&content.record, revision))), Beside::File(file)))
    }

    pub(super) async fn receive(
        &mut self,
        passphrase: Zeroizing<String>,
        beside: &JsValue,
        who: &str,
    ) -> Result<VaultReply, VaultProblem> {
        let file = all_of(beside).await?;
        let (database, open) = self.opened()?;
        // A key that was never handed out opens nothing: none is stored for a file that may be refused.
        let secret = match receiver_in(&database.read()?, &open.key).await? {
            Some(found) => found,
            None => ReceiverSecret::draw(&mut DeviceEntropy)?,
        };
        let content = HandoverContent::open(&file, &normal(&passphrase), &secret)?;
        drop(file);
        let (_, sha256) = content.record.picture();
        if content.picture.as_ref().is_some_and(|bytes| sha256 != Some(Fingerprint::of(bytes))) {
            return Err(HandoverError::Altered.into());
        }
        let by = ActedBy { who, at_ms: now_ms() };
        let writing = Writing::begin(database, &open.key).await?;
        let known = match case_in(&writing.transaction, &open.key, content.record.id()).await {
            Ok(known) => Some(known),
            Err(VaultProblem::Gone) => None,
            Err(other) => return Err(other),
        };
        let (case, entries) = take_in(writing, &open.key, known, content, by).await?;
        Ok(VaultReply::Received { case: Box::new(case), entries: u32::try_from(entries).unwrap_or(u32::MAX) })
    }
}

/// Writes the imported data: a new case, or what is new in it. What existed before is not a change. Returns how many
/// entries of its trail were imported.
async fn take_in(
    mut writing: Writing,
    key: &VaultKey,
    known: Option<(u32, CaseRecord)>,
    content: HandoverContent,
    by: ActedBy<'_>,
) -> Result<(KeptCase, usize), VaultProblem> {
    let HandoverContent { from, answer_to, record: sent, picture } = content;
    let (extent, _) = sent.picture();
    let is_new = known.is_none();
    let (revision, mut record, entries) = match known {
        Some((revision, mut record)) => {
            let entries = record.merge(&sent)?;
            (revision, record, entries)
        }
        None => {
            let entries = sent.trail().entries().len();
            (0, sent, entries)
        }
    };
    let kept_here = if is_new { PictureExtent::Nothing } else { record.picture().0 };
    let picture = picture.filter(|_| kept_here == PictureExtent::Nothing);
    if entries == 0 && picture.is_none() {
        return Ok((told(&record, revision), 0));
    }
    record.receive(&from, answer_to, is_new, by)?;
    let revision = revision.checked_add(1).ok_or(VaultError::Exhausted)?;
    match &picture {
        Some(bytes) => {
            record.put_picture(extent, bytes, by)?;
            let address = RecordAddress { kind: RecordKind::Picture, id: record.id(), revision };
            writing.put(key, PICTURES, address, bytes)?;
        }
        // It was left in place.
        None if record.picture().0 != kept_here => record.put_picture(kept_here, &[], by)?,
        None => {}
    }
    writing.put_case(key, &record, revision)?;
    writing.done().await?;
    Ok((told(&record, revision), entries))
}

/// The stored private key, where there is one.
async fn receiver_in(transaction: &VaultTransaction, key: &VaultKey) -> Result<Option<ReceiverSecret>, VaultProblem> {
    let Some(row) = transaction.bytes(HEAD, RECEIVER).await? else { return Ok(None) };
    let id = id_of(RECEIVER)?;
    let (_, bytes) = opened_row(key, RecordKind::ReceiverSecret, id, &row)?;
    let secret = ReceiverSecret::from_bytes(&bytes).ok_or(VaultError::Damaged(id))?;
    Ok(Some(secret))
}

/// All bytes of a file. A file that is too large is not a hand-over file.
async fn all_of(beside: &JsValue) -> Result<Vec<u8>, VaultProblem> {
    let file = beside.dyn_ref::<Blob>().ok_or(VaultProblem::NoFile)?;
    if file.size() > MOST_BYTES {
        return Err(HandoverError::Foreign.into());
    }
    let unreadable = |why: JsValue| VaultProblem::File(failure::unreadable(failure::said(&why)));
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
