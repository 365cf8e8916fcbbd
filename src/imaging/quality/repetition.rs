//! Pixels that were doubled: a small picture blown up without smoothing.

use crate::imaging::{Image, Pixels, eight_bits};

/// Rows (or columns) that are looked at, evenly over the picture.
const SAMPLED: usize = 128;
/// A step with less than this share of the mean change is a repetition.
const STILL: f32 = 0.1;

/// Share of steps from column to column across which almost nothing changes, within the part of
/// the picture where anything does; the same for rows; the smaller of both. 0…1: blowing up by `k` gives `(k − 1) / k`.
pub(super) fn repeated(image: &Image) -> f32 {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let columns = changes(image, width, height, |across, along| along * width + across);
    let rows = changes(image, height, width, |across, along| across * width + along);
    still_share(&columns).min(still_share(&rows))
}

/// Sum of absolute differences between neighbours, per step of `across`.
fn changes(image: &Image, across: usize, along: usize, index: impl Fn(usize, usize) -> usize) -> Vec<u32> {
    let mut changes = vec![0; across.saturating_sub(1)];
    let step = along.div_ceil(SAMPLED).max(1);
    for place in (0..along).step_by(step) {
        let mut before = sample(image, index(0, place));
        for (next, change) in changes.iter_mut().enumerate() {
            let now = sample(image, index(next + 1, place));
            *change += u32::from(before.abs_diff(now));
            before = now;
        }
    }
    changes
}

fn sample(image: &Image, index: usize) -> u8 {
    match image.pixels() {
        Pixels::Grey8(samples) => samples.get(index).copied(),
        Pixels::Grey16(samples) => samples.get(index).copied().map(eight_bits),
        // Green carries most of the brightness.
        Pixels::Rgb8(samples) => samples.get(index * 3 + 1).copied(),
    }
    .unwrap_or_default()
}

fn still_share(changes: &[u32]) -> f32 {
    let sum: u64 = changes.iter().map(|&change| u64::from(change)).sum();
    let mean = sum as f32 / changes.len().max(1) as f32;
    let moves = |change: &u32| *change as f32 > STILL * mean;
    let (Some(first), Some(last)) = (changes.iter().position(moves), changes.iter().rposition(moves)) else {
        return 0.0;
    };
    let span = changes.get(first..=last).unwrap_or_default();
    span.iter().filter(|change| !moves(change)).count() as f32 / span.len().max(1) as f32
}
