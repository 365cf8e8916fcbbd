//! Records, encrypted: AES-256-GCM (NIST SP 800-38D) under the vault's data key.
//!
//! A sealed record is, in bytes:
//!
//! | offset | length | what |
//! |---|---|---|
//! | 0 | 1 | version of this form, 1 |
//! | 1 | 12 | nonce |
//! | 13 | n | the record, encrypted |
//! | 13 + n | 16 | authentication tag |
//!
//! The associated data, stored elsewhere, are the words `onsight-vault record`, that version, the kind, the vault, the
//! record and its revision. So a record moved to another address, vault or revision is detected like a changed byte. A
//! rollback of a whole vault to an earlier state is not detected: nothing outside of it knows the later one.
//!
//! Invariant: one nonce seals one record.

use crate::error::VaultError;
use crate::identity::{RecordId, VaultId};
use crate::nonce::RecordNonce;
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use std::fmt;
use zeroize::Zeroizing;

/// Version of the form above.
const SEALED_VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// The address of a sealed record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecordAddress {
    /// What it is.
    pub kind: RecordKind,
    /// The case.
    pub id: RecordId,
    /// How often the case was written, counted from 1.
    pub revision: u32,
}

/// What a sealed record holds. The numbers never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum RecordKind {
    /// A [`CaseRecord`](crate::CaseRecord), JSON.
    Case = 1,
    /// A [`CaseSummary`](crate::CaseSummary), JSON.
    Summary = 2,
    /// The bytes of a picture, or of its thumbnail.
    Picture = 3,
    /// The end of an exported file.
    End = 4,
    /// The bytes of a [`ReceiverSecret`](crate::ReceiverSecret). It stays in its vault: an exported file has none.
    ReceiverSecret = 5,
    /// A [`VaultLog`](crate::VaultLog), JSON. It stays in its vault too.
    Log = 6,
    /// An [`UnsavedRecord`](crate::UnsavedRecord), JSON. Likewise.
    Unsaved = 7,
}

impl RecordKind {
    /// The one of that number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        [Self::Case, Self::Summary, Self::Picture, Self::End].into_iter().find(|kind| *kind as u8 == number)
    }
}

/// The key of an unlocked vault, to seal and open records. The key bytes cannot be extracted.
pub struct VaultKey {
    vault: VaultId,
    cipher: Aes256Gcm,
}

impl VaultKey {
    pub(crate) fn new(vault: VaultId, data_key: &[u8; 32]) -> Self {
        Self { vault, cipher: cipher(data_key) }
    }

    /// The vault's id.
    #[must_use]
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// Encrypts a record for its address.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`] for a record of more than 64 GiB.
    pub fn seal(&self, address: RecordAddress, nonce: RecordNonce, record: &[u8]) -> Result<Vec<u8>, VaultError> {
        let bound = self.bound(address);
        let sealed = self.cipher.encrypt(&nonce.0.into(), Payload { msg: record, aad: &bound });
        let sealed = sealed.map_err(|_| VaultError::Unwritable)?;
        Ok([[SEALED_VERSION].as_slice(), &nonce.0, sealed.as_slice()].concat())
    }

    /// Decrypts the record of that address.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] where a bit of the record, its address or its vault differs; [`VaultError::Newer`] for a
    /// form that a later program wrote.
    pub fn open(&self, address: RecordAddress, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let damaged = || VaultError::Damaged(address.id);
        let (&version, rest) = sealed.split_first().ok_or_else(damaged)?;
        if version != SEALED_VERSION {
            // A corrupted byte can look the same: only the next number counts as a later version.
            let next = version == SEALED_VERSION + 1;
            let newer = VaultError::Newer { known: SEALED_VERSION.into(), found: version.into() };
            return Err(if next { newer } else { damaged() });
        }
        let (nonce, encrypted) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(damaged)?;
        if encrypted.len() < TAG_BYTES {
            return Err(damaged());
        }
        let bound = self.bound(address);
        let record = self.cipher.decrypt(nonce.into(), Payload { msg: encrypted, aad: &bound });
        record.map(Zeroizing::new).map_err(|_| damaged())
    }

    fn bound(&self, address: RecordAddress) -> Vec<u8> {
        let revision = address.revision.to_be_bytes();
        let numbers = [SEALED_VERSION, address.kind as u8];
        [b"onsight-vault record".as_slice(), &numbers, &self.vault.0, &address.id.0, &revision].concat()
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultKey({})", self.vault)
    }
}

/// A data key, encrypted under a key that wraps it: 32 bytes and the tag.
pub(crate) const WRAPPED_BYTES: usize = 32 + TAG_BYTES;

/// Encrypts a data key. Every wrapping key is random or freshly salted and encrypts only this message.
pub(crate) fn wrap(
    wrapping: &[u8; 32],
    nonce: [u8; NONCE_BYTES],
    bound: &Bound<'_>,
    data_key: &[u8; 32],
) -> Result<[u8; WRAPPED_BYTES], VaultError> {
    let bound = bound.bytes();
    let wrapped = cipher(wrapping).encrypt(&nonce.into(), Payload { msg: data_key, aad: &bound });
    wrapped.ok().and_then(|wrapped| wrapped.try_into().ok()).ok_or(VaultError::Unwritable)
}

/// The data key; `None` where the wrapping key is another one, or anything was changed.
pub(crate) fn unwrap(
    wrapping: &[u8; 32],
    nonce: [u8; NONCE_BYTES],
    bound: &Bound<'_>,
    wrapped: &[u8; WRAPPED_BYTES],
) -> Option<Zeroizing<[u8; 32]>> {
    let bound = bound.bytes();
    let opened = cipher(wrapping).decrypt(&nonce.into(), Payload { msg: wrapped, aad: &bound });
    let opened = Zeroizing::new(opened.ok()?);
    let mut data_key = Zeroizing::new([0_u8; 32]);
    data_key.copy_from_slice(opened.get(..32)?);
    Some(data_key)
}

/// The part of the header to which a wrapped data key is bound: the version too, which stays that of the head when a
/// later program reads it.
#[derive(Clone, Copy)]
pub(crate) struct BoundHead {
    pub(crate) version: u32,
    pub(crate) vault: VaultId,
    pub(crate) created_ms: u64,
}

/// What a wrapped data key is bound to.
pub(crate) struct Bound<'a> {
    pub(crate) head: BoundHead,
    /// What it is wrapped by, and how that becomes a key.
    pub(crate) by: &'a [u8],
}

impl Bound<'_> {
    fn bytes(&self) -> Vec<u8> {
        let BoundHead { version, vault, created_ms } = self.head;
        let (version, created) = (version.to_be_bytes(), created_ms.to_be_bytes());
        [b"onsight-vault key".as_slice(), &version, &vault.0, &created, self.by].concat()
    }
}

pub(crate) fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(key.into())
}
