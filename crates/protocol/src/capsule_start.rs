//! Recognition of capsules, by the first bytes of a file and never by its name.

/// The format field of a capsule, see `export::capsule`.
const FORMAT: &[u8] = b"\"onsight-capsule\"";

/// Whether the start of a file identifies it as a capsule. A reformatted file may have the field anywhere.
///
/// ```
/// use protocol::is_capsule;
///
/// assert!(is_capsule(b"\n { \"version\": 1, \"format\": \"onsight-capsule\""));
/// assert!(!is_capsule(b"a picture of \"onsight-capsule\""));
/// ```
#[must_use]
pub fn is_capsule(start: &[u8]) -> bool {
    start.trim_ascii_start().first() == Some(&b'{') && start.windows(FORMAT.len()).any(|part| part == FORMAT)
}

#[cfg(test)]
mod tests {
    use super::is_capsule;

    #[test]
    fn a_capsule_is_told_by_what_it_says_of_itself() {
        let capsule: &[u8] = b"{\"format\":\"onsight-capsule\",\"version\":1";
        assert!(is_capsule(capsule));
        // A truncated one is still recognisable.
        assert!(is_capsule(&capsule[..28]) && !is_capsule(&capsule[..26]));
        for other in [&b""[..], b"{}", b"{\"format\":\"onsight\"}", b"[\"onsight-capsule\"]", b"\x89PNG\r\n\x1a\n"] {
            assert!(!is_capsule(other), "{other:?}");
        }
    }
}
