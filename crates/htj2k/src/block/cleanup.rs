//! The cleanup pass (T.814, 7.3): quads of two by two samples, in pairs from the left, in rows from the top.
//!
//! A quad is coded in three streams: whether it is empty, in the MEL runs; which samples are significant and the
//! lengths of their magnitudes, in the VLC codewords; and the signs and magnitudes themselves.

use super::bits::{BackwardBits, EventRuns, ForwardBits};
use super::codes::QuadCodes;
use super::{CodeBlockShape, SIGN};
use crate::fault::HtFault;

/// The context that a quad provides for the row below it: of its lower two samples, significance and exponents.
#[derive(Clone, Copy, Debug, Default)]
struct LowerEdge {
    /// Bits as in the codewords: 2 for the left sample, 8 for the right one.
    significant: u32,
    left: u32,
    right: u32,
}

/// Buffers for the previous and the current row of quads, reused for every block.
#[derive(Debug, Default)]
pub(super) struct QuadRows {
    above: Vec<LowerEdge>,
    here: Vec<LowerEdge>,
}

/// The three streams of a cleanup segment.
struct CleanupStreams<'a> {
    events: EventRuns<'a>,
    codes: BackwardBits<'a>,
    magnitudes: ForwardBits<'a>,
}

/// A codeword, and the residual of the exponent that goes with it.
#[derive(Clone, Copy, Default)]
struct QuadWord {
    entry: u32,
    residual: u32,
}

impl QuadWord {
    fn significant(self) -> u32 {
        self.entry >> 4 & 15
    }

    fn has_residual(self) -> bool {
        self.entry & 8 != 0
    }
}

impl<'a> CleanupStreams<'a> {
    /// Splits a segment where its last twelve bits say.
    fn of(segment: &'a [u8]) -> Result<Self, HtFault> {
        let &[low, high] = segment.last_chunk::<2>().ok_or(HtFault::Block)?;
        let suffix = usize::from(high) << 4 | usize::from(low & 15);
        // 7.1.1: from 2 to 4079.
        let at = segment.len().checked_sub(suffix).filter(|_| (2..4080).contains(&suffix)).ok_or(HtFault::Block)?;
        let (magnitudes, suffix) = segment.split_at(at);
        Ok(Self {
            events: EventRuns::new(suffix),
            codes: BackwardBits::of_cleanup(suffix),
            magnitudes: ForwardBits::new(magnitudes, 0xFF),
        })
    }

    /// 7.3.5: the codeword of a quad. If its neighbours are all 0, an event states whether it is empty.
    #[inline]
    fn word(&mut self, codes: &[u16; 1 << 10], context: u32) -> QuadWord {
        if context == 0 && !self.events.event() {
            return QuadWord::default();
        }
        let at = context << 7 | (self.codes.held() & 127) as u32;
        let entry = u32::from(codes.get(at as usize).copied().unwrap_or_default());
        self.codes.skip(entry & 7);
        QuadWord { entry, residual: 0 }
    }

    /// 7.3.6: residuals of a pair of quads. In the first row an event states that both are above 2.
    #[inline]
    fn residuals(&mut self, pair: &mut [QuadWord; 2], is_first: bool) {
        let [left, right] = pair;
        match (left.has_residual(), right.has_residual()) {
            (false, false) => {}
            (true, false) => left.residual = self.residual(),
            (false, true) => right.residual = self.residual(),
            (true, true) => {
                let both_large = is_first && self.events.event();
                let first = self.prefix();
                if is_first && !both_large && first > 2 {
                    right.residual = 1 + self.codes.take(1);
                    left.residual = self.suffixed(first);
                } else {
                    let second = self.prefix();
                    let (bits, more) = (self.suffix(first), self.suffix(second));
                    left.residual = first + bits + self.extension(bits);
                    right.residual = second + more + self.extension(more);
                    if both_large {
                        left.residual += 2;
                        right.residual += 2;
                    }
                }
            }
        }
    }

    fn residual(&mut self) -> u32 {
        let prefix = self.prefix();
        self.suffixed(prefix)
    }

    fn suffixed(&mut self, prefix: u32) -> u32 {
        let suffix = self.suffix(prefix);
        prefix + suffix + self.extension(suffix)
    }

    /// Table 3: 1, 01, 001, 000.
    #[inline]
    fn prefix(&mut self) -> u32 {
        let (value, bits) = match self.codes.held() & 7 {
            1 | 3 | 5 | 7 => (1, 1),
            2 | 6 => (2, 2),
            4 => (3, 3),
            _ => (5, 3),
        };
        self.codes.skip(bits);
        value
    }

