//! Batch normalisation with its activation.

use super::channels::{BatchStatistics, PIXELS, affine, gradient_sums, input_gradient, statistics};
use super::{Ad, add, contiguous, tensor, values};
use burn::tensor::{Tensor, TensorData};
use burn_autodiff::checkpoint::{base::Checkpointer, strategy::NoCheckpointing};
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::{Flex, FlexTensor};
use network::kernels::Activation;
use rayon::prelude::*;

/// Batch normalisation over all axes but the last, then the activation.
///
/// # Panics
/// When a tensor is not on the differentiated CPU device.
#[allow(clippy::expect_used, reason = "a tensor of another device is a programming error of the trainer")]
pub(super) fn normalise(
    x: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f32,
    activation: Activation,
) -> (Tensor<4>, BatchStatistics) {
    let dims = x.dims();
    let x = x.try_into_primitive::<Ad>().expect("differentiated CPU tensor");
    let gamma = gamma.try_into_primitive::<Ad>().expect("differentiated CPU tensor");
    let beta = beta.try_into_primitive::<Ad>().expect("differentiated CPU tensor");
    let (x_value, gamma_value, beta_value) =
        (contiguous(x.primitive()), contiguous(gamma.primitive()), contiguous(beta.primitive()));

    let channels = values(&gamma_value).len();
    let statistics = statistics(values(&x_value), channels);
    let deviations: Vec<f32> = statistics.variance.iter().map(|v| (v + epsilon).sqrt().recip()).collect();
    // y = x * scale + shift
    let scale: Vec<f32> = values(&gamma_value).iter().zip(&deviations).map(|(g, d)| g * d).collect();
    let shift: Vec<f32> =
        values(&beta_value).iter().zip(&scale).zip(&statistics.mean).map(|((b, s), m)| b - m * s).collect();
    let mut output = vec![0.0; values(&x_value).len()];
    output
        .par_chunks_mut(channels * PIXELS)
        .zip(values(&x_value).par_chunks(channels * PIXELS))
        .for_each(|(output, input)| affine(input, &scale, &shift, activation, output));
    let output = tensor(output, dims);

    let step = NormaliseStep.prepare::<NoCheckpointing>([x.node(), gamma.node(), beta.node()]);
    let output = match step.compute_bound().stateful() {
        OpsKind::Tracked(prepared) => {
            let state =
                NormaliseState { x: x_value, mean: statistics.mean.clone(), deviations, scale, shift, activation };
            prepared.finish(state, output)
        }
        OpsKind::UnTracked(prepared) => prepared.finish(output),
    };
    (Tensor::from_primitive::<Ad>(output), statistics)
}

#[derive(Debug)]
struct NormaliseStep;

#[derive(Clone, Debug)]
struct NormaliseState {
    x: FlexTensor,
    mean: Vec<f32>,
    /// `1 / sqrt(variance + epsilon)`.
    deviations: Vec<f32>,
    scale: Vec<f32>,
    shift: Vec<f32>,
    activation: Activation,
}

impl Backward<Flex, 3> for NormaliseStep {
    type State = NormaliseState;

    /// Ioffe and Szegedy, "Batch Normalization" (ICML 2015), section 3: with `g` the gradient
    /// behind the activation and `h` the normalised input over `m` pixels,
    /// `dx = gamma * deviation * (g - mean(g) - h * mean(g * h))`.
    fn backward(self, ops: Ops<Self::State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(&grads.consume::<Flex>(&ops.node));
        let NormaliseState { x, mean, deviations, scale, shift, activation } = ops.state;
        let shape = x.layout().shape().clone();
        let (gradient, x) = (values(&gradient), values(&x));
        let channels = mean.len();
        let pixels = (x.len() / channels) as f32;
        let (sum, sum_x) = x
            .par_chunks(channels * PIXELS)
            .zip(gradient.par_chunks(channels * PIXELS))
            .map(|(x, gradient)| {
                let (mut sum, mut sum_x) = (vec![0.0; channels], vec![0.0; channels]);
                gradient_sums(x, gradient, &scale, &shift, &mean, activation, &mut sum, &mut sum_x);
                (sum, sum_x)
            })
            .reduce(|| (vec![0.0; channels], vec![0.0; channels]), |a, b| (add(a.0, b.0), add(a.1, b.1)));
        let d_gamma: Vec<f32> = sum_x.iter().zip(&deviations).map(|(s, d)| s * d).collect();
        // dx = scale * g + slope * (x - mean) + offset
        let slope: Vec<f32> =
            scale.iter().zip(&deviations).zip(&d_gamma).map(|((s, d), dg)| -s * d * dg / pixels).collect();
        let offset: Vec<f32> = scale.iter().zip(&sum).map(|(s, db)| -s * db / pixels).collect();
        let [x_node, gamma_node, beta_node] = ops.parents;
        if let Some(node) = x_node {
            let mut output = vec![0.0; x.len()];
            output
                .par_chunks_mut(channels * PIXELS)
                .zip(x.par_chunks(channels * PIXELS))
                .zip(gradient.par_chunks(channels * PIXELS))
                .for_each(|((output, x), gradient)| {
                    input_gradient(x, gradient, &scale, &shift, &mean, &slope, &offset, activation, output);
                });
            grads.register::<Flex>(node.id, FlexTensor::from_data(TensorData::new(output, shape)));
        }
        if let Some(node) = gamma_node {
            grads.register::<Flex>(node.id, tensor(d_gamma, [channels]));
        }
        if let Some(node) = beta_node {
            grads.register::<Flex>(node.id, tensor(sum, [channels]));
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
    fn normalisation_gradients_equal_those_of_the_formula_in_tensors() {
        let device = Device::flex().autodiff();
        let mut random = Rng::with_seed(5);
        for activation in [Activation::None, Activation::Relu6] {
            let x = drawn(&mut random, [3, 4, 5, 19], &device);
            let gamma = drawn(&mut random, [19], &device);
            let beta = drawn(&mut random, [19], &device);
            let slope = drawn(&mut random, [3, 4, 5, 19], &device).detach();

            let (y, statistics) = normalise(x.clone(), gamma.clone(), beta.clone(), 1e-3, activation);
            let ours = (y.clone() * slope.clone()).sum().backward();

            let (z, expected) = portable::normalise(x.clone(), gamma.clone(), beta.clone(), 1e-3, activation).unwrap();
            let theirs = (z.clone() * slope).sum().backward();
            assert_close("output", y, z);
            assert_close("x", x.grad(&ours).unwrap(), x.grad(&theirs).unwrap());
            assert_close("gamma", gamma.grad(&ours).unwrap(), gamma.grad(&theirs).unwrap());
            assert_close("beta", beta.grad(&ours).unwrap(), beta.grad(&theirs).unwrap());
            for (found, expected) in
                statistics.mean.iter().chain(&statistics.variance).zip(expected.mean.iter().chain(&expected.variance))
            {
                assert!((found - expected).abs() < 1e-4);
            }
        }
    }
}
