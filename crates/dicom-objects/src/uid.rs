//! Unique identifiers (PS3.5, 9).

use super::ObjectError;
use sha2::{Digest, Sha256};

/// Random bytes from which all identifiers of one export are derived: the same bytes give the same identifiers, so that
/// its objects reference each other. They must be random, and be used for one export only.
#[derive(Clone, Copy)]
pub struct UidSeed(pub [u8; 32]);

impl std::fmt::Debug for UidSeed {
    /// Never the bytes: they would allow making another object with the same identifiers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UidSeed(…)")
    }
}

impl UidSeed {
    /// The identifier of the object with this role in the export.
    pub(crate) fn uid(&self, part: &str) -> String {
        derived(&[&self.0, part.as_bytes()])
    }
}

/// Identifies the model as observing device: the same for the same weights everywhere.
pub(crate) fn device_uid(weights_sha256: &str) -> String {
    derived(&[b"onsight device ", weights_sha256.as_bytes()])
}

/// `2.25.` and a UUID as a number (PS3.5, B.2), of version 8: RFC 9562, 5.8, reserves it for custom schemes, here 122
/// bits of a hash.
fn derived(parts: &[&[u8]]) -> String {
    let mut sum = Sha256::new();
    parts.iter().for_each(|part| sum.update(part));
    let number = sum.finalize().iter().take(16).fold(0_u128, |number, &byte| number << 8 | u128::from(byte));
    let versioned = (number & !(0xF << 76)) | (8 << 76);
    format!("2.25.{}", (versioned & !(0b11 << 62)) | (0b10 << 62))
}

/// The text, where it is a UID.
pub(crate) fn checked(text: &str) -> Result<&str, ObjectError> {
    let is_number =
        |part: &str| part == "0" || (!part.starts_with('0') && part.bytes().all(|byte| byte.is_ascii_digit()));
    let fits =
        text.len() <= 64 && text.contains('.') && text.split('.').all(|part| !part.is_empty() && is_number(part));
    if fits { Ok(text) } else { Err(ObjectError::NotAUid { found: text.chars().take(80).collect() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_name_the_same_things() {
        let (one, other) = (UidSeed([1; 32]), UidSeed([2; 32]));
        assert_eq!(one.uid("report"), UidSeed([1; 32]).uid("report"));
        assert_ne!(one.uid("report"), one.uid("study"));
        assert_ne!(one.uid("report"), other.uid("report"));
        for uid in [one.uid("report"), other.uid(""), device_uid("ab")] {
            assert_eq!(checked(&uid), Ok(uid.as_str()));
            let number: u128 = uid.strip_prefix("2.25.").unwrap().parse().unwrap();
            assert_eq!(((number >> 76) & 0xF, (number >> 62) & 0b11), (8, 0b10), "version and variant");
        }
    }

    #[test]
    fn what_is_no_uid_is_refused() {
        for text in ["", "1", "1.", ".1", "1..2", "1.02", "1.2a", "Doe^Jane", &"1.2".repeat(30)] {
            assert!(checked(text).is_err(), "{text}");
        }
        assert!(checked("1.2.840.10008.0.1").is_ok());
    }
}
