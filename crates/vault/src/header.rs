//! The header of a vault: its id, and its wrapped data key.
//!
//! A random data key encrypts every record. The header holds it several times, wrapped by the passphrase, by the
//! recovery code and by each passkey, so that a new passphrase only rewrites the header and no record. The header is
//! JSON and not secret; it is stored in the database and, without the passkeys, at the start of an exported file.
//!
//! | version | what it added |
//! |---|---|
//! | 1 | passphrase and recovery code |
//! | 2 | passkeys, and `made_version` |
//!
//! A version 1 header is read as version 2 without passkeys, and written as such next time. Its wrapped keys are bound
//! to the version under which the vault was made, and each can only be rewrapped with its own secret: so `made_version`
//! keeps that version.

use crate::derivation::KeyDerivation;
use crate::error::VaultError;
use crate::identity::{Entropy, VaultId, draw};
use crate::passkey::{MOST_PASSKEYS, PasskeyAnswer, PasskeyId, PasskeyLock};
use crate::recovery::RecoveryCode;
use crate::seal::{Bound, BoundHead, VaultKey, WRAPPED_BYTES, unwrap, wrap};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The newest version of a vault, counted from 1.
pub const FORMAT_VERSION: u32 = 2;

/// Least number of characters of a new passphrase. A stolen profile can be attacked offline, so it is more than
/// websites require (NIST SP 800-63B asks for 15 where nothing else is known of its choice, and 8 beside a second
/// factor).
pub const FEWEST_CHARACTERS: usize = 12;

const FORMAT: &str = "onsight-vault";
const BY_RECOVERY_CODE: &[u8] = b"recovery-code";

/// The header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultHeader {
    format: String,
    version: u32,
    /// Version under which the vault was made, 1 to `version`, to which its wrapped keys are bound.
    made_version: u32,
    vault: VaultId,
    /// Milliseconds since 1970-01-01 UTC.
    created_ms: u64,
    passphrase: PassphraseLock,
    recovery: RecoveryLock,
    /// In the order in which they were added.
    passkeys: Vec<PasskeyLock>,
}

/// The header of version 1.
#[derive(Deserialize)]
struct FirstVaultHeader {
    format: String,
    vault: VaultId,
    created_ms: u64,
    passphrase: PassphraseLock,
    recovery: RecoveryLock,
}

impl From<FirstVaultHeader> for VaultHeader {
    fn from(first: FirstVaultHeader) -> Self {
        let FirstVaultHeader { format, vault, created_ms, passphrase, recovery } = first;
        let (version, made_version, passkeys) = (FORMAT_VERSION, 1, Vec::new());
        Self { format, version, made_version, vault, created_ms, passphrase, recovery, passkeys }
    }
}

/// The data key, wrapped by a passphrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PassphraseLock {
    derivation: KeyDerivation,
    #[serde(with = "crate::hex")]
    nonce: [u8; 12],
    #[serde(with = "crate::hex")]
    wrapped: [u8; WRAPPED_BYTES],
}

/// The data key, wrapped by a recovery code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RecoveryLock {
    #[serde(with = "crate::hex")]
    nonce: [u8; 12],
    #[serde(with = "crate::hex")]
    wrapped: [u8; WRAPPED_BYTES],
}

/// The fields that are checked first.
#[derive(Deserialize)]
struct HeaderSays {
    format: String,
    version: u32,
}

