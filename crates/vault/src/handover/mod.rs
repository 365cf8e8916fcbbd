//! A case from one vault to another without a server: a sealed file there, and a sealed answer back.
//!
//! ```text
//! technician ─ HandoverContent::seal ─► case.onsighthandover ─ HandoverContent::open ─► doctor
//!     ▲                                                                                   │ agrees, or not
//!     └── CaseRecord::merge ◄── open ◄── answer.onsighthandover ◄── seal ◄────────────────┘
//! ```
//!
//! A case keeps its id in transit, so that an answer is recognised as the same case; its trail goes with it, and the
//! entries of the copy are appended to the trail here: nothing is lost, nothing is added twice. The file is sealed by a
//! passphrase, as an exported vault is, or to the receiver's [`ReceiverKey`], which is public and can be sent through
//! any authenticated channel.
//!
//! Sealing to a key is HPKE (RFC 9180), base mode, X25519 with HKDF-SHA256 and AES-256-GCM. Candidates were
//!
//! - `hpke` 0.15: the whole standard, well maintained, but built on `aes-gcm` 0.11 and `aead` 0.6: a second AES-GCM
//!   beside that of the records in one bundle, and modes, KEMs and traits of which one combination is used;
//! - `age` 0.12 (`rage`): a separate format, with ChaCha20-Poly1305, scrypt, its own text headers, `bech32`, `nom` and
//!   localised errors (`i18n-embed`), many times the code, and streams that no file of ours is long enough for;
//! - `x25519-dalek` 3 with `hkdf` 0.13 (chosen): the two missing parts. HPKE's base mode is the sixty lines of `hpke`,
//!   which are tested with the vector of RFC 9180, appendix A.1, and against a file that OpenSSL's HPKE sealed.
//!
//! Neither way authenticates the sender: the name is whatever they typed.
//!
//! Invariant: a refused file changes nothing; memory is allocated for received bytes, never for a claimed length.

mod content;
mod error;
mod hpke;
mod receiver;

pub use content::{HANDOVER_VERSION, HandoverContent, HandoverSeal};
pub use error::HandoverError;
pub use receiver::{ReceiverKey, ReceiverSecret};
