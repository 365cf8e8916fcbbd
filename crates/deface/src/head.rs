//! The head in the grid: skin and all that is under it.

use super::distance::{distances, fill, largest};
use super::grid::HeadGrid;
use super::refusal::DefaceRefusal;
use super::threshold::ValueScale;

/// Millilitres of the smallest head, or part of one, in which a brain is looked for.
const SMALLEST: f64 = 500.0;

/// What is head.
#[derive(Debug)]
pub(crate) struct HeadMask {
    /// By cell.
    pub(crate) cells: Vec<bool>,
    /// Thirds of a cell to the nearest air outside, 255 at most.
    pub(crate) depth: Vec<u8>,
    pub(crate) scale: ValueScale,
    /// Between air and tissue.
    pub(crate) level: f32,
    /// The highest layer of cells with some of it.
    pub(crate) top: usize,
}

impl HeadMask {
    /// What is above the level between air and tissue, filled; of that the largest thing. Cells where no slice is are none
    /// of air.
    pub(crate) fn of(grid: &HeadGrid) -> Result<Self, DefaceRefusal> {
        let scale = ValueScale::of(&grid.values).ok_or(DefaceRefusal::NoHead)?;
        let level = scale.level(grid.values.iter().copied());
        let mut cells: Vec<bool> = grid.values.iter().map(|&value| value > level).collect();
        // Of planes from the feet first: in them skin is closed most often. Before the largest thing is looked for: where
        // dark bone lies all around, and no slice goes through the neck, the brain hangs together with nothing outside.
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

    /// The value of the air around: what a face is filled with.
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
