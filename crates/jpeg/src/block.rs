//! The coefficients of a block, as they are coded (T.81, F.2.2).

use crate::{HuffmanTable, ScanBits};

/// Row-major index of each zigzag index (T.81, figure A.6).
pub const ZIGZAG: [u8; 64] = zigzag();

/// Along the diagonals of the block, every other one upwards.
const fn zigzag() -> [u8; 64] {
    let mut order = [0; 64];
    let (mut place, mut diagonal) = (0, 0);
    while diagonal < 15 {
        let mut step = 0;
        while step <= diagonal {
            let (row, column) = if diagonal % 2 == 0 { (diagonal - step, step) } else { (step, diagonal - step) };
            if row < 8 && column < 8 {
                order[place] = row * 8 + column;
                place += 1;
            }
            step += 1;
        }
        diagonal += 1;
    }
    order
}

/// A visitor of the coefficients of a block.
pub trait BlockVisitor {
    /// The code of the DC coefficient, and its difference from that of the previous block.
    fn difference(&mut self, code: u8, difference: i32);

    /// A code of an AC coefficient: zeros before it, and its bits.
    fn code(&mut self, _code: u8) {}

    /// An AC coefficient, at a zigzag index of 1 to 63.
    fn coefficient(&mut self, place: usize, value: i32);
}

/// Why a block cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockFault {
    /// Bits that are not a code of the table.
    NoCode,
    /// A difference of this many bits, above 16.
    WideDifference(u8),
    /// More than 64 coefficients.
    TooMany,
}

/// Decodes one block. Inlined, so that a visitor costs nothing.
///
/// # Errors
/// When it cannot be read; what was visited so far is invalid.
#[inline(always)]
pub fn walk_block(
    bits: &mut ScanBits<'_>,
    dc: &HuffmanTable,
    ac: &HuffmanTable,
    visitor: &mut impl BlockVisitor,
) -> Result<(), BlockFault> {
    let code = bits.symbol(dc).ok_or(BlockFault::NoCode)?;
    visitor.difference(code, bits.number(code).ok_or(BlockFault::WideDifference(code))?);
    let mut place = 1;
    while place < 64 {
        let code = bits.symbol(ac).ok_or(BlockFault::NoCode)?;
        visitor.code(code);
        let (zeros, width) = (usize::from(code >> 4), code & 15);
        if width == 0 {
            // Sixteen zeros, or the end of the block.
            if zeros < 15 {
                break;
            }
            place += 16;
            continue;
        }
        place += zeros;
        let value = bits.number(width).ok_or(BlockFault::NoCode)?;
        if place > 63 {
            return Err(BlockFault::TooMany);
        }
        visitor.coefficient(place, value);
        place += 1;
    }
    Ok(())
}

/// The code and the difference of a sample of the lossless process (T.81, H.1.2.2): that of 32,768 has no bits after
/// its code.
///
/// # Errors
/// When it cannot be read.
#[inline(always)]
pub fn read_difference(bits: &mut ScanBits<'_>, table: &HuffmanTable) -> Result<(u8, i32), BlockFault> {
    let code = bits.symbol(table).ok_or(BlockFault::NoCode)?;
    let difference = if code == 16 { Some(1 << 15) } else { bits.number(code) };
    Ok((code, difference.ok_or(BlockFault::WideDifference(code))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Seen {
        difference: i32,
        codes: Vec<u8>,
        coefficients: Vec<(usize, i32)>,
    }

    impl BlockVisitor for Seen {
        fn difference(&mut self, _code: u8, difference: i32) {
            self.difference = difference;
        }

        fn code(&mut self, code: u8) {
            self.codes.push(code);
        }

        fn coefficient(&mut self, place: usize, value: i32) {
            self.coefficients.push((place, value));
        }
    }

    /// Four codes of two bits, and the coefficients of a block with them.
    fn walked(dc: [u8; 4], ac: [u8; 4], data: &[u8]) -> Result<Seen, BlockFault> {
        let mut counts = [0; 16];
        counts[1] = 4;
        let tables = [dc, ac].map(|symbols| HuffmanTable::new(&counts, &symbols).unwrap());
        let mut seen = Seen::default();
        walk_block(&mut ScanBits::new(data, 0), &tables[0], &tables[1], &mut seen).map(|()| seen)
    }

    #[test]
    fn the_zigzag_is_that_of_the_standard() {
        assert_eq!(ZIGZAG[..12], [0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25]);
        assert_eq!(ZIGZAG[58..], [61, 54, 47, 55, 62, 63]);
    }

    #[test]
    fn a_block_by_hand() {
        // A difference of 3 bits, 101; sixteen zeros; two zeros and a number of 1 bit, 0; the end.
        let seen = walked([3, 0, 0, 17], [0xF0, 0x21, 0x00, 0xF1], &[0b0010_1000, 0b1010_0000]).unwrap();
        let expected = Seen { difference: 5, codes: vec![0xF0, 0x21, 0x00], coefficients: vec![(19, -1)] };
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_no_block_is_refused() {
        let ac = [0xF0, 0x21, 0x00, 0xF1];
        assert_eq!(walked([3, 0, 0, 17], ac, &[0b1100_0000]), Err(BlockFault::WideDifference(17)));
        // Three times sixteen zeros, and fifteen before a coefficient: the 65th.
        assert_eq!(walked([0; 4], ac, &[0b0000_0000, 0b1110_0000]), Err(BlockFault::TooMany));
        let table = HuffmanTable::new(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &[16]).unwrap();
        assert_eq!(read_difference(&mut ScanBits::new(&[0b0111_1111], 0), &table), Ok((16, 1 << 15)));
        assert_eq!(read_difference(&mut ScanBits::new(&[0b1111_1111, 0], 0), &table), Err(BlockFault::NoCode));
    }
}
