//! A vault is made, opened, given another passphrase, deleted.

use super::{
    DELAY, HEAD, HEADER, OpenVault, USED, UnlockDelay, VaultProblem, VaultSession, delay, normal, now_ms, with_secret,
};
use crate::database::{self, VaultDatabase, WhereMissing};
use crate::entropy::DeviceEntropy;
use protocol::{VaultPass, VaultReply, VaultStanding};
use std::rc::Rc;
use vault::{NewVault, VaultError, VaultHeader};
use zeroize::Zeroizing;

impl VaultSession {
    pub(super) async fn create(&mut self, passphrase: Zeroizing<String>) -> Result<VaultReply, VaultProblem> {
        let new = VaultHeader::create(&normal(&passphrase), now_ms(), &mut DeviceEntropy)?;
        let NewVault { header, key, recovery_code } = new;
        if self.database.is_none() {
            self.database = VaultDatabase::open(WhereMissing::Create, Rc::clone(&self.taken)).await?;
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
        let (header, delay) = self.header_and_delay().await?;
        let wait = delay.wait_ms(now_ms());
        if wait > 0 {
            return Err(VaultProblem::TooSoon(wait));
        }
        let key = with_secret(secret, |secret| header.unlock(secret));
        self.tried(delay, key.as_ref().err()).await?;
        self.open = Some(OpenVault { key: key?, list: None });
        Ok(VaultReply::Standing(self.standing().await?))
    }

    pub(super) async fn change_passphrase(
        &mut self,
        secret: VaultPass,
        passphrase: Zeroizing<String>,
    ) -> Result<VaultReply, VaultProblem> {
        let (header, delay) = self.header_and_delay().await?;
        let wait = delay.wait_ms(now_ms());
        if wait > 0 {
            return Err(VaultProblem::TooSoon(wait));
        }
        let new = normal(&passphrase);
        let changed = with_secret(secret, |secret| header.with_passphrase(secret, &new, &mut DeviceEntropy));
        self.tried(delay, changed.as_ref().err()).await?;
        let changed = changed?;
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let write = database.write()?;
        // Another tab may have changed it meanwhile: then that one holds.
        let now = write.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        if VaultHeader::from_json(&now)? != header {
            return Err(VaultProblem::Conflict);
        }
        write.put(HEAD, HEADER, &changed.to_json()?)?;
        write.done().await?;
        Ok(VaultReply::Done)
    }

    /// Deletes the database, whatever is in it.
    pub(super) async fn wipe_all(&mut self) -> Result<VaultReply, VaultProblem> {
        (self.open, self.database) = (None, None);
        database::delete().await?;
        Ok(VaultReply::Standing(VaultStanding::Nothing))
    }

    async fn header_and_delay(&mut self) -> Result<(VaultHeader, UnlockDelay), VaultProblem> {
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let read = database.read()?;
        let header = read.bytes(HEAD, HEADER).await?.ok_or(VaultProblem::Locked)?;
        let delay = delay(&read).await?;
        Ok((VaultHeader::from_json(&header)?, delay))
    }

    /// Counts a wrong one, or forgets those before a right one.
    async fn tried(&mut self, delay: UnlockDelay, error: Option<&VaultError>) -> Result<(), VaultProblem> {
        let next = match error {
            Some(VaultError::WrongPassphrase | VaultError::WrongRecoveryCode) => delay.failed(now_ms()),
            Some(_) => return Ok(()),
            None => UnlockDelay::default(),
        };
        if next == delay {
            return Ok(());
        }
        let database = self.existing().await?.ok_or(VaultProblem::Locked)?;
        let write = database.write()?;
        let json = serde_json::to_vec(&next).map_err(|_| VaultError::Unwritable)?;
        write.put(HEAD, DELAY, &json)?;
        write.done().await
    }
}
