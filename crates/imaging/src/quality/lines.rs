//! Straight edges along the axes: windows, toolbars, tables. Bodies have none.

use super::{Grey, frame};

/// Minimum grey step across an edge.
const STEP: i16 = 12;
/// Minimum length of an edge without a gap, as a share of the side.
const LEAST: f32 = 0.25;
/// Rows beside an edge that belong to the same one: scaling spreads a step over two.
const BESIDE: usize = 2;
/// The margin, as one in this many rows and as a minimum number of rows, in which an edge counts as a line around the
/// picture, as in teaching files, and not as a user interface.
const RIM: (usize, usize) = (40, 4);

/// Sum of the lengths of all straight axis-parallel edges, each as a share of its side, except a frame around the
/// picture. `turned` has the columns of `grey` as rows.
pub(super) fn lines(grey: &Grey, turned: &Grey) -> f32 {
    let [across, down] = frame::inside_mat(grey, turned);
    horizontal(grey, down) + horizontal(turned, across)
}

/// Rows below which an edge lies, from the top.
pub(super) fn edges(grey: &Grey) -> impl Iterator<Item = usize> {
    lengths(grey).enumerate().filter(|(_, length)| *length >= LEAST).map(|(row, _)| row)
}

/// Of each row but the last, the longest edge below it as a share of the width.
fn lengths(grey: &Grey) -> impl Iterator<Item = f32> {
    let pairs = grey.rows().zip(grey.rows().skip(1));
    pairs.map(|(upper, lower)| longest_step(upper, lower) as f32 / grey.width.max(1) as f32)
}

/// Of the edges between these rows and away from the rim.
fn horizontal(grey: &Grey, (from, to): (usize, usize)) -> f32 {
    let rim = RIM.1.max((to - from) / RIM.0);
    // The edge below row `at` lies before row `at + 1`.
    let is_inside = |at: usize| at + 1 > from + rim && at + 1 + rim < to;
    let lengths: Vec<f32> =
        lengths(grey).enumerate().map(|(at, length)| if is_inside(at) { length } else { 0.0 }).collect();
    let mut sum = 0.0;
    let mut row = 0;
    while let Some(&length) = lengths.get(row) {
        if length >= LEAST {
            let near = lengths.iter().skip(row).take(1 + BESIDE);
            sum += near.fold(0.0f32, |most, length| most.max(*length));
            row += BESIDE;
        }
        row += 1;
    }
    sum
}

/// Longest run of pixels whose lower neighbours are all brighter, or all darker, by [`STEP`].
fn longest_step(upper: &[u8], lower: &[u8]) -> usize {
    let mut longest = 0;
    let mut run = 0;
    let mut direction = 0;
    for (above, below) in upper.iter().zip(lower) {
        let step = i16::from(*below) - i16::from(*above);
        let now = if step.abs() < STEP { 0 } else { step.signum() };
        run = if now == 0 {
            0
        } else if now == direction {
            run + 1
        } else {
            1
        };
        direction = now;
        longest = longest.max(run);
    }
    longest
}
