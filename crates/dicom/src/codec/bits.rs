//! Bits of an entropy-coded segment, the highest of each byte first.

/// What may follow a byte of FF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stuffing {
    /// A whole byte of 0, which is dropped (T.81, F.1.2.3).
    Byte,
    /// A bit of 0 at the top of the next byte, which is dropped (T.87, A.1).
    Bit,
}

/// Reads up to the next marker; more bits than there are make it say so.
#[derive(Clone, Debug)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    start: usize,
    at: usize,
    /// The next bits, at the top.
    held: u64,
    count: u32,
    stuffing: Stuffing,
    after_ff: bool,
    missing: bool,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, stuffing: Stuffing) -> Self {
        Self { bytes, start: at, at, held: 0, count: 0, stuffing, after_ff: false, missing: false }
    }

    /// At least 32 bits at the top, zeros where there are no more.
    fn fill(&mut self) {
        if !self.after_ff && self.fill_plainly() {
            return;
        }
        while self.count <= 56 {
            let Some(&byte) = self.bytes.get(self.at) else { return };
            let mut width = 8;
            match self.stuffing {
                Stuffing::Byte if byte == 0xFF => {
                    if self.bytes.get(self.at + 1) != Some(&0) {
                        return;
                    }
                    self.at += 1;
                }
                Stuffing::Bit if self.after_ff => width = 7,
                // A marker: the byte after FF has its top bit set.
                Stuffing::Bit if byte == 0xFF && self.bytes.get(self.at + 1).is_none_or(|&next| next >= 0x80) => return,
                _ => {}
            }
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
        // A byte of FF is one of 0 in the complement: it alone borrows from its top bit.
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

    /// The next 16 bits without taking them.
    pub(super) fn peek(&mut self) -> u32 {
        if self.count < 16 {
            self.fill();
        }
        (self.held >> 48) as u32
    }

    /// Takes bits that were looked at.
    pub(super) fn skip(&mut self, bits: u32) {
        if bits > self.count {
            self.missing = true;
        }
        self.held = self.held.checked_shl(bits).unwrap_or(0);
        self.count = self.count.saturating_sub(bits);
    }

    /// Takes at most 16 bits as a number.
    pub(super) fn take(&mut self, bits: u32) -> u32 {
        let number = self.peek().checked_shr(16 - bits.min(16)).unwrap_or(0);
        self.skip(bits);
        number
    }

    /// Takes zeros up to a one, and the one; at most `most` zeros, after which nothing more is taken.
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

    /// Whether more bits were taken than there are.
    pub(super) fn missing(&self) -> bool {
        self.missing
    }

    /// Puts down the bytes that bits were taken of, as they stand there. What was not taken of the last of them is filled
    /// up as encoders do it: with ones (T.81, F.1.2.3), or with zeros (T.87, A.1).
    pub(super) fn put_taken(&self, to: &mut Vec<u8>) {
        let (mut end, mut left) = (self.at, self.count);
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        // Bytes that were only looked ahead at.
        while end > self.start {
            let is_after_ff = end >= self.start + 2 && byte(end - 2) == 0xFF;
            let (length, width) = match self.stuffing {
                Stuffing::Byte if is_after_ff && byte(end - 1) == 0 => (2, 8),
                Stuffing::Bit if is_after_ff => (1, 7),
                _ => (1, 8),
            };
            if left < width {
                break;
            }
            left -= width;
            end -= length;
        }
        let mut taken = self.bytes.get(self.start..end).unwrap_or_default();
        if self.stuffing == Stuffing::Byte && taken.ends_with(&[0xFF, 0]) {
            taken = taken.get(..taken.len() - 1).unwrap_or_default();
        }
        let Some((&last, before)) = taken.split_last() else { return };
        to.extend_from_slice(before);
        let rest = (1_u8 << left.min(7)) - 1;
        let last = if self.stuffing == Stuffing::Byte { last | rest } else { last & !rest };
        to.push(last);
        // Neither may end like the start of a marker.
        if last == 0xFF {
            to.push(0);
        }
    }

    /// The next marker after the bits, and where its body starts; what lies between is stepped over.
    pub(super) fn next_marker(&self) -> Option<(u8, usize)> {
        next_marker(self.bytes, self.at)
    }
}

/// A marker with its parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment<'a> {
    /// The byte after FF.
    pub(super) marker: u8,
    /// What stands after its length.
    pub(super) content: &'a [u8],
    /// Where the next one, or a scan's data, may begin.
    pub(super) end: usize,
}

