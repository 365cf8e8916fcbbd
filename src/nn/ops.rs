//! One layer at a time, by the fastest way the device has.
//!
//! On the CPU: Burn's matrix product for dense layers, our own loops for depthwise, bias
//! and activation. On a GPU: Burn's own operations throughout.

use super::kernels::{self, Activation};
use super::{NnError, Window};
use crate::weights::{Array, Weights};
use burn::tensor::{Device, Tensor, TensorData, module::conv2d, ops::ConvOptions};

/// A dense layer: pointwise convolution, classifier, or stem over patches.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    weight: Tensor<2>,
    bias: Bias,
    activation: Activation,
}

/// A bias where its device can add it fastest.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "a few dozen of these, made once")]
enum Bias {
    Cpu(Vec<f32>),
    Gpu(Tensor<1>),
}

impl Bias {
    fn load(weights: &Weights, name: &str, length: usize, device: &Device) -> Result<Self, NnError> {
        let data = array(weights, name, &[length])?.data.clone();
        Ok(if is_cpu(device) {
            Self::Cpu(data)
        } else {
            Self::Gpu(Tensor::from_data(TensorData::new(data, [length]), device))
        })
    }

    /// Adds itself to `[pixels, channels]` and activates.
    fn add(&self, x: Tensor<2>, activation: Activation) -> Tensor<2> {
        match self {
            Self::Cpu(bias) => on_slice(x, |values| kernels::add_bias(values, bias, activation)),
            Self::Gpu(bias) => activate(x + bias.clone().unsqueeze(), activation),
        }
    }
}

impl Dense {
    /// Reads `NAME.weight` `[inputs, outputs]` (any leading axes that multiply to `inputs`) and `NAME.bias`.
    pub(super) fn load(
        weights: &Weights,
        name: &str,
        [inputs, outputs]: [usize; 2],
        activation: Activation,
        device: &Device,
    ) -> Result<Self, NnError> {
        let array = array(weights, &format!("{name}.weight"), &[inputs, outputs])?;
        Ok(Self {
            weight: Tensor::from_data(TensorData::new(array.data.clone(), [inputs, outputs]), device),
            bias: Bias::load(weights, &format!("{name}.bias"), outputs, device)?,
            activation,
        })
    }

    /// `[pixels, inputs]` to `[pixels, outputs]`.
    pub(super) fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        self.bias.add(x.matmul(self.weight.clone()), self.activation)
    }

    /// `[n, h, w, inputs]` to `[n, h, w, outputs]`.
    pub(super) fn forward_grid(&self, x: Tensor<4>) -> Tensor<4> {
        let [n, h, w, inputs] = x.dims();
        let y = self.forward(x.reshape([n * h * w, inputs]));
        let [_, outputs] = y.dims();
        y.reshape([n, h, w, outputs])
    }
}

/// The 3×3 convolution at the entrance.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "a few dozen of these, made once")]
pub(super) enum Stem {
    Cpu(Dense),
    Gpu { weight: Tensor<4>, bias: Bias4, stride: usize },
}

/// Bias of a GPU convolution, with ReLU6 after it.
pub(super) type Bias4 = Tensor<1>;

impl Stem {
    /// Reads `stem.weight` `[3, 3, 3, outputs]` (row, column, input channel, output channel).
    pub(super) fn load(weights: &Weights, outputs: usize, device: &Device) -> Result<Self, NnError> {
        if is_cpu(device) {
            return Dense::load(weights, "stem", [27, outputs], Activation::Relu6, device).map(Self::Cpu);
        }
        let weight = array(weights, "stem.weight", &[27, outputs])?;
        let weight = Tensor::<4>::from_data(TensorData::new(weight.data.clone(), [3, 3, 3, outputs]), device);
        let bias = array(weights, "stem.bias", &[outputs])?.data.clone();
        Ok(Self::Gpu {
            weight: weight.permute([3, 2, 0, 1]),
            bias: Tensor::from_data(TensorData::new(bias, [outputs]), device),
            stride: 2,
        })
    }

    /// `[n, h, w, 3]` to `[n, ⌈h/2⌉, ⌈w/2⌉, outputs]`.
    pub(super) fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [n, height, width, channels] = x.dims();
        let window = Window { kernel: 3, stride: 2, height, width };
        match self {
            Self::Cpu(dense) => {
                let (rows, columns) = window.output();
                let device = x.device();
                let data = x.into_data();
                let input = data.as_slice::<f32>().unwrap_or_default();
                let patches: Vec<f32> = input
                    .chunks_exact(height * width * channels)
                    .flat_map(|image| kernels::patches(window, image, channels))
                    .collect();
                let patches = TensorData::new(patches, [n, rows, columns, 9 * channels]);
                dense.forward_grid(Tensor::from_data(patches, &device))
            }
            Self::Gpu { weight, bias, stride } => convolve(x, weight, bias, Window { stride: *stride, ..window }, 1),
        }
    }
}

