//! A hash of bytes that is the same on every machine: FNV-1a, eight bytes at a time.

/// Hash of bytes, continued from `start`.
pub(crate) fn fnv(start: u64, bytes: &[u8]) -> u64 {
    // Eight at a time, which is fast on files.
    let (words, rest) = bytes.as_chunks::<8>();
    let mix = |hash: u64, value: u64| (hash ^ value).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    let hash = words.iter().fold(start, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(mix(hash, bytes.len() as u64), |hash, &byte| mix(hash, u64::from(byte)))
}

/// Start value of [`fnv`].
pub(crate) const START: u64 = 0xCBF2_9CE4_8422_2325;
