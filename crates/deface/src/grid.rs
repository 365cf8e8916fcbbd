//! The volume in cells of one size, their axes the patient's.

use super::slices::HeadSlices;
use super::vector::Millimetres;

/// Cell size in millimetres, larger only where there would be too many cells.
const CELL: f64 = 2.0;
const MOST_CELLS: f64 = 4e6;
/// Minimum number of slices, and minimum side in millimetres, to contain a face. Of a taller volume the upper part is
/// examined.
const FEWEST: usize = 10;
const SHORTEST: f64 = 50.0;
const TALLEST: f64 = 340.0;
const LONGEST: f64 = 2000.0;

/// Sample positions in a cell, in quarters of its sides from the centre: four of the eight corners of a cube, no two on
/// one edge, so that with voxels half as large as a cell four are sampled, two in every direction.
const WITHIN: [Millimetres; 4] = [[1.0, 1.0, 1.0], [1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]];

/// Cells to the patient's right, then front, then head.
#[derive(Debug)]
pub(crate) struct HeadGrid {
    pub(crate) size: [usize; 3],
    /// Cell size in millimetres.
    pub(crate) cell: f64,
    /// Centre of the first cell.
    origin: Millimetres,
    /// NaN where there is no slice.
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
        let [wide, deep, tall] = size;
        let rows = (0..tall).flat_map(|z| (0..deep).map(move |y| (y, z)));
        let mut values = Vec::with_capacity(grid.cells());
        for (y, z) in rows {
            values.extend((0..wide).map(|x| grid.mean(slices, [x, y, z])));
        }
        grid.values = values;
        Some(grid)
    }

    /// The mean of a cell, NaN where there is no slice: a single voxel would keep its full noise.
    fn mean(&self, slices: &HeadSlices, axes: [usize; 3]) -> f32 {
        let (centre, off) = (self.at(axes), self.cell / 4.0);
        let places = WITHIN.map(|signs| std::array::from_fn(|axis| centre[axis] + off * signs[axis]));
        let values = places.map(|place| slices.value(place)).into_iter().filter(|value| value.is_finite());
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / count
    }

    /// How many cells there are.
    pub(crate) fn cells(&self) -> usize {
        self.size.iter().product()
    }

    /// Index along each axis.
    pub(crate) fn axes(&self, at: usize) -> [usize; 3] {
        let [wide, deep, _] = self.size;
        [at % wide, at / wide % deep, at / (wide * deep)]
    }

    /// Centre of a cell.
    pub(crate) fn place(&self, at: usize) -> Millimetres {
        self.at(self.axes(at))
    }

    /// Centre of a cell by its index along each axis.
    pub(crate) fn at(&self, axes: [usize; 3]) -> Millimetres {
        std::array::from_fn(|axis| self.origin[axis] + self.cell * axes[axis] as f64)
    }

    /// Volume of this many cells in millilitres.
    pub(crate) fn millilitres(&self, cells: usize) -> f64 {
        cells as f64 * self.cell.powi(3) / 1000.0
    }
}
