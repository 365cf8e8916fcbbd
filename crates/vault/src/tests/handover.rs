//! Hand-over files: there and back, merged once and twice, cut off, changed, foreign, and two that other programs made.

use super::{CLASSES, CountingEntropy, LABELS, PASSPHRASE, by, finding, id, kept};
use crate::{
    AuditAction, CaseRecord, Fingerprint, HandoverContent, HandoverError, HandoverSeal, ReceiverKey, ReceiverSecret,
    VaultError,
};
use ::finding::{PictureExtent, ReaderAgreement, ReaderAssessment, ReaderOrder};

/// `tests/data/vault/handover.py` says how they were made.
const BY_PASSPHRASE: &[u8] = include_bytes!("../../../../tests/data/vault/version-1-passphrase.onsighthandover");
const TO_RECEIVER: &[u8] = include_bytes!("../../../../tests/data/vault/version-1-receiver.onsighthandover");

fn secret(byte: u8) -> ReceiverSecret {
    ReceiverSecret::from_bytes(&[byte; 32]).unwrap()
}

fn content(record: &CaseRecord, answer_to: &ReceiverSecret) -> HandoverContent {
    let answer_to = Some(answer_to.public());
    HandoverContent { from: "Radiologie Süd".into(), answer_to, record: record.clone(), picture: None }
}

/// Through a file that is sealed to a key.
fn sent(record: &CaseRecord, from: &ReceiverSecret, to: &ReceiverSecret) -> HandoverContent {
    let file = content(record, from).seal(HandoverSeal::Receiver(to.public()), &mut CountingEntropy::default());
    HandoverContent::open(&file.unwrap(), "", to).unwrap()
}

fn says(reader: ReaderOrder, agreement: ReaderAgreement) -> ReaderAssessment {
    ReaderAssessment { reader, agreement, label: Some("mould".into()), comment: "too dark".into() }
}

/// A case of the technician, and the doctor's copy of it with an answer.
fn answered() -> (CaseRecord, CaseRecord) {
    let mut ours = kept(1, 10);
    ours.note("left leaf", by("MTR Blau", 11)).unwrap();
    ours.hand_over(Some(secret(2).public()), by("MTR Blau", 12)).unwrap();
    let HandoverContent { from, answer_to, record: mut theirs, .. } = sent(&ours, &secret(1), &secret(2));
    theirs.receive(&from, answer_to, true, by("Dr. Grün", 20)).unwrap();
    theirs.assess(says(ReaderOrder::First, ReaderAgreement::Disagree), by("Dr. Grün", 21)).unwrap();
    theirs.hand_over(answer_to, by("Dr. Grün", 22)).unwrap();
    (ours, theirs)
}

#[test]
fn an_answer_comes_back_into_the_same_case_and_twice_is_once() {
    let (mut ours, theirs) = answered();
    let before = ours.trail().entries().to_vec();
    let answer = sent(&theirs, &secret(2), &secret(1));
    assert_eq!(answer.answer_to, Some(secret(2).public()));
    assert_eq!(ours.merge(&answer.record), Ok(3));
    ours.verify().unwrap();
    assert_eq!(ours.trail().entries()[..before.len()], before, "what was here stays as it was");
    assert_eq!(ours.trail().entries().len(), before.len() + 3);
    let said = ours.assessment(ReaderOrder::First).unwrap();
    assert_eq!((said.agreement, said.comment.as_str()), (ReaderAgreement::Disagree, "too dark"));
    assert!(ours.received().is_none(), "that the doctor received it is no receipt of ours");

    let once = ours.clone();
    assert_eq!(ours.merge(&answer.record), Ok(0));
    assert_eq!(ours, once);
    assert_eq!(CaseRecord::from_json(id(1), &ours.to_json().unwrap()), Ok(once));
}

#[test]
fn what_was_changed_here_meanwhile_and_what_comes_back_are_both_kept() {
    let (mut ours, theirs) = answered();
    ours.note("right leaf", by("MTR Blau", 30)).unwrap();
    ours.assess(says(ReaderOrder::Second, ReaderAgreement::Unsure), by("Dr. Rot", 31)).unwrap();
    assert_eq!(ours.merge(&theirs), Ok(3));
    ours.verify().unwrap();
    assert_eq!(ours.notes(), "right leaf");
    assert_eq!(ours.assessment(ReaderOrder::First).unwrap().agreement, ReaderAgreement::Disagree);
    assert_eq!(ours.assessment(ReaderOrder::Second).unwrap().agreement, ReaderAgreement::Unsure);

    // The other way round: the doctor gets what was changed here, and the trails hold the same entries.
    let mut theirs = theirs;
    assert_eq!(theirs.merge(&ours), Ok(2));
    theirs.verify().unwrap();
    assert_eq!(theirs.notes(), "right leaf");
    let identities = |record: &CaseRecord| {
        let mut found: Vec<String> =
            record.trail().entries().iter().map(|entry| entry.identity().to_string()).collect();
        found.sort();
        found
    };
    assert_eq!(identities(&ours), identities(&theirs));
    assert_eq!((ours.merge(&theirs), theirs.merge(&ours)), (Ok(0), Ok(0)));
}

