//! Bits of a code block (T.814, 7.1): three streams in the cleanup segment, two in the refinement segment.

/// A forward bit reader, the lowest bit of a byte first. After FF a byte has seven bits.
pub(super) struct ForwardBits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The byte read past the end: FF for magnitudes, 0 for significance.
    beyond: u8,
    last: u8,
    held: u64,
    count: u32,
}

impl<'a> ForwardBits<'a> {
    pub(super) fn new(bytes: &'a [u8], beyond: u8) -> Self {
        Self { bytes, at: 0, beyond, last: 0, held: 0, count: 0 }
    }

    /// The next bits, at most 32.
    #[inline]
    pub(super) fn take(&mut self, bits: u32) -> u32 {
        if self.count < bits {
            self.fill();
        }
        let value = self.held & ((1 << bits) - 1);
        self.held >>= bits;
        self.count -= bits;
        value as u32
    }

    /// At least 32 bits are buffered afterwards.
    #[inline]
    fn fill(&mut self) {
        // Without an FF, four bytes are 32 bits.
        if let Some(four) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<4>)
            && self.last != 0xFF
            && !four.contains(&0xFF)
        {
            self.held |= u64::from(u32::from_le_bytes(*four)) << self.count;
            self.count += 32;
            self.at += 4;
            self.last = four[3];
            return;
        }
        while self.count < 32 {
            let byte = self.bytes.get(self.at).copied().unwrap_or(self.beyond);
            self.at += 1;
            self.held |= u64::from(byte) << self.count;
            // The stuffed bit is 0: the next byte overlaps it.
            self.count += if self.last == 0xFF { 7 } else { 8 };
            self.last = byte;
        }
    }
}

/// A backward bit reader, the lowest bit of a byte first. A byte with seven ones before one above 8F has seven bits.
pub(super) struct BackwardBits<'a> {
    bytes: &'a [u8],
    above: bool,
    held: u64,
    count: u32,
}

impl<'a> BackwardBits<'a> {
    /// For the refinement segment.
    pub(super) fn of_refinement(bytes: &'a [u8]) -> Self {
        Self { bytes, above: true, held: 0, count: 0 }
    }

    /// For the end of the cleanup segment: its last twelve bits are a length.
    pub(super) fn of_cleanup(suffix: &'a [u8]) -> Self {
        let Some((bytes, &[last, _])) = suffix.split_last_chunk() else {
            return Self::of_refinement(&[]);
        };
        let (high, count) = if last >> 4 & 7 == 7 { (7, 3) } else { (last >> 4, 4) };
        Self { bytes, above: last | 15 > 0x8F, held: u64::from(high), count }
    }

    /// At least 38 bits are buffered afterwards, which a pair of quads may need.
    #[inline]
    pub(super) fn fill(&mut self) {
        while self.count < 38 {
            let byte = match self.bytes.split_last() {
                Some((&byte, rest)) => {
                    self.bytes = rest;
                    byte
                }
                None => 0,
            };
            let stuffed = self.above && byte & 0x7F == 0x7F;
            self.held |= u64::from(byte) << self.count;
            self.count += if stuffed { 7 } else { 8 };
            if stuffed {
                self.held &= (1 << self.count) - 1;
            }
            self.above = byte > 0x8F;
        }
    }

    /// The buffered bits, the next one lowest.
    #[inline]
    pub(super) fn held(&self) -> u64 {
        self.held
    }

    /// Drops buffered bits.
    #[inline]
    pub(super) fn skip(&mut self, bits: u32) {
        self.held >>= bits;
        self.count = self.count.saturating_sub(bits);
    }

    /// Takes buffered bits, fewer than 32.
    #[inline]
    pub(super) fn take(&mut self, bits: u32) -> u32 {
        let value = self.held & ((1 << bits) - 1);
        self.skip(bits);
        value as u32
    }
}

/// Runs of events (T.814, 7.3.3): an adaptive code of run lengths.
pub(super) struct EventRuns<'a> {
    bytes: &'a [u8],
    /// The last byte of the suffix is read as FF, and the lower half of the one before it as ones.
    end: usize,
    at: usize,
    byte: u8,
    bits: u32,
    state: usize,
    run: u32,
    ends_in_event: bool,
}

impl<'a> EventRuns<'a> {
    /// Exponents of the run lengths, by state.
    const EXPONENTS: [u32; 13] = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

    pub(super) fn new(suffix: &'a [u8]) -> Self {
        let end = suffix.len();
        Self { bytes: suffix, end, at: 0, byte: 0, bits: 0, state: 0, run: 0, ends_in_event: false }
    }

    fn bit(&mut self) -> u32 {
        if self.bits == 0 {
            self.bits = if self.byte == 0xFF { 7 } else { 8 };
            let byte = self.bytes.get(self.at).copied().unwrap_or(0xFF);
            self.byte = match self.end.saturating_sub(self.at) {
                0 | 1 => 0xFF,
                2 => byte | 15,
                _ => byte,
            };
            self.at += 1;
        }
        self.bits -= 1;
        u32::from(self.byte) >> self.bits & 1
    }

    /// Whether the next event happens.
    pub(super) fn event(&mut self) -> bool {
        if self.run == 0 && !self.ends_in_event {
            let exponent = Self::EXPONENTS.get(self.state).copied().unwrap_or(5);
            if self.bit() == 1 {
                self.run = 1 << exponent;
                self.state = (self.state + 1).min(12);
            } else {
                self.run = (0..exponent).fold(0, |run, _| run << 1 | self.bit());
                self.state = self.state.saturating_sub(1);
                self.ends_in_event = true;
            }
        }
        if self.run > 0 {
            self.run -= 1;
            return false;
        }
        self.ends_in_event = false;
        true
    }
}
