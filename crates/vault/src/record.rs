//! The stored form of a case.
//!
//! A record consists of the finding, as JSON and byte for byte as it was when stored, and its [`AuditTrail`]. Notes,
//! tags and assessments are entries of the trail, so there is a single source for them, and earlier versions stay
//! readable. The bytes of a picture are a separate record.
//!
//! Its JSON has a version. An added field has a default and needs no new version; where an old reader would
//! misunderstand a new record, the version increases, and a step in `STEPS` migrates older records. `tests/data/vault/`
//! contains a record of each version that was ever written.

use crate::error::VaultError;
use crate::handover::{HandoverError, ReceiverKey};
use crate::identity::{Fingerprint, RecordId, VaultId};
use crate::trail::{ActedBy, AuditAction, AuditEntry, AuditTrail};
use finding::{Finding, PictureExtent, ReaderAssessment, ReaderOrder};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashSet;

/// The newest version of a record's JSON, counted from 1.
pub const RECORD_VERSION: u32 = 2;

/// Brings the JSON of a record from one version to the next, the first from 1 to 2.
type MigrationStep = fn(&mut Value);

/// One for each version but the newest. Version 2 brought trails with what was handed over, received and adopted, which
/// a reader of version 1 reports as broken; a record of version 1 is valid in version 2 unchanged.
const STEPS: [MigrationStep; RECORD_VERSION as usize - 1] = [|_| ()];

/// A kept case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRecord {
    version: u32,
    id: RecordId,
    /// JSON of a [`Finding`], as text: it keeps its hash, and fields unknown to this program.
    finding: String,
    trail: AuditTrail,
}

impl CaseRecord {
    /// Makes a record of a finding.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], where the finding cannot be written as JSON, because it holds NaN or an infinity.
    pub fn keep(id: RecordId, finding: &Finding, by: ActedBy<'_>) -> Result<Self, VaultError> {
        let finding = serde_json::to_string(finding).map_err(|_| VaultError::Unwritable)?;
        let kept = AuditAction::Kept { finding: Fingerprint::of(finding.as_bytes()) };
        let mut trail = AuditTrail::new();
        trail.append(id, by, kept)?;
        Ok(Self { version: RECORD_VERSION, id, finding, trail })
    }

    /// Reads a record of any version so far, and verifies its trail and its finding.
    ///
    /// # Errors
    /// [`VaultError::Newer`]; [`VaultError::Damaged`] for bytes that are not a record of that name;
    /// [`VaultError::BrokenTrail`] for hashes that do not match.
    pub fn from_json(id: RecordId, json: &[u8]) -> Result<Self, VaultError> {
        let damaged = |_| VaultError::Damaged(id);
        let value = migrated(id, serde_json::from_slice(json).map_err(damaged)?, &STEPS)?;
        let record: Self = serde_json::from_value(value).map_err(damaged)?;
        if record.id != id {
            return Err(VaultError::Damaged(id));
        }
        record.verify()?;
        Ok(record)
    }

