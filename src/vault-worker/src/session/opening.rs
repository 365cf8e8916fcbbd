//! Creating, opening and deleting a vault, and changing its passphrase.

use super::{
    DELAY, HEAD, HEADER, OpenVault, USED, UnlockDelay, VaultProblem, VaultSession, delay, normal, now_ms, with_secret,
};
use crate::database::{self, VaultDatabase, VaultTransaction, WhereMissing};
use crate::entropy::DeviceEntropy;
use protocol::{VaultPass, VaultReply};
use vault::{NewVault, VaultError, VaultHeader};
use zeroize::Zeroizing;

impl VaultSession {
    pub(super) async fn create(&mut self, passphrase: Zeroizing<String>) -> Result<VaultReply, VaultProblem> {
        let new = VaultHeader::create(&normal(&passphrase), now_ms(), &mut DeviceEntropy)?;
        let NewVault { header, key, recovery_code } = new;
        if self.database.is_none() {
            self.database = VaultDatabase::open(WhereMissing::Create, &self.news).await?;
        }
        let database = self.database.as_ref().ok_or(VaultProblem::NoDatabase)?;
        let write = database.write()?;
        if write.bytes(HEAD, HEADER).await?.is_some() {
            return Err(VaultProblem::Exists);
        }
        write.put(HEAD, HEADER, &header.to_json()?)?;
        write.put_number(HEAD, USED, 0)?;
        write.done().await?;
        self.open = Some(OpenVault { key, list: None });
        Ok(VaultReply::Created { recovery_code: recovery_code.to_string() })
    }

    pub(super) async fn unlock(&mut self, secret: VaultPass) -> Result<VaultReply, VaultProblem> {
        let begun = self.begin_try().await?;
        let key = with_secret(secret, |secret| begun.header.unlock(secret));
        self.end_try(&begun, key.as_ref().err()).await;
        self.open = Some(OpenVault { key: key?, list: None });
        Ok(VaultReply::Standing(self.standing().await?))
    }

    pub(super) async fn change_passphrase(
        &mut self,
        secret: VaultPass,
        passphrase: Zeroizing<String>,
    ) -> Result<VaultReply, VaultProblem> {
        let begun = self.begin_try().await?;
        let new = normal(&passphrase);
        let changed = with_secret(secret, |secret| begun.header.with_secrets(secret, &new, &mut DeviceEntropy));
        self.end_try(&begun, changed.as_ref().err()).await;
        let (changed, recovery_code) = changed?;
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let write = database.write()?;
        // Another tab may have changed it meanwhile: then that version is kept.
        let now = write.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        if VaultHeader::from_json(&now)? != begun.header {
            return Err(VaultProblem::Conflict);
        }
        write.put(HEAD, HEADER, &changed.to_json()?)?;
        write.done().await?;
        Ok(VaultReply::SecretsChanged { recovery_code: recovery_code.to_string() })
    }

    /// Deletes the database, whatever it contains.
    pub(super) async fn wipe_all(&mut self) -> Result<VaultReply, VaultProblem> {
        (self.open, self.database) = (None, None);
        database::delete(&self.news).await?;
        Ok(VaultReply::Wiped)
    }

    /// Begins to try a secret: it is counted before it is tried, in one transaction with the previous count, so that no
    /// two tabs try at once and no try goes uncounted.
    pub(super) async fn begin_try(&mut self) -> Result<BegunTry, VaultProblem> {
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let write = database.write()?;
        let header = write.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        let header = VaultHeader::from_json(&header)?;
        let before = delay(&write).await?;
        let (counted, wait) = before.begin(now_ms());
        if counted != before {
            put_delay(&write, &counted)?;
            match write.done().await {
                // With no storage left the vault must still open, to export and to delete.
                Ok(()) | Err(VaultProblem::Full) => {}
                Err(other) => return Err(other),
            }
        }
        if wait > 0 { Err(VaultProblem::TooSoon(wait)) } else { Ok(BegunTry { header, before, counted }) }
    }

    /// Leaves a wrong one counted, resets the count after a right one, and counts none where nothing was tried. A
    /// failed write is no reason to reject a right secret.
    pub(super) async fn end_try(&mut self, begun: &BegunTry, error: Option<&VaultError>) {
        let next = match error {
            Some(VaultError::WrongPassphrase | VaultError::WrongRecoveryCode) => return,
            Some(_) => begun.before,
            None => UnlockDelay::default(),
        };
        let _ = self.put_counted(begun.counted, next, error.is_none()).await;
    }

    /// Writes how many wrong ones there were; unless it `is_certain`, only where no other tab has counted since.
    async fn put_counted(
        &mut self,
        counted: UnlockDelay,
        next: UnlockDelay,
        is_certain: bool,
    ) -> Result<(), VaultProblem> {
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let write = database.write()?;
        if !is_certain && delay(&write).await? != counted {
            return Ok(());
        }
        put_delay(&write, &next)?;
        write.done().await
    }
}

/// A secret that is being tried.
pub(super) struct BegunTry {
    pub(super) header: VaultHeader,
    /// Wrong ones before it, and with it.
    before: UnlockDelay,
    counted: UnlockDelay,
}

fn put_delay(write: &VaultTransaction, delay: &UnlockDelay) -> Result<(), VaultProblem> {
    let json = serde_json::to_vec(delay).map_err(|_| VaultError::Unwritable)?;
    write.put(HEAD, DELAY, &json)
}
