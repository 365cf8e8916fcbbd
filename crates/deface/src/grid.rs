//! The volume in cells of one size, their axes the patient's.

use super::slices::HeadSlices;
use super::vector::Millimetres;

/// Millimetres of a cell, more only where there would be too many of them.
const CELL: f64 = 2.0;
const MOST_CELLS: f64 = 4e6;
/// Fewer slices, or a shorter side in millimetres, hold no face. Of a taller volume the upper part is looked at.
const FEWEST: usize = 10;
const SHORTEST: f64 = 50.0;
const TALLEST: f64 = 340.0;
const LONGEST: f64 = 2000.0;

/// Cells to the patient's right, then front, then head.
#[derive(Debug)]
pub(crate) struct HeadGrid {
    pub(crate) size: [usize; 3],
    /// Millimetres of a cell.
    pub(crate) cell: f64,
    /// Centre of the first cell.
    origin: Millimetres,
    /// NaN where no slice is.
    pub(crate) values: Vec<f32>,
}

impl HeadGrid {
    /// `None` for too few slices, or too short a stack of them.
    pub(crate) fn of(slices: &HeadSlices) -> Option<Self> {
        let (mut least, mut most) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        for corner in slices.corners() {
            least = std::array::from_fn(|axis| least[axis].min(corner[axis]));
            most = std::array::from_fn(|axis| most[axis].max(corner[axis]));
        }
        least[2] = least[2].max(most[2] - TALLEST);
        let sides: Millimetres = std::array::from_fn(|axis| most[axis] - least[axis]);
        let fits = |side: &f64| (SHORTEST..LONGEST).contains(side);
        if slices.len() < FEWEST || !sides.iter().all(fits) {
            return None;
        }
        let cell = CELL.max((sides.iter().product::<f64>() / MOST_CELLS).cbrt());
        let size = sides.map(|side| (side / cell) as usize + 1);
        let mut grid = Self { size, cell, origin: least, values: Vec::new() };
        let centres = (0..grid.cells()).map(|at| slices.value(grid.place(at)));
        let values = centres.collect();
        grid.values = values;
        Some(grid)
    }

    /// How many cells there are.
    pub(crate) fn cells(&self) -> usize {
        self.size.iter().product()
    }

    /// Which cell along each axis.
    pub(crate) fn axes(&self, at: usize) -> [usize; 3] {
        let [wide, deep, _] = self.size;
        [at % wide, at / wide % deep, at / (wide * deep)]
    }

    /// Centre of a cell.
    pub(crate) fn place(&self, at: usize) -> Millimetres {
        let axes = self.axes(at);
        std::array::from_fn(|axis| self.origin[axis] + self.cell * axes[axis] as f64)
    }

    /// Millilitres of so many cells.
    pub(crate) fn millilitres(&self, cells: usize) -> f64 {
        cells as f64 * self.cell.powi(3) / 1000.0
    }
}