/// A secret that opens a vault. It has no `Debug`.
#[derive(Clone, Copy)]
pub enum VaultSecret<'a> {
    /// In Unicode's form NFKC: keyboards write the same letters in several ways.
    Passphrase(&'a str),
    /// See [`RecoveryCode`].
    RecoveryCode(&'a RecoveryCode),
}

/// A new vault.
#[derive(Debug)]
pub struct NewVault {
    /// To be stored.
    pub header: VaultHeader,
    /// Open.
    pub key: VaultKey,
    /// To be shown once, and dropped.
    pub recovery_code: RecoveryCode,
}

impl VaultHeader {
    /// Makes a vault. `passphrase` in the form NFKC.
    ///
    /// # Errors
    /// [`VaultError::ShortPassphrase`], and as the derivation of the key.
    pub fn create(passphrase: &str, created_ms: u64, entropy: &mut impl Entropy) -> Result<NewVault, VaultError> {
        let vault = VaultId::draw(entropy)?;
        let head = BoundHead { version: FORMAT_VERSION, vault, created_ms };
        let mut data_key = Zeroizing::new([0_u8; 32]);
        entropy.fill(&mut data_key[..])?;
        let recovery_code = RecoveryCode::draw(entropy)?;
        let header = Self {
            format: FORMAT.to_owned(),
            version: FORMAT_VERSION,
            made_version: FORMAT_VERSION,
            vault,
            created_ms,
            passphrase: PassphraseLock::new(passphrase, head, &data_key, entropy)?,
            recovery: RecoveryLock::new(&recovery_code, head, &data_key, entropy)?,
            passkeys: Vec::new(),
        };
        Ok(NewVault { header, key: VaultKey::new(vault, &data_key), recovery_code })
    }

    /// Reads a header of any version so far.
    ///
    /// # Errors
    /// [`VaultError::Foreign`] for other content, [`VaultError::Newer`] for a later version.
    pub fn from_json(json: &[u8]) -> Result<Self, VaultError> {
        let says: HeaderSays = serde_json::from_slice(json).map_err(|_| VaultError::Foreign)?;
        if says.format != FORMAT || says.version == 0 {
            return Err(VaultError::Foreign);
        }
        if says.version > FORMAT_VERSION {
            return Err(VaultError::Newer { known: FORMAT_VERSION, found: says.version });
        }
        if says.version == 1 {
            let first = serde_json::from_slice::<FirstVaultHeader>(json).map_err(|_| VaultError::Foreign)?;
            return Ok(first.into());
        }
        serde_json::from_slice(json).map_err(|_| VaultError::Foreign)
    }

    /// The header as it is stored.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: it holds numbers and digits.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Unwritable)
    }

    /// The vault's id.
    #[must_use]
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// When it was made, in milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn created_ms(&self) -> u64 {
        self.created_ms
    }

    /// Opens the vault.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`] or [`VaultError::WrongRecoveryCode`], and as the derivation of the key.
    pub fn unlock(&self, secret: VaultSecret<'_>) -> Result<VaultKey, VaultError> {
        self.data_key(secret).map(|data_key| VaultKey::new(self.vault, &data_key))
    }

    /// The passkeys that open it, each with the time it was added, in milliseconds since 1970-01-01 UTC; the oldest
    /// first.
    pub fn passkeys(&self) -> impl Iterator<Item = (&PasskeyId, u64)> {
        self.passkeys.iter().map(|lock| (&lock.id, lock.added_ms))
    }

    /// Opens the vault by a passkey.
    ///
    /// # Errors
    /// [`VaultError::WrongPasskey`].
    pub fn unlock_by_passkey(&self, answer: &PasskeyAnswer) -> Result<VaultKey, VaultError> {
        let lock = self.passkeys.iter().find(|lock| lock.id == *answer.id()).ok_or(VaultError::WrongPasskey)?;
        let data_key = lock.data_key(answer, self.head()).ok_or(VaultError::WrongPasskey)?;
        Ok(VaultKey::new(self.vault, &data_key))
    }

    /// The same vault, which this passkey opens too. An existing one is rewrapped.
    ///
    /// # Errors
    /// As [`VaultHeader::unlock`] for the secret that opens it now; [`VaultError::TooManyPasskeys`] beyond [`MOST_PASSKEYS`].
    pub fn with_passkey(
        &self,
        secret: VaultSecret<'_>,
        answer: &PasskeyAnswer,
        added_ms: u64,
        entropy: &mut impl Entropy,
    ) -> Result<Self, VaultError> {
        let mut with = self.without_passkey(answer.id());
        if with.passkeys.len() >= MOST_PASSKEYS {
            return Err(VaultError::TooManyPasskeys);
        }
        let data_key = self.data_key(secret)?;
        with.passkeys.push(PasskeyLock::new(answer, added_ms, self.head(), &data_key, entropy)?);
        Ok(with)
    }

    /// The same vault, which this passkey no longer opens; unchanged where it never did. With an earlier copy of the
    /// header and the passkey, the records of that copy and of this one can still be opened: the data key does not
    /// change.
    #[must_use]
    pub fn without_passkey(&self, id: &PasskeyId) -> Self {
        let mut without = self.clone();
        without.passkeys.retain(|lock| lock.id != *id);
        without
    }

    /// The same vault without any passkey, for an exported file.
    #[must_use]
    pub fn without_passkeys(&self) -> Self {
        Self { passkeys: Vec::new(), ..self.clone() }
    }

    /// The same vault under another passphrase; records, passkeys and recovery code are unchanged.
    ///
    /// # Errors
    /// As [`VaultHeader::unlock`] for the secret that opens it now, and as [`VaultHeader::create`] for the new one.
    pub fn with_passphrase(
        &self,
        secret: VaultSecret<'_>,
        passphrase: &str,
        entropy: &mut impl Entropy,
    ) -> Result<Self, VaultError> {
        let data_key = self.data_key(secret)?;
        let passphrase = PassphraseLock::new(passphrase, self.head(), &data_key, entropy)?;
        Ok(Self { passphrase, ..self.clone() })
    }

    /// The same vault under another passphrase and with another recovery code; records and passkeys are unchanged.
    ///
    /// # Errors
    /// As [`VaultHeader::with_passphrase`].
    pub fn with_secrets(
        &self,
        secret: VaultSecret<'_>,
        passphrase: &str,
        entropy: &mut impl Entropy,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        let data_key = self.data_key(secret)?;
        let passphrase = PassphraseLock::new(passphrase, self.head(), &data_key, entropy)?;
        let code = RecoveryCode::draw(entropy)?;
        let recovery = RecoveryLock::new(&code, self.head(), &data_key, entropy)?;
        Ok((Self { passphrase, recovery, ..self.clone() }, code))
    }

    /// The same vault with another recovery code; the old one no longer opens it.
    ///
    /// # Errors
    /// As [`VaultHeader::unlock`].
    pub fn with_recovery_code(
        &self,
        secret: VaultSecret<'_>,
        entropy: &mut impl Entropy,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        let data_key = self.data_key(secret)?;
        let code = RecoveryCode::draw(entropy)?;
        let recovery = RecoveryLock::new(&code, self.head(), &data_key, entropy)?;
        Ok((Self { recovery, ..self.clone() }, code))
    }

    fn data_key(&self, secret: VaultSecret<'_>) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        match secret {
            VaultSecret::Passphrase(passphrase) => {
                let PassphraseLock { derivation, nonce, wrapped } = &self.passphrase;
                let by = derivation.bound();
                let key = derivation.key(passphrase)?;
                unwrap(&key, *nonce, &self.bound(&by), wrapped).ok_or(VaultError::WrongPassphrase)
            }
            VaultSecret::RecoveryCode(code) => {
                let RecoveryLock { nonce, wrapped } = &self.recovery;
                let key = code.key(self.vault);
                unwrap(&key, *nonce, &self.bound(BY_RECOVERY_CODE), wrapped).ok_or(VaultError::WrongRecoveryCode)
            }
        }
    }

    fn head(&self) -> BoundHead {
        BoundHead { version: self.made_version, vault: self.vault, created_ms: self.created_ms }
    }

    fn bound<'a>(&self, by: &'a [u8]) -> Bound<'a> {
        Bound { head: self.head(), by }
    }
}

