//! The decoder in Burn's operations.

use super::ops::{Convolution, Dense};
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor, TensorData};
use model::Weights;
use network::NnError;
use network::architecture::{self, Block};
use network::kernels::Activation;
use network::outline::{Evidence, FLOOR};

/// See [`architecture::Decoder`].
#[derive(Clone, Debug)]
pub(super) struct GpuDecoder {
    shape: architecture::Decoder,
    levels: Vec<GpuLevel>,
    map: Dense,
    evidence: Evidence,
    /// `[1, labels]`: 1 for labels that need something outlined.
    present: Tensor<2>,
}

#[derive(Clone, Debug)]
struct GpuLevel {
    lateral: Dense,
    refine: Option<(Convolution, Dense)>,
}

impl GpuDecoder {
    pub(super) fn load(
        shape: &architecture::Decoder,
        labels: usize,
        weights: &Weights,
        device: &Device,
    ) -> Result<Self, NnError> {
        let width = shape.width;
        let levels = shape.levels.iter().enumerate().map(|(index, level)| {
            let name = format!("outline.refine.{index}");
            let refine = (index > 0).then(|| {
                let around = Block { input: width, middle: width, output: width, kernel: 3, stride: 1 };
                let project = format!("{name}.project");
                Ok((
                    Convolution::depthwise(weights, &format!("{name}.depthwise"), around, device)?,
                    Dense::load(weights, &project, [width, width], Activation::Relu6, device)?,
                ))
            });
            let lateral = format!("outline.lateral.{index}");
            let lateral = Dense::load(weights, &lateral, [level.channels, width], Activation::None, device)?;
            Ok(GpuLevel { lateral, refine: refine.transpose()? })
        });
        let evidence = Evidence::from_weights(labels, weights)?;
        let present: Vec<f32> = evidence.present.iter().map(|present| f32::from(u8::from(*present))).collect();
        Ok(Self {
            levels: levels.collect::<Result<_, NnError>>()?,
            map: Dense::load(weights, "outline.map", [width, 1], Activation::None, device)?,
            present: Tensor::from_data(TensorData::new(present, [1, labels]), device),
            evidence,
            shape: shape.clone(),
        })
    }

    /// The level that reads what lies behind this block.
    pub(super) fn level_of(&self, block: usize) -> Option<usize> {
        self.shape.level_of(block)
    }

    /// The map, `[n, h, w, 1]`, from one grid for each level, in their order.
    pub(super) fn map(&self, grids: impl Iterator<Item = Tensor<4>>) -> Option<Tensor<4>> {
        let fine = self.levels.iter().zip(grids).fold(None, |coarse: Option<Tensor<4>>, (level, grid)| {
            let x = level.lateral.forward_grid(grid);
            let x = match coarse {
                Some(coarse) => x + doubled(coarse),
                None => x,
            };
            Some(match &level.refine {
                Some((around, project)) => project.forward_grid(around.forward(x)),
                None => x,
            })
        });
        fine.map(|fine| self.map.forward_grid(fine))
    }

    /// What each cell of the `features` `[n, h, w, c]` counts, applied: `[n, c]`. See `network::outline::attention`.
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

/// Every cell of `[n, h, w, c]` four times.
fn doubled(x: Tensor<4>) -> Tensor<4> {
    let [n, height, width, channels] = x.dims();
    let wide = x.reshape([n * height, 1, width, channels]).repeat_dim(1, 2);
    let columns = wide.reshape([n * height * 2, width, 1, channels]).repeat_dim(2, 2);
    columns.reshape([n, 2 * height, 2 * width, channels])
}
