//! The two precisions of floating-point numbers.

use std::fmt::Debug;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// `f32` or `f64`: every operation rounds as the type says.
pub trait Scalar:
    Copy
    + Debug
    + PartialOrd
    + Send
    + Sync
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + Sum
{
    /// The nearest number of this precision.
    #[must_use]
    fn rounded(value: f64) -> Self;

    /// The same number with 53 bits.
    #[must_use]
    fn widened(self) -> f64;

    /// e to the power of this.
    #[must_use]
    fn exponential(self) -> Self;

    /// The square root.
    #[must_use]
    fn square_root(self) -> Self;

    /// The larger of two; the other one where one is NaN.
    #[must_use]
    fn larger(self, other: Self) -> Self;
}

impl Scalar for f32 {
    fn rounded(value: f64) -> Self {
        value as f32
    }

    fn widened(self) -> f64 {
        f64::from(self)
    }

    fn exponential(self) -> Self {
        self.exp()
    }

    fn square_root(self) -> Self {
        self.sqrt()
    }

    fn larger(self, other: Self) -> Self {
        self.max(other)
    }
}

impl Scalar for f64 {
    fn rounded(value: f64) -> Self {
        value
    }

    fn widened(self) -> f64 {
        self
    }

    fn exponential(self) -> Self {
        self.exp()
    }

    fn square_root(self) -> Self {
        self.sqrt()
    }

    fn larger(self, other: Self) -> Self {
        self.max(other)
    }
}
