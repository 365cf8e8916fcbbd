//! Huffman codes (T.81, annex C and F.2.2.3).

use super::super::bits::Bits;

/// Bits that are looked up at once; longer codes are rare.
const QUICK: u32 = 9;

/// A table of codes of 1 to 16 bits.
#[derive(Clone, Debug)]
pub(super) struct HuffmanTable {
    /// By the next [`QUICK`] bits: length and symbol; length 0 for longer codes.
    quick: Vec<(u8, u8)>,
    /// For each length: first code after the last of this length, aligned to 16 bits, and the distance from a
    /// code to the place of its symbol.
    lengths: [(u32, i32); 16],
    /// How many codes there are of each length.
    pub(super) counts: [u8; 16],
    pub(super) symbols: Vec<u8>,
}

impl HuffmanTable {
    /// Codes by how many there are of each length; `None` when there are more than fit.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut quick = vec![(0, 0); 1 << QUICK];
        let mut lengths = [(0, 0); 16];
        let (mut code, mut place) = (0_u32, 0_usize);
        for (length, (&count, slot)) in (1_u32..).zip(counts.iter().zip(&mut lengths)) {
            let distance = place as i32 - code as i32;
            for _ in 0..count {
                let symbol = *symbols.get(place)?;
                if length <= QUICK {
                    let first = (code << (QUICK - length)) as usize;
                    let entries = quick.get_mut(first..first + (1 << (QUICK - length)))?;
                    entries.fill((length as u8, symbol));
                }
                code += 1;
                place += 1;
            }
            if code > 1 << length {
                return None;
            }
            *slot = (code << (16 - length), distance);
            code <<= 1;
        }
        Some(Self { quick, lengths, counts: *counts, symbols: symbols.to_vec() })
    }

    /// The next symbol; `None` for bits that are no code.
    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let ahead = bits.peek();
        let &(length, symbol) = self.quick.get((ahead >> (16 - QUICK)) as usize)?;
        if length > 0 {
            bits.skip(u32::from(length));
            return Some(symbol);
        }
        let (length, &(_, distance)) = (1_u32..).zip(&self.lengths).find(|(_, (limit, _))| ahead < *limit)?;
        bits.skip(length);
        let place = (ahead >> (16 - length)).cast_signed() + distance;
        self.symbols.get(usize::try_from(place).ok()?).copied()
    }
}

/// T.81, F.2.2.1, EXTEND: a number of as many bits, whose lower half stands for the negative ones.
pub(super) fn signed(bits: &mut Bits<'_>, width: u32) -> i32 {
    if width == 0 {
        return 0;
    }
    let number = bits.take(width).cast_signed();
    if number < 1 << (width - 1) { number - (1 << width) + 1 } else { number }
}