/// A depthwise convolution with ReLU6.
#[derive(Clone, Debug)]
pub(super) struct Depthwise {
    kernel: usize,
    stride: usize,
    place: DepthwisePlace,
}

#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "a few dozen of these, made once")]
enum DepthwisePlace {
    Cpu { weight: Vec<f32>, bias: Vec<f32> },
    Gpu { weight: Tensor<4>, bias: Tensor<1> },
}

impl Depthwise {
    /// Reads `NAME.weight` `[kernel * kernel, channels]` and `NAME.bias`.
    pub(super) fn load(
        weights: &Weights,
        name: &str,
        kernel: usize,
        stride: usize,
        channels: usize,
        device: &Device,
    ) -> Result<Self, NnError> {
        let weight = array(weights, &format!("{name}.weight"), &[kernel * kernel, channels])?.data.clone();
        let bias = array(weights, &format!("{name}.bias"), &[channels])?.data.clone();
        let place = if is_cpu(device) {
            DepthwisePlace::Cpu { weight, bias }
        } else {
            let weight = Tensor::<4>::from_data(TensorData::new(weight, [kernel, kernel, 1, channels]), device);
            DepthwisePlace::Gpu {
                weight: weight.permute([3, 2, 0, 1]),
                bias: Tensor::from_data(TensorData::new(bias, [channels]), device),
            }
        };
        Ok(Self { kernel, stride, place })
    }

    /// `[n, h, w, channels]` to `[n, ⌈h/stride⌉, ⌈w/stride⌉, channels]`.
    pub(super) fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [n, height, width, channels] = x.dims();
        let window = Window { kernel: self.kernel, stride: self.stride, height, width };
        match &self.place {
            DepthwisePlace::Cpu { weight, bias } => {
                let (rows, columns) = window.output();
                let device = x.device();
                let data = x.into_data();
                let mut output = vec![0.0; n * rows * columns * channels];
                let images = data.as_slice::<f32>().unwrap_or_default().chunks_exact(height * width * channels);
                for (image, output) in images.zip(output.chunks_exact_mut(rows * columns * channels)) {
                    kernels::depthwise(window, image, weight, bias, Activation::Relu6, output);
                }
                Tensor::from_data(TensorData::new(output, [n, rows, columns, channels]), &device)
            }
            DepthwisePlace::Gpu { weight, bias } => convolve(x, weight, bias, window, channels),
        }
    }
}

/// Whether tensors of this device lie in plain memory.
#[must_use]
pub fn is_cpu(device: &Device) -> bool {
    *device == Device::flex()
}

/// Burn's convolution on an NHWC tensor, ReLU6 after it.
fn convolve(x: Tensor<4>, weight: &Tensor<4>, bias: &Tensor<1>, window: Window, groups: usize) -> Tensor<4> {
    let (top, bottom, left, right) = window.padding();
    let stride = window.stride;
    // Padded by hand: an odd "same" padding is not symmetric, and not every kernel takes that.
    let x = x.permute([0, 3, 1, 2]).pad((left, right, top, bottom), 0.0);
    let y = conv2d(x, weight.clone(), None, ConvOptions::new([stride, stride], [0, 0], [1, 1], groups));
    activate(y.permute([0, 2, 3, 1]) + bias.clone().unsqueeze(), Activation::Relu6)
}

fn activate<const D: usize>(x: Tensor<D>, activation: Activation) -> Tensor<D> {
    match activation {
        Activation::None => x,
        Activation::Relu6 => x.clamp(0.0, 6.0),
    }
}

/// Changes a CPU tensor's values in place.
fn on_slice<const D: usize>(x: Tensor<D>, change: impl FnOnce(&mut [f32])) -> Tensor<D> {
    let device = x.device();
    let mut data = x.into_data();
    if let Ok(values) = data.as_mut_slice::<f32>() {
        change(values);
    }
    Tensor::from_data(data, &device)
}

/// `NAME` with as many values as `shape` holds.
fn array<'a>(weights: &'a Weights, name: &str, shape: &[usize]) -> Result<&'a Array, NnError> {
    let array = weights.get(name).ok_or_else(|| NnError::Missing { name: name.to_owned() })?;
    let (found, last) = (array.shape.iter().product::<usize>(), array.shape.last().copied());
    if found != shape.iter().product::<usize>() || last != shape.last().copied() || found != array.data.len() {
        return Err(NnError::Shape { name: name.to_owned(), expected: shape.to_vec(), found: array.shape.clone() });
    }
    Ok(array)
}
