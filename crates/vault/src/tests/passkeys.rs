//! Passkeys open a vault beside its passphrase: added, tried, removed, kept where the passphrase changes, and left out of files.

use super::{CountingEntropy, PASSPHRASE};
use crate::{
    ImportPart, MOST_PASSKEYS, NewVault, NonceCounter, PasskeyAnswer, RecordAddress, RecordKind, RecoveryCode,
    VaultError, VaultExport, VaultHeader, VaultImport, VaultKey, VaultSecret,
};

/// `tests/data/vault/passkey.py` says how it was made.
const OTHER_PROGRAMS: &[u8] = include_bytes!("../../../../tests/data/vault/version-2-head.json");
/// The file of `tests/data/vault/make.py`, whose head is of version 1 and has the same data key.
const FIRST_VERSION: &[u8] = include_bytes!("../../../../tests/data/vault/version-1.onsightvault");
const SECRET: VaultSecret<'_> = VaultSecret::Passphrase(PASSPHRASE);

fn answer(id: u8, output: u8) -> PasskeyAnswer {
    PasskeyAnswer::new(&[id; 16], &[output; 32]).unwrap()
}

/// A vault that one passkey opens, as it is read again.
fn with_passkey(entropy: &mut CountingEntropy) -> (VaultHeader, NewVault) {
    let new = VaultHeader::create(PASSPHRASE, 5, entropy).unwrap();
    let header = new.header.with_passkey(SECRET, &answer(1, 2), 7, entropy).unwrap();
    (VaultHeader::from_json(&header.to_json().unwrap()).unwrap(), new)
}

/// Whether both keys open the same records.
fn are_one(one: &VaultKey, other: &VaultKey) -> bool {
    let address = RecordAddress { kind: RecordKind::Case, id: super::id(9), revision: 1 };
    let nonce = NonceCounter::after(0).take(&mut CountingEntropy::default()).unwrap();
    let sealed = one.seal(address, nonce, b"a record").unwrap();
    other.open(address, &sealed).is_ok()
}

#[test]
fn a_passkey_opens_the_vault_and_no_other_answer_does() {
    let mut entropy = CountingEntropy::default();
    let (header, new) = with_passkey(&mut entropy);
    assert!(are_one(&new.key, &header.unlock_by_passkey(&answer(1, 2)).unwrap()));
    assert!(are_one(&new.key, &header.unlock(SECRET).unwrap()), "the passphrase stays");
    for wrong in [answer(1, 3), answer(2, 2)] {
        assert_eq!(header.unlock_by_passkey(&wrong).map(drop), Err(VaultError::WrongPasskey));
    }
    let added: Vec<_> = header.passkeys().map(|(id, added_ms)| (id.clone(), added_ms)).collect();
    assert_eq!(added, [(answer(1, 2).id().clone(), 7)]);
}

#[test]
fn a_passkey_is_added_with_a_secret_and_removed_without_one() {
    let mut entropy = CountingEntropy::default();
    let (header, new) = with_passkey(&mut entropy);
    let wrong = VaultSecret::Passphrase("another passphrase");
    let refused = header.with_passkey(wrong, &answer(3, 4), 8, &mut entropy);
    assert_eq!(refused, Err(VaultError::WrongPassphrase));
    let by_code = VaultSecret::RecoveryCode(&new.recovery_code);
    let both = header.with_passkey(by_code, &answer(3, 4), 8, &mut entropy).unwrap();
    assert!(are_one(&new.key, &both.unlock_by_passkey(&answer(1, 2)).unwrap()));
    assert!(are_one(&new.key, &both.unlock_by_passkey(&answer(3, 4)).unwrap()));

    let one = both.without_passkey(answer(1, 2).id());
    assert_eq!(one.unlock_by_passkey(&answer(1, 2)).map(drop), Err(VaultError::WrongPasskey));
    assert!(one.unlock_by_passkey(&answer(3, 4)).is_ok() && one.unlock(SECRET).is_ok());
    assert_eq!(one.without_passkey(answer(9, 9).id()), one, "one that never opened it");
}

#[test]
fn the_same_passkey_again_takes_the_place_of_itself_and_there_is_an_end_of_others() {
    let mut entropy = CountingEntropy::default();
    let (mut header, _) = with_passkey(&mut entropy);
    header = header.with_passkey(SECRET, &answer(1, 5), 9, &mut entropy).unwrap();
    assert_eq!(header.passkeys().count(), 1);
    assert!(header.unlock_by_passkey(&answer(1, 5)).is_ok() && header.unlock_by_passkey(&answer(1, 2)).is_err());
    for id in 2..=MOST_PASSKEYS as u8 {
        header = header.with_passkey(SECRET, &answer(id, id), 9, &mut entropy).unwrap();
    }
    let more = header.with_passkey(SECRET, &answer(99, 1), 9, &mut entropy);
    assert_eq!(more, Err(VaultError::TooManyPasskeys));
    assert!(header.with_passkey(SECRET, &answer(3, 1), 9, &mut entropy).is_ok(), "one of those that there are");
}

