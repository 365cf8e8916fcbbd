//! Slices in any order, subsampled to what locating a face needs.

use super::vector::{Millimetres, cross, dot, moved};

/// Maximum distance in millimetres of subsampled pixels, and minimum distance of slices.
const FINE: f64 = 1.4;
const CLOSE: f64 = 0.9;
/// Cosine of the angle up to which slices count as parallel.
const ONE_DIRECTION: f64 = 0.99;
/// Distance in millimetres around the first and the last slice that still belongs to them.
const THICK: f64 = 3.0;

/// Position of the pixels of a slice, in millimetres to the patient's right, front and head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlicePlace {
    /// Centre of the first pixel.
    pub origin: [f64; 3],
    /// Step to the next column.
    pub column: [f64; 3],
    /// Step to the next row.
    pub row: [f64; 3],
}

impl SlicePlace {
    /// Centre of a pixel.
    #[must_use]
    pub fn pixel(&self, column: f64, row: f64) -> [f64; 3] {
        moved(moved(self.origin, self.column, column), self.row, row)
    }

    /// Unit normal, to either side; `None` where rows and columns are parallel.
    fn normal(&self) -> Option<Millimetres> {
        let normal = cross(self.column, self.row);
        let length = dot(normal, normal).sqrt();
        (length.is_finite() && length > 1e-6).then(|| normal.map(|part| part / length))
    }
}

/// The slices of a volume, subsampled. In any order; those not parallel to the first, and those at the position of an
/// existing one, are ignored.
#[derive(Debug, Default)]
pub struct HeadSlices {
    slices: Vec<ThinSlice>,
    normal: Millimetres,
}

impl HeadSlices {
    /// Adds a slice: `values` are those of `width` columns, row after row. NaN counts as 0.
    pub fn add(&mut self, place: &SlicePlace, width: usize, height: usize, values: &[f32]) {
        let Some(normal) =
            place.normal().filter(|_| width.min(height) > 0 && values.len() >= width.saturating_mul(height))
        else {
            return;
        };
        if self.slices.is_empty() {
            self.normal = normal;
        }
        let along = dot(self.normal, place.origin);
        let is_known = self.slices.iter().any(|slice| (slice.along - along).abs() < CLOSE);
        if along.is_finite() && dot(self.normal, normal).abs() >= ONE_DIRECTION && !is_known {
            let thin = ThinSlice::of(place, (width, height), values, along);
            let at = self.slices.partition_point(|slice| slice.along < along);
            self.slices.insert(at, thin);
        }
    }

    /// Number of slices used.
    pub(crate) fn len(&self) -> usize {
        self.slices.len()
    }

    /// Centres of the pixels at the corners of all slices.
    pub(crate) fn corners(&self) -> impl Iterator<Item = Millimetres> {
        self.slices.iter().flat_map(|slice| {
            let (right, below) = ((slice.width - 1) as f64, (slice.height - 1) as f64);
            [(0.0, 0.0), (right, 0.0), (0.0, below), (right, below)].map(|(x, y)| slice.place.pixel(x, y))
        })
    }

    /// Number of slices before a position along the normal. Most are equidistant, which needs no search.
    fn first_behind(&self, along: f64) -> usize {
        let is_before = |slice: &ThinSlice| slice.along < along;
        let (Some(first), Some(last)) = (self.slices.first(), self.slices.last()) else { return 0 };
        let share = (along - first.along) / (last.along - first.along).max(CLOSE);
        // 0 for a position before all of them.
        let steps = share * (self.slices.len() - 1) as f64;
        let whole = steps as usize;
        let guess = (whole + usize::from((whole as f64) < steps)).min(self.slices.len());
        let is_behind = guess.checked_sub(1).and_then(|at| self.slices.get(at)).is_none_or(is_before);
        let is_right = is_behind && self.slices.get(guess).is_none_or(|slice| slice.along >= along);
        if is_right { guess } else { self.slices.partition_point(is_before) }
    }

    /// The value at a position, from the nearest slice: interpolation between thick ones would lose thin structures,
    /// such as the bone around the brain. NaN outside.
    pub(crate) fn value(&self, point: Millimetres) -> f32 {
        let along = dot(self.normal, point);
        let at = self.first_behind(along);
        let before = at.checked_sub(1).and_then(|at| self.slices.get(at));
        match (before, self.slices.get(at)) {
            (Some(before), Some(behind)) if along - before.along < behind.along - along => before.value(point),
            (Some(_), Some(behind)) => behind.value(point),
            (Some(slice), None) | (None, Some(slice)) if (slice.along - along).abs() <= THICK => slice.value(point),
            _ => f32::NAN,
        }
    }
}

/// A subsampled slice.
#[derive(Debug)]
struct ThinSlice {
    place: SlicePlace,
    /// Converts a step in millimetres to columns and rows.
    across: Millimetres,
    down: Millimetres,
    /// Millimetres along the normal of the first slice.
    along: f64,
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl ThinSlice {
    fn of(place: &SlicePlace, (width, height): (usize, usize), values: &[f32], along: f64) -> Self {
        let factor = |step: Millimetres, side: usize| ((FINE / dot(step, step).sqrt()) as usize).clamp(1, side.max(1));
        let (wide, tall) = (factor(place.column, width), factor(place.row, height));
        let (columns, rows) = (width / wide, height / tall);
        let mut thin = vec![0.0_f32; columns * rows];
        let share = 1.0 / (wide * tall) as f32;
        for (to, block) in thin.chunks_exact_mut(columns).zip(values.chunks_exact(width * tall)) {
            for line in block.chunks_exact(width) {
                for (sum, part) in to.iter_mut().zip(line.chunks_exact(wide)) {
                    *sum += part.iter().filter(|value| value.is_finite()).sum::<f32>() * share;
                }
            }
        }
        let first = ((wide - 1) as f64 / 2.0, (tall - 1) as f64 / 2.0);
        let place = SlicePlace {
            origin: place.pixel(first.0, first.1),
            column: place.column.map(|part| part * wide as f64),
            row: place.row.map(|part| part * tall as f64),
        };
        // The dual basis: rows and columns of a sheared volume are not orthogonal.
        let [uu, uv, vv] = [dot(place.column, place.column), dot(place.column, place.row), dot(place.row, place.row)];
        let area = uu * vv - uv * uv;
        let across = moved(place.column.map(|part| part * vv / area), place.row, -uv / area);
        let down = moved(place.row.map(|part| part * uu / area), place.column, -uv / area);
        Self { place, across, down, along, width: columns, height: rows, values: thin }
    }

    /// The value of the pixel nearest to a position, projected along the normal; NaN outside.
    fn value(&self, point: Millimetres) -> f32 {
        let step = moved(point, self.place.origin, -1.0);
        // Rounded by hand: without SSE 4.1, which no compiler may count on, `round` is a call.
        let (column, row) = (dot(step, self.across) + 0.5, dot(step, self.down) + 0.5);
        let is_inside = column >= 0.0 && row >= 0.0 && column < self.width as f64 && row < self.height as f64;
        let at = is_inside.then(|| row as usize * self.width + column as usize);
        at.and_then(|at| self.values.get(at)).copied().unwrap_or(f32::NAN)
    }
}
