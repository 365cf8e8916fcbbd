//! Capsules: what they hold without a picture, and comparison to the last digit.

use crate::export::fhir::{NAMED, finding};
use ::finding::Found;
use export::MayGoAlong;
use export::capsule::{
    Capsule, CapsuleError, CapsuleOptions, MOST_CAPSULE_BYTES, PictureHashes, PictureMatch, compare,
};
use serde_json::Value;

const FIRST: &str = include_str!("../../data/export/capsule/version-1.json");

pub(crate) fn picture() -> PictureHashes {
    PictureHashes::of(b"a picture", &[0, 1, 2])
}

pub(crate) fn options(may: MayGoAlong) -> CapsuleOptions<'static> {
    CapsuleOptions { may, program: "0.1.0", file_name: Some("Blatt 1.png"), answered_ms: Some(1_767_225_600_123) }
}

pub(crate) fn with_all(json: &str) -> Capsule {
    let may = MayGoAlong { dates: true, file_names: true, ..MayGoAlong::default() };
    Capsule::new(&finding(json), picture(), &options(may))
}

#[test]
fn a_capsule_is_the_one_that_was_made_without_this_code() {
    let capsule = with_all(NAMED);
    assert_eq!(capsule.to_json().unwrap(), FIRST);
    assert_eq!(Capsule::from_json(FIRST.as_bytes()), Ok(capsule));
}

#[test]
fn nothing_goes_along_unless_it_is_allowed() {
    let capsule = Capsule::new(&finding(NAMED), picture(), &options(MayGoAlong::default()));
    assert_eq!((capsule.file_name.as_deref(), capsule.answered_ms), (None, None));
    let json = capsule.to_json().unwrap();
    // The device was checked at 1767225600000.
    assert!(FIRST.contains("17672256") && !json.contains("17672256") && !json.contains("Blatt"), "{json}");
    let read = Capsule::from_json(json.as_bytes()).unwrap();
    assert!(compare(&read, &finding(NAMED)).is_same(), "when the device was checked is no part of the answer");
}

#[test]
fn a_file_that_was_laid_out_anew_is_the_same_capsule() {
    let value: Value = serde_json::from_str(FIRST).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(Capsule::from_json(pretty.as_bytes()), Capsule::from_json(FIRST.as_bytes()));
}

#[test]
fn what_is_no_capsule_of_this_program_is_said() {
    let read = |text: &str| Capsule::from_json(text.as_bytes()).map(|_| ());
    for foreign in ["", "{}", "[1]", "{\"format\":\"something else\",\"version\":1}", NAMED, "\u{1}\u{2}"] {
        assert_eq!(read(foreign), Err(CapsuleError::Foreign), "{foreign}");
    }
    let newer = FIRST.replacen("\"version\":1", "\"version\":7", 1);
    assert_eq!(read(&newer), Err(CapsuleError::Newer { known: 1, found: 7 }));
    for wrong in ["0", "\"1\"", "null"] {
        let odd = FIRST.replacen("\"version\":1", &format!("\"version\":{wrong}"), 1);
        assert_eq!(read(&odd), Err(CapsuleError::Damaged), "{wrong}");
    }
    for cut in [FIRST.len() - 2, FIRST.len() / 2, 40] {
        assert_eq!(read(&FIRST[..cut]), Err(CapsuleError::Damaged), "{cut}");
    }
    let says = "Expected a capsule of version 1 or older, found version 7.";
    assert_eq!(read(&newer).unwrap_err().to_string(), says);
}

#[test]
fn every_changed_digit_is_told() {
    let mut digits = 0;
    for (at, byte) in FIRST.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        // The version is checked elsewhere.
        if FIRST[..at].ends_with("\"version\":") {
            continue;
        }
        let mut changed = FIRST.as_bytes().to_vec();
        changed[at] = if byte == b'9' { b'8' } else { byte + 1 };
        assert_eq!(Capsule::from_json(&changed), Err(CapsuleError::Damaged), "at {at}");
        digits += 1;
    }
    assert!(digits > 100, "{digits}");
}

#[test]
fn a_finding_of_a_later_program_is_said() {
    // As a later program would write it, with a matching hash.
    let first: Value = serde_json::from_str(FIRST).unwrap();
    let mut content = first["content"].clone();
    content["finding"]["version"] = 9.into();
    let sha256 = canonical_sha256(&content);
    let later = serde_json::json!({ "format": "onsight-capsule", "version": 1, "sha256": sha256, "content": content });
    assert_eq!(Capsule::from_json(later.to_string().as_bytes()), Err(CapsuleError::LaterFinding));
}

/// The hash of a capsule, of sorted names, as in a [`std::collections::BTreeMap`].
fn canonical_sha256(value: &Value) -> String {
    fn sorted(value: &Value) -> String {
        match value {
            Value::Object(pairs) => {
                let pairs: std::collections::BTreeMap<_, _> = pairs.iter().collect();
                let pairs =
                    pairs.into_iter().map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), sorted(value)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
            }
            Value::Array(all) => format!("[{}]", all.iter().map(sorted).collect::<Vec<_>>().join(",")),
            other => other.to_string(),
        }
    }
    vault::Fingerprint::of(sorted(value).as_bytes()).to_string()
}

#[test]
fn a_number_that_is_none_is_not_written() {
    let mut broken = with_all(NAMED);
    let Found::Classes(classes) = &mut broken.finding.found else { panic!("classes") };
    classes.probabilities[0].value = f32::NAN;
    assert_eq!(broken.to_json(), Err(CapsuleError::Unwritable));
}

#[test]
fn a_picture_is_told_by_its_file_and_by_its_samples() {
    let kept = picture();
    assert_eq!(kept.compare(&PictureHashes::of(b"a picture", &[0, 1, 2])), PictureMatch::SameFile);
    assert_eq!(kept.compare(&PictureHashes::of(b"a picture", &[9])), PictureMatch::OtherSamples);
    assert_eq!(kept.compare(&PictureHashes::of(b"a copy", &[0, 1, 2])), PictureMatch::SameSamples);
    assert_eq!(kept.compare(&PictureHashes::of(b"a copy", &[0, 1, 3])), PictureMatch::Other);
    let says = text::english(&PictureMatch::Other.message());
    assert_eq!(says, "This is another picture than that of the capsule.");
}

#[test]
fn a_file_of_a_hostile_size_is_not_read() {
    let large = vec![b' '; usize::try_from(MOST_CAPSULE_BYTES).unwrap() + 1];
    let refused = Capsule::from_json(&large).unwrap_err();
    assert_eq!(refused, CapsuleError::TooLarge { most: MOST_CAPSULE_BYTES, found: MOST_CAPSULE_BYTES + 1 });
    assert_eq!(refused.to_string(), "Expected a capsule of at most 16 MB, found a file of 17 MB.");
    assert_eq!(Capsule::check_size(MOST_CAPSULE_BYTES), Ok(()));
    // Unclosed brackets must not exhaust the memory.
    let deep = format!("{{\"format\":\"onsight-capsule\",\"content\":{}", "[".repeat(100_000));
    assert_eq!(Capsule::from_json(deep.as_bytes()), Err(CapsuleError::Damaged));
}
