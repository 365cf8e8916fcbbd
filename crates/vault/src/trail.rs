//! Who did what to a case, and when: an audit trail that only grows.
//!
//! What was done to another copy of the case, handed over and sent back, is adopted: appended again, with the hash from
//! its original trail. By that hash an entry is identified in every copy, so none is added twice.
//!
//! Each entry holds the SHA-256 of the entry before it, and the first one of the case itself. So a changed, removed or
//! moved entry is detected when the record is read. With the vault's key a whole new trail could be written: it guards
//! against mistakes and faults, and is not a signature.
//!
//! Invariant: entries are appended, and never changed.

use crate::error::VaultError;
use crate::handover::ReceiverKey;
use crate::identity::{Fingerprint, RecordId, VaultId};
use finding::{PictureExtent, ReaderAssessment};
use serde::{Deserialize, Serialize};

/// An audit trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuditTrail {
    entries: Vec<AuditEntry>,
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// When, in milliseconds since 1970-01-01 UTC, by the device's clock.
    pub at_ms: u64,
    /// Who, as they called themselves; empty where they did not.
    pub who: String,
    /// What.
    pub action: AuditAction,
    /// Hash of the entry before.
    pub previous: Fingerprint,
    /// Hash of this one.
    pub hash: Fingerprint,
    /// Its hash in the original trail; `None` where that is this trail, or one that this trail continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Fingerprint>,
}

impl AuditEntry {
    /// The hash that identifies it in every copy of its case.
    #[must_use]
    pub fn identity(&self) -> Fingerprint {
        self.origin.unwrap_or(self.hash)
    }
}

/// Operations on a case. The hash is of its JSON: a field that is added later is omitted where it is empty, so that old
/// entries keep their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
    /// It was put into the vault.
    Kept {
        /// Hash of the finding's JSON.
        finding: Fingerprint,
    },
    /// Its notes were written; these replace the earlier ones.
    Noted {
        /// The notes.
        text: String,
    },
    /// Its tags were chosen; these replace the earlier ones.
    Tagged {
        /// The tags.
        tags: Vec<String>,
    },
    /// Somebody said whether the finding is right.
    Assessed(ReaderAssessment),
    /// A picture was attached, or removed.
    Pictured {
        /// How much of it.
        extent: PictureExtent,
        /// Hash of its bytes; `None` without a picture.
        sha256: Option<Fingerprint>,
    },
    /// It came out of an exported file.
    Imported {
        /// The vault it was exported from.
        vault: VaultId,
    },
    /// It was put into a hand-over file.
    HandedOver {
        /// The key that the file is sealed to; `None` where a passphrase opens it.
        receiver: Option<ReceiverKey>,
    },
    /// It was received in a hand-over file, or additions to another copy of it were.
    Received {
        /// The sender, as they call themselves: nothing proves it.
        from: String,
        /// The key that an answer is sealed to, where they gave one.
        answer_to: Option<ReceiverKey>,
        /// Whether the case was not here before.
        is_new: bool,
    },
}

/// The actor and the time.
#[derive(Clone, Copy, Debug)]
pub struct ActedBy<'a> {
    /// As they call themselves; may be empty.
    pub who: &'a str,
    /// Milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
}

impl AuditTrail {
    /// Empty, as it is only before the first entry.
    pub(crate) fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// The oldest first.
    #[must_use]
    pub fn entries(&self) -> &[AuditEntry] {
        &self.entries
    }

    pub(crate) fn append(&mut self, case: RecordId, by: ActedBy<'_>, action: AuditAction) -> Result<(), VaultError> {
        self.push(case, by, action, None)
    }

    /// Writes an entry of another copy at the end, as what was said there at that time.
    pub(crate) fn adopt(&mut self, case: RecordId, entry: &AuditEntry) -> Result<(), VaultError> {
        let by = ActedBy { who: &entry.who, at_ms: entry.at_ms };
        self.push(case, by, entry.action.clone(), Some(entry.identity()))
    }

    fn push(
        &mut self,
        case: RecordId,
        by: ActedBy<'_>,
        action: AuditAction,
        origin: Option<Fingerprint>,
    ) -> Result<(), VaultError> {
        let previous = self.entries.last().map_or_else(|| start(case), |entry| entry.hash);
        let hash = hash(previous, by, &action, origin)?;
        self.entries.push(AuditEntry { at_ms: by.at_ms, who: by.who.to_owned(), action, previous, hash, origin });
        Ok(())
    }

    /// Verifies that every entry holds the hash of the previous one, and of itself.
    ///
    /// # Errors
    /// [`VaultError::BrokenTrail`] where one does not, or there are no entries.
    pub fn verify(&self, case: RecordId) -> Result<(), VaultError> {
        let broken = || VaultError::BrokenTrail(case);
        let mut previous = start(case);
        for entry in &self.entries {
            let by = ActedBy { who: &entry.who, at_ms: entry.at_ms };
            if entry.previous != previous || entry.hash != hash(previous, by, &entry.action, entry.origin)? {
                return Err(broken());
            }
            previous = entry.hash;
        }
        if self.entries.is_empty() { Err(broken()) } else { Ok(()) }
    }
}

/// The predecessor of the first entry.
fn start(case: RecordId) -> Fingerprint {
    Fingerprint::of_parts(&[b"onsight-vault trail", &case.0])
}

fn hash(
    previous: Fingerprint,
    by: ActedBy<'_>,
    action: &AuditAction,
    origin: Option<Fingerprint>,
) -> Result<Fingerprint, VaultError> {
    let action = serde_json::to_vec(action).map_err(|_| VaultError::Unwritable)?;
    // Prefixed by its length, so that the name and the action cannot be confused.
    let length = (by.who.len() as u64).to_be_bytes();
    let (at, who) = (by.at_ms.to_be_bytes(), by.who.as_bytes());
    Ok(match origin {
        None => Fingerprint::of_parts(&[b"onsight-vault entry", &previous.0, &at, &length, who, &action]),
        Some(origin) => {
            let head = b"onsight-vault adopted entry";
            Fingerprint::of_parts(&[head, &previous.0, &origin.0, &at, &length, who, &action])
        }
    })
}
