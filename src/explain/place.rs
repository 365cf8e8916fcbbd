//! Where a map is strongest, in words, for those who do not see it.

use super::Map;

/// Evidence below this share of the map's largest is left out: the words are about the peaks.
const STRONG: f32 = 0.5;
/// Share of the strong evidence that must lie in a part for the part to be named.
const MOST: f32 = 0.6;

/// A short phrase: "strongest in the upper left quarter", "strongest near the centre",
/// "strongest in the upper half", "spread over the whole picture", "no part speaks for it".
///
/// Sides are those of the picture as shown, not the patient's.
#[must_use]
pub fn summary(map: &Map) -> String {
    let peak = map.values.iter().copied().fold(0.0, f32::max);
    // Written so that a map with values that are no numbers says nothing.
    if !(peak > 0.0 && peak.is_finite()) || map.values.len() != map.width * map.height {
        return "no part speaks for it".into();
    }
    let shares = Shares::of(map, peak * STRONG);
    let quarters = [
        (shares.quarter(Side::First, Side::First), "the upper left quarter"),
        (shares.quarter(Side::First, Side::Second), "the upper right quarter"),
        (shares.quarter(Side::Second, Side::First), "the lower left quarter"),
        (shares.quarter(Side::Second, Side::Second), "the lower right quarter"),
    ];
    let halves = [
        (shares.rows[0], "the upper half"),
        (shares.rows[1], "the lower half"),
        (shares.columns[0], "the left half"),
        (shares.columns[1], "the right half"),
    ];
    if shares.centre >= MOST {
        return "strongest near the centre".into();
    }
    let named = quarters.iter().chain(&halves).find(|(share, _)| *share >= MOST);
    named.map_or_else(|| "spread over the whole picture".into(), |(_, part)| format!("strongest in {part}"))
}

#[derive(Clone, Copy)]
enum Side {
    First,
    Second,
}

/// Shares of the strong evidence, 0…1.
struct Shares {
    quarters: [[f32; 2]; 2],
    rows: [f32; 2],
    columns: [f32; 2],
    centre: f32,
}

impl Shares {
    fn of(map: &Map, threshold: f32) -> Self {
        let mut shares = Self { quarters: [[0.0; 2]; 2], rows: [0.0; 2], columns: [0.0; 2], centre: 0.0 };
        let strong = map.values.iter().map(|&value| if value >= threshold { value } else { 0.0 });
        let total: f32 = strong.clone().sum();
        for (cell, value) in strong.enumerate() {
            let share = value / total;
            let (row, column) = (Span::of(cell / map.width, map.height), Span::of(cell % map.width, map.width));
            for (half, part) in shares.quarters.iter_mut().zip(row.halves) {
                half.iter_mut().zip(column.halves).for_each(|(sum, across)| *sum += share * part * across);
            }
            shares.rows.iter_mut().zip(row.halves).for_each(|(sum, part)| *sum += share * part);
            shares.columns.iter_mut().zip(column.halves).for_each(|(sum, part)| *sum += share * part);
            if row.central && column.central {
                shares.centre += share;
            }
        }
        shares
    }

    fn quarter(&self, row: Side, column: Side) -> f32 {
        let [upper, lower] = self.quarters;
        let [left, right] = match row {
            Side::First => upper,
            Side::Second => lower,
        };
        match column {
            Side::First => left,
            Side::Second => right,
        }
    }
}

/// Where a row or a column lies: how much of it in either half, and whether in the middle third.
struct Span {
    halves: [f32; 2],
    central: bool,
}

impl Span {
    fn of(index: usize, extent: usize) -> Self {
        // Twice the middle of the cell, against the extent, in whole numbers.
        let middle = 2 * index + 1;
        let first = match middle.cmp(&extent) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 0.0,
        };
        let central = 3 * middle >= 2 * extent && 3 * middle <= 4 * extent;
        Self { halves: [first, 1.0 - first], central }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 7 × 7 map with 1 in the named cells (row, column) and a little everywhere.
    fn with_peaks(peaks: &[(usize, usize)]) -> Map {
        let mut values = vec![0.1; 49];
        peaks.iter().for_each(|(row, column)| values[row * 7 + column] = 1.0);
        Map { width: 7, height: 7, values }
    }

    fn check(peaks: &[(usize, usize)], expected: &str) {
        assert_eq!(summary(&with_peaks(peaks)), expected, "{peaks:?}");
    }

    #[test]
    fn quarters_are_named() {
        check(&[(0, 0), (1, 2)], "strongest in the upper left quarter");
        check(&[(1, 5)], "strongest in the upper right quarter");
        check(&[(6, 0)], "strongest in the lower left quarter");
        check(&[(4, 4), (5, 6)], "strongest in the lower right quarter");
    }

    #[test]
    fn the_centre_and_the_halves_are_named() {
        check(&[(3, 3)], "strongest near the centre");
        check(&[(3, 3), (3, 4), (2, 3)], "strongest near the centre");
        check(&[(0, 1), (0, 5)], "strongest in the upper half");
        check(&[(1, 6), (5, 6)], "strongest in the right half");
    }

    #[test]
    fn what_has_no_place_says_so() {
        check(&[], "spread over the whole picture");
        check(&[(0, 0), (0, 6), (6, 0), (6, 6)], "spread over the whole picture");
        let against = Map { width: 2, height: 1, values: vec![-1.0, -0.5] };
        assert_eq!(summary(&against), "no part speaks for it");
        let broken = Map { width: 2, height: 1, values: vec![f32::NAN, f32::INFINITY] };
        assert_eq!(summary(&broken), "no part speaks for it");
    }
}
