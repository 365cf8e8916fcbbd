//! Exported files: whole, cut off, changed, foreign, and one that another program made.

use super::{CountingEntropy, PASSPHRASE, by, id, kept};
use crate::{
    CaseRecord, ImportPart, NewVault, NonceCounter, RecordAddress, RecordKind, RecoveryCode, VaultError, VaultExport,
    VaultHeader, VaultImport, VaultKey, VaultSecret,
};
use ::finding::{ReaderAgreement, ReaderOrder};

/// `tests/data/vault/make.py` says how it was made.
const OTHER_PROGRAMS: &[u8] = include_bytes!("../../../../tests/data/vault/version-1.onsightvault");

/// A file of two cases and a picture.
fn exported() -> Vec<u8> {
    let mut entropy = CountingEntropy::default();
    let NewVault { header, key, .. } = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let mut counter = NonceCounter::after(0);
    let (mut export, mut file) = VaultExport::begin(&header).unwrap();
    for (kind, number) in [(RecordKind::Case, 1), (RecordKind::Picture, 1), (RecordKind::Case, 2)] {
        let address = RecordAddress { kind, id: id(number), revision: 1 };
        let record = if kind == RecordKind::Case { kept(number, 7).to_json().unwrap() } else { vec![1, 2, 3] };
        let sealed = key.seal(address, counter.take(&mut entropy).unwrap(), &record).unwrap();
        file.extend(export.record(address, &sealed).unwrap());
    }
    file.extend(export.end(&key, counter.take(&mut entropy).unwrap()).unwrap());
    file
}

/// What came out of a file.
#[derive(Debug, Default, PartialEq)]
struct Imported {
    cases: Vec<CaseRecord>,
    pictures: Vec<Vec<u8>>,
    damaged: usize,
    ended: bool,
}

/// Reads a file in pieces of so many bytes.
fn import(file: &[u8], piece: usize, secret: VaultSecret<'_>) -> Result<Imported, VaultError> {
    let mut import = VaultImport::default();
    let mut read = Imported::default();
    let mut key: Option<VaultKey> = None;
    for bytes in file.chunks(piece) {
        import.push(bytes);
        while let Some(part) = import.next_part()? {
            match part {
                ImportPart::Header(header) => key = Some(header.unlock(secret)?),
                ImportPart::Record { address, sealed } => {
                    let opened = key.as_ref().unwrap().open(address, &sealed);
                    match (opened, address.kind) {
                        (Ok(json), RecordKind::Case) => read.cases.push(CaseRecord::from_json(address.id, &json)?),
                        (Ok(bytes), _) => read.pictures.push(bytes.to_vec()),
                        (Err(_), _) => read.damaged += 1,
                    }
                }
                ImportPart::End(end) => {
                    end.check(key.as_ref().unwrap())?;
                    read.ended = true;
                }
            }
        }
    }
    import.finish()?;
    Ok(read)
}

#[test]
fn what_was_exported_is_imported_in_pieces_of_any_size() {
    let (file, secret) = (exported(), VaultSecret::Passphrase(PASSPHRASE));
    for piece in [1_000, 4_096, file.len()] {
        let read = import(&file, piece, secret).unwrap();
        let expected =
            Imported { cases: vec![kept(1, 7), kept(2, 7)], pictures: vec![vec![1, 2, 3]], damaged: 0, ended: true };
        assert_eq!(read, expected);
    }
    let wrong = import(&file, 4_096, VaultSecret::Passphrase("other words for cases")).unwrap_err();
    assert_eq!(wrong, VaultError::WrongPassphrase);
}

#[test]
fn a_file_is_read_byte_by_byte() {
    let file = exported();
    let mut import = VaultImport::default();
    let mut parts = 0;
    for byte in &file {
        import.push(std::slice::from_ref(byte));
        parts += usize::from(import.next_part().unwrap().is_some());
    }
    assert_eq!((parts, import.finish()), (5, Ok(())));
}

#[test]
fn a_file_of_many_empty_records_takes_time_in_proportion_to_its_length() {
    let header = VaultHeader::create(PASSPHRASE, 5, &mut CountingEntropy::default()).unwrap().header;
    let (mut export, mut file) = VaultExport::begin(&header).unwrap();
    let address = RecordAddress { kind: RecordKind::Case, id: id(1), revision: 1 };
    let empty = export.record(address, &[]).unwrap();
    for _ in 0..200_000 {
        file.extend_from_slice(&empty);
    }
    // Moving what is left after each record would copy 500 GB: this test would not end.
    let mut import = VaultImport::default();
    import.push(&file);
    let mut parts = 0;
    while import.next_part().unwrap().is_some() {
        parts += 1;
    }
    assert_eq!((parts, import.finish()), (200_001, Err(VaultError::Truncated { records: 200_000 })));
}