    #[inline]
    fn suffix(&mut self, prefix: u32) -> u32 {
        match prefix {
            3 => self.codes.take(1),
            5 => self.codes.take(5),
            _ => 0,
        }
    }

    #[inline]
    fn extension(&mut self, suffix: u32) -> u32 {
        if suffix < 28 { 0 } else { 4 * self.codes.take(4) }
    }
}

/// Decodes the pass: for each sample twice its magnitude, in the middle of the uncertainty interval, with the sign in
/// the top bit.
///
/// # Errors
/// `Block` for impossible lengths, exponents and positions.
pub(super) fn decode(
    out: &mut [u32],
    shape: CodeBlockShape,
    segment: &[u8],
    planes: (u32, u32),
    codes: &QuadCodes,
    rows: &mut QuadRows,
) -> Result<(), HtFault> {
    let mut streams = CleanupStreams::of(segment)?;
    let (missing, plane) = planes;
    let across = shape.width.div_ceil(2);
    for row in [&mut rows.above, &mut rows.here] {
        row.clear();
        // One more on either side, always empty, and one for the second of an odd pair.
        row.resize(across + 3, LowerEdge::default());
    }
    for top in (0..shape.height).step_by(2) {
        let is_first = top == 0;
        let table = if is_first { &codes.first } else { &codes.next };
        // Rows of a quad that are in the block, as bits of its codeword.
        let inside = if top + 1 < shape.height { 15 } else { 5 };
        let mut west = 0;
        for pair in (0..across).step_by(2) {
            streams.codes.fill();
            let mut words = [QuadWord::default(); 2];
            for (word, column) in words.iter_mut().zip(pair..across) {
                let context = if is_first {
                    // Both left samples of the quad at the left; each of its right ones.
                    u32::from(west & 3 != 0) | west >> 2 << 1
                } else {
                    context(rows.above.get(column..column + 3).unwrap_or_default(), west)
                };
                *word = streams.word(table, context);
                west = word.significant();
            }
            streams.residuals(&mut words, is_first);
            for (word, column) in words.iter().zip(pair..across) {
                let inside = if 2 * column + 1 < shape.width { inside } else { inside & 3 };
                let significant = word.significant();
                if significant & !inside != 0 {
                    return Err(HtFault::Block);
                }
                // 7.3.7: the exponent that bounds all samples of the quad.
                let several = significant & significant.wrapping_sub(1) != 0;
                let predicted = match rows.above.get(column..column + 3) {
                    Some([left, above, right]) if several && !is_first => {
                        left.right.max(above.left).max(above.right).max(right.left).saturating_sub(1).max(1)
                    }
                    _ => 1,
                };
                let most = predicted + word.residual;
                // 7.3.8: more bits than there are planes.
                if most > missing + 2 {
                    return Err(HtFault::Block);
                }
                let mut lower = LowerEdge { significant, left: 0, right: 0 };
                let at = top * shape.width + 2 * column;
                for (sample, place) in [at, at + shape.width, at + 1, at + shape.width + 1].into_iter().enumerate() {
                    if significant >> sample & 1 == 0 {
                        continue;
                    }
                    let known = word.entry >> (12 + sample) & 1;
                    let bits = most - known;
                    let value = streams.magnitudes.take(bits) | (word.entry >> (8 + sample) & 1) << bits;
                    let doubled = value | 1;
                    match sample {
                        1 => lower.left = 32 - doubled.leading_zeros(),
                        3 => lower.right = 32 - doubled.leading_zeros(),
                        _ => {}
                    }
                    if let Some(out) = out.get_mut(place) {
                        *out = value << SIGN | (doubled + 2) << plane;
                    }
                }
                if let Some(here) = rows.here.get_mut(column + 1) {
                    *here = lower;
                }
            }
        }
        std::mem::swap(&mut rows.above, &mut rows.here);
    }
    Ok(())
}

/// 7.3.5, formula 2: neighbours above and at the left.
#[inline]
fn context(above: &[LowerEdge], west: u32) -> u32 {
    let &[left, above, right] = above else { return 0 };
    let north = left.significant & 8 | above.significant & 2;
    let east = above.significant & 8 | right.significant & 2;
    u32::from(north != 0) | u32::from(west & 12 != 0) << 1 | u32::from(east != 0) << 2
}
