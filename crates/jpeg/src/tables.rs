//! Quantisation and Huffman tables, by index.

use crate::HuffmanTable;

/// The tables in force, each of the four slots per kind empty or filled.
#[derive(Clone, Debug, Default)]
pub struct JpegTables {
    dc: [Option<HuffmanTable>; 4],
    ac: [Option<HuffmanTable>; 4],
    steps: [Option<[u16; 64]>; 4],
}

/// Errors of a segment of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// A Huffman table is truncated.
    CutCodes,
    /// There are more codes than their bits allow, or than the limit.
    TooManyCodes,
    /// A Huffman table has an index above 3.
    CodesNumber(u8),
    /// A quantisation table is truncated.
    CutSteps,
    /// A quantisation table has an index above 3.
    StepsNumber(u8),
}

impl JpegTables {
    /// Reads the Huffman tables of a segment, each of at most `most` codes (T.81, B.2.4.2).
    ///
    /// # Errors
    /// When one is invalid.
    pub fn read_codes(&mut self, mut content: &[u8], most: usize) -> Result<(), TableFault> {
        while let Some((&head, rest)) = content.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>().ok_or(TableFault::CutCodes)?;
            let total = counts.iter().map(|&count| usize::from(count)).sum();
            let (symbols, rest) = rest.split_at_checked(total).ok_or(TableFault::CutCodes)?;
            let table = HuffmanTable::new(counts, symbols).filter(|_| total <= most);
            let table = table.ok_or(TableFault::TooManyCodes)?;
            let class = if head >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            let place = class.get_mut(usize::from(head & 15)).ok_or(TableFault::CodesNumber(head & 15))?;
            *place = Some(table);
            content = rest;
        }
        Ok(())
    }

    /// Reads the quantisation tables of a segment: 64 steps in zigzag order, of 8 or 16 bits (T.81, B.2.4.1).
    ///
    /// # Errors
    /// When one is invalid.
    pub fn read_steps(&mut self, mut content: &[u8]) -> Result<(), TableFault> {
        while let Some((&head, rest)) = content.split_first() {
            let width = if head >> 4 == 0 { 1 } else { 2 };
            let (steps, rest) = rest.split_at_checked(64 * width).ok_or(TableFault::CutSteps)?;
            let mut table = [1; 64];
            for (step, field) in table.iter_mut().zip(steps.chunks_exact(width)) {
                *step = field.iter().fold(0, |sum, &byte| sum << 8 | u16::from(byte));
            }
            let place = self.steps.get_mut(usize::from(head & 15)).ok_or(TableFault::StepsNumber(head & 15))?;
            *place = Some(table);
            content = rest;
        }
        Ok(())
    }

    /// Codes of DC coefficients, or of differences.
    #[must_use]
    pub fn dc(&self, number: usize) -> Option<&HuffmanTable> {
        self.dc.get(number)?.as_ref()
    }

    /// Codes of AC coefficients.
    #[must_use]
    pub fn ac(&self, number: usize) -> Option<&HuffmanTable> {
        self.ac.get(number)?.as_ref()
    }

    /// Quantisation steps in zigzag order.
    #[must_use]
    pub fn steps(&self, number: usize) -> Option<&[u16; 64]> {
        self.steps.get(number)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The segment of a table with two codes of one bit.
    fn codes(head: u8) -> Vec<u8> {
        let mut content = vec![head, 2];
        content.extend([0; 15]);
        content.extend([5, 6]);
        content
    }

    #[test]
    fn tables_go_to_their_places() {
        let mut tables = JpegTables::default();
        tables.read_codes(&[codes(0x01), codes(0x13)].concat(), 256).unwrap();
        assert_eq!(tables.dc(1).map(HuffmanTable::symbols), Some(&[5, 6][..]));
        assert!(tables.ac(3).is_some() && tables.dc(0).is_none() && tables.ac(4).is_none());
        let wide: Vec<u8> = (0..64).flat_map(|step| [1, step]).collect();
        tables.read_steps(&[&[0x12][..], &wide, &[0x00], &[7; 64]].concat()).unwrap();
        assert_eq!(tables.steps(2).map(|steps| steps[63]), Some(0x0100 + 63));
        assert_eq!(tables.steps(0), Some(&[7; 64]));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let mut tables = JpegTables::default();
        let refused = |content: &[u8], most| JpegTables::default().read_codes(content, most).unwrap_err();
        assert_eq!(refused(&codes(0)[..10], 256), TableFault::CutCodes);
        assert_eq!(refused(&codes(0)[..18], 256), TableFault::CutCodes);
        assert_eq!(refused(&codes(0), 1), TableFault::TooManyCodes);
        assert_eq!(refused(&codes(0x14), 256), TableFault::CodesNumber(4));
        assert_eq!(tables.read_steps(&[0; 64]), Err(TableFault::CutSteps));
        assert_eq!(tables.read_steps(&[9; 65]), Err(TableFault::StepsNumber(9)));
    }
}
