//! Euclidean distances between pixels: exact, row by row after column by column, as T. Saito and J. Toriwaki have it (Pattern
//! Recognition 27, 1994).

use crate::mask::RegionMask;

/// Squares of distances, in pixels, from each pixel of the window to the nearest that does not belong to a mask; 0 for those. All
/// that is outside of the window does not belong to it.
pub(crate) fn to_outside(mask: &RegionMask) -> Vec<u32> {
    distances(mask, |is_set| !is_set, Beyond::Counts)
}

/// Squares of distances to the nearest pixel of a mask; `u32::MAX` everywhere where it is empty.
pub(crate) fn to_inside(mask: &RegionMask) -> Vec<u32> {
    distances(mask, |is_set| is_set, Beyond::CountsNot)
}

/// Whether pixels outside of the window are among those that distances lead to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Counts,
    CountsNot,
}

fn distances(mask: &RegionMask, is_target: impl Fn(bool) -> bool, beyond: Beyond) -> Vec<u32> {
    let (width, height) = (mask.width, mask.height);
    let at = |x: u32, y: u32| (y * width + x) as usize;
    // Along columns first.
    let mut down: Vec<Option<u32>> = vec![None; width as usize * height as usize];
    for x in 0..width {
        for is_upward in [false, true] {
            let mut nearest = (beyond == Beyond::Counts).then_some(0);
            for step in 0..height {
                let y = if is_upward { height - 1 - step } else { step };
                let is_here = is_target(mask.get(x.into(), y.into()));
                nearest = if is_here { Some(0) } else { nearest.map(|nearest: u32| nearest + 1) };
                if let Some(cell) = down.get_mut(at(x, y)) {
                    *cell = [*cell, nearest].into_iter().flatten().min();
                }
            }
        }
    }
    let mut squares = Vec::with_capacity(down.len());
    for y in 0..height {
        for x in 0..width {
            let square = |x: u32| down.get(at(x, y)).copied().flatten().map(|down| down * down);
            let mut best = square(x).unwrap_or(u32::MAX);
            if beyond == Beyond::Counts {
                best = best.min((x + 1).min(width - x).pow(2));
            }
            // Columns farther away than the best so far cannot be nearer.
            let mut across = 1;
            while across < width && across * across < best {
                let pair = [x.checked_sub(across), Some(x + across).filter(|x| *x < width)];
                for square in pair.into_iter().flatten().filter_map(square) {
                    best = best.min(square + across * across);
                }
                across += 1;
            }
            squares.push(best);
        }
    }
    squares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By all pairs.
    fn plainly(mask: &RegionMask, wanted: bool, margin: i64) -> Vec<u32> {
        let (width, height) = (i64::from(mask.width), i64::from(mask.height));
        let mut squares = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let mut best = u32::MAX;
                for v in -margin..height + margin {
                    for u in -margin..width + margin {
                        if mask.get(u, v) == wanted {
                            best = best.min(((u - x).pow(2) + (v - y).pow(2)) as u32);
                        }
                    }
                }
                squares.push(best);
            }
        }
        squares
    }

    #[test]
    fn distances_are_those_of_all_pairs() {
        for seed in 0..20_u32 {
            // Some pixels here and there, and blocks of them.
            let is_set = |x: u32, y: u32| !(x * 7 + y * 13 + x * y * seed + seed).is_multiple_of(3 + seed % 5);
            let mask = RegionMask::of([0, 0, 11, 8], is_set);
            assert_eq!(to_outside(&mask), plainly(&mask, false, 1), "{seed}");
            assert_eq!(to_inside(&mask), plainly(&mask, true, 0), "{seed}");
        }
        let empty = RegionMask::of([0, 0, 3, 2], |_, _| false);
        assert_eq!((to_inside(&empty), to_outside(&empty)), (vec![u32::MAX; 6], vec![0; 6]));
    }
}
