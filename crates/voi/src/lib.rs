//! How values are mapped to greys between black and white (DICOM PS3.3, C.11.2.1), here and in a shader.
//!
//! Invariant: pure; and both are equivalent. A formula that changes in one must change in the other.
//!
//! ```
//! use voi::VoiFunction::{Linear, LinearExact};
//!
//! // 400 values from black to white around 40: the standard's line counts both ends, the exact one does not.
//! assert_eq!([-160.0, 239.0].map(|value| Linear.grey(40.0, 400.0, value)), [0.0, 1.0]);
//! assert_eq!([-160.0, 240.0].map(|value| LinearExact.grey(40.0, 400.0, value)), [0.0, 1.0]);
//! ```

/// Shape of the curve between black and white.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VoiFunction {
    /// PS3.3, C.11.2.1.2.1: the straight line of the standard, whose width counts both ends.
    #[default]
    Linear,
    /// PS3.3, C.11.2.1.3.2: the exact straight line.
    LinearExact,
    /// PS3.3, C.11.2.1.3.1: a sigmoid.
    Sigmoid,
}

impl VoiFunction {
    /// Black 0 to white 1. `center` and `width` are in units of the value; the width is at least 1 for [`Self::Linear`],
    /// above 0 for the others.
    #[inline]
    #[must_use]
    pub fn grey(self, center: f64, width: f64, value: f64) -> f64 {
        let from_middle = value - center;
        let grey = match self {
            // A width of 1 is a step at the centre minus one half.
            Self::Linear if width <= 1.0 => f64::from(u8::from(from_middle > -0.5)),
            Self::Linear => (from_middle + 0.5) / (width - 1.0) + 0.5,
            Self::LinearExact => from_middle / width + 0.5,
            Self::Sigmoid => 1.0 / (1.0 + (-4.0 * from_middle / width).exp()),
        };
        grey.clamp(0.0, 1.0)
    }

    /// Its number in the shader.
    #[must_use]
    pub const fn number(self) -> i32 {
        match self {
            Self::Linear => 0,
            Self::LinearExact => 1,
            Self::Sigmoid => 2,
        }
    }
}

/// [`VoiFunction::grey`] in GLSL ES 3.0: `voi(curve, shown, value)`, with the curve's [`number`](VoiFunction::number), and
/// centre and width. A curve of another number is taken as the exact line.
pub const GLSL: &str = "
float voi(int curve, vec2 shown, float value) {
  float fromMiddle = value - shown.x;
  float grey = fromMiddle / shown.y + 0.5;
  if (curve == 0) grey = shown.y <= 1.0 ? (fromMiddle > -0.5 ? 1.0 : 0.0) : (fromMiddle + 0.5) / (shown.y - 1.0) + 0.5;
  if (curve == 2) grey = 1.0 / (1.0 + exp(-4.0 * fromMiddle / shown.y));
  return clamp(grey, 0.0, 1.0);
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_those_of_the_standard() {
        // The note of C.11.2.1.2.1: with a width of 1 there is a step, and no division by 0.
        assert_eq!([99.4, 99.6].map(|value| VoiFunction::Linear.grey(100.0, 1.0, value)), [0.0, 1.0]);
        assert_eq!(VoiFunction::Linear.grey(100.0, 3.0, 99.5), 0.5);
        assert_eq!([0.0, 25.0, 200.0].map(|value| VoiFunction::LinearExact.grey(50.0, 100.0, value)), [0.0, 0.25, 1.0]);
        let sigmoid = VoiFunction::Sigmoid.grey(40.0, 400.0, 140.0);
        assert!((sigmoid - 1.0 / (1.0 + (-1.0_f64).exp())).abs() < 1e-12);
        assert_eq!(VoiFunction::Sigmoid.grey(40.0, 400.0, 40.0), 0.5);
    }

    #[test]
    fn the_shader_knows_every_curve_by_its_number() {
        for curve in [VoiFunction::Linear, VoiFunction::Sigmoid] {
            assert!(GLSL.contains(&format!("curve == {}", curve.number())), "{curve:?}");
        }
        // The remaining case is the exact line.
        assert!(!GLSL.contains(&format!("curve == {}", VoiFunction::LinearExact.number())));
    }
}
