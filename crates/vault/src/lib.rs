//! The case vault: encrypted storage of cases that only their owner can read.
//!
//! ```text
//! passphrase ─ Argon2id ─┐                       ┌─► CaseRecord    finding, audit trail
//!                        ├─► data key ─ VaultKey ┼─► CaseSummary   what a list shows
//! recovery code ─ SHA-256 ┘      (AES-256-GCM)    └─► picture
//! ```
//!
//! [`VaultHeader`] makes, opens and re-keys a vault. [`VaultKey`] seals records and opens them, each bound to its
//! [`RecordAddress`] and under a nonce that [`NonceCounter`] never repeats. [`CaseRecord`] is the stored form of a
//! case, with an [`AuditTrail`] of who did what to it. [`VaultExport`] and [`VaultImport`] carry a whole vault in one
//! file. [`HandoverContent`] is one case in a file for somebody else, and the answer that comes back: see `handover`.
//! [`find`] searches an open vault, and [`figures()`] computes its statistics; a locked one cannot be searched.
//! `docs/vault.md` explains the design.
//!
//! ```
//! use vault::{Entropy, NonceCounter, RecordAddress, RecordId, RecordKind, VaultError, VaultHeader, VaultSecret};
//!
//! /// For this example alone: a vault needs bytes that nobody can guess.
//! struct Counting(u8);
//!
//! impl Entropy for Counting {
//!     fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
//!         for byte in bytes {
//!             self.0 = self.0.wrapping_add(1);
//!             *byte = self.0;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! let mut entropy = Counting(0);
//! let vault = VaultHeader::create("a long passphrase", 0, &mut entropy).unwrap();
//! let address = RecordAddress { kind: RecordKind::Case, id: RecordId::draw(&mut entropy).unwrap(), revision: 1 };
//! let nonce = NonceCounter::after(0).take(&mut entropy).unwrap();
//! let sealed = vault.key.seal(address, nonce, b"a case").unwrap();
//!
//! let key = vault.header.unlock(VaultSecret::RecoveryCode(&vault.recovery_code)).unwrap();
//! assert_eq!(key.open(address, &sealed).unwrap().as_slice(), b"a case");
//! // The record is bound to its address: under another revision it does not decrypt.
//! assert!(key.open(RecordAddress { revision: 2, ..address }, &sealed).is_err());
//! ```
//!
//! Candidates for AES-GCM were `aes-gcm` (RustCrypto, kept) and WebCrypto. WebCrypto runs in hardware, but every call is a promise: ten
//! thousand summaries are ten thousand of them, a transaction of IndexedDB ends while one is awaited, so that reading, sealing
//! and writing could not be one transaction, and a page without `https` has none. What is tested here with the vectors of NIST
//! is what runs in the browser. For Argon2id WebCrypto has nothing.
//!
//! Invariant: no IO, no clock, no source of random numbers; a secret is never printed, and is zeroed when dropped.

mod base32;
mod delay;
mod derivation;
mod drift;
mod error;
mod export;
mod figures;
mod handover;
mod header;
mod hex;
mod identity;
mod nonce;
mod query;
mod record;
mod recovery;
mod seal;
mod summary;
#[cfg(test)]
mod tests;
mod trail;

pub use delay::UnlockDelay;
pub use drift::ModelReference;
pub use error::VaultError;
pub use export::{ImportEnd, ImportPart, VaultExport, VaultImport};
pub use figures::figures;
pub use handover::{HANDOVER_VERSION, HandoverContent, HandoverError, HandoverSeal, ReceiverKey, ReceiverSecret};
pub use header::{FEWEST_CHARACTERS, FORMAT_VERSION, NewVault, VaultHeader, VaultSecret};
pub use identity::{Entropy, Fingerprint, RecordId, VaultId};
pub use nonce::{NonceCounter, RecordNonce};
pub use query::{facets, find};
pub use record::{CaseOrigin, CaseRecord, RECORD_VERSION};
pub use recovery::RecoveryCode;
pub use seal::{RecordAddress, RecordKind, VaultKey};
pub use summary::CaseSummary;
pub use trail::{ActedBy, AuditAction, AuditEntry, AuditTrail};
