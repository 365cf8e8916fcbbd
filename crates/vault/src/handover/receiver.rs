//! The receiver of a hand-over file: an X25519 key pair (RFC 7748); the vault stores both and publishes one.

use super::error::HandoverError;
use crate::base32::{eights, fives, grouped, typed_values};
use crate::error::VaultError;
use crate::identity::{Entropy, Fingerprint};
use serde::{Deserialize, Serialize};
use std::fmt;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// The public key that a file is sealed to. Not secret; but whoever can replace it in transit can read the files.
///
/// Written as fourteen groups of four characters of Crockford's Base 32: 32 bytes, and three that check them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReceiverKey(#[serde(with = "crate::hex")] pub(crate) [u8; 32]);

/// The secret key. It is never printed, and zeroed when dropped.
pub struct ReceiverSecret(Zeroizing<[u8; 32]>);

const CHECK_BYTES: usize = 3;
/// Characters of a written key, without hyphens.
const WRITTEN: usize = 8 * (32 + CHECK_BYTES) / 5;

impl ReceiverKey {
    /// Reads what `Display` writes, in either case, with or without blanks and hyphens.
    ///
    /// # Errors
    /// [`HandoverError::MistypedKey`], where its check does not fit.
    pub fn from_typed(typed: &str) -> Result<Self, HandoverError> {
        let values = typed_values(typed).filter(|values| values.len() == WRITTEN);
        let bytes = values.map(|values| eights(&values)).ok_or(HandoverError::MistypedKey)?;
        let key = bytes.split_first_chunk::<32>().map(|(key, check)| (Self(*key), check));
        match key {
            Some((key, check)) if check == key.check() => Ok(key),
            _ => Err(HandoverError::MistypedKey),
        }
    }

    fn check(&self) -> [u8; CHECK_BYTES] {
        let [first, second, third, ..] = Fingerprint::of_parts(&[b"onsight receiver check", &self.0]).0;
        [first, second, third]
    }
}

impl ReceiverSecret {
    /// A new one.
    ///
    /// # Errors
    /// As [`Entropy::fill`].
    pub fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        entropy.fill(&mut bytes[..])?;
        Ok(Self(bytes))
    }

    /// From 32 bytes; `None` for another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut secret = Zeroizing::new([0_u8; 32]);
        if bytes.len() != secret.len() {
            return None;
        }
        secret.copy_from_slice(bytes);
        Some(Self(secret))
    }

    /// The bytes to store, sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> ReceiverKey {
        ReceiverKey(PublicKey::from(&self.scalar()).to_bytes())
    }

    pub(super) fn scalar(&self) -> StaticSecret {
        StaticSecret::from(*self.0)
    }
}

impl fmt::Display for ReceiverKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(&fives(&[self.0.as_slice(), &self.check()].concat())))
    }
}

impl fmt::Debug for ReceiverKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceiverKey({self})")
    }
}

impl fmt::Debug for ReceiverSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiverSecret(…)")
    }
}
