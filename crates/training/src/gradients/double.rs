//! Every cell of a grid four times (nearest-neighbour upsampling), for a decoder's merges.

use super::{Ad, contiguous, tensor, values};
use burn::tensor::Tensor;
use burn_autodiff::checkpoint::{base::Checkpointer, strategy::NoCheckpointing};
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::Flex;
use rayon::prelude::*;

/// `[n, h, w, c]` to `[n, 2h, 2w, c]`.
///
/// # Panics
/// When the tensor is not on the differentiated CPU device.
#[allow(clippy::expect_used, reason = "a tensor of another device is a programming error of the trainer")]
pub(super) fn doubled(x: Tensor<4>) -> Tensor<4> {
    let [n, height, width, channels] = x.dims();
    let x = x.try_into_primitive::<Ad>().expect("differentiated CPU tensor");
    let value = contiguous(x.primitive());
    let line = width * channels;
    let mut output = vec![0.0; n * height * line * 4];
    output.par_chunks_exact_mut(4 * line).zip(values(&value).par_chunks_exact(line)).for_each(|(rows, input)| {
        let (upper, lower) = rows.split_at_mut(2 * line);
        for (pair, cell) in upper.chunks_exact_mut(2 * channels).zip(input.chunks_exact(channels)) {
            pair[..channels].copy_from_slice(cell);
            pair[channels..].copy_from_slice(cell);
        }
        lower.copy_from_slice(upper);
    });
    let output = tensor(output, [n, 2 * height, 2 * width, channels]);
    let output = match DoubleStep.prepare::<NoCheckpointing>([x.node()]).compute_bound().stateful() {
        OpsKind::Tracked(prepared) => prepared.finish([n, height, width, channels], output),
        OpsKind::UnTracked(prepared) => prepared.finish(output),
    };
    Tensor::from_primitive::<Ad>(output)
}

#[derive(Debug)]
struct DoubleStep;

impl Backward<Flex, 1> for DoubleStep {
    type State = [usize; 4];

    /// Each cell gets the sum of its four.
    fn backward(self, ops: Ops<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(&grads.consume::<Flex>(&ops.node));
        let [n, height, width, channels] = ops.state;
        let [Some(node)] = ops.parents else { return };
        let line = width * channels;
        let mut output = vec![0.0; n * height * line];
        output.par_chunks_exact_mut(line).zip(values(&gradient).par_chunks_exact(4 * line)).for_each(
            |(output, rows)| {
                for row in rows.chunks_exact(2 * line) {
                    for (sum, pair) in output.chunks_exact_mut(channels).zip(row.chunks_exact(2 * channels)) {
                        let (left, right) = pair.split_at(channels);
                        for ((sum, left), right) in sum.iter_mut().zip(left).zip(right) {
                            *sum += left + right;
                        }
                    }
                }
            },
        );
        grads.register::<Flex>(node.id, tensor(output, [n, height, width, channels]));
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
    fn doubling_and_its_gradient_equal_those_of_burns_repetition() {
        let device = Device::flex().autodiff();
        let mut random = Rng::with_seed(5);
        let x = drawn(&mut random, [2, 3, 4, 5], &device);
        let slope = drawn(&mut random, [2, 6, 8, 5], &device).detach();
        let (ours, theirs) = (doubled(x.clone()), portable::doubled(x.clone()));
        assert_close("output", ours.clone().detach(), theirs.clone().detach());
        let [ours, theirs] = [ours, theirs].map(|y| (y * slope.clone()).sum().backward());
        assert_close("input", x.grad(&ours).unwrap(), x.grad(&theirs).unwrap());
    }
}
