//! Bits of an entropy-coded segment, the highest of each byte first. After a byte FF one 0 bit is stuffed, not a whole
//! byte as in JPEG, whose reader is `jpeg::ScanBits`; and codes are unary runs of zeros, which need no table.

use ::jpeg::next_marker;

/// Reads up to the next marker; reading more bits than there are is recorded as an error.
#[derive(Clone, Debug)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    start: usize,
    at: usize,
    /// The next bits, at the top.
    held: u64,
    count: u32,
    after_ff: bool,
    missing: bool,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, start: at, at, held: 0, count: 0, after_ff: false, missing: false }
    }

    /// Refills to at least 32 bits at the top, with zeros after the end of the data.
    fn fill(&mut self) {
        if !self.after_ff && self.fill_plainly() {
            return;
        }
        while self.count <= 56 {
            let Some(&byte) = self.bytes.get(self.at) else { return };
            // A marker: the byte after FF has its top bit set.
            if !self.after_ff && byte == 0xFF && self.bytes.get(self.at + 1).is_none_or(|&next| next >= 0x80) {
                return;
            }
            // The bit at the top is dropped (T.87, A.1).
            let width = if self.after_ff { 7 } else { 8 };
            self.after_ff = byte == 0xFF;
            self.at += 1;
            self.count += width;
            self.held |= u64::from(byte) << (64 - self.count);
        }
    }

    /// Whole bytes at once where none of the next eight is FF: nothing is stuffed there, and no marker begins.
    fn fill_plainly(&mut self) -> bool {
        let Some(&next) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk()) else { return false };
        let next = u64::from_be_bytes(next);
        // A byte FF is 0 in the complement, and only a zero byte borrows from its top bit.
        let none = !next;
        if none.wrapping_sub(0x0101_0101_0101_0101) & next & 0x8080_8080_8080_8080 != 0 {
            return false;
        }
        let bytes = (64 - self.count) / 8;
        let Some(kept) = u64::MAX.checked_shl(64 - 8 * bytes) else { return true };
        self.held |= (next & kept) >> self.count;
        self.at += bytes as usize;
        self.count += 8 * bytes;
        true
    }

    /// The next 16 bits without consuming them.
    fn peek(&mut self) -> u32 {
        if self.count < 16 {
            self.fill();
        }
        (self.held >> 48) as u32
    }

    /// Consumes bits that were peeked at.
    fn skip(&mut self, bits: u32) {
        if bits > self.count {
            self.missing = true;
        }
        self.held = self.held.checked_shl(bits).unwrap_or(0);
        self.count = self.count.saturating_sub(bits);
    }

    /// Consumes up to 16 bits as a number.
    pub(super) fn take(&mut self, bits: u32) -> u32 {
        let number = self.peek().checked_shr(16 - bits.min(16)).unwrap_or(0);
        self.skip(bits);
        number
    }

    /// Consumes zeros up to a one, and the one; at most `most` zeros, after which nothing more is consumed.
    pub(super) fn zeros(&mut self, most: u32) -> u32 {
        let mut zeros = 0;
        loop {
            if self.count < 32 {
                self.fill();
            }
            let run = self.held.leading_zeros().min(self.count);
            if zeros + run >= most || self.count == 0 {
                self.skip((most - zeros).min(run));
                self.missing |= self.count == 0 && zeros + run < most;
                return most;
            }
            zeros += run;
            self.skip(run);
            if self.count > 0 {
                self.skip(1);
                return zeros;
            }
        }
    }

    /// Whether more bits were consumed than there are.
    pub(super) fn missing(&self) -> bool {
        self.missing
    }

    /// Writes the consumed bytes unchanged. Bits of the last one that were not consumed are set to zero (T.87, A.1).
    pub(super) fn put_taken(&self, to: &mut Vec<u8>) {
        let (mut end, mut left) = (self.at, self.count);
        // Bytes of the look-ahead.
        while end > self.start {
            let is_after_ff = end >= self.start + 2 && self.bytes.get(end - 2) == Some(&0xFF);
            let width = if is_after_ff { 7 } else { 8 };
            if left < width {
                break;
            }
            left -= width;
            end -= 1;
        }
        let taken = self.bytes.get(self.start..end).unwrap_or_default();
        let Some((&last, before)) = taken.split_last() else { return };
        to.extend_from_slice(before);
        let last = last & !((1_u8 << left.min(7)) - 1);
        to.push(last);
        // It may not end like the start of a marker.
        if last == 0xFF {
            to.push(0);
        }
    }

    /// Where the next marker begins, or the data end.
    pub(super) fn end(&self) -> usize {
        next_marker(self.bytes, self.at).map_or(self.bytes.len(), |(_, body)| body - 2)
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    /// The bytes written after so many bits.
    fn taken(bytes: &[u8], count: u32) -> Vec<u8> {
        let mut bits = Bits::new(bytes, 1);
        (0..count).for_each(|_| {
            bits.take(1);
        });
        assert!(!bits.missing(), "{count}");
        let mut made = Vec::new();
        bits.put_taken(&mut made);
        made
    }

    #[test]
    fn a_stuffed_bit_counts_with_its_byte() {
        let bytes = [0xFF, 0x12, 0xFF, 0x74, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x11, 0xFF, 0xD9];
        let cases: [(u32, &[u8]); 6] = [
            (1, &[0x00]),
            (8, &[0x12]),
            (16, &[0x12, 0xFF, 0x00]),
            (17, &[0x12, 0xFF, 0x40]),
            (23, &[0x12, 0xFF, 0x74]),
            (27, &[0x12, 0xFF, 0x74, 0x50]),
        ];
        for (count, expected) in cases {
            assert_eq!(taken(&bytes, count), expected, "{count}");
        }
    }
}
