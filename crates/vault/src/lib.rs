//! The case vault: encrypted storage of cases that only their owner can read.
//!
//! ```text
//! passphrase ─ Argon2id ─┐                       ┌─► CaseRecord    finding, audit trail
//!                        ├─► data key ─ VaultKey ┼─► CaseSummary   what a list shows
//! recovery code ─ SHA-256 ┤      (AES-256-GCM)    └─► picture
//! passkeys ─ HKDF ────────┘
//! ```
//!
//! [`VaultHeader`] makes, opens and re-keys a vault. [`VaultKey`] seals records and opens them, each bound to its
//! [`RecordAddress`] and under a nonce that [`NonceCounter`] gives out once. [`CaseRecord`] is what is kept of a case,
//! with an [`AuditTrail`] of who did what to it. [`VaultExport`] and [`VaultImport`] carry a whole vault in one file.
//! [`PasskeyAnswer`] is the output of a passkey, which may open a vault too; [`VaultLog`] records when one did.
//! [`HandoverContent`] is one case in a file for somebody else, and the returned answer: see `handover`. [`find`]
//! searches an unlocked vault, and [`figures()`] counts it; a locked one cannot be searched. `docs/vault.md` gives the
//! reasons.
//!
//! Candidates for AES-GCM were `aes-gcm` (RustCrypto, chosen) and WebCrypto. WebCrypto runs in hardware, but every call
//! is a promise: ten thousand summaries are ten thousand of them, a transaction of IndexedDB ends while one is awaited,
//! so that reading, sealing and writing could not be one transaction, and a page without `https` has none. What is
//! tested here with the vectors of NIST is what runs in the browser. WebCrypto has no Argon2id.
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
mod log;
mod nonce;
mod passkey;
mod query;
mod record;
mod recovery;
mod seal;
mod summary;
#[cfg(test)]
mod tests;
mod trail;
mod unsaved;

pub use delay::UnlockDelay;
pub use drift::ModelReference;
pub use error::VaultError;
pub use export::{ImportEnd, ImportPart, VaultExport, VaultImport};
pub use figures::figures;
pub use handover::{HANDOVER_VERSION, HandoverContent, HandoverError, HandoverSeal, ReceiverKey, ReceiverSecret};
pub use header::{FEWEST_CHARACTERS, FORMAT_VERSION, NewVault, VaultHeader, VaultSecret};
pub use identity::{Entropy, Fingerprint, RecordId, VaultId};
pub use log::{VaultAct, VaultLog, VaultLogEntry};
pub use nonce::{NonceCounter, RecordNonce};
pub use passkey::{MOST_PASSKEYS, PasskeyAnswer, PasskeyId};
pub use query::{facets, find};
pub use record::{CaseOrigin, CaseRecord, RECORD_VERSION};
pub use recovery::RecoveryCode;
pub use seal::{RecordAddress, RecordKind, VaultKey};
pub use summary::{CaseSummary, is_behind, last_export};
pub use trail::{ActedBy, AuditAction, AuditEntry, AuditTrail};
pub use unsaved::UnsavedRecord;
