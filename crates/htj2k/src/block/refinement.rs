//! The two passes after the cleanup pass (T.814, 7.4 and 7.5), one plane lower, in stripes of four rows.

use super::bits::{BackwardBits, ForwardBits};
use super::{CodeBlockShape, SIGN};

/// Rows of a stripe.
const STRIPE: usize = 4;

/// Magnitude refinement: one more bit for each sample that the cleanup pass found.
pub(super) fn magnitudes(out: &mut [u32], shape: CodeBlockShape, segment: &[u8], plane: u32) {
    let mut bits = BackwardBits::of_refinement(segment);
    for top in (0..shape.height).step_by(STRIPE) {
        for column in 0..shape.width {
            bits.fill();
            for row in top..(top + STRIPE).min(shape.height) {
                let Some(value) = out.get_mut(row * shape.width + column).filter(|value| **value != 0) else {
                    continue;
                };
                // It was in the middle of its interval: it moves up or down by half of the new one.
                let half = 1 << (plane - 1);
                *value = if bits.take(1) == 1 { *value + half } else { *value - half };
            }
        }
    }
}

/// Significance propagation: samples next to significant ones; signs follow every four columns.
///
/// To be called after [`magnitudes`], which recognises by the samples which of them the cleanup pass found.
pub(super) fn significance(out: &mut [u32], shape: CodeBlockShape, segment: &[u8], plane: u32, is_causal: bool) {
    let mut bits = ForwardBits::new(segment, 0);
    let mut found = Vec::with_capacity(STRIPE * STRIPE);
    for top in (0..shape.height).step_by(STRIPE) {
        let bottom = (top + STRIPE).min(shape.height);
        for first in (0..shape.width).step_by(STRIPE) {
            for column in first..(first + STRIPE).min(shape.width) {
                for row in top..bottom {
                    let at = row * shape.width + column;
                    // A causal block does not use the next stripe.
                    let last = if is_causal { bottom } else { shape.height };
                    if out.get(at) == Some(&0)
                        && has_neighbour(out, shape.width, (column, row), last)
                        && bits.take(1) == 1
                        && let Some(value) = out.get_mut(at)
                    {
                        *value = 3 << (plane - 1);
                        found.push(at);
                    }
                }
            }
            for at in found.drain(..) {
                let sign = bits.take(1);
                if let Some(value) = out.get_mut(at) {
                    *value |= sign << SIGN;
                }
            }
        }
    }
}

/// Whether one of the eight neighbours of a sample is significant.
fn has_neighbour(out: &[u32], width: usize, (column, row): (usize, usize), height: usize) -> bool {
    let from = column.saturating_sub(1);
    let to = (column + 2).min(width);
    (row.saturating_sub(1)..(row + 2).min(height))
        .any(|row| out.get(row * width + from..row * width + to).is_some_and(|run| run.iter().any(|&value| value != 0)))
}
