//! Bits of the entropy-coded data, the highest first (T.81, F.1.2.3 and F.2.2.5).

use crate::huffman::{FAST, HuffmanTable};
use crate::next_marker;

/// A reader that returns zeros past the end, which is at the next marker or after the last byte.
#[derive(Clone, Debug)]
pub struct ScanBits<'a> {
    data: &'a [u8],
    start: usize,
    at: usize,
    /// The next bits, at the top.
    next: u64,
    /// The number of valid bits.
    count: u32,
    /// The number of padding bits past the end.
    made_up: u32,
}

impl<'a> ScanBits<'a> {
    /// Reads from an offset on.
    #[must_use]
    pub fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, start: at, at, next: 0, count: 0, made_up: 0 }
    }

    /// Whether bits past the end were used.
    #[must_use]
    pub fn is_past_the_end(&self) -> bool {
        self.made_up > self.count
    }

    /// A symbol; `None` for bits that are not a code.
    #[inline(always)]
    pub fn symbol(&mut self, table: &HuffmanTable) -> Option<u8> {
        self.fill();
        let (length, symbol) = table.fast((self.next >> (64 - FAST)) as usize);
        if length > 0 {
            self.drop(length.into());
            return Some(symbol);
        }
        let (length, symbol) = table.slow((self.next >> 48) as u16)?;
        self.drop(length);
        Some(symbol)
    }

    /// The number with this many bits after a symbol, the first of which is its sign (T.81, F.2.2.1); `None` for more
    /// than 16.
    #[inline(always)]
    pub fn number(&mut self, bits: u8) -> Option<i32> {
        let bits = u32::from(bits);
        if bits == 0 {
            return Some(0);
        }
        // At least this many are left after a symbol.
        if bits > 16 {
            return None;
        }
        let value = (self.next >> (64 - bits)) as i32;
        self.drop(bits);
        // With a first bit of 0 the number is negative.
        Some(if value >> (bits - 1) == 0 { value - (1 << bits) + 1 } else { value })
    }

    /// Continues after the next restart marker; `None` where something else follows, or bits past the end were used.
    pub fn restart(&mut self) -> Option<()> {
        let whole = self.is_past_the_end();
        (self.next, self.count, self.made_up) = (0, 0, 0);
        // Fill bytes may precede it.
        while self.data.get(self.at) == Some(&0xFF) && self.data.get(self.at + 1) == Some(&0xFF) {
            self.at += 1;
        }
        let found = self.data.get(self.at..self.at + 2)?;
        let is_one = matches!(found, [0xFF, 0xD0..=0xD7]);
        self.at += 2;
        self.start = self.at;
        (is_one && !whole).then_some(())
    }

    /// The bits after the next marker, whatever precedes it; `None` where it is not a restart marker (T.81, E.2.4).
    #[must_use]
    pub fn behind_restart(&self) -> Option<Self> {
        let (marker, body) = next_marker(self.data, self.at)?;
        matches!(marker, 0xD0..=0xD7).then(|| Self::new(self.data, body))
    }

    /// Where the next marker begins, or the data end.
    #[must_use]
    pub fn end(&self) -> usize {
        next_marker(self.data, self.at).map_or(self.data.len(), |(_, body)| body - 2)
    }

    /// Writes the consumed bytes unchanged. Unconsumed bits of the last one are set to ones, as by encoders (T.81,
    /// F.1.2.3).
    pub fn put_taken(&self, to: &mut Vec<u8>) {
        let (mut end, mut left) = (self.at, self.count.saturating_sub(self.made_up));
        let byte = |at: usize| self.data.get(at).copied().unwrap_or_default();
        // Bytes of the look-ahead.
        while end > self.start && left >= 8 {
            let is_stuffed = end >= self.start + 2 && byte(end - 2) == 0xFF && byte(end - 1) == 0;
            left -= 8;
            end -= if is_stuffed { 2 } else { 1 };
        }
        let mut taken = self.data.get(self.start..end).unwrap_or_default();
        if taken.ends_with(&[0xFF, 0]) {
            taken = taken.get(..taken.len() - 1).unwrap_or_default();
        }
        let Some((&last, before)) = taken.split_last() else { return };
        to.extend_from_slice(before);
        let last = last | ((1_u8 << left.min(7)) - 1);
        to.push(last);
        // It may not end like the start of a marker.
        if last == 0xFF {
            to.push(0);
        }
    }

    #[inline(always)]
    fn drop(&mut self, bits: u32) {
        self.next <<= bits;
        self.count -= bits;
    }

    /// Refills to at least 32 bits: a code of 16, and a number of 16 after it.
    #[inline(always)]
    fn fill(&mut self) {
        if self.count >= 32 {
            return;
        }
        // Four bytes at once, where none of them is special.
        if let Some(four) = self.data.get(self.at..).and_then(<[u8]>::first_chunk::<4>) {
            let word = u32::from_be_bytes(*four);
            if !has_ones(word) {
                self.next |= u64::from(word) << (32 - self.count);
                self.count += 32;
                self.at += 4;
                return;
            }
        }
        self.fill_slowly();
    }

    #[inline(never)]
    fn fill_slowly(&mut self) {
        while self.count <= 56 {
            let byte = match (self.data.get(self.at), self.data.get(self.at + 1)) {
                (Some(0xFF), Some(0)) => {
                    self.at += 2;
                    0xFF
                }
                // A marker, or the end: the data stop here.
                (Some(0xFF), _) | (None, _) => {
                    self.made_up += 8;
                    0
                }
                (Some(&byte), _) => {
                    self.at += 1;
                    byte
                }
            };
            self.next |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }
}

