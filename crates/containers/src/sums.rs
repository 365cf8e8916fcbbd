//! Check sums of ZIP and PNG.

/// CRC-32 of ISO 3309 as ZIP (APPNOTE 4.4.7) and PNG (annex D) use it.
///
/// ```
/// // Of one piece or of several: the sum is the same.
/// assert_eq!(containers::crc32(&[b"123456789"]), 0xCBF4_3926);
/// assert_eq!(containers::crc32(&[b"1234", b"56789"]), 0xCBF4_3926);
/// ```
#[must_use]
pub fn crc32(parts: &[&[u8]]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.iter());
    let fold = |crc: u32, &byte: &u8| (crc >> 8) ^ table_entry((crc ^ u32::from(byte)) & 0xFF);
    !bytes.fold(u32::MAX, fold)
}

/// Entries of the table, made once by the compiler.
const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut value = at as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ 0xEDB8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
};

fn table_entry(at: u32) -> u32 {
    // At most 255, by the mask of the caller.
    TABLE.get(at as usize).copied().unwrap_or_default()
}

/// Adler-32 of RFC 1950.
///
/// ```
/// assert_eq!(containers::adler32(b"Wikipedia"), 0x11E6_0398);
/// ```
#[must_use]
pub fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    // 5552 bytes are the most whose sums stay below 2³² (RFC 1950, 9).
    for part in bytes.chunks(5552) {
        for &byte in part {
            low += u32::from(byte);
            high += low;
        }
        low %= 65_521;
        high %= 65_521;
    }
    (high << 16) | low
}