impl PassphraseLock {
    fn new(
        passphrase: &str,
        head: BoundHead,
        data_key: &[u8; 32],
        entropy: &mut impl Entropy,
    ) -> Result<Self, VaultError> {
        let found = passphrase.chars().count();
        if found < FEWEST_CHARACTERS {
            return Err(VaultError::ShortPassphrase { found });
        }
        let derivation = KeyDerivation::draw(entropy)?;
        let (key, nonce, by) = (derivation.key(passphrase)?, draw(entropy)?, derivation.bound());
        let wrapped = wrap(&key, nonce, &Bound { head, by: &by }, data_key)?;
        Ok(Self { derivation, nonce, wrapped })
    }
}

impl RecoveryLock {
    fn new(
        code: &RecoveryCode,
        head: BoundHead,
        data_key: &[u8; 32],
        entropy: &mut impl Entropy,
    ) -> Result<Self, VaultError> {
        let (key, nonce) = (code.key(head.vault), draw(entropy)?);
        let wrapped = wrap(&key, nonce, &Bound { head, by: BY_RECOVERY_CODE }, data_key)?;
        Ok(Self { nonce, wrapped })
    }
}

#[cfg(test)]
mod tests {
    use super::{BY_RECOVERY_CODE, FORMAT_VERSION, RecoveryLock, VaultHeader, VaultSecret};
    use crate::identity::Entropy;
    use crate::recovery::RecoveryCode;
    use crate::seal::{BoundHead, VaultKey};
    use crate::{NewVault, VaultError};

    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
            bytes.fill(7);
            Ok(())
        }
    }

    /// As a later program that raised the version finds it: a header made under the previous version.
    #[test]
    fn a_head_is_opened_by_the_version_that_it_was_made_under_and_not_by_the_newest() {
        let NewVault { header, .. } = VaultHeader::create("four words for cases", 5, &mut Sevens).unwrap();
        let code = RecoveryCode::draw(&mut Sevens).unwrap();
        let other = FORMAT_VERSION + 1;
        let head = BoundHead { version: other, vault: header.vault, created_ms: header.created_ms };
        let recovery = RecoveryLock::new(&code, head, &[9; 32], &mut Sevens).unwrap();
        let moved = VaultHeader { made_version: other, recovery, ..header };
        let opened: Result<VaultKey, VaultError> = moved.unlock(VaultSecret::RecoveryCode(&code));
        assert!(opened.is_ok());
        assert_eq!(moved.bound(BY_RECOVERY_CODE).head.version, other);
    }
}
