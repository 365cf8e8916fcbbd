//! The recovery code, which opens a vault whose passphrase is forgotten.

use crate::base32::{eights, fives, grouped, typed_values};
use crate::error::VaultError;
use crate::identity::{Entropy, Fingerprint, VaultId};
use std::fmt;
use zeroize::Zeroizing;

/// 160 random bits, written as nine groups of four characters: Crockford's Base 32, which has no I, L, O and U. The last
/// group checks the others, so that a typing error is distinguished from the code of another vault.
///
/// Shown once, when a vault is made. It needs no slow derivation: 160 bits cannot be guessed.
pub struct RecoveryCode(Zeroizing<[u8; 20]>);

const CHECK_SYMBOLS: usize = 4;

impl RecoveryCode {
    pub(crate) fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0_u8; 20]);
        entropy.fill(&mut bytes[..])?;
        Ok(Self(bytes))
    }

    /// Reads what `Display` writes, in either case, with or without spaces and hyphens; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// [`VaultError::MistypedRecoveryCode`], where its check characters do not match.
    pub fn from_typed(typed: &str) -> Result<Self, VaultError> {
        let values = Zeroizing::new(typed_values(typed).ok_or(VaultError::MistypedRecoveryCode)?);
        let mut code = Self(Zeroizing::new([0; 20]));
        if values.len() != 8 * code.0.len() / 5 + CHECK_SYMBOLS {
            return Err(VaultError::MistypedRecoveryCode);
        }
        let (secret, check) = values.split_at(values.len() - CHECK_SYMBOLS);
        let bytes = Zeroizing::new(eights(secret));
        if bytes.len() != code.0.len() {
            return Err(VaultError::MistypedRecoveryCode);
        }
        code.0.copy_from_slice(&bytes);
        if code.check() == check { Ok(code) } else { Err(VaultError::MistypedRecoveryCode) }
    }

    /// The key that wraps the data key of this vault. Plain SHA-256 is a sound derivation for a uniformly random secret
    /// of fixed length.
    pub(crate) fn key(&self, vault: VaultId) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(Fingerprint::of_parts(&[b"onsight-vault recovery key", &vault.0, &self.0[..]]).0)
    }

    fn check(&self) -> Vec<u8> {
        let hash = Fingerprint::of_parts(&[b"onsight-vault recovery check", &self.0[..]]);
        let mut check = fives(&hash.0[..5]);
        check.truncate(CHECK_SYMBOLS);
        check
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = Zeroizing::new([fives(&self.0[..]), self.check()].concat());
        f.write_str(&Zeroizing::new(grouped(&values)))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}
