//! Layers of the network in Burn's operations.

use burn::tensor::{Device, Tensor, TensorData, module::conv2d, ops::ConvOptions};
use model::Weights;
use network::error::array;
use network::kernels::Activation;
use network::{Block, NnError, Window};

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
    /// `[outputs, inputs / groups, kernel, kernel]`, in memory `[outputs, kernel, kernel, inputs / groups]`: as the
    /// kernels read it, or each run would copy it first.
    weight: Tensor<4>,
    bias: Tensor<1>,
}

impl Convolution {
    /// Reads `stem.weight` `[3, 3, 3, outputs]` (row, column, input channel, output channel) and `stem.bias`.
    pub(super) fn stem(weights: &Weights, outputs: usize, device: &Device) -> Result<Self, NnError> {
        let weight = taps(weights, "stem", [3, 3, outputs], device)?;
        Ok(Self { kernel: 3, stride: 2, groups: 1, weight, bias: bias(weights, "stem", outputs, device)? })
    }

    /// Reads `NAME.weight` `[kernel * kernel, channels]` and `NAME.bias`.
    pub(super) fn depthwise(weights: &Weights, name: &str, block: Block, device: &Device) -> Result<Self, NnError> {
        let Block { kernel, stride, middle: channels, .. } = block;
        let weight = taps(weights, name, [kernel, 1, channels], device)?;
        Ok(Self { kernel, stride, groups: channels, weight, bias: bias(weights, name, channels, device)? })
    }

    /// `[n, h, w, inputs]` to `[n, ⌈h/stride⌉, ⌈w/stride⌉, outputs]`.
    pub(super) fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [_, height, width, _] = x.dims();
        let window = Window { kernel: self.kernel, stride: self.stride, height, width };
        let (top, bottom, left, right) = window.padding();
        let padding = [(top, bottom), (left, right)];
        let options = ConvOptions::new_with_padding([self.stride; 2], padding, [1, 1], self.groups);
        // The channels stay last in memory: the kernels want them there, and nothing is copied.
        let y = conv2d(x.permute([0, 3, 1, 2]), self.weight.clone(), Some(self.bias.clone()), options);
        activate(y.permute([0, 2, 3, 1]), Activation::Relu6)
    }
}

/// Reads `NAME.weight` `[kernel * kernel * inputs, outputs]` as `[outputs, inputs, kernel, kernel]`.
fn taps(
    weights: &Weights,
    name: &str,
    [kernel, inputs, outputs]: [usize; 3],
    device: &Device,
) -> Result<Tensor<4>, NnError> {
    let rows = kernel * kernel * inputs;
    let weight = &array(weights, &format!("{name}.weight"), &[rows, outputs])?.data;
    let by_output = (0..outputs).flat_map(|output| weight.iter().skip(output).step_by(outputs).copied()).collect();
    let weight: Tensor<4> =
        Tensor::from_data(TensorData::new::<f32, _>(by_output, [outputs, kernel, kernel, inputs]), device);
    Ok(weight.permute([0, 3, 1, 2]))
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
