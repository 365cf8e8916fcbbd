//! A key from a passphrase: Argon2id (RFC 9106).

use crate::error::VaultError;
use crate::identity::{Entropy, draw};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How a passphrase becomes a key. Kept beside what the key wraps, so that new vaults and changed passphrases can cost more
/// than old ones, which are opened as they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyDerivation {
    /// Which function.
    algorithm: DerivationAlgorithm,
    /// Memory, in KiB.
    memory_kib: u32,
    /// Passes over it.
    iterations: u32,
    /// Lanes.
    lanes: u32,
    /// Random, drawn anew with every passphrase.
    #[serde(with = "crate::hex")]
    salt: [u8; 16],
}

/// Functions that make a key of a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum DerivationAlgorithm {
    /// Argon2id, version 1.3.
    #[serde(rename = "argon2id-1.3")]
    Argon2id,
}

/// What OWASP's Password Storage Cheat Sheet names first: 46 MiB, one pass, one lane. Its other rows cost an attacker the
/// same; this one asks for the most memory, which is what graphics cards lack, and a worker has it on every phone.
const MEMORY_KIB: u32 = 47_104;
const ITERATIONS: u32 = 1;
const LANES: u32 = 1;

/// A file can claim anything, and a worker has 4 GiB at most.
const MOST_MEMORY_KIB: u32 = 1 << 20;
const MOST_ITERATIONS: u32 = 16;
const MOST_LANES: u32 = 16;

impl KeyDerivation {
    /// As new passphrases are derived, with a salt of its own.
    ///
    /// # Errors
    /// As [`Entropy::fill`].
    pub(crate) fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        let (memory_kib, iterations, lanes) = (MEMORY_KIB, ITERATIONS, LANES);
        Ok(Self { algorithm: DerivationAlgorithm::Argon2id, memory_kib, iterations, lanes, salt: draw(entropy)? })
    }

    /// The key. Takes the time that it is meant to take.
    ///
    /// # Errors
    /// [`VaultError::Costly`] beyond what is given, [`VaultError::Foreign`] for costs that Argon2id does not know.
    pub(crate) fn key(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        if self.memory_kib > MOST_MEMORY_KIB || self.iterations > MOST_ITERATIONS || self.lanes > MOST_LANES {
            return Err(VaultError::Costly);
        }
        let DerivationAlgorithm::Argon2id = self.algorithm;
        let params = Params::new(self.memory_kib, self.iterations, self.lanes, Some(32));
        let params = params.map_err(|_| VaultError::Foreign)?;
        let mut key = Zeroizing::new([0_u8; 32]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hashed = argon2.hash_password_into(passphrase.as_bytes(), &self.salt, &mut key[..]);
        hashed.map_err(|_| VaultError::NoMemory)?;
        Ok(key)
    }

    /// What the wrapped key is bound to.
    pub(crate) fn bound(&self) -> Vec<u8> {
        let costs = [self.memory_kib, self.iterations, self.lanes].map(u32::to_be_bytes).concat();
        [b"argon2id-1.3".as_slice(), costs.as_slice(), &self.salt].concat()
    }

    /// A cheap one, so that tests do not wait.
    #[cfg(test)]
    pub(crate) fn cheap(memory_kib: u32, iterations: u32) -> Self {
        Self { algorithm: DerivationAlgorithm::Argon2id, memory_kib, iterations, lanes: 1, salt: [7; 16] }
    }
}
