//! What was typed about a case and not saved. It is sealed while it is typed, so that a vault that locks itself does not
//! lose it.
//!
//! Invariant: it is no entry of a trail, and leaves its vault in no file.

use crate::error::VaultError;
use crate::identity::RecordId;
use finding::UnsavedTexts;
use serde::{Deserialize, Serialize};

/// Version of the form that is written.
const UNSAVED_VERSION: u32 = 1;

/// What was typed about a case. [`RecordKind::Unsaved`](crate::RecordKind::Unsaved) is its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsavedRecord {
    version: u32,
    id: RecordId,
    texts: UnsavedTexts,
}

/// Read first: a later version may have other fields.
#[derive(Deserialize)]
struct UnsavedVersion {
    version: u32,
}

impl UnsavedRecord {
    /// What was typed about the case of that name.
    #[must_use]
    pub fn new(id: RecordId, texts: UnsavedTexts) -> Self {
        Self { version: UNSAVED_VERSION, id, texts }
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`VaultError::Newer`]; [`VaultError::Damaged`] for bytes that are not of that case.
    pub fn from_json(id: RecordId, json: &[u8]) -> Result<Self, VaultError> {
        let damaged = |_| VaultError::Damaged(id);
        let UnsavedVersion { version } = serde_json::from_slice(json).map_err(damaged)?;
        if version > UNSAVED_VERSION {
            return Err(VaultError::Newer { known: UNSAVED_VERSION, found: version });
        }
        let record: Self = serde_json::from_slice(json).map_err(damaged)?;
        if record.id == id { Ok(record) } else { Err(VaultError::Damaged(id)) }
    }

    /// The stored form.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: it holds text and numbers.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Unwritable)
    }

    /// What was typed, and what was stored then.
    #[must_use]
    pub fn into_texts(self) -> UnsavedTexts {
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::UnsavedRecord;
    use crate::error::VaultError;
    use crate::identity::RecordId;
    use finding::{CaseTexts, ReaderTexts, UnsavedTexts};

    /// As version 1 was written: it never changes.
    const VERSION_1: &str = r#"{"version":1,"id":"01010101010101010101010101010101","texts":{"before":{"notes":"seen","tags":"left","readers":[{"label":"","comment":""},{"label":"","comment":""}]},"typed":{"notes":"seen twice","tags":"left","readers":[{"label":"rust","comment":"at the edge"},{"label":"","comment":""}]}}}"#;

    fn id(number: u8) -> RecordId {
        RecordId([number; 16])
    }

    fn texts() -> UnsavedTexts {
        let before = CaseTexts { notes: "seen".into(), tags: "left".into(), readers: Default::default() };
        let first = ReaderTexts { label: "rust".into(), comment: "at the edge".into() };
        let typed =
            CaseTexts { notes: "seen twice".into(), readers: [first, ReaderTexts::default()], ..before.clone() };
        UnsavedTexts { before, typed }
    }

    #[test]
    fn version_1_is_read_and_written_as_it_was() {
        let read = UnsavedRecord::from_json(id(1), VERSION_1.as_bytes()).unwrap();
        assert_eq!(read, UnsavedRecord::new(id(1), texts()));
        assert_eq!(String::from_utf8(read.to_json().unwrap()).unwrap(), VERSION_1);
        assert_eq!(read.into_texts(), texts());
    }

    #[test]
    fn another_case_a_later_version_and_anything_else_are_told() {
        let read = |json: &str, number| UnsavedRecord::from_json(id(number), json.as_bytes()).map(|_| ());
        assert_eq!(read(VERSION_1, 2), Err(VaultError::Damaged(id(2))));
        assert_eq!(read(&VERSION_1[..60], 1), Err(VaultError::Damaged(id(1))));
        assert_eq!(read(r#"{"version":2,"words":[]}"#, 1), Err(VaultError::Newer { known: 1, found: 2 }));
    }
}
