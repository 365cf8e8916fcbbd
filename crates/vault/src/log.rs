//! Log of operations on the vault itself: beside the trails of its cases, and built like them.
//!
//! Each entry holds the SHA-256 of the entry before it, and the first one of the vault, so that a changed, removed or
//! moved entry is detected. The log grows with every unlock by a passkey, so it holds only the latest [`MOST_ENTRIES`],
//! and the hash of the last one before them. It is sealed with the data key: it cannot be read in a locked vault.

use crate::error::VaultError;
use crate::identity::{Fingerprint, VaultId};
use serde::{Deserialize, Serialize};

/// Limit of entries: about three months for a vault that is opened ten times a day.
const MOST_ENTRIES: usize = 1_000;

/// The newest version of its JSON, counted from 1.
const LOG_VERSION: u32 = 1;

/// The log of a vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultLog {
    version: u32,
    /// The predecessor of the first entry: the hash of the vault, or of the last dropped entry.
    before: Fingerprint,
    entries: Vec<VaultLogEntry>,
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultLogEntry {
    /// When, in milliseconds since 1970-01-01 UTC, by the device's clock.
    pub at_ms: u64,
    /// What.
    pub act: VaultAct,
    hash: Fingerprint,
}

/// What can be done to a vault. Passkeys are named by the SHA-256 of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VaultAct {
    /// This log replaced one that could not be read.
    LogBegunAnew,
    /// A passkey opens the vault from now on.
    PasskeyAdded(Fingerprint),
    /// A passkey no longer opens it.
    PasskeyRemoved(Fingerprint),
    /// It was opened by a passkey.
    OpenedByPasskey(Fingerprint),
}

/// The fields that are checked first.
#[derive(Deserialize)]
struct LogSays {
    version: u32,
}

impl VaultLog {
    /// The empty log of this vault.
    #[must_use]
    pub fn new(vault: VaultId) -> Self {
        Self { version: LOG_VERSION, before: start(vault), entries: Vec::new() }
    }

    /// Reads a log, and verifies it.
    ///
    /// # Errors
    /// [`VaultError::Newer`] for one of a later version; [`VaultError::DamagedLog`] for something else, and for hashes
    /// that do not match.
    pub fn from_json(json: &[u8]) -> Result<Self, VaultError> {
        let says: LogSays = serde_json::from_slice(json).map_err(|_| VaultError::DamagedLog)?;
        if says.version > LOG_VERSION {
            return Err(VaultError::Newer { known: LOG_VERSION, found: says.version });
        }
        let log: Self = serde_json::from_slice(json).map_err(|_| VaultError::DamagedLog)?;
        let mut previous = log.before;
        for VaultLogEntry { at_ms, act, hash } in &log.entries {
            if *hash != entry_hash(previous, *at_ms, *act)? {
                return Err(VaultError::DamagedLog);
            }
            previous = *hash;
        }
        Ok(log)
    }

    /// The stored form, before sealing.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: it holds numbers and digits.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Unwritable)
    }

    /// The oldest first.
    #[must_use]
    pub fn entries(&self) -> &[VaultLogEntry] {
        &self.entries
    }

    /// Appends an entry; the oldest one is dropped if there are too many.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: what can be done is words and digits.
    pub fn append(&mut self, at_ms: u64, act: VaultAct) -> Result<(), VaultError> {
        let previous = self.entries.last().map_or(self.before, |entry| entry.hash);
        let hash = entry_hash(previous, at_ms, act)?;
        if self.entries.len() >= MOST_ENTRIES {
            let oldest = self.entries.remove(0);
            self.before = oldest.hash;
        }
        self.entries.push(VaultLogEntry { at_ms, act, hash });
        Ok(())
    }
}

/// The predecessor of the first entry.
fn start(vault: VaultId) -> Fingerprint {
    Fingerprint::of_parts(&[b"onsight-vault log", &vault.0])
}

fn entry_hash(previous: Fingerprint, at_ms: u64, act: VaultAct) -> Result<Fingerprint, VaultError> {
    let act = serde_json::to_vec(&act).map_err(|_| VaultError::Unwritable)?;
    Ok(Fingerprint::of_parts(&[b"onsight-vault log entry", &previous.0, &at_ms.to_be_bytes(), &act]))
}

#[cfg(test)]
mod tests {
    use super::{MOST_ENTRIES, VaultAct, VaultLog};
    use crate::VaultError;
    use crate::identity::{Fingerprint, VaultId};

    fn log() -> VaultLog {
        let mut log = VaultLog::new(VaultId([1; 16]));
        let passkey = Fingerprint::of(b"a passkey");
        log.append(5, VaultAct::PasskeyAdded(passkey)).unwrap();
        log.append(6, VaultAct::OpenedByPasskey(passkey)).unwrap();
        log.append(7, VaultAct::PasskeyRemoved(passkey)).unwrap();
        log
    }

    #[test]
    fn what_was_written_is_read_and_what_was_changed_is_told() {
        let json = String::from_utf8(log().to_json().unwrap()).unwrap();
        assert_eq!(VaultLog::from_json(json.as_bytes()), Ok(log()));
        for (from, to) in [("\"at_ms\":6", "\"at_ms\":8"), ("opened_by_passkey", "passkey_removed"), ("{", "[")] {
            assert!(json.contains(from), "{from}");
            assert_eq!(VaultLog::from_json(json.replacen(from, to, 1).as_bytes()), Err(VaultError::DamagedLog));
        }
        let newer = json.replacen("\"version\":1", "\"version\":2", 1);
        assert_eq!(VaultLog::from_json(newer.as_bytes()), Err(VaultError::Newer { known: 1, found: 2 }));
    }

    #[test]
    fn an_entry_that_was_taken_out_is_told() {
        let mut log = log();
        log.entries.remove(1);
        assert_eq!(VaultLog::from_json(&log.to_json().unwrap()), Err(VaultError::DamagedLog));
    }

    #[test]
    fn the_oldest_entries_give_way_and_the_others_still_hold_together() {
        let mut log = log();
        for at_ms in 0..MOST_ENTRIES as u64 {
            log.append(at_ms, VaultAct::LogBegunAnew).unwrap();
        }
        assert_eq!((log.entries().len(), log.entries()[0].at_ms), (MOST_ENTRIES, 0));
        assert_eq!(VaultLog::from_json(&log.to_json().unwrap()), Ok(log));
    }
}
