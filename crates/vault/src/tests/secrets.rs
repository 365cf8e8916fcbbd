//! What opens a vault, and what does not.

use super::{CountingEntropy, NoNumbers, PASSPHRASE, id};
use crate::{
    NewVault, NonceCounter, RecordAddress, RecordKind, RecoveryCode, VaultError, VaultHeader, VaultKey, VaultSecret,
};

fn sealed(key: &VaultKey) -> (RecordAddress, Vec<u8>) {
    let address = RecordAddress { kind: RecordKind::Case, id: id(9), revision: 1 };
    let nonce = NonceCounter::after(0).take(&mut CountingEntropy::default()).unwrap();
    (address, key.seal(address, nonce, b"a record").unwrap())
}

fn opens(header: &VaultHeader, secret: VaultSecret<'_>, record: &(RecordAddress, Vec<u8>)) -> Result<(), VaultError> {
    let key = header.unlock(secret)?;
    assert_eq!(key.open(record.0, &record.1).unwrap().as_slice(), b"a record");
    Ok(())
}

#[test]
fn passphrase_and_recovery_code_open_the_vault_and_nothing_else_does() {
    let mut entropy = CountingEntropy::default();
    let NewVault { header, key, recovery_code } = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let record = sealed(&key);
    let header = VaultHeader::from_json(&header.to_json().unwrap()).unwrap();
    opens(&header, VaultSecret::Passphrase(PASSPHRASE), &record).unwrap();
    opens(&header, VaultSecret::RecoveryCode(&recovery_code), &record).unwrap();
    let wrong = header.unlock(VaultSecret::Passphrase("four words for cases ")).unwrap_err();
    assert_eq!(wrong, VaultError::WrongPassphrase);

    let other = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let wrong = header.unlock(VaultSecret::RecoveryCode(&other.recovery_code)).unwrap_err();
    assert_eq!(wrong, VaultError::WrongRecoveryCode);
    assert!(other.key.open(record.0, &record.1).is_err(), "the same passphrase, and another vault");
}

#[test]
fn another_passphrase_leaves_records_and_recovery_code_as_they_are() {
    let mut entropy = CountingEntropy::default();
    let NewVault { header, key, recovery_code } = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let record = sealed(&key);
    let old = VaultSecret::Passphrase(PASSPHRASE);
    let new = VaultSecret::Passphrase("other words for cases");
    assert!(header.with_passphrase(new, "other words for cases", &mut entropy).is_err(), "the old one is asked for");
    let short = header.with_passphrase(old, "short", &mut entropy).unwrap_err();
    assert_eq!(short, VaultError::ShortPassphrase { found: 5 });

    let changed = header.with_passphrase(old, "other words for cases", &mut entropy).unwrap();
    opens(&changed, new, &record).unwrap();
    opens(&changed, VaultSecret::RecoveryCode(&recovery_code), &record).unwrap();
    assert_eq!(opens(&changed, old, &record), Err(VaultError::WrongPassphrase));

    let forgotten = VaultSecret::RecoveryCode(&recovery_code);
    let (again, code) = changed.with_recovery_code(forgotten, &mut entropy).unwrap();
    opens(&again, VaultSecret::RecoveryCode(&code), &record).unwrap();
    assert_eq!(opens(&again, forgotten, &record), Err(VaultError::WrongRecoveryCode));
}

#[test]
fn passphrase_and_recovery_code_change_together_and_records_stay() {
    let mut entropy = CountingEntropy::default();
    let NewVault { header, key, recovery_code } = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let record = sealed(&key);
    let [old, new] = [PASSPHRASE, "other words for cases"].map(VaultSecret::Passphrase);
    for secret in [old, VaultSecret::RecoveryCode(&recovery_code)] {
        let (changed, code) = header.with_secrets(secret, "other words for cases", &mut entropy).unwrap();
        opens(&changed, new, &record).unwrap();
        opens(&changed, VaultSecret::RecoveryCode(&code), &record).unwrap();
        assert_eq!(opens(&changed, old, &record), Err(VaultError::WrongPassphrase));
        let forgotten = VaultSecret::RecoveryCode(&recovery_code);
        assert_eq!(opens(&changed, forgotten, &record), Err(VaultError::WrongRecoveryCode));
    }
    let short = header.with_secrets(old, "short", &mut entropy).unwrap_err();
    assert_eq!(short, VaultError::ShortPassphrase { found: 5 });
    assert_eq!(header.with_secrets(new, PASSPHRASE, &mut entropy).unwrap_err(), VaultError::WrongPassphrase);
}

