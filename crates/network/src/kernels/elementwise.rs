//! Bias, activation, residual.

use multiversion::multiversion;

/// What follows a convolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    None,
    /// `min(max(x, 0), 6)`.
    Relu6,
}

impl Activation {
    /// Applies it to one value.
    #[inline(always)]
    #[must_use]
    pub fn apply(self, value: f32) -> f32 {
        match self {
            Self::None => value,
            // Two instructions with vectors, where `clamp` takes more; NaN stays NaN.
            Self::Relu6 => {
                let positive = if value < 0.0 { 0.0 } else { value };
                if positive > 6.0 { 6.0 } else { positive }
            }
        }
    }
}

/// Adds `bias` `[channels]` to every pixel of `values` `[pixels, channels]`, then activates.
#[multiversion(targets("x86_64+avx+avx2+fma"))]
pub fn add_bias(values: &mut [f32], bias: &[f32], activation: Activation) {
    for pixel in values.chunks_exact_mut(bias.len().max(1)) {
        for (value, bias) in pixel.iter_mut().zip(bias) {
            *value = activation.apply(*value + bias);
        }
    }
}

/// `values += other`, element by element.
#[multiversion(targets("x86_64+avx+avx2+fma"))]
pub fn add_in_place(values: &mut [f32], other: &[f32]) {
    for (value, other) in values.iter_mut().zip(other) {
        *value += other;
    }
}
