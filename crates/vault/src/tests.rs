//! The guarantees of a vault, tested with published vectors, a file made without this crate, and every flipped byte.

mod figures;
mod files;
mod handover;
mod lists;
mod passkeys;
mod records;
mod secrets;
mod vectors;

use crate::{ActedBy, CaseRecord, Entropy, RecordId, VaultError};
use finding::Finding;

/// Predictable random numbers.
#[derive(Debug, Default)]
struct CountingEntropy(u8);

impl Entropy for CountingEntropy {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

/// A device without random numbers.
#[derive(Debug)]
struct NoNumbers;

impl Entropy for NoNumbers {
    fn fill(&mut self, _: &mut [u8]) -> Result<(), VaultError> {
        Err(VaultError::NoEntropy)
    }
}

const PASSPHRASE: &str = "four words for cases";
const CLASSES: &str = include_str!("../../../tests/data/finding/version-1-classes.json");
const LABELS: &str = include_str!("../../../tests/data/finding/version-1-labels.json");
const MASK: &str = include_str!("../../../tests/data/finding/version-1-mask.json");

fn finding(json: &str) -> Finding {
    serde_json::from_str(json).unwrap()
}

fn id(number: u8) -> RecordId {
    RecordId([number; 16])
}

fn by(who: &str, at_ms: u64) -> ActedBy<'_> {
    ActedBy { who, at_ms }
}

fn kept(number: u8, at_ms: u64) -> CaseRecord {
    CaseRecord::keep(id(number), &finding(CLASSES), by("", at_ms)).unwrap()
}
