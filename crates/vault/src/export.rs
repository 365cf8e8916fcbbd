//! A whole vault as one file, written and read piece by piece.
//!
//! It contains the records as sealed in the database, so the vault's passphrase opens the file, and writing it needs
//! the vault's key only to seal the end. All numbers are big endian:
//!
//! | part | bytes |
//! |---|---|
//! | `ONSIGHTV` | 8 |
//! | version of this form, 1 | 4 |
//! | length of the head, the head as JSON | 4 + n |
//! | for each record: kind, case, revision, length, sealed record | 1 + 16 + 4 + 4 + n |
//! | the end: the same with kind 4 and a case and revision of zeros | 1 + 16 + 4 + 4 + 69 |
//!
//! The sealed end holds the number of records (8 bytes) and the SHA-256 of all bytes before the end. A truncated file
//! has no end; removed, duplicated or reordered records are detected by the end.
//!
//! Invariant: memory is allocated for received bytes, never for a claimed length.

use crate::error::VaultError;
use crate::header::VaultHeader;
use crate::identity::RecordId;
use crate::nonce::RecordNonce;
use crate::seal::{RecordAddress, RecordKind, VaultKey};
use sha2::{Digest, Sha256};

const MAGIC: &[u8; 8] = b"ONSIGHTV";
const EXPORT_VERSION: u32 = 1;
const FRAME_HEAD: usize = 1 + 16 + 4 + 4;
/// Limit above any header or record of ours: the largest picture that is kept is 64 MiB.
const MOST_BYTES: u32 = 128 << 20;
const MOST_HEAD_BYTES: u32 = 64 << 10;

/// Writes an exported file.
#[derive(Clone, Debug)]
pub struct VaultExport {
    hasher: Sha256,
    records: u64,
}

impl VaultExport {
    /// The file's first bytes. Without its passkeys, which belong to this device, while a file is opened elsewhere.
    ///
    /// # Errors
    /// As [`VaultHeader::to_json`].
    pub fn begin(header: &VaultHeader) -> Result<(Self, Vec<u8>), VaultError> {
        let json = header.without_passkeys().to_json()?;
        let length = u32::try_from(json.len()).map_err(|_| VaultError::Unwritable)?;
        let bytes = [MAGIC.as_slice(), &EXPORT_VERSION.to_be_bytes(), &length.to_be_bytes(), json.as_slice()].concat();
        let mut hasher = Sha256::new();
        hasher.update(&bytes);
        Ok((Self { hasher, records: 0 }, bytes))
    }

    /// The next bytes: a record, as it is sealed.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`] for one of more than 128 MiB.
    pub fn record(&mut self, address: RecordAddress, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let bytes = frame(address, sealed)?;
        self.hasher.update(&bytes);
        self.records += 1;
        Ok(bytes)
    }

    /// The last bytes.
    ///
    /// # Errors
    /// As [`VaultKey::seal`].
    pub fn end(self, key: &VaultKey, nonce: RecordNonce) -> Result<Vec<u8>, VaultError> {
        let hash: [u8; 32] = self.hasher.finalize().into();
        let says = [self.records.to_be_bytes().as_slice(), &hash].concat();
        frame(END, &key.seal(END, nonce, &says)?)
    }
}

/// Where the end stands.
const END: RecordAddress = RecordAddress { kind: RecordKind::End, id: RecordId([0; 16]), revision: 0 };

fn frame(address: RecordAddress, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let length = u32::try_from(sealed.len()).ok().filter(|&length| length <= MOST_BYTES);
    let length = length.ok_or(VaultError::Unwritable)?.to_be_bytes();
    let RecordAddress { kind, id, revision } = address;
    Ok([[kind as u8].as_slice(), &id.0, &revision.to_be_bytes(), &length, sealed].concat())
}

/// Reads an exported file.
#[derive(Clone, Debug, Default)]
pub struct VaultImport {
    waiting: Vec<u8>,
    /// Number of bytes returned so far.
    done: usize,
    hasher: Sha256,
    state: ImportState,
    records: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ImportState {
    #[default]
    Head,
    Records,
    Ended,
}

/// A part of an exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportPart {
    /// What opens the rest. It comes first.
    Header(Box<VaultHeader>),
    /// A record, still sealed.
    Record {
        /// Its address.
        address: RecordAddress,
        /// Sealed with the key in the header.
        sealed: Vec<u8>,
    },
    /// The end. Nothing follows.
    End(ImportEnd),
}

/// The end of an exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportEnd {
    sealed: Vec<u8>,
    read: Vec<u8>,
}

