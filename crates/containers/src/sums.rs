//! Checksums of ZIP and PNG.

/// CRC-32 of ISO 3309 as ZIP (APPNOTE 4.4.7) and PNG (annex D) use it.
///
/// ```
/// // Of one piece or of several: the sum is the same.
/// assert_eq!(containers::crc32(&[b"123456789"]), 0xCBF4_3926);
/// assert_eq!(containers::crc32(&[b"1234", b"56789"]), 0xCBF4_3926);
/// ```
#[must_use]
pub fn crc32(parts: &[&[u8]]) -> u32 {
    // Computed for each checksum, in microseconds: in a bundle it would be an incompressible kilobyte.
    let table: [u32; 256] = std::array::from_fn(|at| (0..8).fold(at as u32, |value, _| halved(value)));
    let entry = |at: u32| table.get(at as usize).copied().unwrap_or_default();
    let bytes = parts.iter().flat_map(|part| part.iter());
    let fold = |crc: u32, &byte: &u8| (crc >> 8) ^ entry((crc ^ u32::from(byte)) & 0xFF);
    !bytes.fold(u32::MAX, fold)
}

/// One bit of the division by the polynomial, lowest first.
fn halved(value: u32) -> u32 {
    if value & 1 == 1 { (value >> 1) ^ 0xEDB8_8320 } else { value >> 1 }
}

/// Adler-32 of RFC 1950.
///
/// ```
/// assert_eq!(containers::adler32(b"Wikipedia"), 0x11E6_0398);
/// ```
#[must_use]
pub fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1_u32, 0_u32);
    // The sums of up to 5552 bytes stay below 2³² (RFC 1950, 9).
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
