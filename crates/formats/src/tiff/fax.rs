//! Fax (ITU-T T.4 and T.6): Group 3 in one dimension and in two, Group 4, and the line by line coding of TIFF 6.0,
//! section 10.

use fax::BitReader;
use fax::maps::{Mode, black, mode, white};
use imaging::Format::Tiff;
use imaging::ImagingError;

/// How lines are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaxCoding {
    /// Each line by itself, aligned to a byte (2), or to two bytes (32771).
    Aligned { bytes: usize },
    /// Group 3: lines end with an EOL code.
    Three,
    /// Group 4: each line relative to the previous one.
    Four,
}

/// The options in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FaxOptions {
    pub(super) coding: FaxCoding,
    /// Group 3: whether a bit after each EOL states whether the next line is coded in one or two dimensions.
    pub(super) two: bool,
}

impl FaxOptions {
    /// By compression, and its options (tags 292 and 293).
    pub(super) fn of(compression: u64, three: u64) -> Self {
        let coding = match compression {
            2 => FaxCoding::Aligned { bytes: 1 },
            32_771 => FaxCoding::Aligned { bytes: 2 },
            3 => FaxCoding::Three,
            _ => FaxCoding::Four,
        };
        Self { coding, two: three & 1 == 1 }
    }
}

/// Lines of `pixels` bits in `line` bytes each, 1 black. Lines after an end of block are white, as in libtiff and fax
/// machines.
///
/// # Errors
/// `Truncated` where the data end in the middle, `Damaged` for invalid codes.
pub(super) fn lines(
    packed: &[u8],
    (pixels, line, lines): (usize, usize, usize),
    options: FaxOptions,
) -> Result<Vec<u8>, ImagingError> {
    let wide = u32::try_from(pixels).map_err(|_| Tiff.damaged(text::formats::fax_line()))?;
    let mut bits = FaxBits { bytes: packed, at: 0 };
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(line.saturating_mul(lines)).map_err(|_| Tiff.unsupported(text::formats::fax_memory()))?;
    let (mut before, mut changes) = (Vec::new(), Vec::new());
    for _ in 0..lines {
        changes.clear();
        let is_there = match options.coding {
            FaxCoding::Aligned { bytes } => {
                bits.align(bytes);
                runs(&mut bits, wide, &mut changes)
            }
            FaxCoding::Three => {
                let is_told = bits.end_of_line().is_some();
                let alone = !(is_told && options.two) || bits.take() == 1;
                if is_told && bits.is_at_end_of_line() {
                    // Two consecutive EOL codes end the page.
                    Some(false)
                } else if alone {
                    runs(&mut bits, wide, &mut changes)
                } else {
                    by_line(&mut bits, wide, &before, &mut changes)
                }
            }
            FaxCoding::Four => by_line(&mut bits, wide, &before, &mut changes),
        };
        match is_there {
            Some(true) => {}
            Some(false) => break,
            None if bits.is_near_the_end() => return Err(Tiff.truncated(text::formats::fax_stop())),
            None => return Err(Tiff.damaged(text::formats::fax_codes())),
        }
        if bits.is_past_the_end() {
            return Err(Tiff.truncated(text::formats::fax_stop()));
        }
        // Empty runs are not changing elements for the line below.
        before.clear();
        for &change in &changes {
            if before.last() == Some(&change) {
                before.pop();
            } else {
                before.push(change);
            }
        }
        paint(&mut bytes, line, wide, &before);
    }
    bytes.resize(line.saturating_mul(lines), 0);
    Ok(bytes)
}

/// A one-dimensional line: alternating runs of white and black (T.4, 4.1). `None` for an invalid code.
fn runs(bits: &mut FaxBits<'_>, wide: u32, changes: &mut Vec<u32>) -> Option<bool> {
    let (mut at, mut is_black) = (0, false);
    while at < wide {
        at = at.saturating_add(run(bits, is_black)?).min(wide);
        changes.push(at);
        is_black = !is_black;
    }
    Some(true)
}

/// The length of a run: any number of make-up codes, then a terminating one.
fn run(bits: &mut FaxBits<'_>, is_black: bool) -> Option<u32> {
    let mut sum = 0_u32;
    loop {
        let code = if is_black { black::decode(bits) } else { white::decode(bits) }?;
        sum = sum.saturating_add(u32::from(code));
        // Bounds the length that a stream of such codes could reach.
        if code < 64 || sum > 1 << 24 {
            return Some(sum);
        }
    }
}