impl ImportEnd {
    /// Verifies that all written records were read, in order.
    ///
    /// # Errors
    /// [`VaultError::Altered`].
    pub fn check(&self, key: &VaultKey) -> Result<(), VaultError> {
        let written = key.open(END, &self.sealed).map_err(|_| VaultError::Altered)?;
        if *written == self.read { Ok(()) } else { Err(VaultError::Altered) }
    }
}

impl VaultImport {
    /// The next bytes of the file, as many as there are.
    pub fn push(&mut self, bytes: &[u8]) {
        // Once per chunk, not once per record: a chunk may contain thousands of small ones.
        self.waiting.drain(..self.done);
        self.done = 0;
        self.waiting.extend_from_slice(bytes);
    }

    /// The next part of what was pushed; `None` until more is pushed.
    ///
    /// # Errors
    /// [`VaultError::Foreign`] for another kind of file, [`VaultError::Newer`] for a later form,
    /// [`VaultError::Altered`] for invalid content.
    pub fn next_part(&mut self) -> Result<Option<ImportPart>, VaultError> {
        match self.state {
            ImportState::Head => self.head(),
            ImportState::Records => self.record(),
            ImportState::Ended if self.rest().is_empty() => Ok(None),
            ImportState::Ended => Err(VaultError::Altered),
        }
    }

    /// Signals the end of the file's bytes.
    ///
    /// # Errors
    /// [`VaultError::Truncated`] without the end part; [`VaultError::Foreign`] without even a header.
    pub fn finish(&self) -> Result<(), VaultError> {
        match self.state {
            ImportState::Head if !self.rest().starts_with(MAGIC) => Err(VaultError::Foreign),
            ImportState::Head | ImportState::Records => Err(VaultError::Truncated { records: self.records }),
            ImportState::Ended => Ok(()),
        }
    }

    /// The bytes not yet returned.
    fn rest(&self) -> &[u8] {
        self.waiting.get(self.done..).unwrap_or_default()
    }

    fn head(&mut self) -> Result<Option<ImportPart>, VaultError> {
        let rest = self.waiting.get(self.done..).unwrap_or_default();
        let begun = rest.len().min(MAGIC.len());
        if rest.get(..begun) != MAGIC.get(..begun) {
            return Err(VaultError::Foreign);
        }
        let Some(version) = number(rest, 8) else { return Ok(None) };
        if version != EXPORT_VERSION {
            let newer = VaultError::Newer { known: EXPORT_VERSION, found: version };
            return Err(if version == 0 { VaultError::Foreign } else { newer });
        }
        let Some(length) = number(rest, 12) else { return Ok(None) };
        if length > MOST_HEAD_BYTES {
            return Err(VaultError::Foreign);
        }
        let Some(part) = part(rest, 16, length) else { return Ok(None) };
        let header = VaultHeader::from_json(part.get(16..).unwrap_or_default())?;
        self.hasher.update(part);
        self.done += part.len();
        self.state = ImportState::Records;
        Ok(Some(ImportPart::Header(Box::new(header))))
    }

    fn record(&mut self) -> Result<Option<ImportPart>, VaultError> {
        let rest = self.waiting.get(self.done..).unwrap_or_default();
        let (Some(revision), Some(length)) = (number(rest, 17), number(rest, 21)) else { return Ok(None) };
        let kind = rest.first().and_then(|&kind| RecordKind::from_number(kind));
        let kind = kind.filter(|_| length <= MOST_BYTES).ok_or(VaultError::Altered)?;
        let Some(part) = part(rest, FRAME_HEAD, length) else { return Ok(None) };
        let id = part.get(1..17).and_then(|id| id.try_into().ok()).map(RecordId).ok_or(VaultError::Altered)?;
        let sealed = part.get(FRAME_HEAD..).unwrap_or_default().to_vec();
        self.done += part.len();
        if kind == RecordKind::End {
            self.state = ImportState::Ended;
            let hash: [u8; 32] = self.hasher.clone().finalize().into();
            let read = [self.records.to_be_bytes().as_slice(), &hash].concat();
            return Ok(Some(ImportPart::End(ImportEnd { sealed, read })));
        }
        self.hasher.update(part);
        self.records += 1;
        Ok(Some(ImportPart::Record { address: RecordAddress { kind, id, revision }, sealed }))
    }
}

/// This many bytes from the front, once all have arrived.
fn part(bytes: &[u8], head: usize, length: u32) -> Option<&[u8]> {
    bytes.get(..head.checked_add(usize::try_from(length).ok()?)?)
}

/// The four bytes at an offset.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}