#[test]
fn what_was_said_elsewhere_counts_by_its_time_and_here_by_its_place() {
    let (mut ours, mut theirs) = answered();
    theirs.note("written there at 25", by("Dr. Grün", 25)).unwrap();
    ours.note("written here at 30", by("MTR Blau", 30)).unwrap();
    ours.merge(&theirs).unwrap();
    assert_eq!(ours.notes(), "written here at 30");
    // A clock that was set back.
    ours.note("written here, later", by("MTR Blau", 5)).unwrap();
    assert_eq!(ours.notes(), "written here, later");
}

#[test]
fn a_picture_that_stays_behind_is_told_and_leaves_the_other_copy_alone() {
    let mut ours = kept(1, 10);
    ours.put_picture(PictureExtent::Whole, b"a picture", by("", 11)).unwrap();
    let mut theirs = sent(&ours, &secret(1), &secret(2)).record;
    theirs.receive("MTR Blau", None, true, by("", 20)).unwrap();
    theirs.put_picture(PictureExtent::Nothing, b"", by("", 20)).unwrap();
    ours.merge(&theirs).unwrap();
    assert_eq!(ours.picture(), (PictureExtent::Whole, Some(Fingerprint::of(b"a picture"))));
    assert_eq!(theirs.picture(), (PictureExtent::Nothing, None));
}

#[test]
fn a_received_case_says_from_whom_and_as_which_reader_it_is_answered() {
    let (ours, theirs) = answered();
    let origin = theirs.received().unwrap();
    assert_eq!((origin.from, origin.answer_to, origin.at_ms), ("Radiologie Süd", Some(secret(1).public()), 20));
    assert_eq!((origin.is_foreign, origin.answers_as), (true, ReaderOrder::First), "an own answer is none before");
    let mut back = ours;
    back.merge(&theirs).unwrap();
    back.receive("Dr. Grün", None, false, by("MTR Blau", 40)).unwrap();
    assert!(!back.received().unwrap().is_foreign);

    let mut read = kept(2, 10);
    read.assess(says(ReaderOrder::First, ReaderAgreement::Agree), by("Dr. Rot", 11)).unwrap();
    read.receive("Dr. Rot", None, true, by("Dr. Grün", 12)).unwrap();
    assert_eq!(read.received().unwrap().answers_as, ReaderOrder::Second);
}

#[test]
fn a_case_that_was_handed_on_twice_is_answered_by_its_second_reader_as_the_second() {
    let (_, theirs) = answered();
    // The doctor hands it on: what they said was said before it came to the third vault.
    let mut third = sent(&theirs, &secret(2), &secret(3)).record;
    third.receive("Dr. Grün", None, true, by("Dr. Rot", 50)).unwrap();
    let origin = third.received().unwrap();
    assert_eq!((origin.from, origin.answers_as), ("Dr. Grün", ReaderOrder::Second));
}

#[test]
fn an_answer_about_another_finding_is_refused_and_changes_nothing() {
    let (mut ours, _) = answered();
    let before = ours.clone();
    assert_eq!(ours.merge(&kept(2, 10)), Err(HandoverError::OtherFinding));
    let other = CaseRecord::keep(id(1), &finding(LABELS), by("", 10)).unwrap();
    assert_eq!(ours.merge(&other), Err(HandoverError::OtherFinding));
    assert_eq!(ours, before);
    assert_eq!(ours.finding().unwrap(), finding(CLASSES));
}

