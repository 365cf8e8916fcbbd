//! Passkeys: listing, trying, adding and removing them; and the log of that.
//!
//! A passkey's output cannot be guessed: a wrong one is not counted as a wrong passphrase, and a right one does not
//! reset that count.

use super::{HEAD, HEADER, OpenVault, VaultProblem, VaultSession, Writing, id_of, now_ms, opened_row, with_secret};
use crate::database::{VaultDatabase, VaultTransaction};
use crate::entropy::DeviceEntropy;
use protocol::{KeptPasskey, KeptPasskeys, PasskeyOutput, TrailLine, VaultPass, VaultReply};
use vault::{
    Fingerprint, PasskeyAnswer, PasskeyId, RecordAddress, RecordKind, VaultAct, VaultError, VaultHeader, VaultKey,
    VaultLog, VaultLogEntry,
};
use zeroize::Zeroizing;

/// The name of the log in the header store: one that no case can be given.
const LOG: &str = "00000000000000000000000000000001";
/// Digits that distinguish a passkey from others for people.
const NAME_DIGITS: usize = 8;

impl VaultSession {
    /// Which passkeys open the vault; none where there is no vault.
    pub(super) async fn passkeys(&mut self) -> Result<KeptPasskeys, VaultProblem> {
        self.existing().await?;
        let Some(database) = self.database.as_ref() else { return Ok(KeptPasskeys::default()) };
        let read = database.read()?;
        let Some(header) = read.bytes(HEAD, HEADER).await? else { return Ok(KeptPasskeys::default()) };
        let header = VaultHeader::from_json(&header)?;
        let kept = header.passkeys().map(|(id, added_ms)| KeptPasskey {
            id: id.bytes().to_vec(),
            name: name_of(id.fingerprint()),
            added_ms,
        });
        let passkeys = kept.collect();
        let Some(open) = self.open.as_ref() else { return Ok(KeptPasskeys { passkeys, ..KeptPasskeys::default() }) };
        let (log, log_fault) = match log_in(&read, &open.key).await {
            Ok((_, log)) => (log.entries().iter().map(line).collect(), None),
            Err(VaultProblem::Vault(error)) => (Vec::new(), Some(error.message())),
            Err(other) => return Err(other),
        };
        Ok(KeptPasskeys { passkeys, log, log_fault })
    }

    pub(super) async fn unlock_by_passkey(&mut self, output: PasskeyOutput) -> Result<VaultReply, VaultProblem> {
        let answer = answer_of(output)?;
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let header = database.read()?.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        let key = VaultHeader::from_json(&header)?.unlock_by_passkey(&answer)?;
        match log_alone(database, &key, VaultAct::OpenedByPasskey(answer.id().fingerprint())).await {
            // With no storage or no nonce left the vault must still open, to export and to delete; a log of a later
            // version must not prevent it either.
            Ok(())
            | Err(VaultProblem::Full | VaultProblem::Vault(VaultError::Exhausted | VaultError::Newer { .. })) => {}
            Err(other) => return Err(other),
        }
        self.open = Some(OpenVault { key, list: None });
        Ok(VaultReply::Standing(self.standing().await?))
    }

    pub(super) async fn add_passkey(
        &mut self,
        secret: VaultPass,
        output: PasskeyOutput,
    ) -> Result<VaultReply, VaultProblem> {
        let answer = answer_of(output)?;
        self.opened()?;
        let begun = self.begin_try().await?;
        let added =
            with_secret(secret, |secret| begun.header.with_passkey(secret, &answer, now_ms(), &mut DeviceEntropy));
        self.end_try(&begun, added.as_ref().err()).await;
        let added = added?;
        let (database, open) = self.opened()?;
        let mut writing = Writing::begin(database, &open.key).await?;
        // Another tab may have changed it meanwhile: then that version is kept.
        if head_in(&writing.transaction).await? != begun.header {
            return Err(VaultProblem::Conflict);
        }
        writing.put_header(&added)?;
        log(&mut writing, &open.key, VaultAct::PasskeyAdded(answer.id().fingerprint())).await?;
        writing.done().await?;
        Ok(VaultReply::PasskeyAdded(Box::new(self.passkeys().await?)))
    }