#[test]
fn another_passphrase_and_another_code_keep_the_passkeys() {
    let mut entropy = CountingEntropy::default();
    let (header, new) = with_passkey(&mut entropy);
    let (changed, code) = header.with_secrets(SECRET, "other words for cases", &mut entropy).unwrap();
    let (again, _) = changed.with_recovery_code(VaultSecret::RecoveryCode(&code), &mut entropy).unwrap();
    for header in [changed, again] {
        assert!(are_one(&new.key, &header.unlock_by_passkey(&answer(1, 2)).unwrap()));
        assert_eq!(header.unlock(SECRET).map(drop), Err(VaultError::WrongPassphrase));
    }
}

#[test]
fn an_exported_file_has_no_passkey() {
    let (header, _) = with_passkey(&mut CountingEntropy::default());
    let (_, begun) = VaultExport::begin(&header).unwrap();
    let mut import = VaultImport::default();
    import.push(&begun);
    let Some(ImportPart::Header(carried)) = import.next_part().unwrap() else { panic!("no head") };
    assert_eq!(carried.passkeys().count(), 0);
    assert!(carried.unlock(SECRET).is_ok());
    assert_eq!(carried.unlock_by_passkey(&answer(1, 2)).map(drop), Err(VaultError::WrongPasskey));
}

#[test]
fn a_changed_lock_of_a_passkey_opens_nothing() {
    let (header, _) = with_passkey(&mut CountingEntropy::default());
    let json = String::from_utf8(header.to_json().unwrap()).unwrap();
    let (head, locks) = json.split_once("\"passkeys\":").unwrap();
    for name in ["salt", "nonce", "wrapped", "id"] {
        let at = locks.find(&format!("\"{name}\":\"")).unwrap() + name.len() + 4;
        let mut changed = locks.to_owned();
        changed.replace_range(at..=at, if &locks[at..=at] == "0" { "1" } else { "0" });
        let header = VaultHeader::from_json(format!("{head}\"passkeys\":{changed}").as_bytes()).unwrap();
        assert_eq!(header.unlock_by_passkey(&answer(1, 2)).map(drop), Err(VaultError::WrongPasskey), "{name}");
        assert!(header.unlock(SECRET).is_ok(), "the passphrase does not depend on it");
    }
}

#[test]
fn a_head_of_version_1_takes_a_passkey_and_its_passphrase_and_code_still_open_it() {
    let mut import = VaultImport::default();
    import.push(FIRST_VERSION);
    let Some(ImportPart::Header(first)) = import.next_part().unwrap() else { panic!("no head") };
    let passphrase = VaultSecret::Passphrase("vier Wörter für Fälle");
    let code = RecoveryCode::from_typed("810M-4GT4-8N34-EJ29-995M-RKAE-9X85-2MJK-D15M").unwrap();
    let mut entropy = CountingEntropy::default();
    let with = first.with_passkey(passphrase, &answer(1, 2), 7, &mut entropy).unwrap();
    let json = with.to_json().unwrap();
    assert!(json.starts_with(br#"{"format":"onsight-vault","version":2,"made_version":1,"#));
    let read = VaultHeader::from_json(&json).unwrap();
    assert_eq!(read, with);
    let key = first.unlock(passphrase).unwrap();
    let secrets = [passphrase, VaultSecret::RecoveryCode(&code)];
    assert!(secrets.into_iter().all(|secret| are_one(&key, &read.unlock(secret).unwrap())));
    assert!(are_one(&key, &read.unlock_by_passkey(&answer(1, 2)).unwrap()));
}

#[test]
fn a_head_of_version_2_that_another_program_made_is_read_for_good() {
    let header = VaultHeader::from_json(OTHER_PROGRAMS).unwrap();
    assert_eq!(header.to_json().unwrap(), OTHER_PROGRAMS);
    let output: [u8; 32] = std::array::from_fn(|at| 32 + at as u8);
    let by_passkey = header.unlock_by_passkey(&PasskeyAnswer::new(&[0xc0, 0xff, 0xee], &output).unwrap()).unwrap();
    let by_passphrase = header.unlock(VaultSecret::Passphrase("vier Wörter für Fälle")).unwrap();
    assert!(are_one(&by_passkey, &by_passphrase));
}
