//! Pointwise convolution: a matrix product with bias, activation and residual in one pass.
//!
//! Weights are laid out once, at load, in panels of [`PANEL`] output channels. A tile of
//! [`ROWS`] pixels times one panel stays in registers while the input channels are walked, and
//! [`BLOCK`] pixels are taken through all panels before the next ones, so that they stay in the
//! second-level cache (Goto and van de Geijn, "Anatomy of High-Performance Matrix
//! Multiplication", ACM TOMS 2008).

use super::Activation;
use multiversion::{multiversion, target::target_cfg_f};

/// Output channels a tile covers: two vector registers of four values in WebAssembly, two of
/// eight with AVX2.
const PANEL: usize = if cfg!(target_arch = "wasm32") { 8 } else { 16 };
/// Pixels a tile covers: with two registers of weights and one of input, sixteen registers hold it.
const ROWS: usize = if cfg!(target_arch = "wasm32") { 4 } else { 6 };
/// Pixels that go through all panels together.
const BLOCK: usize = 8 * ROWS;

/// Weights and bias of a pointwise convolution, laid out for [`pointwise`].
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    inputs: usize,
    outputs: usize,
    /// `[panels][inputs][PANEL]`, zeros behind the last output.
    weight: Vec<f32>,
    /// `[panels][PANEL]`.
    bias: Vec<f32>,
}

impl Packed {
    /// Lays out `weight` `[inputs, outputs]` and `bias` `[outputs]`.
    ///
    /// # Panics
    /// When `weight` is not a whole number of rows as long as `bias`, or either is empty.
    #[must_use]
    pub fn new(weight: &[f32], bias: &[f32]) -> Self {
        let outputs = bias.len();
        assert!(outputs > 0 && !weight.is_empty() && weight.len().is_multiple_of(outputs), "pointwise weight");
        let inputs = weight.len() / outputs;
        let panels = outputs.div_ceil(PANEL);
        let mut packed = vec![0.0; panels * inputs * PANEL];
        for (panel, target) in packed.chunks_exact_mut(inputs * PANEL).enumerate() {
            let start = panel * PANEL;
            let width = PANEL.min(outputs - start);
            for (row, target) in weight.chunks_exact(outputs).zip(target.chunks_exact_mut(PANEL)) {
                target[..width].copy_from_slice(&row[start..start + width]);
            }
        }
        let mut padded = bias.to_vec();
        padded.resize(panels * PANEL, 0.0);
        Self { inputs, outputs, weight: packed, bias: padded }
    }

    /// Input channels.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Output channels.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }
}

