//! A key from a passphrase: Argon2id (RFC 9106).

use crate::error::VaultError;
use crate::identity::{Entropy, draw};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// Parameters of the key derivation. Stored with the wrapped key, so that new vaults and changed passphrases can cost
/// more than old ones, which keep their parameters.
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
    /// Random, regenerated with every passphrase.
    #[serde(with = "crate::hex")]
    salt: [u8; 16],
}

/// Key derivation functions.
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
    /// The current parameters, with a new salt.
    ///
    /// # Errors
    /// As [`Entropy::fill`].
    pub(crate) fn draw(entropy: &mut impl Entropy) -> Result<Self, VaultError> {
        let (memory_kib, iterations, lanes) = (MEMORY_KIB, ITERATIONS, LANES);
        Ok(Self { algorithm: DerivationAlgorithm::Argon2id, memory_kib, iterations, lanes, salt: draw(entropy)? })
    }

    /// Derives the key; slow by design.
    ///
    /// # Errors
    /// [`VaultError::Costly`] beyond the limits, [`VaultError::NoMemory`] beyond the device's memory,
    /// [`VaultError::Foreign`] for costs that Argon2id does not know.
    pub(crate) fn key(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        if self.memory_kib > MOST_MEMORY_KIB || self.iterations > MOST_ITERATIONS || self.lanes > MOST_LANES {
            return Err(VaultError::Costly);
        }
        let DerivationAlgorithm::Argon2id = self.algorithm;
        let params = Params::new(self.memory_kib, self.iterations, self.lanes, Some(32));
        let params = params.map_err(|_| VaultError::Foreign)?;
        let mut memory = DerivationMemory::of(params.block_count())?;
        let mut key = Zeroizing::new([0_u8; 32]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let blocks = memory.0.as_mut_slice();
        let hashed = argon2.hash_password_into_with_memory(passphrase.as_bytes(), &self.salt, &mut key[..], blocks);
        // It only refuses a passphrase of more than 4 GiB.
        hashed.map_err(|_| VaultError::Foreign)?;
        Ok(key)
    }

    /// The associated data that the wrapped key is bound to.
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

/// The memory of Argon2id. The key is derived from its last block, so it is zeroed when dropped.
struct DerivationMemory(Vec<Block>);

impl DerivationMemory {
    /// So many blocks of 1 KiB.
    ///
    /// # Errors
    /// [`VaultError::NoMemory`]: a file can request more than a phone has, and a failed allocation would end the whole
    /// worker.
    fn of(blocks: usize) -> Result<Self, VaultError> {
        let mut memory = Vec::new();
        memory.try_reserve_exact(blocks).map_err(|_| VaultError::NoMemory)?;
        memory.resize(blocks, Block::new());
        Ok(Self(memory))
    }
}

impl Drop for DerivationMemory {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    use super::DerivationMemory;
    use crate::error::VaultError;

    #[test]
    fn more_memory_than_there_is_ends_in_a_fault_and_not_in_the_program() {
        assert_eq!(DerivationMemory::of(usize::MAX >> 10).map(|_| ()), Err(VaultError::NoMemory));
        assert_eq!(DerivationMemory::of(8).map(|memory| memory.0.len()), Ok(8));
    }
}
