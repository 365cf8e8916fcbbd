//! Bytes as hexadecimal digits, for values in JSON: identifiers, hashes, salts, wrapped keys.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};
use std::fmt::Write as _;

/// Two lower-case digits per byte.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Exactly `N` bytes; `None` for other lengths and other characters.
pub(crate) fn decode<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let digits = digits.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = (value(*high)? << 4) | value(*low)?;
    }
    Some(bytes)
}

/// As many bytes as there are; `None` for half of one and for other characters.
pub(crate) fn decode_all(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|&[high, low]| Some((value(high)? << 4) | value(low)?)).collect()
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// For `#[serde(with = "crate::hex")]` on an array of bytes.
pub(crate) fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&encode(bytes))
}

/// For `#[serde(with = "crate::hex")]` on an array of bytes.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(deserializer: D) -> Result<[u8; N], D::Error> {
    let digits = String::deserialize(deserializer)?;
    decode(&digits).ok_or_else(|| D::Error::custom(format!("expected {} hexadecimal digits", 2 * N)))
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_all, encode};

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        assert_eq!(encode(&[0, 0x9f, 0xff]), "009fff");
        assert_eq!(decode::<3>("009fFF"), Some([0, 0x9f, 0xff]));
        for wrong in ["", "009ff", "009fff0", "00gfff", "00 fff", "é9ff"] {
            assert_eq!(decode::<3>(wrong), None, "{wrong}");
        }
        assert_eq!((decode_all("009fFF"), decode_all("")), (Some(vec![0, 0x9f, 0xff]), Some(Vec::new())));
        for wrong in ["009ff", "00gfff", "00 fff", "é9ff"] {
            assert_eq!(decode_all(wrong), None, "{wrong}");
        }
    }
}
