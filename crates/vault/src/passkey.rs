//! A passkey that opens a vault.
//!
//! The extension `prf` of WebAuthn (Web Authentication Level 3, "Pseudo-random function extension") makes an
//! authenticator return 32 bytes for an input, always the same ones for the same passkey, after user verification by
//! face, fingerprint or PIN. HKDF-SHA-256 (RFC 5869) derives the key that wraps the data key from them:
//!
//! | of HKDF | what |
//! |---|---|
//! | input key | the bytes of the authenticator, 32 |
//! | salt | random, 32 bytes, generated for every passkey that is added |
//! | info | the words `onsight-vault passkey key`, then the name of the vault, 16 bytes |
//! | output | a key of AES-256-GCM, 32 bytes |
//!
//! The wrapped data key is bound to its header like those of the other secrets, to the words `passkey-prf-hkdf-sha256`,
//! to the salt and to the id of the passkey. No slow derivation is needed: 256 bits cannot be guessed.

use crate::error::VaultError;
use crate::hex;
use crate::identity::{Entropy, Fingerprint, VaultId, draw};
use crate::seal::{Bound, BoundHead, WRAPPED_BYTES, unwrap, wrap};
use hkdf::Hkdf;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// Limit of passkeys per vault: more than anyone has devices. `public/guard.js` requests no more at once.
pub const MOST_PASSKEYS: usize = 8;

/// Maximum length of an id in bytes (Web Authentication Level 3, "Credential ID").
const MOST_ID_BYTES: usize = 1023;
const INFO: &[u8] = b"onsight-vault passkey key";
const BY_PASSKEY: &[u8] = b"passkey-prf-hkdf-sha256";

/// The credential id of a passkey, 1 to 1023 bytes; written as hexadecimal digits. It is not secret.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PasskeyId(Vec<u8>);

/// The output of an authenticator: the passkey it used, and the 32 bytes. They are never printed, and zeroed when
/// dropped.
pub struct PasskeyAnswer {
    id: PasskeyId,
    output: Zeroizing<[u8; 32]>,
}

/// The data key, wrapped by a passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PasskeyLock {
    pub(crate) id: PasskeyId,
    /// When it was added, in milliseconds since 1970-01-01 UTC.
    pub(crate) added_ms: u64,
    #[serde(with = "crate::hex")]
    salt: [u8; 32],
    #[serde(with = "crate::hex")]
    nonce: [u8; 12],
    #[serde(with = "crate::hex")]
    wrapped: [u8; WRAPPED_BYTES],
}

impl PasskeyId {
    /// The id of these bytes; `None` for none and for more than 1023.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (1..=MOST_ID_BYTES).contains(&bytes.len()).then(|| Self(bytes.to_vec()))
    }

    /// The request to an authenticator.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The hash that identifies it in logs.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.0)
    }
}

impl PasskeyAnswer {
    /// From a browser's response.
    ///
    /// # Errors
    /// [`VaultError::PasskeyWithoutKey`] for an output other than 32 bytes, as from an authenticator without the
    /// extension, and for an invalid id.
    pub fn new(id: &[u8], output: &[u8]) -> Result<Self, VaultError> {
        let id = PasskeyId::from_bytes(id).ok_or(VaultError::PasskeyWithoutKey)?;
        let mut held = Zeroizing::new([0_u8; 32]);
        if output.len() != held.len() {
            return Err(VaultError::PasskeyWithoutKey);
        }
        held.copy_from_slice(output);
        Ok(Self { id, output: held })
    }

    /// The passkey that was used.
    #[must_use]
    pub fn id(&self) -> &PasskeyId {
        &self.id
    }
}

impl PasskeyLock {
    pub(crate) fn new(
        answer: &PasskeyAnswer,
        added_ms: u64,
        head: BoundHead,
        data_key: &[u8; 32],
        entropy: &mut impl Entropy,
    ) -> Result<Self, VaultError> {
        let (salt, nonce): ([u8; 32], [u8; 12]) = (draw(entropy)?, draw(entropy)?);
        let key = wrapping_key(&answer.output, &salt, head.vault).ok_or(VaultError::Unwritable)?;
        let by = bound_by(&salt, &answer.id);
        let wrapped = wrap(&key, nonce, &Bound { head, by: &by }, data_key)?;
        Ok(Self { id: answer.id.clone(), added_ms, salt, nonce, wrapped })
    }

    /// The data key; `None` where the answer is that of another passkey, or anything was changed.
    pub(crate) fn data_key(&self, answer: &PasskeyAnswer, head: BoundHead) -> Option<Zeroizing<[u8; 32]>> {
        let key = wrapping_key(&answer.output, &self.salt, head.vault)?;
        let by = bound_by(&self.salt, &self.id);
        unwrap(&key, self.nonce, &Bound { head, by: &by }, &self.wrapped)
    }
}

/// See the table above.
fn wrapping_key(output: &[u8; 32], salt: &[u8; 32], vault: VaultId) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0_u8; 32]);
    let derived = Hkdf::<Sha256>::new(Some(salt.as_slice()), output.as_slice());
    derived.expand_multi_info(&[INFO, vault.0.as_slice()], &mut key[..]).ok()?;
    Some(key)
}

fn bound_by(salt: &[u8; 32], id: &PasskeyId) -> Vec<u8> {
    [BY_PASSKEY, salt.as_slice(), id.bytes()].concat()
}

impl Serialize for PasskeyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for PasskeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let id = hex::decode_all(&digits).and_then(|bytes| Self::from_bytes(&bytes));
        id.ok_or_else(|| D::Error::custom("expected two hexadecimal digits for each of 1 to 1023 bytes"))
    }
}

impl fmt::Debug for PasskeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PasskeyId({})", hex::encode(&self.0))
    }
}

impl fmt::Debug for PasskeyAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasskeyAnswer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{PasskeyAnswer, PasskeyId, wrapping_key};
    use crate::hex;
    use crate::identity::VaultId;

    /// By OpenSSL: `tests/data/vault/passkey.py` prints it.
    #[test]
    fn the_key_of_a_passkey_is_the_one_that_openssl_gives() {
        let vault = VaultId(std::array::from_fn(|at| at as u8));
        let output = std::array::from_fn(|at| 32 + at as u8);
        let salt = std::array::from_fn(|at| 64 + at as u8);
        let key = wrapping_key(&output, &salt, vault).unwrap();
        assert_eq!(hex::encode(&key[..]), "4587baa93a5499f84665cf279e1eaa72974cac7664f0c0c7ce72137be9495bf8");
    }

    #[test]
    fn an_id_has_bytes_and_not_more_than_browsers_give() {
        let lengths = [0, 1, 1023, 1024].map(|length| PasskeyId::from_bytes(&vec![1; length]).is_some());
        assert_eq!(lengths, [false, true, true, false]);
        assert!(serde_json::from_str::<PasskeyId>("\"\"").is_err());
        assert!(serde_json::from_str::<PasskeyId>("\"abc\"").is_err());
        assert!(PasskeyAnswer::new(&[1], &[0; 31]).is_err());
        assert_eq!(format!("{:?}", PasskeyAnswer::new(&[1], &[9; 32]).unwrap()), "PasskeyAnswer(…)");
    }
}