    /// The stored form.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: it holds text and numbers.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Unwritable)
    }

    /// Verifies that finding and trail are unchanged.
    ///
    /// # Errors
    /// [`VaultError::BrokenTrail`].
    pub fn verify(&self) -> Result<(), VaultError> {
        self.trail.verify(self.id)?;
        let found = Fingerprint::of(self.finding.as_bytes());
        let begins = self.trail.entries().first().map(|entry| &entry.action);
        if begins == Some(&AuditAction::Kept { finding: found }) {
            Ok(())
        } else {
            Err(VaultError::BrokenTrail(self.id))
        }
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// What was found.
    ///
    /// # Errors
    /// [`VaultError::UnreadableFinding`] for a finding of a later program. The record can still be stored and exported.
    pub fn finding(&self) -> Result<Finding, VaultError> {
        // As bytes, like everything else that is read here: parsing from text would instantiate the parser again.
        serde_json::from_slice(self.finding.as_bytes()).map_err(|_| VaultError::UnreadableFinding(self.id))
    }

    /// The same as JSON, as stored.
    #[must_use]
    pub fn finding_json(&self) -> &str {
        &self.finding
    }

    /// Its audit trail.
    #[must_use]
    pub fn trail(&self) -> &AuditTrail {
        &self.trail
    }

    /// When it was kept, in milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn kept_ms(&self) -> u64 {
        self.trail.entries().first().map_or(0, |entry| entry.at_ms)
    }

    /// Time of the last change, likewise.
    #[must_use]
    pub fn changed_ms(&self) -> u64 {
        self.trail.entries().last().map_or(0, |entry| entry.at_ms)
    }

    /// Its notes.
    #[must_use]
    pub fn notes(&self) -> &str {
        let last = self.last(|action| match action {
            AuditAction::Noted { text } => Some(text.as_str()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    /// Its tags.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        let last = self.last(|action| match action {
            AuditAction::Tagged { tags } => Some(tags.as_slice()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    /// The last assessment of this reader.
    #[must_use]
    pub fn assessment(&self, reader: ReaderOrder) -> Option<&ReaderAssessment> {
        self.last(|action| match action {
            AuditAction::Assessed(assessment) if assessment.reader == reader => Some(assessment),
            _ => None,
        })
    }

    /// How much of its picture is kept here, and the hash of that.
    #[must_use]
    pub fn picture(&self) -> (PictureExtent, Option<Fingerprint>) {
        // The picture stored with another copy is irrelevant here.
        let mut here = self.trail.entries().iter().rev().filter(|entry| entry.origin.is_none());
        let last = here.find_map(|entry| match &entry.action {
            AuditAction::Pictured { extent, sha256 } => Some((*extent, *sha256)),
            _ => None,
        });
        last.unwrap_or_default()
    }

    /// Where it came from last; `None` for a case that was never in a hand-over file.
    #[must_use]
    pub fn received(&self) -> Option<CaseOrigin<'_>> {
        let entries = self.trail.entries();
        let here = |entry: &&AuditEntry| entry.origin.is_none();
        let last = entries.iter().filter(here).rev().find_map(|entry| match &entry.action {
            AuditAction::Received { from, answer_to, .. } => Some((from.as_str(), *answer_to, entry.at_ms)),
            _ => None,
        });
        let (from, answer_to, at_ms) = last?;
        // The sender may have received it too, which is in the trail: the last receipt is the one here.
        let came = entries.iter().rposition(|entry| {
            entry.origin.is_none() && matches!(&entry.action, AuditAction::Received { is_new: true, .. })
        });
        let is_first_read = |entry: &AuditEntry| matches!(&entry.action, AuditAction::Assessed(said) if said.reader == ReaderOrder::First);
        let was_read = came.is_some_and(|came| entries.iter().take(came).any(is_first_read));
        let answers_as = if was_read { ReaderOrder::Second } else { ReaderOrder::First };
        Some(CaseOrigin { from, answer_to, at_ms, is_foreign: came.is_some(), answers_as })
    }

    /// Replaces the notes. Unchanged notes add no entry.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn note(&mut self, text: &str, by: ActedBy<'_>) -> Result<(), VaultError> {
        if text == self.notes() {
            return Ok(());
        }
        self.trail.append(self.id, by, AuditAction::Noted { text: text.to_owned() })
    }

    /// Replaces the tags: trimmed, without empty ones and duplicates. Unchanged tags add no entry.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn tag(&mut self, tags: &[String], by: ActedBy<'_>) -> Result<(), VaultError> {
        let mut chosen: Vec<String> = Vec::new();
        for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
            if !chosen.iter().any(|known| known == tag) {
                chosen.push(tag.to_owned());
            }
        }
        if chosen == self.tags() {
            return Ok(());
        }
        self.trail.append(self.id, by, AuditAction::Tagged { tags: chosen })
    }

    /// Adds a reader's assessment.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn assess(&mut self, assessment: ReaderAssessment, by: ActedBy<'_>) -> Result<(), VaultError> {
        self.trail.append(self.id, by, AuditAction::Assessed(assessment))
    }

    /// Records which picture is stored beside the record: these bytes, or none.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn put_picture(&mut self, extent: PictureExtent, bytes: &[u8], by: ActedBy<'_>) -> Result<(), VaultError> {
        let sha256 = (extent != PictureExtent::Nothing).then(|| Fingerprint::of(bytes));
        self.trail.append(self.id, by, AuditAction::Pictured { extent, sha256 })
    }

    /// Records that it was imported from a file.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn import(&mut self, vault: VaultId, by: ActedBy<'_>) -> Result<(), VaultError> {
        self.trail.append(self.id, by, AuditAction::Imported { vault })
    }

    /// Records that it was put into a hand-over file, sealed to that key.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn hand_over(&mut self, receiver: Option<ReceiverKey>, by: ActedBy<'_>) -> Result<(), VaultError> {
        self.trail.append(self.id, by, AuditAction::HandedOver { receiver })
    }

    /// Records that it was received in a hand-over file.
    ///
    /// # Errors
    /// As [`CaseRecord::to_json`].
    pub fn receive(
        &mut self,
        from: &str,
        answer_to: Option<ReceiverKey>,
        is_new: bool,
        by: ActedBy<'_>,
    ) -> Result<(), VaultError> {
        self.trail.append(self.id, by, AuditAction::Received { from: from.to_owned(), answer_to, is_new })
    }

    /// Appends the entries of another copy of this case that are missing here, marked as done there. Existing entries
    /// are unchanged. Returns how many were added: none where it was merged before.
    ///
    /// # Errors
    /// [`HandoverError::OtherFinding`] for another case, or another finding under the same name; then nothing is added.
    pub fn merge(&mut self, other: &Self) -> Result<usize, HandoverError> {
        if other.id != self.id || other.finding != self.finding {
            return Err(HandoverError::OtherFinding);
        }
        let mut known: HashSet<Fingerprint> = self.trail.entries().iter().map(AuditEntry::identity).collect();
        let mut merged = self.trail.clone();
        for entry in other.trail.entries() {
            if known.insert(entry.identity()) {
                merged.adopt(self.id, entry)?;
            }
        }
        let added = merged.entries().len() - self.trail.entries().len();
        self.trail = merged;
        Ok(added)
    }

    /// The latest value. Entries of another copy are ordered by their time, all others by their position, since
    /// clocks can go back.
    fn last<'a, T>(&'a self, of: impl Fn(&'a AuditAction) -> Option<T>) -> Option<T> {
        let mut last: Option<(u64, T)> = None;
        for entry in self.trail.entries() {
            let Some(said) = of(&entry.action) else { continue };
            let is_older = last.as_ref().is_some_and(|(at_ms, _)| entry.at_ms < *at_ms);
            if !(is_older && entry.origin.is_some()) {
                last = Some((entry.at_ms, said));
            }
        }
        last.map(|(_, said)| said)
    }
}

