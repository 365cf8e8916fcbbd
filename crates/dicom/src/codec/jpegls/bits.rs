//! Bits of an entropy-coded segment, the highest of each byte first. After a byte FF one 0 bit is stuffed, not a whole
//! byte as in JPEG, whose reader is `jpeg::ScanBits`; and codes are unary runs of zeros, which need no table.

use ::jpeg::next_marker;

/// Reads up to the next marker; reading more bits than there are is recorded as an error.
///
/// Whoever reads many numbers keeps a copy in a local variable: what is called seldom takes and gives the reader by
/// value, so that its fields stay in registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    start: usize,
    at: usize,
    /// The next bits, at the top; zeros below them.
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
    #[inline(always)]
    fn fill(&mut self) {
        if self.count >= 32 {
            return;
        }
        // Four bytes at once where none of them is FF: nothing is stuffed there, and no marker begins.
        let next = self
            .bytes
            .get(self.at..)
            .and_then(|rest| rest.first_chunk())
            .map_or(u32::MAX, |&four| u32::from_be_bytes(four));
        // A byte FF is 0 in the complement, and only a zero byte borrows from its top bit.
        let has_ff = (!next).wrapping_sub(0x0101_0101) & next & 0x8080_8080 != 0;
        if has_ff || self.after_ff {
            *self = self.filled_by_bytes();
            return;
        }
        self.held |= u64::from(next) << (32 - self.count);
        self.count += 32;
        self.at += 4;
    }

    #[cold]
    #[inline(never)]
    fn filled_by_bytes(mut self) -> Self {
        while self.count <= 56 {
            let Some(&byte) = self.bytes.get(self.at) else { break };
            // A marker: the byte after FF has its top bit set.
            if !self.after_ff && byte == 0xFF && self.bytes.get(self.at + 1).is_none_or(|&next| next >= 0x80) {
                break;
            }
            // The bit at the top is dropped (T.87, A.1).
            let width = if self.after_ff { 7 } else { 8 };
            self.after_ff = byte == 0xFF;
            self.at += 1;
            self.count += width;
            self.held |= u64::from(byte) << (64 - self.count);
        }
        self
    }

    /// Consumes bits that are held.
    fn skip(&mut self, bits: u32) {
        if bits > self.count {
            self.missing = true;
        }
        self.held = self.held.checked_shl(bits).unwrap_or(0);
        self.count = self.count.saturating_sub(bits);
    }

    /// Consumes up to 16 bits as a number.
    #[inline(never)]
    pub(super) fn take(&mut self, bits: u32) -> u32 {
        self.fill();
        let number = ((self.held >> 48) as u32).checked_shr(16 - bits.min(16)).unwrap_or(0);
        self.skip(bits);
        number
    }

    /// A.5.3: consumes a run of zeros that is shorter than `longest`, a one, and `k` bits, at most 16, as one number;
    /// or a literal number of so many bits, less one, after the longest run and a one.
    #[inline(always)]
    pub(super) fn golomb(&mut self, k: u32, longest: u32, literal: u32) -> u32 {
        self.fill();
        let zeros = self.held.leading_zeros();
        let width = zeros + 1 + k;
        if zeros >= longest || width > self.count {
            let number;
            (*self, number) = self.after_golomb(k, longest, literal);
            return number;
        }
        // At most 63 zeros stand before the one, and what follows may have no bits at all.
        let rest = self.held << zeros << 1;
        self.held = rest << k;
        self.count -= width;
        (zeros << k) | (rest >> 1 >> (63 - k)) as u32
    }

    /// The same for a code that is longer than what is held, or literal, or cut.
    #[cold]
    #[inline(never)]
    fn after_golomb(mut self, k: u32, longest: u32, literal: u32) -> (Self, u32) {
        let zeros = self.zeros(longest);
        let number = if zeros < longest {
            (zeros << k) | self.take(k)
        } else {
            // The one after the longest run.
            self.take(1);
            self.take(literal) + 1
        };
        (self, number)
    }

    /// Consumes zeros up to a one, and the one; at most `most` zeros, after which nothing more is consumed.
    fn zeros(&mut self, most: u32) -> u32 {
        let mut zeros = 0;
        loop {
            self.fill();
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

    /// Where the bytes end of which bits were consumed, and how many bits of the last one were not.
    fn taken(&self) -> (usize, u32) {
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
        (end, left)
    }

    /// Writes the consumed bytes unchanged. Bits of the last one that were not consumed are set to zero (T.87, A.1).
    pub(super) fn put_taken(&self, to: &mut Vec<u8>) {
        let (end, left) = self.taken();
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

    /// Where the next marker begins after what was consumed, however much was read ahead, or the data end. Data that
    /// nobody asked for are seldom free of what looks like a marker segment, which is then refused.
    pub(super) fn end(&self) -> usize {
        next_marker(self.bytes, self.taken().0).map_or(self.bytes.len(), |(_, body)| body - 2)
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

    #[test]
    fn a_code_is_read_alike_from_what_is_held_and_beyond_it() {
        // 40 zeros, a one, three bits; then what is left of the data is too short for a code.
        let bytes = [0, 0, 0, 0, 0, 0b1101_0000, 0xFF, 0xD9];
        let mut bits = Bits::new(&bytes, 0);
        assert_eq!((bits.golomb(3, 47, 12), bits.missing()), ((40 << 3) | 0b101, false));
        assert_eq!((bits.golomb(3, 47, 12), bits.missing()), (47 + 1 - 47, true));
        // A literal number stands after the longest run and a one.
        let mut bits = Bits::new(&[0b0000_1101, 0b1000_0000], 0);
        assert_eq!((bits.golomb(2, 4, 3), bits.missing()), (0b101 + 1, false));
    }

    #[test]
    fn the_end_is_looked_for_after_what_was_consumed() {
        // The pair FF 45 are data while something is read from them, and look like a marker behind the data.
        let bytes = [0x12, 0x34, 0xFF, 0x45, 0x56, 0xFF, 0x00, 0x78, 0x9A, 0xFF, 0xD9];
        for (count, end) in [(1, 2), (16, 2), (24, 9), (30, 9), (60, 9)] {
            let mut bits = Bits::new(&bytes, 0);
            (0..count).for_each(|_| {
                bits.take(1);
            });
            assert_eq!(bits.end(), end, "{count}");
        }
        let mut bits = Bits::new(&bytes[..9], 0);
        (0..62).for_each(|_| {
            bits.take(1);
        });
        assert_eq!((bits.end(), bits.missing()), (9, false));
    }
}