    pub(super) async fn remove_passkey(&mut self, id: &[u8]) -> Result<VaultReply, VaultProblem> {
        let id = PasskeyId::from_bytes(id).ok_or(VaultError::WrongPasskey)?;
        let (database, open) = self.opened()?;
        let mut writing = Writing::begin(database, &open.key).await?;
        let header = head_in(&writing.transaction).await?;
        let without = header.without_passkey(&id);
        // Another tab may have removed it already.
        if without != header {
            writing.put_header(&without)?;
            log(&mut writing, &open.key, VaultAct::PasskeyRemoved(id.fingerprint())).await?;
            writing.done().await?;
        }
        Ok(VaultReply::PasskeyRemoved(Box::new(self.passkeys().await?)))
    }
}

/// The passkey's output from a message, which is overwritten here.
fn answer_of(output: PasskeyOutput) -> Result<PasskeyAnswer, VaultError> {
    PasskeyAnswer::new(&output.id, &Zeroizing::new(output.output))
}

async fn head_in(transaction: &VaultTransaction) -> Result<VaultHeader, VaultProblem> {
    let header = transaction.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
    Ok(VaultHeader::from_json(&header)?)
}

/// The log with how often it was written; an empty one where there are no entries yet.
async fn log_in(transaction: &VaultTransaction, key: &VaultKey) -> Result<(u32, VaultLog), VaultProblem> {
    let Some(row) = transaction.bytes(HEAD, LOG).await? else { return Ok((0, VaultLog::new(key.vault()))) };
    match opened_row(key, RecordKind::Log, id_of(LOG)?, &row) {
        Ok((revision, json)) => Ok((revision, VaultLog::from_json(&json)?)),
        // Its sentence is about a case.
        Err(VaultProblem::Vault(VaultError::Damaged(_))) => Err(VaultError::DamagedLog.into()),
        Err(other) => Err(other),
    }
}

/// Adds an entry to the log, in the transaction that performs what it records. An unreadable log is replaced by a new
/// one, which records that.
async fn log(writing: &mut Writing, key: &VaultKey, act: VaultAct) -> Result<(), VaultProblem> {
    let (revision, mut log) = match log_in(&writing.transaction, key).await {
        Err(VaultProblem::Vault(VaultError::DamagedLog)) => {
            let mut anew = VaultLog::new(key.vault());
            anew.append(now_ms(), VaultAct::LogBegunAnew)?;
            (0, anew)
        }
        found => found?,
    };
    log.append(now_ms(), act)?;
    let revision = revision.checked_add(1).ok_or(VaultError::Exhausted)?;
    let address = RecordAddress { kind: RecordKind::Log, id: id_of(LOG)?, revision };
    writing.put(key, HEAD, address, &Zeroizing::new(log.to_json()?))
}

async fn log_alone(database: &VaultDatabase, key: &VaultKey, act: VaultAct) -> Result<(), VaultProblem> {
    let mut writing = Writing::begin(database, key).await?;
    log(&mut writing, key, act).await?;
    writing.done().await
}

fn line(entry: &VaultLogEntry) -> TrailLine {
    let said = match entry.act {
        VaultAct::LogBegunAnew => text::passkey::act_begun_anew(),
        VaultAct::PasskeyAdded(passkey) => text::passkey::act_added(name_of(passkey)),
        VaultAct::PasskeyRemoved(passkey) => text::passkey::act_removed(name_of(passkey)),
        VaultAct::OpenedByPasskey(passkey) => text::passkey::act_opened(name_of(passkey)),
    };
    TrailLine { at_ms: entry.at_ms, who: String::new(), said }
}

fn name_of(passkey: Fingerprint) -> String {
    passkey.to_string().chars().take(NAME_DIGITS).collect()
}
