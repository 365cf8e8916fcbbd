//! What the case vault keeps and what of it is exchanged as a file; capsules.

use std::sync::LazyLock;

use export::capsule::Capsule;
use vault::{CaseRecord, HandoverContent, ImportPart, ReceiverSecret, RecordId, VaultHeader, VaultImport, VaultLog};

/// The case of the seeds.
pub(crate) const CASE: &str = "000102030405060708090a0b0c0d0e0f";
/// Whom the file in `tests/data/vault` was made for.
static RECEIVER: LazyLock<ReceiverSecret> = LazyLock::new(|| {
    let bytes: Vec<u8> = (1..33).collect();
    ReceiverSecret::from_bytes(&bytes).expect("32 bytes")
});

/// An exported vault that comes in two pieces.
pub fn vault_file(bytes: &[u8]) -> Option<u64> {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let (mut import, mut out) = (VaultImport::default(), 0);
    for piece in [first, second] {
        import.push(piece);
        while let Some(part) = import.next_part().ok()? {
            out += match part {
                ImportPart::Header(header) => header.to_json().expect("what was read can be written").len() as u64,
                ImportPart::Record { sealed, .. } => sealed.len() as u64,
                ImportPart::End(_) => 0,
            };
        }
    }
    import.finish().ok().map(|()| out)
}

/// The head of a vault, a case or the log, as the first byte chooses: as they are read once they are open, and written again.
pub fn vault_record(bytes: &[u8]) -> Option<u64> {
    let (first, json) = bytes.split_first()?;
    let written = match first % 3 {
        0 => VaultHeader::from_json(json).ok()?.to_json(),
        1 => CaseRecord::from_json(RecordId::from_digits(CASE)?, json).ok()?.to_json(),
        _ => VaultLog::from_json(json).ok()?.to_json(),
    };
    Some(written.expect("what was read can be written").len() as u64)
}

/// A case that is handed over, for a receiver. A passphrase is not tried: deriving its key takes longer than all else.
pub fn handover(bytes: &[u8]) -> Option<u64> {
    let content = HandoverContent::open(bytes, "", &RECEIVER).ok()?;
    Some(content.record.to_json().expect("what was read can be written").len() as u64)
}

/// A capsule, read and written again.
pub fn capsule(bytes: &[u8]) -> Option<u64> {
    let capsule = Capsule::from_json(bytes).ok()?;
    capsule.to_json().ok().map(|json| json.len() as u64)
}
