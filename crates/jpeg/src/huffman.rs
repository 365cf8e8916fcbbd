//! Huffman codes (T.81, annex C and F.2.2.3).

/// Codes of at most this many bits are decoded with one look-up.
pub(crate) const FAST: u32 = 10;

/// A table of codes of 1 to 16 bits.
#[derive(Clone, Debug)]
pub struct HuffmanTable {
    /// Length and symbol by the first bits; a length of 0 for longer codes.
    fast: [(u8, u8); 1 << FAST],
    /// For each length, codes below this one, aligned to 16 bits, have at most that length.
    ends: [u32; 17],
    /// Index of the first symbol of each length, minus its first code.
    places: [i32; 17],
    counts: [u8; 16],
    symbols: Vec<u8>,
}

impl HuffmanTable {
    /// A table from the number of codes of each length, and their symbols; `None` when there are too many codes.
    ///
    /// ```
    /// // One code of 1 bit, and two of 1 bit, which leave no room for one of 2.
    /// assert!(jpeg::HuffmanTable::new(&[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &[7, 8]).is_some());
    /// assert!(jpeg::HuffmanTable::new(&[2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &[7, 8, 9]).is_none());
    /// ```
    #[must_use]
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let fast = [(0, 0); 1 << FAST];
        let mut table = Self { fast, ends: [0; 17], places: [0; 17], counts: *counts, symbols: symbols.to_vec() };
        let (mut code, mut place) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts) {
            *table.places.get_mut(length as usize)? = place as i32 - code as i32;
            for _ in 0..count {
                if code >> length != 0 {
                    return None;
                }
                let symbol = *symbols.get(place)?;
                if let Some(spare) = FAST.checked_sub(length) {
                    let first = (code << spare) as usize;
                    table.fast.get_mut(first..first + (1 << spare))?.fill((length as u8, symbol));
                }
                (code, place) = (code + 1, place + 1);
            }
            *table.ends.get_mut(length as usize)? = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }

    /// Number of codes of each length.
    #[must_use]
    pub fn counts(&self) -> &[u8; 16] {
        &self.counts
    }

    /// The symbols, in the order of their codes.
    #[must_use]
    pub fn symbols(&self) -> &[u8] {
        &self.symbols
    }

    /// Length and symbol of a short code by the next [`FAST`] bits; a length of 0 for longer ones.
    #[inline(always)]
    pub(crate) fn fast(&self, bits: usize) -> (u8, u8) {
        self.fast[bits & ((1 << FAST) - 1)]
    }

    /// The same for a longer code, by the next 16 bits; `None` for bits that are not a code.
    pub(crate) fn slow(&self, bits: u16) -> Option<(u32, u8)> {
        let length = (FAST + 1..=16).find(|&length| u32::from(bits) < self.ends[(length & 31).min(16) as usize])?;
        let place = self.places.get(length as usize)? + i32::from(bits >> (16 - length));
        Some((length, *self.symbols.get(usize::try_from(place).ok()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{FAST, HuffmanTable};

    #[test]
    fn codes_short_and_long_are_found_and_others_refused() {
        // One code of 1 bit, one of 2, two of 12.
        let mut counts = [0; 16];
        (counts[0], counts[1], counts[11]) = (1, 1, 2);
        let table = HuffmanTable::new(&counts, &[7, 8, 9, 10]).unwrap();
        assert_eq!((table.fast(0), table.fast(0b10 << (FAST - 2))), ((1, 7), (2, 8)));
        assert_eq!(table.fast(0b11 << (FAST - 2)), (0, 0));
        assert_eq!(table.slow(0b1100_0000_0000_0000), Some((12, 9)));
        assert_eq!(table.slow(0b1100_0000_0001_1111), Some((12, 10)));
        assert_eq!(table.slow(0b1100_0000_0010_0000), None);
    }

    #[test]
    fn more_codes_than_bits_are_refused() {
        let mut counts = [0; 16];
        counts[0] = 3;
        assert!(HuffmanTable::new(&counts, &[1, 2, 3]).is_none());
        // All codes are used, which the standard forbids but encoders do.
        counts[0] = 2;
        assert!(HuffmanTable::new(&counts, &[1, 2]).is_some());
    }
}
