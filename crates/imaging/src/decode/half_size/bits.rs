//! Bits of the picture data, the highest first (ITU-T T.81, F.1.2.3 and F.2.2.5).

use super::huffman::{CodeTable, FAST};

/// A reader that sees zeros past the end.
pub(super) struct ScanBits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next bits, at the top.
    next: u64,
    /// How many of them there are.
    count: u32,
    /// How many were made up at the end.
    made_up: u32,
}

impl<'a> ScanBits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, next: 0, count: 0, made_up: 0 }
    }

    /// Whether bits were used that are not there.
    pub(super) fn is_past_the_end(&self) -> bool {
        self.made_up > self.count
    }

    /// A symbol; `None` for bits that are no code.
    #[inline(always)]
    pub(super) fn symbol(&mut self, table: &CodeTable) -> Option<u8> {
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

    /// A number of so many bits, whose first one is its sign (T.81, F.2.2.1); `None` for more than 16.
    #[inline(always)]
    pub(super) fn number(&mut self, bits: u8) -> Option<i32> {
        let bits = u32::from(bits);
        if bits == 0 {
            return Some(0);
        }
        // So many are left behind a symbol at the least.
        if bits > 16 {
            return None;
        }
        let value = (self.next >> (64 - bits)) as i32;
        self.drop(bits);
        // Without its first bit the number is negative.
        Some(if value >> (bits - 1) == 0 { value - (1 << bits) + 1 } else { value })
    }

    /// Goes on behind the next restart marker; `None` where there is none.
    pub(super) fn restart(&mut self) -> Option<()> {
        let whole = self.is_past_the_end();
        (self.next, self.count, self.made_up) = (0, 0, 0);
        // Fill bytes may stand before it.
        while self.data.get(self.at) == Some(&0xFF) && self.data.get(self.at + 1) == Some(&0xFF) {
            self.at += 1;
        }
        let found = self.data.get(self.at..self.at + 2)?;
        let is_one = matches!(found, [0xFF, 0xD0..=0xD7]);
        self.at += 2;
        (is_one && !whole).then_some(())
    }

    #[inline(always)]
    fn drop(&mut self, bits: u32) {
        self.next <<= bits;
        self.count -= bits;
    }

    /// Makes at least 32 bits: a code of 16, and a number of 16 behind it.
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

#[test]
fn bytes_of_ones_are_seen_wherever_they_stand() {
    assert!([0xFF00_0000, 0x12FF_3456, 0x0000_FF01, 0x7F80_FEFF].into_iter().all(has_ones));
    assert!(![0, 0x7F80_FEFE, 0x0101_0101, 0xFEFE_FEFE].into_iter().any(has_ones));
}

#[test]
fn stuffed_bytes_markers_and_the_end_are_told_apart() {
    let mut bits = ScanBits::new(&[0b1010_0000, 0xFF, 0, 0b0101_0101, 0x11, 0x22, 0x33, 0xFF, 0xD3, 0b1100_0000]);
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
