//! The picture that a network gets of a region: itself, in the middle of a square, and black around it.

use crate::grid::ValueGrid;
use crate::mask::RegionMask;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutFault {
    /// The region is empty, or the square is.
    Empty,
    /// It is wider or higher than the square.
    TooLarge {
        /// Its longer side, in pixels.
        found: u32,
        /// That of the square.
        most: u32,
    },
}

/// Greys of a square of `side` pixels, row by row, with the middle of the region's bounds in its middle, pixel for pixel: nothing is
/// scaled. `window` is the value in the middle and the values from black to white, along a straight line; what has no value is
/// black.
pub(crate) fn cut(
    grid: &ValueGrid,
    mask: &RegionMask,
    side: u32,
    (center, width): (f64, f64),
) -> Result<Vec<u8>, CutFault> {
    let [left, right, top, bottom] = mask.bounds().filter(|_| side > 0).ok_or(CutFault::Empty)?;
    let found = (right - left + 1).max(bottom - top + 1);
    if found > side {
        return Err(CutFault::TooLarge { found, most: side });
    }
    // Of even lengths the middle lies between two pixels.
    let begin = |first: u32, last: u32| i64::from(first) - i64::from(side - (last - first + 1)).div_euclid(2);
    let (begin_x, begin_y) = (begin(left, right), begin(top, bottom));
    let grey = |value: f32| (((f64::from(value) - center) / width + 0.5) * 255.0).round().clamp(0.0, 255.0) as u8;
    let at = |x: u32, y: u32| {
        let column = u32::try_from(begin_x + i64::from(x)).ok()?;
        let row = u32::try_from(begin_y + i64::from(y)).ok()?;
        if mask.holds(column, row) { grid.value(column, row).map(grey) } else { None }
    };
    Ok((0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| at(x, y).unwrap_or(0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grow::grow;

    /// 100 in a rectangle of columns and rows, 0 around it.
    fn rectangle(
        columns: std::ops::Range<u32>,
        rows: std::ops::Range<u32>,
        seed: (u32, u32),
    ) -> (ValueGrid, RegionMask) {
        let value = |column: u32, row: u32| if columns.contains(&column) && rows.contains(&row) { 100.0 } else { 0.0 };
        let grid = ValueGrid::around((200, 200), seed, 100, value).unwrap();
        let mask = RegionMask::of([grid.left, grid.top, grid.width, grid.height], |x, y| {
            grid.value(grid.left + x, grid.top + y).is_some_and(|value| value > 50.0)
        });
        (grid, mask)
    }

    #[test]
    fn the_region_is_in_the_middle_pixel_for_pixel_and_the_rest_is_black() {
        let (grid, mask) = rectangle(100..104, 40..43, (101, 41));
        let picture = cut(&grid, &mask, 8, (100.0, 200.0)).unwrap();
        let rows: Vec<String> = picture
            .chunks(8)
            .map(|row| row.iter().map(|&grey| if grey == 128 { '#' } else { '.' }).collect())
            .collect();
        assert_eq!(
            rows,
            ["........", "........", "..####..", "..####..", "..####..", "........", "........", "........"]
        );
        assert_eq!(picture.iter().filter(|&&grey| grey == 0).count(), 64 - 12);
    }

    #[test]
    fn at_the_corner_of_the_slice_what_lies_beyond_is_black() {
        let (grid, mask) = rectangle(0..4, 0..4, (1, 1));
        let picture = cut(&grid, &mask, 16, (0.0, 100.0)).unwrap();
        assert_eq!((picture.len(), picture.iter().filter(|&&grey| grey == 255).count()), (256, 16));
        assert_eq!((picture[6 * 16 + 6], picture[5 * 16 + 5]), (255, 0));
    }

    #[test]
    fn what_does_not_fit_is_not_made_smaller() {
        let (grid, mask) = rectangle(60..125, 60..70, (90, 65));
        assert_eq!(cut(&grid, &mask, 64, (0.0, 1.0)), Err(CutFault::TooLarge { found: 65, most: 64 }));
        assert!(cut(&grid, &mask, 65, (0.0, 1.0)).is_ok());
        assert_eq!(cut(&grid, &mask, 0, (0.0, 1.0)), Err(CutFault::Empty));
        let nothing = RegionMask::of(mask.window(), |_, _| false);
        assert_eq!(cut(&grid, &nothing, 64, (0.0, 1.0)), Err(CutFault::Empty));
    }

    #[test]
    fn a_window_without_width_makes_black_or_white_and_no_number_is_black() {
        let (grid, mask) = rectangle(60..70, 60..70, (65, 65));
        let steep = cut(&grid, &mask, 16, (50.0, 0.0)).unwrap();
        assert!(steep.iter().all(|grey| [0, 255].contains(grey)));
        let grown = grow(&grid, 50.0).unwrap().mask;
        assert_eq!(grown.bounds(), Some([60, 69, 60, 69]));
    }
}
