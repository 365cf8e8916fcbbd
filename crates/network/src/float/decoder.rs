//! The decoder in floats: grids of several sizes become one map.

use super::{Grid, packed};
use crate::architecture::{self, Window};
use crate::error::{NnError, array};
use crate::kernels::{self, Activation, Packed};
use crate::outline::{Evidence, OutlineMap};
use model::Weights;

/// See [`architecture::Decoder`].
#[derive(Debug)]
pub(super) struct FloatDecoder {
    shape: architecture::Decoder,
    levels: Vec<FloatLevel>,
    map: Packed,
    /// How map and features become logits.
    pub(super) evidence: Evidence,
}

#[derive(Debug)]
struct FloatLevel {
    lateral: Packed,
    /// Weight `[9, width]` and bias `[width]` of the depthwise layer, and the layer behind it; not at the first level.
    refine: Option<(Vec<f32>, Vec<f32>, Packed)>,
}

impl FloatDecoder {
    pub(super) fn load(shape: &architecture::Decoder, labels: usize, weights: &Weights) -> Result<Self, NnError> {
        let width = shape.width;
        let levels = shape.levels.iter().enumerate().map(|(index, level)| {
            let refine = format!("outline.refine.{index}");
            let refine = (index > 0).then(|| {
                let weight = array(weights, &format!("{refine}.depthwise.weight"), &[9, width])?.data.clone();
                let bias = array(weights, &format!("{refine}.depthwise.bias"), &[width])?.data.clone();
                Ok((weight, bias, packed(weights, &format!("{refine}.project"), [width, width])?))
            });
            let lateral = packed(weights, &format!("outline.lateral.{index}"), [level.channels, width])?;
            Ok(FloatLevel { lateral, refine: refine.transpose()? })
        });
        Ok(Self {
            levels: levels.collect::<Result<_, NnError>>()?,
            map: packed(weights, "outline.map", [width, 1])?,
            evidence: Evidence::from_weights(labels, weights)?,
            shape: shape.clone(),
        })
    }

    /// The level that reads what lies behind this block.
    pub(super) fn level_of(&self, block: usize) -> Option<usize> {
        self.shape.level_of(block)
    }

    /// The map from one grid for each level; `observe` sees each level's sum, in the same order.
    pub(super) fn run(&self, grids: &[Grid], mut observe: impl FnMut(usize, &[f32])) -> OutlineMap {
        let mut coarse = Grid::default();
        for (index, (level, grid)) in self.levels.iter().zip(grids).enumerate() {
            let (height, width) = (grid.height, grid.width);
            let above = doubled(&coarse, self.shape.width, height, width);
            let mut values = vec![0.0; height * width * self.shape.width];
            kernels::pointwise(&grid.values, &level.lateral, Activation::None, &above, &mut values);
            observe(index, &values);
            if let Some((weight, bias, project)) = &level.refine {
                let window = Window { kernel: 3, stride: 1, height, width };
                let mut deep = vec![0.0; values.len()];
                kernels::depthwise(window, &values, weight, bias, Activation::Relu6, &mut deep);
                kernels::pointwise(&deep, project, Activation::Relu6, &[], &mut values);
            }
            coarse = Grid { height, width, values };
        }
        let mut logits = vec![0.0; coarse.height * coarse.width];
        kernels::pointwise(&coarse.values, &self.map, Activation::None, &[], &mut logits);
        OutlineMap { height: coarse.height, width: coarse.width, logits }
    }
}

/// Every cell four times, cut to `height` × `width`; nothing of an empty grid.
fn doubled(grid: &Grid, channels: usize, height: usize, width: usize) -> Vec<f32> {
    if grid.values.is_empty() {
        return Vec::new();
    }
    let mut values = Vec::with_capacity(height * width * channels);
    for row in 0..height {
        let line = &grid.values[row / 2 * grid.width * channels..];
        for column in 0..width {
            values.extend_from_slice(&line[column / 2 * channels..(column / 2 + 1) * channels]);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_repeated_to_twice_the_rows_and_columns() {
        let grid = Grid { height: 1, width: 2, values: vec![1.0, 2.0, 3.0, 4.0] };
        let row = [1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0];
        assert_eq!(doubled(&grid, 2, 2, 4), [row, row].concat());
        assert_eq!(doubled(&grid, 2, 1, 3), row[..6]);
        assert!(doubled(&Grid::default(), 2, 2, 2).is_empty());
    }
}
