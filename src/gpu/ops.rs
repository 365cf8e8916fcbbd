//! Layers of the network in Burn's operations.

use crate::nn::error::array;
use crate::nn::kernels::Activation;
use crate::nn::{Block, NnError, Window};
use crate::weights::Weights;
use burn::tensor::{Device, Tensor, TensorData, module::conv2d, ops::ConvOptions};

/// A dense layer: pointwise convolution or classifier.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    weight: Tensor<2>,
    bias: Tensor<1>,
    activation: Activation,
}

impl Dense {
    /// Reads `NAME.weight` `[inputs, outputs]` and `NAME.bias`.
    pub(super) fn load(
        weights: &Weights,
        name: &str,
        [inputs, outputs]: [usize; 2],
        activation: Activation,
        device: &Device,
    ) -> Result<Self, NnError> {
        let weight = array(weights, &format!("{name}.weight"), &[inputs, outputs])?.data.clone();
        Ok(Self {
            weight: Tensor::from_data(TensorData::new(weight, [inputs, outputs]), device),
            bias: bias(weights, name, outputs, device)?,
            activation,
        })
    }

    /// `[pixels, inputs]` to `[pixels, outputs]`.
    pub(super) fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        activate(x.matmul(self.weight.clone()) + self.bias.clone().unsqueeze(), self.activation)
    }

    /// `[n, h, w, inputs]` to `[n, h, w, outputs]`.
    pub(super) fn forward_grid(&self, x: Tensor<4>) -> Tensor<4> {
        let [n, h, w, inputs] = x.dims();
        let y = self.forward(x.reshape([n * h * w, inputs]));
        let [_, outputs] = y.dims();
        y.reshape([n, h, w, outputs])
    }
}

/// A convolution over a window with ReLU6: the stem, or a depthwise layer.
#[derive(Clone, Debug)]
pub(super) struct Convolution {
    kernel: usize,
    stride: usize,
    groups: usize,
    /// `[outputs, inputs / groups, kernel, kernel]`.
    weight: Tensor<4>,
    bias: Tensor<1>,
}

impl Convolution {
    /// Reads `stem.weight` `[3, 3, 3, outputs]` (row, column, input channel, output channel) and `stem.bias`.
    pub(super) fn stem(weights: &Weights, outputs: usize, device: &Device) -> Result<Self, NnError> {
        let weight = array(weights, "stem.weight", &[27, outputs])?.data.clone();
        let weight = Tensor::<4>::from_data(TensorData::new(weight, [3, 3, 3, outputs]), device);
        let weight = weight.permute([3, 2, 0, 1]);
        Ok(Self { kernel: 3, stride: 2, groups: 1, weight, bias: bias(weights, "stem", outputs, device)? })
    }

    /// Reads `NAME.weight` `[kernel * kernel, channels]` and `NAME.bias`.
    pub(super) fn depthwise(weights: &Weights, name: &str, block: Block, device: &Device) -> Result<Self, NnError> {
        let Block { kernel, stride, middle: channels, .. } = block;
        let weight = array(weights, &format!("{name}.weight"), &[kernel * kernel, channels])?.data.clone();
        let weight = Tensor::<4>::from_data(TensorData::new(weight, [kernel, kernel, 1, channels]), device);
        let weight = weight.permute([3, 2, 0, 1]);
        Ok(Self { kernel, stride, groups: channels, weight, bias: bias(weights, name, channels, device)? })
    }

    /// `[n, h, w, inputs]` to `[n, ⌈h/stride⌉, ⌈w/stride⌉, outputs]`.
    pub(super) fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [_, height, width, _] = x.dims();
        let window = Window { kernel: self.kernel, stride: self.stride, height, width };
        let (top, bottom, left, right) = window.padding();
        // Padded by hand: an odd "same" padding is not symmetric, and not every kernel takes that.
        let x = x.permute([0, 3, 1, 2]).pad((left, right, top, bottom), 0.0);
        let options = ConvOptions::new([self.stride; 2], [0, 0], [1, 1], self.groups);
        let y = conv2d(x, self.weight.clone(), None, options);
        activate(y.permute([0, 2, 3, 1]) + self.bias.clone().unsqueeze(), Activation::Relu6)
    }
}

fn bias(weights: &Weights, name: &str, outputs: usize, device: &Device) -> Result<Tensor<1>, NnError> {
    let data = array(weights, &format!("{name}.bias"), &[outputs])?.data.clone();
    Ok(Tensor::from_data(TensorData::new(data, [outputs]), device))
}

fn activate<const D: usize>(x: Tensor<D>, activation: Activation) -> Tensor<D> {
    match activation {
        Activation::None => x,
        Activation::Relu6 => x.clamp(0.0, 6.0),
    }
}
