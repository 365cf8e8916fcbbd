//! What the case vault keeps, as it is once it is open.

use finding::Finding;
use vault::{ActedBy, CaseRecord, Fingerprint, RecordId, VaultAct, VaultHeader, VaultLog};

use crate::targets::CASE;

/// A head, a case and a log, each behind the byte that stands for its kind.
pub(crate) fn vault_records() -> Vec<Vec<u8>> {
    let read = |name: &str| std::fs::read(crate::corpus::root().join("tests/data").join(name)).unwrap();
    let head = read("vault/version-2-head.json");
    let finding: Finding = serde_json::from_slice(&read("finding/version-1-labels.json")).unwrap();
    let by = ActedBy { who: "A reader", at_ms: 7 };
    let case = CaseRecord::keep(RecordId::from_digits(CASE).unwrap(), &finding, by).unwrap().to_json().unwrap();
    let mut log = VaultLog::new(VaultHeader::from_json(&head).unwrap().vault());
    log.append(7, VaultAct::OpenedByPasskey(Fingerprint::of(b"a passkey"))).unwrap();
    let log = log.to_json().unwrap();
    [head, case, log].iter().zip(0_u8..).map(|(json, kind)| [&[kind][..], json.as_slice()].concat()).collect()
}
