//! The head in the grid: skin and all that is under it.

use super::distance::{distances, fill, largest};
use super::grid::HeadGrid;
use super::refusal::DefaceRefusal;
use super::threshold::ValueScale;

/// Minimum volume of a head, or of a part of one, in millilitres.
const SMALLEST: f64 = 500.0;

/// The head.
#[derive(Debug)]
pub(crate) struct HeadMask {
    /// By cell.
    pub(crate) cells: Vec<bool>,
    /// Distance to the nearest air outside in thirds of a cell, at most 255.
    pub(crate) depth: Vec<u8>,
    pub(crate) scale: ValueScale,
    /// Threshold between air and tissue.
    pub(crate) level: f32,
    /// The highest layer of cells with some of it.
    pub(crate) top: usize,
}

impl HeadMask {
    /// Everything above the threshold between air and tissue, filled; of that the largest component. Cells without a
    /// slice do not count as air.
    pub(crate) fn of(grid: &HeadGrid) -> Result<Self, DefaceRefusal> {
        let scale = ValueScale::of(&grid.values).ok_or(DefaceRefusal::NoHead)?;
        let level = scale.level(grid.values.iter().copied());
        let mut cells: Vec<bool> = grid.values.iter().map(|&value| value > level).collect();
        // Axial planes first: the skin is most often closed in them. Filled before the largest component is determined:
        // where dark bone is all around, and no slice passes through the neck, the brain is not connected to anything
        // outside.
        for axis in [2, 0, 1] {
            fill(grid.size, &mut cells, axis);
        }
        let cells = largest(grid.size, &cells);
        if grid.millilitres(cells.iter().filter(|held| **held).count()) < SMALLEST {
            return Err(DefaceRefusal::NoHead);
        }
        let is_air = cells.iter().zip(&grid.values).map(|(&held, value)| !held && value.is_finite());
        let depth = distances(grid.size, is_air);
        let top = cells.iter().rposition(|held| *held).map_or(0, |at| grid.axes(at)[2]);
        Ok(Self { cells, depth, scale, level, top })
    }

    /// The value of the surrounding air, with which the face is filled.
    pub(crate) fn air(&self, grid: &HeadGrid) -> f32 {
        let outside = self.cells.iter().zip(&grid.values).filter(|(held, value)| !**held && value.is_finite());
        let mut values: Vec<f32> = outside.map(|(_, &value)| value).collect();
        let middle = values.len() / 2;
        if values.is_empty() {
            return grid.values.iter().copied().filter(|value| value.is_finite()).fold(f32::INFINITY, f32::min);
        }
        *values.select_nth_unstable_by(middle, f32::total_cmp).1
    }
}
