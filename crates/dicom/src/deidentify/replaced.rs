//! Replacement values.

use super::Salt;
use dicom_core::VR;
use sha2::{Digest, Sha256};

/// UIDs of the standard itself: classes, syntaxes, well-known frames of reference. They identify no one.
const STANDARD: &str = "1.2.840.10008.";

/// Whether a UID is the standard's (PS3.6, annex A). Its components are few and short; a longer one hides something
/// else. The longest have nine components after the root, as `5.1.4.1.1.77.1.5.4`, and ten or eleven digits.
pub(super) fn is_standard(uid: &str) -> bool {
    let is_number = |part: &str| {
        (1..=4).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    uid.strip_prefix(STANDARD).is_some_and(|rest| {
        let count = rest.split('.').count();
        count <= 9 && rest.len() + 1 - count <= 12 && rest.split('.').all(is_number)
    })
}

/// Those of several UIDs that are the standard's.
pub(super) fn standard_uids(text: &str) -> impl Iterator<Item = &str> {
    text.split('\\').map(|uid| uid.trim_matches([' ', '\0'])).filter(|uid| is_standard(uid))
}

/// A dummy value of this representation (PS3.15, E.1, `D`).
pub(super) fn dummy(vr: VR) -> Vec<u8> {
    let text: &[u8] = match vr {
        VR::DA => b"19000101",
        VR::DT => b"19000101000000",
        VR::TM => b"000000",
        VR::AS => b"000Y",
        VR::DS | VR::IS => b"0 ",
        VR::PN => b"Anonymous ",
        VR::UI => b"2.25.0",
        VR::FL | VR::SL | VR::UL | VR::AT | VR::OF | VR::OL => &[0; 4],
        VR::FD | VR::SV | VR::UV | VR::OD | VR::OV => &[0; 8],
        VR::US | VR::SS | VR::OB | VR::OW | VR::UN => &[0; 2],
        _ => b"REMOVED ",
    };
    text.to_vec()
}

/// Each UID of a value by another of the form `2.25.N` (PS3.5, B.2), where N is 128 bits of a keyed hash; those of the
/// standard are kept.
pub(super) fn replaced_uids(text: &str, salt: &Salt) -> String {
    let one = |uid: &str| {
        if uid.is_empty() || is_standard(uid) {
            return uid.to_owned();
        }
        let mut sum = Sha256::new();
        sum.update(salt.0);
        sum.update(uid.as_bytes());
        let digest = sum.finalize();
        let number = digest.iter().take(16).fold(0_u128, |number, &byte| number << 8 | u128::from(byte));
        format!("2.25.{number}")
    };
    text.split('\\').map(|uid| one(uid.trim_matches([' ', '\0']))).collect::<Vec<_>>().join("\\")
}

#[test]
fn uids_of_the_standard_are_told_by_their_numbers() {
    let standard =
        ["5.1.4.1.1.2", "1.2.4.100.1", "5.1.4.1.1.77.1.5.4", "5.1.4.1.1.12.1.1", "6.1.1308", "1.20.1.1", "1.2"];
    for rest in standard {
        assert!(is_standard(&format!("{STANDARD}{rest}")), "{rest}");
    }
    for rest in ["", "5.19991224.1", "5.19991", "1.02", "1.2.3.4.5.6.7.8.9.1", "1999.1224.1999.1224", "5..1", "5.a"] {
        assert!(!is_standard(&format!("{STANDARD}{rest}")), "{rest}");
    }
}
