//! Layers of the network in Burn's operations.

use burn::tensor::{Device, Tensor, TensorData, module::conv2d, ops::ConvOptions};
use model::Weights;
use network::NnError;
use network::error::array;
use network::graph::{ConvolutionShape, LayerNode};
use network::kernels::Activation;

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
        node: &LayerNode,
        activation: Activation,
        device: &Device,
    ) -> Result<Self, NnError> {
        let weight = array(weights, &format!("{}.weight", node.name), &node.weight)?.data.clone();
        Ok(Self {
            weight: Tensor::from_data(TensorData::new(weight, node.weight), device),
            bias: bias(weights, node, device)?,
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

/// A convolution over a window: the stem, or a depthwise layer.
#[derive(Clone, Debug)]
pub(super) struct Convolution {
    node: LayerNode,
    shape: ConvolutionShape,
    /// `[outputs, inputs / groups, kernel, kernel]`, in memory `[outputs, kernel, kernel, inputs / groups]`: as the
    /// kernels read it; otherwise each run would copy it first.
    weight: Tensor<4>,
    bias: Tensor<1>,
}

impl Convolution {
    /// Reads `NAME.weight` `[kernel * kernel * inputs / groups, outputs]` (row, column, input channel, output channel)
    /// and `NAME.bias`.
    pub(super) fn load(
        weights: &Weights,
        node: &LayerNode,
        shape: ConvolutionShape,
        device: &Device,
    ) -> Result<Self, NnError> {
        let ConvolutionShape { outputs, kernel, .. } = shape;
        let [rows, _] = node.weight;
        let weight = &array(weights, &format!("{}.weight", node.name), &node.weight)?.data;
        let by_output = (0..outputs).flat_map(|output| weight.iter().skip(output).step_by(outputs).copied()).collect();
        let sides = [outputs, kernel, kernel, rows / (kernel * kernel)];
        let weight: Tensor<4> = Tensor::from_data(TensorData::new::<f32, _>(by_output, sides), device);
        let bias = bias(weights, node, device)?;
        Ok(Self { node: node.clone(), shape, weight: weight.permute([0, 3, 1, 2]), bias })
    }

    /// `[n, h, w, inputs]` to `[n, ⌈h/stride⌉, ⌈w/stride⌉, outputs]`.
    pub(super) fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [_, height, width, _] = x.dims();
        let (top, bottom, left, right) = self.node.window((height, width)).padding();
        let padding = [(top, bottom), (left, right)];
        let ConvolutionShape { stride, groups, activation, .. } = self.shape;
        let options = ConvOptions::new_with_padding([stride; 2], padding, [1, 1], groups);
        // The channels stay last in memory: the kernels want them there, and nothing is copied.
        let y = conv2d(x.permute([0, 3, 1, 2]), self.weight.clone(), Some(self.bias.clone()), options);
        activate(y.permute([0, 2, 3, 1]), activation)
    }
}

/// Nearest-neighbour upsampling of `[n, h, w, c]` by two.
pub(super) fn doubled(x: Tensor<4>) -> Tensor<4> {
    let [n, height, width, channels] = x.dims();
    let wide = x.reshape([n * height, 1, width, channels]).repeat_dim(1, 2);
    let columns = wide.reshape([n * height * 2, width, 1, channels]).repeat_dim(2, 2);
    columns.reshape([n, 2 * height, 2 * width, channels])
}

fn bias(weights: &Weights, node: &LayerNode, device: &Device) -> Result<Tensor<1>, NnError> {
    let data = array(weights, &format!("{}.bias", node.name), &[node.channels])?.data.clone();
    Ok(Tensor::from_data(TensorData::new(data, [node.channels]), device))
}

fn activate<const D: usize>(x: Tensor<D>, activation: Activation) -> Tensor<D> {
    match activation {
        Activation::None => x,
        Activation::Relu6 => x.clamp(0.0, 6.0),
    }
}