/// Where a case came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseOrigin<'a> {
    /// The sender, as they call themselves: nothing proves it.
    pub from: &'a str,
    /// The key that an answer is sealed to, where they gave one.
    pub answer_to: Option<ReceiverKey>,
    /// When it came, in milliseconds since 1970-01-01 UTC.
    pub at_ms: u64,
    /// Whether the case is theirs; else it is one of this vault that was sent back.
    pub is_foreign: bool,
    /// The reader role of an answer: as the second one where the case had been read before it came.
    pub answers_as: ReaderOrder,
}

/// The same migrated to the newest version.
fn migrated(id: RecordId, mut value: Value, steps: &[MigrationStep]) -> Result<Value, VaultError> {
    let newest = 1 + steps.len() as u64;
    let found = value.get("version").and_then(Value::as_u64).filter(|&found| found > 0);
    let found = found.ok_or(VaultError::Damaged(id))?;
    if found > newest {
        let number = |version| u32::try_from(version).unwrap_or(u32::MAX);
        return Err(VaultError::Newer { known: number(newest), found: number(found) });
    }
    let done = usize::try_from(found - 1).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        step(&mut value);
    }
    if let Some(version) = value.get_mut("version") {
        *version = newest.into();
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::{MigrationStep, RecordId, migrated};
    use crate::error::VaultError;
    use serde_json::{Value, json};

    #[test]
    fn a_record_of_every_version_is_brought_up_and_a_later_one_is_refused() {
        fn rename(value: &mut Value) {
            value["notes"] = value["note"].take();
        }
        fn count(value: &mut Value) {
            value["count"] = json!(value["notes"].as_str().map_or(0, str::len));
        }
        let id = RecordId([0; 16]);
        let steps: [MigrationStep; 2] = [rename, count];
        let newest = |value: Value| migrated(id, value, &steps).map(|value| value["count"].clone());
        assert_eq!(newest(json!({"version": 1, "note": "abc"})), Ok(json!(3)));
        assert_eq!(newest(json!({"version": 2, "notes": "ab"})), Ok(json!(2)));
        assert_eq!(newest(json!({"version": 3, "count": 7})), Ok(json!(7)));
        assert_eq!(newest(json!({"version": 4})), Err(VaultError::Newer { known: 3, found: 4 }));
        for none in [json!({}), json!({"version": 0}), json!({"version": "1"}), json!([1])] {
            assert_eq!(newest(none), Err(VaultError::Damaged(id)));
        }
    }
}