/// Whether a byte of a word is 255 (the usual test for a zero byte, of the word's complement).
#[inline(always)]
fn has_ones(word: u32) -> bool {
    let word = !word;
    word.wrapping_sub(0x0101_0101) & !word & 0x8080_8080 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_ones_are_seen_wherever_they_stand() {
        assert!([0xFF00_0000, 0x12FF_3456, 0x0000_FF01, 0x7F80_FEFF].into_iter().all(has_ones));
        assert!(![0, 0x7F80_FEFE, 0x0101_0101, 0xFEFE_FEFE].into_iter().any(has_ones));
    }

    #[test]
    fn stuffed_bytes_markers_and_the_end_are_told_apart() {
        let data = [0b1010_0000, 0xFF, 0, 0b0101_0101, 0x11, 0x22, 0x33, 0xFF, 0xD3, 0b1100_0000];
        let mut bits = ScanBits::new(&data, 0);
        bits.fill();
        assert_eq!(
            (bits.number(3), bits.number(5), bits.number(8), bits.number(2)),
            (Some(5), Some(-31), Some(255), Some(-2))
        );
        assert!(!bits.is_past_the_end() && bits.restart().is_some());
        bits.fill();
        assert_eq!((bits.number(2), bits.is_past_the_end()), (Some(3), false));
        assert_eq!((bits.number(8), bits.is_past_the_end()), (Some(-255), true));
        assert!(bits.restart().is_none(), "there is no other");
    }

    #[test]
    fn a_restart_is_found_behind_bytes_of_no_use() {
        let data = [0x12, 0x34, 0xFF, 0xD5, 0b1000_0000, 0xFF, 0xD9];
        let mut bits = ScanBits::new(&data, 0).behind_restart().unwrap();
        bits.fill();
        assert_eq!((bits.number(1), bits.end()), (Some(1), 5));
        assert!(bits.behind_restart().is_none());
        assert_eq!(ScanBits::new(&data[..5], 4).end(), 5);
    }

    /// The bytes written after this many bits.
    fn taken(bytes: &[u8], count: u32) -> Vec<u8> {
        let mut bits = ScanBits::new(bytes, 1);
        for _ in 0..count {
            bits.fill();
            bits.drop(1);
        }
        assert!(!bits.is_past_the_end(), "{count}");
        let mut made = Vec::new();
        bits.put_taken(&mut made);
        made
    }

    #[test]
    fn only_bytes_that_bits_were_taken_of_are_put_down() {
        // After a header byte, with a stuffed byte in it and a marker after it.
        let bytes = [0xFF, 0x12, 0xFF, 0x00, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x11, 0xFF, 0xD9];
        let cases: [(u32, &[u8]); 8] = [
            (0, &[]),
            (1, &[0x7F]),
            (8, &[0x12]),
            (15, &[0x12, 0xFF, 0x00]),
            (16, &[0x12, 0xFF, 0x00]),
            (20, &[0x12, 0xFF, 0x00, 0x3F]),
            (24, &[0x12, 0xFF, 0x00, 0x34]),
            // Padding bits after the last byte were not consumed.
            (75, &[0x12, 0xFF, 0x00, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x1F]),
        ];
        for (count, expected) in cases {
            assert_eq!(taken(&bytes, count), expected, "{count}");
        }
        // Padding ones must not turn a byte into a marker.
        assert_eq!(taken(&[0, 0xF0, 0x12, 0x34], 4), [0xFF, 0x00]);
    }
}
