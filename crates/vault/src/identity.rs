//! Identifiers of vaults, cases and content.

use crate::error::VaultError;
use crate::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A source of random bytes. The crate has none itself: a browser and a test need different ones.
pub trait Entropy {
    /// Fills `bytes` with cryptographically secure random numbers.
    ///
    /// # Errors
    /// [`VaultError::NoEntropy`], where the device gives none.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError>;
}

/// Random id of a vault, 16 bytes. Every record is bound to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VaultId(#[serde(with = "crate::hex")] pub(crate) [u8; 16]);

/// Random id of a kept case, 16 bytes; written as 32 hexadecimal digits.
///
/// ```
/// let id = vault::RecordId::from_digits("000102030405060708090a0b0c0d0e0f").unwrap();
/// assert_eq!(id.to_string(), "000102030405060708090a0b0c0d0e0f");
/// assert_eq!(vault::RecordId::from_digits("00"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(#[serde(with = "crate::hex")] pub(crate) [u8; 16]);

/// A SHA-256, written as 64 hexadecimal digits.
///
/// ```
/// let hash = vault::Fingerprint::of(b"abc").to_string();
/// assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(#[serde(with = "crate::hex")] pub(crate) [u8; 32]);

impl VaultId {
    /// A new one.
    ///
    /// # Errors
    /// As [`Entropy::fill`].
    pub fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        draw(entropy).map(Self)
    }
}

impl RecordId {
    /// A new one.
    ///
    /// # Errors
    /// As [`Entropy::fill`].
    pub fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        draw(entropy).map(Self)
    }

    /// Reads what `Display` writes; `None` for anything else.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        hex::decode(digits).map(Self)
    }
}

impl Fingerprint {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts(&[bytes])
    }

    /// The hash of these parts, concatenated.
    pub(crate) fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

/// This many random bytes.
pub(crate) fn draw<const N: usize>(entropy: &mut impl Entropy) -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultId({self})")
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({self})")
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}