/// A two-dimensional line, relative to the changing elements of the previous one (T.4, 4.2; T.6, 2.2). `Some(false)` at
/// the end of the block.
fn by_line(bits: &mut FaxBits<'_>, wide: u32, before: &[u32], changes: &mut Vec<u32>) -> Option<bool> {
    // Starts before the first pixel, where the first change may be coded.
    let (mut at, mut is_black) = (-1_i64, false);
    let mut place = 0_usize;
    while at < i64::from(wide) {
        // The first change after `at` to the opposite colour: changes to black have even indices.
        while place > 0 && before.get(place - 1).is_some_and(|&change| i64::from(change) > at) {
            place -= 1;
        }
        while before.get(place).is_some_and(|&change| i64::from(change) <= at) || (place % 2 == 1) != is_black {
            if place >= before.len() && (place % 2 == 1) == is_black {
                break;
            }
            place += 1;
        }
        let change = |place: usize| before.get(place).copied().unwrap_or(wide).min(wide);
        match mode::decode(bits)? {
            Mode::Pass => at = i64::from(change(place + 1)),
            Mode::Vertical(apart) => {
                let to = i64::from(change(place)) + i64::from(apart);
                if to < at.max(0) || to > i64::from(wide) {
                    return None;
                }
                // Limited to the previous line.
                changes.push(to as u32);
                (at, is_black) = (to, !is_black);
            }
            Mode::Horizontal => {
                let mut from = at.max(0) as u32;
                for colour in [is_black, !is_black] {
                    from = from.saturating_add(run(bits, colour)?).min(wide);
                    changes.push(from);
                }
                at = i64::from(from);
            }
            Mode::EOF => return Some(false),
            Mode::Extension => return None,
        }
    }
    Some(true)
}

/// A line of bits, black 1.
fn paint(bytes: &mut Vec<u8>, line: usize, wide: u32, changes: &[u32]) {
    let start = bytes.len();
    bytes.resize(start + line, 0);
    let Some(row) = bytes.get_mut(start..) else { return };
    for pair in changes.chunks(2) {
        let from = pair.first().copied().unwrap_or(wide);
        let to = pair.get(1).copied().unwrap_or(wide).min(wide);
        for at in from..to {
            if let Some(byte) = row.get_mut(at as usize / 8) {
                *byte |= 0x80 >> (at % 8);
            }
        }
    }
}

/// Bits, the highest of a byte first; zeros past the end.
struct FaxBits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl FaxBits<'_> {
    fn is_past_the_end(&self) -> bool {
        self.at > self.bytes.len().saturating_mul(8)
    }

    /// Whether a code of maximum length would reach past the end.
    fn is_near_the_end(&self) -> bool {
        self.at + 13 > self.bytes.len().saturating_mul(8)
    }

    fn take(&mut self) -> u16 {
        let bit = self.peek(1).unwrap_or_default();
        self.at += 1;
        bit
    }

    fn align(&mut self, bytes: usize) {
        self.at = self.at.next_multiple_of(8 * bytes);
    }

    /// Whether eleven or more zeros and a one follow: no other code begins with so many zeros.
    fn is_at_end_of_line(&self) -> bool {
        self.zeros() >= 11
    }

    fn zeros(&self) -> usize {
        let left = self.bytes.len().saturating_mul(8).saturating_sub(self.at);
        let is_zero = |at: &usize| {
            self.bytes.get((self.at + at) / 8).is_some_and(|byte| byte << ((self.at + at) % 8) & 0x80 == 0)
        };
        (0..left).take_while(is_zero).count()
    }

    /// Skips an EOL; `None` where there is none.
    fn end_of_line(&mut self) -> Option<()> {
        let zeros = self.zeros();
        (zeros >= 11).then(|| self.at += zeros + 1)
    }
}

impl BitReader for FaxBits<'_> {
    type Error = std::convert::Infallible;

    fn peek(&self, bits: u8) -> Option<u16> {
        let byte = |at: usize| self.bytes.get(self.at / 8 + at).copied().unwrap_or_default();
        let window = u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)]) << (self.at % 8);
        // Of 32 bits, at most seven are shifted out and sixteen are requested.
        (bits <= 16).then(|| (u64::from(window) >> (32 - u32::from(bits))) as u16)
    }

    fn consume(&mut self, bits: u8) -> Result<(), Self::Error> {
        self.at = self.at.saturating_add(usize::from(bits));
        Ok(())
    }

    fn bits_to_byte_boundary(&self) -> u8 {
        // At most seven.
        ((8 - self.at % 8) % 8) as u8
    }
}
