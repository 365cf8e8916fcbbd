//! Depthwise convolution.

use super::{Ad, add, contiguous, tensor, values};
use burn::tensor::Tensor;
use burn_autodiff::checkpoint::{base::Checkpointer, strategy::NoCheckpointing};
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::{Flex, FlexTensor};
use network::KernelWindow;
use network::kernels::{self, Activation};
use rayon::prelude::*;

/// Depthwise convolution of `[n, h, w, c]` with `[kernel * kernel, c]`; no bias, no activation.
///
/// # Panics
/// When a tensor is not on the differentiated CPU device.
#[allow(clippy::expect_used, reason = "a tensor of another device is a programming error of the trainer")]
pub(super) fn depthwise(x: Tensor<4>, weight: Tensor<2>, kernel: usize, stride: usize) -> Tensor<4> {
    let [n, height, width, channels] = x.dims();
    let window = KernelWindow { kernel, stride, height, width };
    let x = x.try_into_primitive::<Ad>().expect("differentiated CPU tensor");
    let weight = weight.try_into_primitive::<Ad>().expect("differentiated CPU tensor");
    let (x_value, weight_value) = (contiguous(x.primitive()), contiguous(weight.primitive()));

    let (rows, columns) = window.output();
    let mut output = vec![0.0; n * rows * columns * channels];
    output
        .par_chunks_exact_mut(rows * columns * channels)
        .zip(values(&x_value).par_chunks_exact(height * width * channels))
        .for_each(|(output, image)| {
            kernels::depthwise(window, image, values(&weight_value), &[], Activation::None, output)
        });
    let output = tensor(output, [n, rows, columns, channels]);

    let output = match DepthwiseStep.prepare::<NoCheckpointing>([x.node(), weight.node()]).compute_bound().stateful() {
        OpsKind::Tracked(prepared) => prepared.finish((x_value, weight_value, window), output),
        OpsKind::UnTracked(prepared) => prepared.finish(output),
    };
    Tensor::from_primitive::<Ad>(output)
}

#[derive(Debug)]
struct DepthwiseStep;

impl Backward<Flex, 2> for DepthwiseStep {
    type State = (FlexTensor, FlexTensor, KernelWindow);

    fn backward(self, ops: Ops<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(&grads.consume::<Flex>(&ops.node));
        let (x, weight, window) = ops.state;
        let (gradient, x, weight) = (values(&gradient), values(&x), values(&weight));
        let channels = weight.len() / (window.kernel * window.kernel);
        let (rows, columns) = window.output();
        let (outer, inner) = (rows * columns * channels, window.height * window.width * channels);
        let n = x.len() / inner;
        let [x_node, weight_node] = ops.parents;
        if let Some(node) = x_node {
            let mut output = vec![0.0; x.len()];
            output
                .par_chunks_exact_mut(inner)
                .zip(gradient.par_chunks_exact(outer))
                .for_each(|(output, gradient)| kernels::depthwise_input_gradient(window, gradient, weight, output));
            grads.register::<Flex>(node.id, tensor(output, [n, window.height, window.width, channels]));
        }
        if let Some(node) = weight_node {
            let output = x
                .par_chunks_exact(inner)
                .zip(gradient.par_chunks_exact(outer))
                .fold(
                    || vec![0.0; weight.len()],
                    |mut sum, (image, gradient)| {
                        kernels::depthwise_weight_gradient(window, image, gradient, &mut sum);
                        sum
                    },
                )
                .reduce(|| vec![0.0; weight.len()], add);
            grads.register::<Flex>(node.id, tensor(output, [window.kernel * window.kernel, channels]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gradients::portable;
    use crate::gradients::testing::{assert_close, drawn};
    use burn::tensor::Device;
    use fastrand::Rng;

    #[test]
    fn depthwise_gradients_equal_those_of_burns_grouped_convolution() {
        let device = Device::flex().autodiff();
        let mut random = Rng::with_seed(3);
        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            let x = drawn(&mut random, [2, 7, 6, 18], &device);
            let weight = drawn(&mut random, [kernel * kernel, 18], &device);
            let window = KernelWindow { kernel, stride, height: 7, width: 6 };
            let (rows, columns) = window.output();
            let slope = drawn(&mut random, [2, rows, columns, 18], &device).detach();

            let ours = (depthwise(x.clone(), weight.clone(), kernel, stride) * slope.clone()).sum().backward();
            let y = portable::depthwise(x.clone(), weight.clone(), kernel, stride);
            let theirs = (y * slope).sum().backward();
            assert_close("input", x.grad(&ours).unwrap(), x.grad(&theirs).unwrap());
            assert_close("weight", weight.grad(&ours).unwrap(), weight.grad(&theirs).unwrap());
        }
    }
}