/// Puts down a marker segment; its content is of a header or of tables, and shorter than a length can say.
pub(super) fn put_segment(to: &mut Vec<u8>, marker: u8, content: &[u8]) {
    to.extend([0xFF, marker]);
    to.extend((content.len() as u16).saturating_add(2).to_be_bytes());
    to.extend_from_slice(content);
}

/// A marker segment that is not all there.
#[derive(Clone, Copy, Debug)]
pub(super) struct CutSegment;

/// The next marker segment at or after a place, markers without parameters passed over; `None` at the end of the
/// picture, or where nothing more is: some writers leave the end marker out (T.81, B.1.1.3 and B.1.1.4).
pub(super) fn next_segment(bytes: &[u8], mut at: usize) -> Result<Option<Segment<'_>>, CutSegment> {
    while let Some((marker, body)) = next_marker(bytes, at) {
        match marker {
            0x01 | 0xD0..=0xD8 => at = body,
            0xD9 => break,
            _ => {
                let (content, end) = segment(bytes, body).ok_or(CutSegment)?;
                return Ok(Some(Segment { marker, content, end }));
            }
        }
    }
    Ok(None)
}

/// The next marker at or after a place; FF 00 and fill bytes are none (T.81, B.1.1.2).
fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(from..)?;
    let found = rest.windows(2).position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0 | 0xFF)))?;
    Some((*rest.get(found + 1)?, from + found + 2))
}

/// The body of a marker segment after its two bytes of length (T.81, B.1.1.4), and where the next one starts.
fn segment(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let length = usize::from(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
    let end = at.checked_add(length)?;
    Some((bytes.get(at + 2..end)?, end))
}

#[cfg(test)]
mod tests {
    use super::{Bits, Stuffing};

    /// What is put down after so many bits.
    fn taken(bytes: &[u8], stuffing: Stuffing, count: u32) -> Vec<u8> {
        let mut bits = Bits::new(bytes, 1, stuffing);
        (0..count).for_each(|_| {
            bits.take(1);
        });
        assert!(!bits.missing(), "{count}");
        let mut made = Vec::new();
        bits.put_taken(&mut made);
        made
    }

    #[test]
    fn only_bytes_that_bits_were_taken_of_are_put_down() {
        // Behind a byte of a header, with a stuffed byte in it and a marker behind it.
        let bytes = [0xFF, 0x12, 0xFF, 0x00, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x11, 0xFF, 0xD9];
        let cases: [(u32, &[u8]); 7] = [
            (0, &[]),
            (1, &[0x7F]),
            (8, &[0x12]),
            (15, &[0x12, 0xFF, 0x00]),
            (16, &[0x12, 0xFF, 0x00]),
            (20, &[0x12, 0xFF, 0x00, 0x3F]),
            (24, &[0x12, 0xFF, 0x00, 0x34]),
        ];
        for (count, expected) in cases {
            assert_eq!(taken(&bytes, Stuffing::Byte, count), expected, "{count}");
        }
        // Ones that fill a byte up must not make a marker of it.
        assert_eq!(taken(&[0, 0xF0, 0x12, 0x34], Stuffing::Byte, 4), [0xFF, 0x00]);
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
            assert_eq!(taken(&bytes, Stuffing::Bit, count), expected, "{count}");
        }
    }
}
