//! From a map and features to logits, in Burn's operations.

use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor, TensorData};
use model::Weights;
use network::NnError;
use network::outline::{Evidence, FLOOR};

/// See [`Evidence`].
#[derive(Clone, Debug)]
pub(super) struct GpuEvidence {
    evidence: Evidence,
    /// `[1, labels]`: 1 for labels that need something outlined.
    present: Tensor<2>,
}

impl GpuEvidence {
    pub(super) fn load(labels: usize, weights: &Weights, device: &Device) -> Result<Self, NnError> {
        let evidence = Evidence::from_weights(labels, weights)?;
        let present: Vec<f32> = evidence.present.iter().map(|present| f32::from(u8::from(*present))).collect();
        Ok(Self { present: Tensor::from_data(TensorData::new(present, [1, labels]), device), evidence })
    }

    /// The attention-weighted mean of `features` `[n, h, w, c]`: `[n, c]`. See `network::outline::attention`.
    pub(super) fn pooled(map: &Tensor<4>, features: Tensor<4>) -> Tensor<2> {
        let [n, rows, columns, channels] = features.dims();
        let [_, height, width, _] = map.dims();
        let probability = sigmoid(map.clone()).reshape([n * rows, height / rows, columns, width / columns]);
        let cells = probability.mean_dim(1).mean_dim(3).reshape([n, rows * columns]) + FLOOR;
        let weights = (cells.clone() / cells.sum_dim(1)).reshape([n, rows * columns, 1]);
        (features.reshape([n, rows * columns, channels]) * weights).sum_dim(1).reshape([n, channels])
    }

    /// Logits, `[n, labels]`: see `network::outline::Evidence::logits`.
    pub(super) fn logits(&self, map: &Tensor<4>, classes: Tensor<2>) -> Tensor<2> {
        let [n, height, width, _] = map.dims();
        let map = map.clone().reshape([n, height * width]);
        let most = map.clone().max_dim(1);
        let soft = (map - most.clone()).exp().mean_dim(1).log() + most;
        let any = soft * self.evidence.slope + self.evidence.offset;
        let classes = classes.clone() - classes.max_dim(1);
        let all = (classes.clone().exp() * self.present.clone()).sum_dim(1).log();
        (classes - all + any) * self.present.clone()
    }
}