#[test]
fn wherever_a_file_is_cut_off_it_is_said() {
    let file = exported();
    for length in 0..file.len() {
        let mut import = VaultImport::default();
        import.push(&file[..length]);
        let mut records = 0;
        while let Some(part) = import.next_part().unwrap() {
            records += u64::from(matches!(part, ImportPart::Record { .. }));
        }
        let expected = if length < 8 { VaultError::Foreign } else { VaultError::Truncated { records } };
        assert_eq!(import.finish(), Err(expected), "{length}");
    }
}

#[test]
fn a_changed_record_is_told_and_the_others_are_read() {
    let file = exported();
    let secret = VaultSecret::Passphrase(PASSPHRASE);
    // The last byte of the second case, which stands before the end: 25 bytes of head, 69 of what is sealed.
    let mut changed = file.clone();
    let at = file.len() - 94 - 1;
    changed[at] ^= 1;
    assert_eq!(import(&changed, 4_096, secret), Err(VaultError::Altered));

    let mut import = VaultImport::default();
    import.push(&changed);
    let Some(ImportPart::Header(header)) = import.next_part().unwrap() else { panic!("no head") };
    let key = header.unlock(secret).unwrap();
    let mut opened = Vec::new();
    while let Some(ImportPart::Record { address, sealed }) = import.next_part().unwrap() {
        opened.push(key.open(address, &sealed).is_ok());
    }
    assert_eq!(opened, [true, true, false]);
}

#[test]
fn a_record_that_was_taken_out_and_bytes_after_the_end_are_told() {
    let file = exported();
    let secret = VaultSecret::Passphrase(PASSPHRASE);
    let mut first = VaultImport::default();
    first.push(&file);
    assert!(matches!(first.next_part(), Ok(Some(ImportPart::Header(_)))));
    let Some(ImportPart::Record { sealed, .. }) = first.next_part().unwrap() else { panic!("no record") };
    let head = file.windows(sealed.len()).position(|window| window == sealed).unwrap() - 25;
    let without = [&file[..head], &file[head + 25 + sealed.len()..]].concat();
    assert_eq!(import(&without, 4_096, secret), Err(VaultError::Altered));
    let twice = [&file[..], &file[..]].concat();
    assert_eq!(import(&twice, 1 << 20, secret), Err(VaultError::Altered));
}

#[test]
fn a_foreign_file_is_told_at_once() {
    let refused = |file: &[u8]| {
        let mut import = VaultImport::default();
        import.push(file);
        import.next_part().and_then(|_| import.finish()).unwrap_err()
    };
    assert_eq!(refused(b"PK\x03\x04 an archive"), VaultError::Foreign);
    assert_eq!(refused(b"ONSIGHTW\0\0\0\x01"), VaultError::Foreign);
    assert_eq!(refused(b""), VaultError::Foreign);
    assert_eq!(refused(b"ONSIGHTV\0\0\0\x02"), VaultError::Newer { known: 1, found: 2 });
    assert_eq!(refused(b"ONSIGHTV\0\0\0\x01\xff\xff\xff\xff"), VaultError::Foreign, "a head of 4 GiB");
    assert_eq!(refused(b"ONSIGHTV\0\0\0\x01\0\0\0\x02{}"), VaultError::Foreign);
    let mut claims = exported();
    let head = u32::from_be_bytes(claims[12..16].try_into().unwrap()) as usize + 16;
    claims[head + 21..head + 25].copy_from_slice(&[255; 4]);
    let secret = VaultSecret::Passphrase(PASSPHRASE);
    assert_eq!(import(&claims, 1 << 20, secret), Err(VaultError::Altered), "a record of 4 GiB");
}

#[test]
fn a_file_of_version_1_that_another_program_made_is_read_for_good() {
    let code = RecoveryCode::from_typed("810M-4GT4-8N34-EJ29-995M-RKAE-9X85-2MJK-D15M").unwrap();
    for secret in [VaultSecret::Passphrase("vier Wörter für Fälle"), VaultSecret::RecoveryCode(&code)] {
        let read = import(OTHER_PROGRAMS, 512, secret).unwrap();
        assert!(read.ended && read.damaged == 0);
        assert_eq!(read.pictures, [b"not a picture, but bytes".to_vec()]);
        let [record] = read.cases.as_slice() else { panic!("{} cases", read.cases.len()) };
        assert_eq!(record.notes(), "größer als \"vorher\"\n");
        assert_eq!(record.tags(), ["Nachsorge", "links"]);
        let said = record.assessment(ReaderOrder::First).unwrap();
        assert_eq!((said.agreement, said.label.as_deref()), (ReaderAgreement::Disagree, Some("green")));
        assert_eq!(record.finding().unwrap(), super::finding(super::CLASSES));
    }
}

#[test]
fn an_imported_case_says_where_it_comes_from() {
    let vault = VaultHeader::create(PASSPHRASE, 5, &mut CountingEntropy::default()).unwrap().header.vault();
    let mut record = kept(3, 1);
    record.import(vault, by("", 2)).unwrap();
    record.verify().unwrap();
    assert_eq!(record.trail().entries()[1].action, crate::AuditAction::Imported { vault });
}
