//! Nonces: numbers that are used once.
//!
//! AES-GCM loses confidentiality and authenticity with the second record under one key and nonce (NIST SP 800-38D,
//! section 8). Of the 96 bits the first 32 count the records that were written with this vault's key, and the last 64
//! are random:
//!
//! - the count alone would suffice if it never went back. It does where a browser's profile is copied or restored, or a
//!   transaction is lost after its record: then two records get the same count, and 64 random bits stand between them. With `k`
//!   copies of a vault two nonces are equal with a chance of about `k² / 2^65` for each count;
//! - random bits alone would suffice up to 2^32 records (SP 800-38D, 8.3: a chance below 2^-32). The count makes them
//!   differ within one vault for certain, not only probably.
//!
//! The count is raised in the transaction that writes the record.

use crate::error::VaultError;
use crate::identity::{Entropy, draw};

/// How many records a vault's key has sealed. Stored with the vault.
#[derive(Debug, PartialEq, Eq)]
pub struct NonceCounter {
    /// `None` once all have been given out.
    next: Option<u32>,
}

/// One nonce. It can be neither copied nor stored: sealing a record consumes it.
#[derive(Debug)]
pub struct RecordNonce(pub(crate) [u8; 12]);

impl NonceCounter {
    /// Continues after this many records, as returned by [`NonceCounter::used`]; from 2^32 on no nonce is left.
    #[must_use]
    pub fn after(used: u64) -> Self {
        Self { next: u32::try_from(used).ok() }
    }

    /// How many have been given out, 0…2^32: to be stored.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.next.map_or(1 << 32, u64::from)
    }

    /// The next one.
    ///
    /// # Errors
    /// [`VaultError::Exhausted`] after 2^32 of them, and as [`Entropy::fill`].
    pub fn take(&mut self, entropy: &mut impl Entropy) -> Result<RecordNonce, VaultError> {
        let count = self.next.ok_or(VaultError::Exhausted)?;
        let random: [u8; 8] = draw(entropy)?;
        self.next = count.checked_add(1);
        let mut nonce = [0; 12];
        let (counted, drawn) = nonce.split_at_mut(4);
        counted.copy_from_slice(&count.to_be_bytes());
        drawn.copy_from_slice(&random);
        Ok(RecordNonce(nonce))
    }
}
