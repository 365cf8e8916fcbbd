//! Code tables (ITU-T T.81, C.2 and F.2.2.3).

/// Codes of at most so many bits are found in one look.
pub(super) const FAST: u32 = 10;

/// The codes of one table.
pub(super) struct CodeTable {
    /// Length and symbol by the first bits; a length of 0 for longer codes.
    fast: [(u8, u8); 1 << FAST],
    symbols: [u8; 256],
    /// For each length the codes below this one, aligned to 16 bits, are of that length at the most.
    ends: [u32; 17],
    /// Place of the first symbol of each length, less its first code.
    places: [i32; 17],
}

impl CodeTable {
    /// How many codes there are of 1 to 16 bits, and their symbols. `None` where there are more codes than bits for
    /// them, or more than 256.
    pub(super) fn new(counts: &[u8; 16], found: &[u8]) -> Option<Self> {
        let mut symbols = [0; 256];
        symbols.get_mut(..found.len())?.copy_from_slice(found);
        let mut table = Self { fast: [(0, 0); 1 << FAST], symbols, ends: [0; 17], places: [0; 17] };
        let (mut code, mut place) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts) {
            *table.places.get_mut(length as usize)? = place as i32 - code as i32;
            for _ in 0..count {
                if code >> length != 0 {
                    return None;
                }
                if let Some(spare) = FAST.checked_sub(length) {
                    let first = (code << spare) as usize;
                    table.fast.get_mut(first..first + (1 << spare))?.fill((length as u8, *symbols.get(place)?));
                }
                (code, place) = (code + 1, place + 1);
            }
            *table.ends.get_mut(length as usize)? = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }

    /// Length and symbol of a short code by the next [`FAST`] bits; a length of 0 for longer ones.
    #[inline(always)]
    pub(super) fn fast(&self, bits: usize) -> (u8, u8) {
        self.fast[bits & ((1 << FAST) - 1)]
    }

    /// The same of a longer code, by the next 16 bits; `None` for bits that are no code.
    pub(super) fn slow(&self, bits: u16) -> Option<(u32, u8)> {
        let length = (FAST + 1..=16).find(|&length| u32::from(bits) < self.ends[(length & 31).min(16) as usize])?;
        let place = self.places.get(length as usize)? + i32::from(bits >> (16 - length));
        Some((length, *self.symbols.get(usize::try_from(place).ok()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeTable, FAST};

    #[test]
    fn codes_short_and_long_are_found_and_others_refused() {
        // One code of 1 bit, one of 2, two of 12.
        let mut counts = [0; 16];
        (counts[0], counts[1], counts[11]) = (1, 1, 2);
        let table = CodeTable::new(&counts, &[7, 8, 9, 10]).unwrap();
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
        assert!(CodeTable::new(&counts, &[1, 2, 3]).is_none());
    }
}
