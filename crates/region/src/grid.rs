//! The values of a slice about a point.

/// Pixels from the point to the edge of a window at most: 1 MB of values.
pub const MOST_REACH: u32 = 256;

/// The part of a slice within some pixels of a point: nothing outside of it is ever looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueGrid {
    /// Column of the slice in which the window begins.
    pub(crate) left: u32,
    /// Row of the slice in which it begins.
    pub(crate) top: u32,
    /// Columns of the window.
    pub(crate) width: u32,
    /// Rows of it.
    pub(crate) height: u32,
    /// Columns and rows of the slice.
    slice: (u32, u32),
    /// The point, in columns and rows of the slice.
    seed: (u32, u32),
    values: Vec<f32>,
}

impl ValueGrid {
    /// The window of a slice, of columns and rows, about a point. `reach` is how many pixels it goes on to each side, at most
    /// [`MOST_REACH`]; `value` gives the value of a column and row, NaN where there is none. `None` for a point outside.
    #[must_use]
    pub fn around(
        slice: (u32, u32),
        seed: (u32, u32),
        reach: u32,
        mut value: impl FnMut(u32, u32) -> f32,
    ) -> Option<Self> {
        if seed.0 >= slice.0 || seed.1 >= slice.1 {
            return None;
        }
        let reach = reach.min(MOST_REACH);
        let span = |at: u32, length: u32| (at.saturating_sub(reach), at.saturating_add(reach + 1).min(length));
        let ((left, right), (top, bottom)) = (span(seed.0, slice.0), span(seed.1, slice.1));
        let values = (top..bottom).flat_map(|row| (left..right).map(move |column| (column, row)));
        let values = values.map(|(column, row)| value(column, row)).collect();
        Some(Self { left, top, width: right - left, height: bottom - top, slice, seed, values })
    }

    /// The point, in columns and rows of the slice.
    #[must_use]
    pub fn seed(&self) -> (u32, u32) {
        self.seed
    }

    /// The value at a column and row of the slice; `None` outside of the window, and where there is none.
    #[must_use]
    pub fn value(&self, column: u32, row: u32) -> Option<f32> {
        let (x, y) = (column.checked_sub(self.left)?, row.checked_sub(self.top)?);
        if x >= self.width || y >= self.height {
            return None;
        }
        self.values.get((y * self.width + x) as usize).copied().filter(|value| value.is_finite())
    }

    /// The value below which a share, 0 to 1, of the window lies; `None` where it has no values.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f32> {
        let mut sorted: Vec<f32> = self.values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f32::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        sorted.get((share.clamp(0.0, 1.0) * last as f64).round() as usize).copied()
    }

    /// Whether the slice goes on beyond the window at this pixel of its border, counted inside of the window: what reaches it
    /// may go on too.
    pub(crate) fn is_open_border(&self, x: u32, y: u32) -> bool {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        (x == 0 && self.left > 0)
            || (y == 0 && self.top > 0)
            || (x + 1 == self.width && right < self.slice.0)
            || (y + 1 == self.height && bottom < self.slice.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_where_the_slice_does_and_reads_nothing_else() {
        let mut read = 0_u32;
        let grid = ValueGrid::around((100, 50), (98, 10), 5, |column, row| {
            read += 1;
            (column * 1000 + row) as f32
        });
        let grid = grid.unwrap();
        assert_eq!((grid.left, grid.top, grid.width, grid.height, read), (93, 5, 7, 11, 77));
        assert_eq!((grid.value(98, 10), grid.value(92, 10), grid.value(98, 16)), (Some(98_010.0), None, None));
        assert!(grid.is_open_border(0, 3) && grid.is_open_border(3, 0) && !grid.is_open_border(6, 3));
        assert_eq!(ValueGrid::around((100, 50), (100, 10), 5, |_, _| 0.0), None);
        assert_eq!(ValueGrid::around((0, 0), (0, 0), 5, |_, _| 0.0), None);
    }

    #[test]
    fn a_slice_of_any_size_costs_one_window() {
        let mut read = 0_u32;
        let far = (u32::MAX - 1, u32::MAX / 2);
        let grid = ValueGrid::around((u32::MAX, u32::MAX), far, u32::MAX, |_, _| {
            read += 1;
            0.0
        });
        assert!(grid.is_some() && read <= (2 * MOST_REACH + 1).pow(2), "{read}");
    }

    #[test]
    fn what_is_no_number_is_no_value() {
        let grid = ValueGrid::around((3, 1), (1, 0), 1, |column, _| [f32::NAN, 4.0, f32::INFINITY][column as usize]);
        let grid = grid.unwrap();
        assert_eq!([0, 1, 2].map(|column| grid.value(column, 0)), [None, Some(4.0), None]);
        assert_eq!((grid.quantile(0.1), grid.quantile(1.0)), (Some(4.0), Some(4.0)));
        let empty = ValueGrid::around((3, 1), (1, 0), 1, |_, _| f32::NAN).unwrap();
        assert_eq!(empty.quantile(0.5), None);
    }
}
