//! Random numbers and random fields that depend on their seed alone.

/// SplitMix64 (Steele, Lea, Flood 2014): one 64-bit state, one number per step.
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }

    /// A number in `low..=high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0).unsigned_abs() + 1;
        low + (self.next() % span) as i64
    }

    /// A number in −1…1, from 53 bits.
    pub(super) fn signed(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

/// A number that depends on a seed and a place, 64 bits.
pub(super) fn at(seed: u64, x: i64, y: i64) -> u64 {
    let place = (x as u64).wrapping_mul(0x8DA6_B343_D816_3841) ^ (y as u64).wrapping_mul(0xCB1A_B31F_9E37_79B1);
    mixed(mixed(seed ^ 0x5851_F42D_4C95_7F2D).wrapping_add(place))
}

/// Value noise in −1…1, smooth, with one random value per unit square.
pub(super) fn noise(seed: u64, x: f64, y: f64) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let (column, row) = (left as i64, top as i64);
    let value = |dx, dy| (at(seed, column + dx, row + dy) >> 11) as f64 / (1u64 << 52) as f64 - 1.0;
    let (across, down) = (eased(x - left), eased(y - top));
    let upper = mixed_by(value(0, 0), value(1, 0), across);
    let lower = mixed_by(value(0, 1), value(1, 1), across);
    mixed_by(upper, lower, down)
}

/// 0 below `low`, 1 above `high`, smooth between.
pub(super) fn step(low: f64, high: f64, value: f64) -> f64 {
    eased(((value - low) / (high - low)).clamp(0.0, 1.0))
}

/// `from` at 0, `to` at 1.
pub(super) fn mixed_by(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}

fn eased(share: f64) -> f64 {
    share * share * (3.0 - 2.0 * share)
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}
