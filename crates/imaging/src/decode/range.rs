//! Scales numbers that use only part of their bit depth to the full range: 12 bits of a scanner in the 16 of a file
//! would be nearly black.

use text::Message;

/// Largest number of 16 bits.
const WHITE: u16 = u16::MAX;

/// The white level, where it is not the largest number of 16 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The number that becomes white.
    pub most: u16,
    /// Whether the file states it; else it is the largest number in it.
    pub is_stated: bool,
}

/// The mapping from a picture's greys to the file's numbers: `number = slope × grey + intercept`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Numbers per step of the picture's greys.
    pub slope: f64,
    /// The number that is black.
    pub intercept: f64,
    /// Whether the file holds whole numbers.
    pub is_whole: bool,
}

impl Range {
    /// The mapping for these numbers, given the largest according to the file. `None` where they are shown unchanged:
    /// the upper half of 16 bits is used, or more than the file states, which then has scaled them already (PNG 3rd
    /// edition, 11.3.2.6).
    pub fn of(numbers: impl Iterator<Item = u16>, stated: Option<u16>) -> Option<Self> {
        let found = numbers.max().filter(|&found| found > 0)?;
        match stated {
            Some(most) if most < found => None,
            Some(most) if most < WHITE => Some(Self { most, is_stated: true }),
            _ => (found <= WHITE / 2).then_some(Self { most: found, is_stated: false }),
        }
    }

    /// A number scaled to 16 bits, rounded.
    pub fn spread(&self, number: u16) -> u16 {
        let most = u32::from(self.most.max(1));
        // At most 65,535 × 65,535 + 32,767, which fits 32 bits; at most 65,535 where `number` is.
        ((u32::from(number.min(self.most)) * u32::from(WHITE) + most / 2) / most) as u16
    }

    /// The value of one 16-bit step.
    #[must_use]
    pub fn scale(&self) -> Scale {
        Scale { slope: f64::from(self.most) / f64::from(WHITE), intercept: 0.0, is_whole: true }
    }

    /// The message about it.
    #[must_use]
    pub fn message(&self) -> Message {
        if self.is_stated { text::imaging::range_stated(self.most) } else { text::imaging::range_found(self.most) }
    }
}
