//! Sharpness without a reference.

use super::Grey;

/// Half the width of the averaging window, which has 9 pixels in the paper.
const REACH: usize = 4;

/// `1 −` blur, 0…1, after F. Crété et al., "The blur effect: perception and estimation with a new
/// no-reference perceptual blur metric", 2007: smooth the picture along an axis; where it was sharp,
/// differences between neighbours shrink a lot, where it was blurred already, they hardly do. The worse of both axes.
///
/// Unlike the variance of the Laplacian it needs no scale of its own for every contrast. 0 for a uniform picture.
pub(super) fn sharpness(grey: &Grey) -> f32 {
    along_rows(grey).min(along_rows(&grey.transposed()))
}

fn along_rows(grey: &Grey) -> f32 {
    let mut total = 0u64;
    let mut lost = 0u64;
    let window = (2 * REACH + 1) as u32;
    let mut sums = Vec::new();
    for row in grey.rows() {
        sums_of_windows(row, window as usize, &mut sums);
        let inner = row.get(REACH..).unwrap_or_default();
        for (samples, sums) in inner.windows(2).zip(sums.windows(2)) {
            let (&[a, b], &[smooth_a, smooth_b]) = (samples, sums) else { continue };
            let before = u32::from(a.abs_diff(b)) * window;
            total += u64::from(before);
            lost += u64::from(before.saturating_sub(smooth_a.abs_diff(smooth_b)));
        }
    }
    lost as f32 / total.max(1) as f32
}

/// The sliding sum of `window` consecutive samples.
fn sums_of_windows(row: &[u8], window: usize, sums: &mut Vec<u32>) {
    sums.clear();
    let Some(first) = row.get(..window) else { return };
    let mut sum: u32 = first.iter().copied().map(u32::from).sum();
    sums.push(sum);
    for (old, new) in row.iter().zip(row.iter().skip(window)) {
        sum = sum + u32::from(*new) - u32::from(*old);
        sums.push(sum);
    }
}