#[test]
fn passphrase_and_key_open_their_files_and_nothing_else_does() {
    let mut entropy = CountingEntropy::default();
    let content = HandoverContent { picture: Some(b"a picture".to_vec()), ..content(&kept(1, 10), &secret(1)) };
    let file = content.seal(HandoverSeal::Passphrase(PASSPHRASE), &mut entropy).unwrap();
    assert_eq!(HandoverContent::open(&file, PASSPHRASE, &secret(2)), Ok(content.clone()));
    let open =
        |file: &[u8], passphrase: &str, byte: u8| HandoverContent::open(file, passphrase, &secret(byte)).unwrap_err();
    assert_eq!(open(&file, "other words for cases", 2), HandoverError::WrongPassphrase);
    assert_eq!(open(&file, "", 2), HandoverError::NeedsPassphrase);
    let short = content.seal(HandoverSeal::Passphrase("short"), &mut entropy).unwrap_err();
    assert_eq!(short, HandoverError::Vault(VaultError::ShortPassphrase { found: 5 }));

    let file = content.seal(HandoverSeal::Receiver(secret(2).public()), &mut entropy).unwrap();
    assert_eq!(HandoverContent::open(&file, "", &secret(2)), Ok(content));
    assert_eq!(open(&file, PASSPHRASE, 3), HandoverError::WrongReceiver);
    for legible in ["Radiologie", "leaf-colour", "a picture"] {
        assert!(!file.windows(legible.len()).any(|window| window == legible.as_bytes()), "{legible} is legible");
    }
}

#[test]
fn a_file_that_is_cut_off_changed_foreign_or_newer_is_told() {
    let to = secret(2);
    let file = content(&kept(1, 10), &secret(1));
    let file = file.seal(HandoverSeal::Receiver(to.public()), &mut CountingEntropy::default()).unwrap();
    let open = |file: &[u8]| HandoverContent::open(file, "", &to).unwrap_err();
    for length in 0..file.len() {
        let expected = if length < 8 { HandoverError::Foreign } else { HandoverError::Truncated };
        assert_eq!(open(&file[..length]), expected, "{length}");
    }
    let head = 16 + usize::from(file[15]);
    for at in (0..file.len()).filter(|at| *at < head + 80 || at % 97 == 0) {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(HandoverContent::open(&changed, "", &to).is_err(), "byte {at}");
    }
    let mut changed = file.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(open(&changed), HandoverError::Altered);
    assert_eq!(open(&[&file[..], b"more"].concat()), HandoverError::Altered);
    assert_eq!(open(b"ONSIGHTV\0\0\0\x01 an exported vault"), HandoverError::Foreign);
    assert_eq!(open(b"ONSIGHTH\0\0\0\x02"), HandoverError::Newer { known: 1, found: 2 });
    assert_eq!(open(b"ONSIGHTH\0\0\0\x01\xff\xff\xff\xff"), HandoverError::Altered, "a head of 4 GiB");
    assert_eq!(
        HandoverError::Newer { known: 1, found: 2 }.to_string(),
        "Expected a hand-over file of version 1 or older, found version 2. Nothing was changed."
    );
}

#[test]
fn a_key_is_written_and_read_and_a_typing_error_is_told() {
    let bytes: Vec<u8> = (1..33).collect();
    let public = ReceiverSecret::from_bytes(&bytes).unwrap().public();
    let written = "0YHQ-SF0M-429W-HDTN-VGDH-1T3C-PGK3-EJPH-DAM5-7V8B-VZ0B-5E3D-3HYF-KDC6";
    assert_eq!(public.to_string(), written);
    assert_eq!(ReceiverKey::from_typed(&written.to_lowercase().replace('-', " ")), Ok(public));
    for wrong in ["", "0YHQ", &written.replacen('Y', "Z", 1), &format!("{written}0"), &written.replace('Y', "U")] {
        assert_eq!(ReceiverKey::from_typed(wrong), Err(HandoverError::MistypedKey), "{wrong}");
    }
}

#[test]
fn files_of_version_1_that_other_programs_made_are_read_for_good() {
    let bytes: Vec<u8> = (1..33).collect();
    let receiver = ReceiverSecret::from_bytes(&bytes).unwrap();
    for file in [BY_PASSPHRASE, TO_RECEIVER] {
        let read = HandoverContent::open(file, "vier Wörter für Fälle", &receiver).unwrap();
        assert_eq!((read.from.as_str(), read.answer_to), ("Radiologie Süd", Some(receiver.public())));
        assert_eq!(read.picture.as_deref(), Some(b"not a picture, but bytes".as_slice()));
        assert_eq!(read.record.finding().unwrap(), finding(CLASSES));
        let entries = read.record.trail().entries();
        let adopted: Vec<bool> = entries.iter().map(|entry| entry.origin.is_some()).collect();
        assert_eq!(adopted, [false, false, false, true, true]);
        assert_eq!(entries[2].action, AuditAction::HandedOver { receiver: None });
        let said = read.record.assessment(ReaderOrder::First).unwrap();
        assert_eq!((said.agreement, said.label.as_deref()), (ReaderAgreement::Disagree, Some("green")));
    }
}