#[test]
fn a_changed_head_opens_nothing() {
    let created = VaultHeader::create(PASSPHRASE, 5, &mut CountingEntropy::default()).unwrap();
    let json = String::from_utf8(created.header.to_json().unwrap()).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        let header = VaultHeader::from_json(json.replacen(from, to, 1).as_bytes());
        header.and_then(|header| header.unlock(VaultSecret::Passphrase(PASSPHRASE))).map(|_| ()).unwrap_err()
    };
    assert_eq!(changed("\"created_ms\":5", "\"created_ms\":6"), VaultError::WrongPassphrase);
    assert_eq!(changed("\"iterations\":1", "\"iterations\":2"), VaultError::WrongPassphrase);
    assert_eq!(changed("\"version\":2", "\"version\":3"), VaultError::Newer { known: 2, found: 3 });
    assert_eq!(changed("\"version\":2", "\"version\":1"), VaultError::WrongPassphrase, "made under another");
    assert_eq!(changed("\"made_version\":2", "\"made_version\":1"), VaultError::WrongPassphrase);
    assert_eq!(changed("\"version\":2", "\"version\":0"), VaultError::Foreign);
    assert_eq!(changed("onsight-vault", "another-vault"), VaultError::Foreign);
    assert_eq!(changed("\"wrapped\":\"", "\"wrapped\":\"0"), VaultError::Foreign);
    assert_eq!(VaultHeader::from_json(b"SQLite format 3\0").unwrap_err(), VaultError::Foreign);
}

#[test]
fn a_recovery_code_is_read_as_people_write_it_and_a_typing_error_is_told() {
    let mut entropy = CountingEntropy::default();
    let created = VaultHeader::create(PASSPHRASE, 5, &mut entropy).unwrap();
    let code = created.recovery_code.to_string();
    assert_eq!((code.len(), code.matches('-').count()), (44, 8), "{code}");
    for typed in [code.clone(), code.to_lowercase(), code.replace('-', " "), code.replace('1', "l").replace('0', "o")] {
        let read = RecoveryCode::from_typed(&typed).unwrap();
        assert!(created.header.unlock(VaultSecret::RecoveryCode(&read)).is_ok(), "{typed}");
    }
    for (at, letter) in code.char_indices().filter(|(_, letter)| *letter != '-') {
        let mut typed = code.clone();
        typed.replace_range(at..=at, if letter == 'Z' { "Y" } else { "Z" });
        assert_eq!(RecoveryCode::from_typed(&typed).unwrap_err(), VaultError::MistypedRecoveryCode, "{typed}");
    }
    for wrong in ["", "810M", &format!("{code}0"), &code.replacen('-', "U", 1)] {
        assert_eq!(RecoveryCode::from_typed(wrong).unwrap_err(), VaultError::MistypedRecoveryCode, "{wrong}");
    }
}

#[test]
fn no_secret_is_printed() {
    let created = VaultHeader::create(PASSPHRASE, 5, &mut CountingEntropy::default()).unwrap();
    let printed = format!("{:?} {:?}", created.key, created.recovery_code);
    assert!(printed.starts_with("VaultKey(") && printed.ends_with(" RecoveryCode(…)"), "{printed}");
    assert_eq!(VaultHeader::create(PASSPHRASE, 5, &mut NoNumbers).unwrap_err(), VaultError::NoEntropy);
}

#[test]
fn a_nonce_is_given_out_once_and_the_last_one_is_the_last() {
    let mut entropy = CountingEntropy::default();
    let mut counter = NonceCounter::after((1 << 32) - 2);
    let (first, second) = (counter.take(&mut entropy).unwrap(), counter.take(&mut entropy).unwrap());
    assert_eq!((&first.0[..4], &second.0[..4]), (&[255, 255, 255, 254][..], &[255, 255, 255, 255][..]));
    assert_ne!(first.0[4..], second.0[4..], "the rest is random");
    assert_eq!((counter.take(&mut entropy).unwrap_err(), counter.used()), (VaultError::Exhausted, 1 << 32));
    assert_eq!(NonceCounter::after(counter.used()).take(&mut entropy).unwrap_err(), VaultError::Exhausted);
    let mut counter = NonceCounter::after(7);
    assert!(counter.take(&mut NoNumbers).is_err());
    assert_eq!(counter.used(), 7, "none was given out");
}

#[test]
fn the_cipher_of_a_key_overwrites_it_when_it_is_dropped() {
    // `aes` alone knows; without its feature this does not compile.
    fn is_overwritten<T: zeroize::ZeroizeOnDrop>() {}
    is_overwritten::<aes::Aes256>();
}