/// `output = activation(input × weight + bias) + residual`, pixel by pixel.
///
/// `input` is `[pixels, inputs]`, `output` and `residual` `[pixels, outputs]`; an empty
/// `residual` adds nothing.
///
/// ```
/// use network::kernels::{Activation, Packed, pointwise};
///
/// let packed = Packed::new(&[1.0, 2.0, 3.0, 4.0], &[0.5, -0.5]);
/// let mut output = [0.0; 4];
/// pointwise(&[1.0, 1.0, 1.0, -1.0], &packed, Activation::Relu6, &[], &mut output);
/// assert_eq!(output, [4.5, 5.5, 0.0, 0.0]);
/// ```
///
/// # Panics
/// When a length does not match.
pub fn pointwise(input: &[f32], packed: &Packed, activation: Activation, residual: &[f32], output: &mut [f32]) {
    let pixels = input.len() / packed.inputs;
    assert_eq!(input.len(), pixels * packed.inputs, "pointwise input");
    assert_eq!(output.len(), pixels * packed.outputs, "pointwise output");
    assert!(residual.is_empty() || residual.len() == output.len(), "pointwise residual");
    run(input, packed, activation, output);
    if !residual.is_empty() {
        super::add_in_place(output, residual);
    }
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn run(input: &[f32], packed: &Packed, activation: Activation, output: &mut [f32]) {
    const FUSED: bool = target_cfg_f!(target_feature = "fma");
    let Packed { inputs, outputs, .. } = *packed;
    let panels = || packed.weight.chunks_exact(inputs * PANEL).zip(packed.bias.as_chunks::<PANEL>().0).enumerate();
    for (input, output) in input.chunks(BLOCK * inputs).zip(output.chunks_mut(BLOCK * outputs)) {
        for (panel, (weight, bias)) in panels() {
            let start = panel * PANEL;
            let width = PANEL.min(outputs - start);
            let (mut inputs_left, mut outputs_left) = (input, &mut output[..]);
            while inputs_left.len() >= ROWS * inputs {
                let (these, rest) = inputs_left.split_at(ROWS * inputs);
                let (target, rest_out) = outputs_left.split_at_mut(ROWS * outputs);
                let sums = tile::<ROWS, FUSED>(these, inputs, weight, bias);
                store(&sums, activation, start, width, outputs, target);
                (inputs_left, outputs_left) = (rest, rest_out);
            }
            for (pixel, target) in inputs_left.chunks_exact(inputs).zip(outputs_left.chunks_exact_mut(outputs)) {
                let sums = tile::<1, FUSED>(pixel, inputs, weight, bias);
                store(&sums, activation, start, width, outputs, target);
            }
        }
    }
}

/// Sums of `R` pixels times one panel.
#[inline(always)]
fn tile<const R: usize, const FUSED: bool>(
    input: &[f32],
    inputs: usize,
    weight: &[f32],
    bias: &[f32; PANEL],
) -> [[f32; PANEL]; R] {
    let mut sums = [*bias; R];
    let weight = &weight.as_chunks::<PANEL>().0[..inputs];
    let rows: [&[f32]; R] = std::array::from_fn(|row| &input[row * inputs..][..inputs]);
    for (k, weight) in weight.iter().enumerate() {
        for row in 0..R {
            let value = rows[row][k];
            for lane in 0..PANEL {
                sums[row][lane] = if FUSED {
                    value.mul_add(weight[lane], sums[row][lane])
                } else {
                    sums[row][lane] + value * weight[lane]
                };
            }
        }
    }
    sums
}

#[inline(always)]
fn store<const R: usize>(
    sums: &[[f32; PANEL]; R],
    activation: Activation,
    start: usize,
    width: usize,
    outputs: usize,
    target: &mut [f32],
) {
    for (sums, pixel) in sums.iter().zip(target.chunks_exact_mut(outputs)) {
        let sums = sums.map(|sum| activation.apply(sum));
        if width == PANEL {
            pixel[start..start + PANEL].copy_from_slice(&sums);
        } else {
            pixel[start..start + width].copy_from_slice(&sums[..width]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_the_definition_over_odd_shapes() {
        let mut random = fastrand::Rng::with_seed(11);
        for (pixels, inputs, outputs) in [(1, 1, 1), (5, 3, 7), (6, 27, 32), (49, 40, 24), (200, 17, 33), (13, 96, 4)] {
            for (activation, residual) in [(Activation::None, true), (Activation::Relu6, false)] {
                let mut draw = |n: usize| (0..n).map(|_| random.f32() * 4.0 - 2.0).collect::<Vec<_>>();
                let (input, weight, bias) = (draw(pixels * inputs), draw(inputs * outputs), draw(outputs));
                let residual = if residual { draw(pixels * outputs) } else { Vec::new() };
                let mut output = vec![f32::NAN; pixels * outputs];
                pointwise(&input, &Packed::new(&weight, &bias), activation, &residual, &mut output);
                for (index, found) in output.iter().enumerate() {
                    let (pixel, channel) = (index / outputs, index % outputs);
                    let product =
                        |k: usize| f64::from(input[pixel * inputs + k]) * f64::from(weight[k * outputs + channel]);
                    let sum = (0..inputs).map(product).sum::<f64>() as f32 + bias[channel];
                    let expected = activation.apply(sum) + residual.get(index).unwrap_or(&0.0);
                    assert!((found - expected).abs() < 1e-4, "{pixels}×{inputs}×{outputs}: {found} against {expected}");
                }
            }
        }
    }
}
