//! Records, their trails, and every byte of them flipped.

use super::{CLASSES, CountingEntropy, PASSPHRASE, by, finding, id, kept};
use crate::{AuditAction, CaseRecord, Fingerprint, NonceCounter, RecordAddress, RecordKind, VaultError, VaultHeader};
use ::finding::{PictureExtent, ReaderAgreement, ReaderAssessment, ReaderOrder};
use serde_json::{Value, json};

fn says(reader: ReaderOrder, agreement: ReaderAgreement) -> ReaderAssessment {
    ReaderAssessment { reader, agreement, label: Some("mould".into()), comment: "too dark".into() }
}

fn worked_on() -> CaseRecord {
    let mut record = kept(1, 10);
    record.note("first", by("Grün", 11)).unwrap();
    record.note("second", by("Grün", 12)).unwrap();
    record.tag(&["left".into(), " left ".into(), String::new(), "control".into()], by("Grün", 13)).unwrap();
    record.assess(says(ReaderOrder::First, ReaderAgreement::Unsure), by("Grün", 14)).unwrap();
    record.assess(says(ReaderOrder::First, ReaderAgreement::Disagree), by("Grün", 15)).unwrap();
    record.assess(says(ReaderOrder::Second, ReaderAgreement::Agree), by("Blau", 16)).unwrap();
    record.put_picture(PictureExtent::Whole, b"a picture", by("", 17)).unwrap();
    record
}

#[test]
fn a_record_says_what_was_said_last_and_keeps_what_was_said_before() {
    let record = worked_on();
    let read = CaseRecord::from_json(id(1), &record.to_json().unwrap()).unwrap();
    assert_eq!(read, record);
    assert_eq!(read.finding().unwrap(), finding(CLASSES));
    assert_eq!((read.notes(), read.tags()), ("second", &["left".to_owned(), "control".to_owned()][..]));
    let said = |reader| read.assessment(reader).map(|said| said.agreement);
    assert_eq!(said(ReaderOrder::First), Some(ReaderAgreement::Disagree));
    assert_eq!(said(ReaderOrder::Second), Some(ReaderAgreement::Agree));
    assert_eq!(read.picture(), (PictureExtent::Whole, Some(Fingerprint::of(b"a picture"))));
    assert_eq!((read.kept_ms(), read.changed_ms(), read.trail().entries().len()), (10, 17, 8));
    assert_eq!(read.trail().entries()[1].action, AuditAction::Noted { text: "first".into() });
}

#[test]
fn the_same_again_is_no_entry() {
    let mut record = worked_on();
    record.note("second", by("Grün", 20)).unwrap();
    record.tag(&["left".into(), "control".into()], by("Grün", 20)).unwrap();
    assert_eq!(record, worked_on());
    record.put_picture(PictureExtent::Nothing, b"", by("", 21)).unwrap();
    assert_eq!(record.picture(), (PictureExtent::Nothing, None));
}

#[test]
fn a_trail_that_was_changed_is_told() {
    let value: Value = serde_json::from_slice(&worked_on().to_json().unwrap()).unwrap();
    let read = |change: &dyn Fn(&mut Value)| {
        let mut value = value.clone();
        change(&mut value);
        CaseRecord::from_json(id(1), &serde_json::to_vec(&value).unwrap()).map(|_| ())
    };
    assert_eq!(read(&|_| ()), Ok(()));
    let broken = Err(VaultError::BrokenTrail(id(1)));
    assert_eq!(read(&|record| record["trail"][1]["action"]["noted"]["text"] = json!("never said")), broken);
    assert_eq!(read(&|record| record["trail"][2]["who"] = json!("Gelb")), broken);
    assert_eq!(read(&|record| record["trail"][3]["at_ms"] = json!(1)), broken);
    assert_eq!(read(&|record| record["trail"].as_array_mut().unwrap().swap(1, 2)), broken);
    assert_eq!(read(&|record| drop(record["trail"].as_array_mut().unwrap().remove(0))), broken);
    assert_eq!(read(&|record| drop(record["trail"].as_array_mut().unwrap().remove(4))), broken);
    assert_eq!(read(&|record| record["trail"] = json!([])), broken);
    assert_eq!(read(&|record| record["finding"] = json!("{}")), broken);
    let other = CaseRecord::from_json(id(2), &worked_on().to_json().unwrap());
    assert_eq!(other, Err(VaultError::Damaged(id(2))), "a record under another's name");
}

#[test]
fn a_finding_of_a_later_program_is_kept_as_it_is() {
    let mut record = worked_on();
    let later = record.finding_json().replacen("\"version\":1", "\"version\":9", 1);
    let mut value: Value = serde_json::from_slice(&kept(1, 10).to_json().unwrap()).unwrap();
    assert_eq!(record.finding_json().matches("\"version\":1").count(), 1);
    value["finding"] = json!(later);
    // As that program would have written the first entry.
    let mut trail = crate::trail::AuditTrail::new();
    trail.append(id(1), by("", 10), AuditAction::Kept { finding: Fingerprint::of(later.as_bytes()) }).unwrap();
    value["trail"] = serde_json::to_value(&trail).unwrap();
    record = CaseRecord::from_json(id(1), &serde_json::to_vec(&value).unwrap()).unwrap();
    assert_eq!(record.finding(), Err(VaultError::UnreadableFinding(id(1))));
    assert_eq!(record.finding_json(), later);
    assert_eq!(crate::CaseSummary::of(&record).task, "");
}

#[test]
fn every_flipped_bit_is_told_and_other_records_stay_readable() {
    let mut entropy = CountingEntropy::default();
    let key = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap().key;
    let mut counter = NonceCounter::after(0);
    let mut seal = |number: u8| {
        let address = RecordAddress { kind: RecordKind::Case, id: id(number), revision: 3 };
        let nonce = counter.take(&mut entropy).unwrap();
        (address, key.seal(address, nonce, &[number; 40]).unwrap())
    };
    let ((one, sealed), (two, other)) = (seal(1), seal(2));
    assert_eq!(key.open(one, &sealed).unwrap().as_slice(), [1; 40]);
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1 << bit;
            assert!(key.open(one, &flipped).is_err(), "bit {bit} of byte {at}");
        }
        assert!(key.open(one, &sealed[..at]).is_err(), "cut off at {at}");
    }
    assert_eq!(key.open(two, &other).unwrap().as_slice(), [2; 40]);
    let wrong = [
        RecordAddress { kind: RecordKind::Picture, ..one },
        RecordAddress { id: id(2), ..one },
        RecordAddress { revision: 2, ..one },
    ];
    for address in wrong {
        assert_eq!(key.open(address, &sealed).unwrap_err(), VaultError::Damaged(address.id), "{address:?}");
    }
}
