//! Numbers for the tests of kernels.

/// A source of them, the same each time.
pub(super) struct Draw(fastrand::Rng);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end)
    }

    /// `count` words within ±`most`, including the ends.
    pub(super) fn words(&mut self, count: usize, most: i16) -> Vec<i16> {
        (0..count).map(|_| if self.0.u8(..) < 8 { most } else { self.0.i16(-most..=most) }).collect()
    }

    /// `count` numbers within ±`most`.
    pub(super) fn numbers(&mut self, count: usize, most: f32) -> Vec<f32> {
        (0..count).map(|_| (self.0.f32() * 2.0 - 1.0) * most).collect()
    }
}
