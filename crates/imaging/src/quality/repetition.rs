//! Repeated pixels: a small picture upscaled by nearest neighbour.

use crate::{Image, Pixels, eight_bits};

/// Number of rows (or columns) examined, evenly over the picture.
const SAMPLED: usize = 128;
/// A step with less than this share of the mean change is a repetition.
const STILL: f32 = 0.1;

/// Share of steps from column to column across which almost nothing changes, within the part of
/// the picture where anything does; the same for rows; the smaller of both. 0…1: upscaling by `k` gives `(k − 1) / k`.
pub(super) fn repeated(image: &Image) -> f32 {
    match image.pixels() {
        Pixels::Grey8(samples) => smaller_share(image, samples, |sample| *sample),
        Pixels::Grey16(samples) => smaller_share(image, samples, |sample| eight_bits(*sample)),
        // Green carries most of the brightness.
        Pixels::Rgb8(samples) => smaller_share(image, samples.as_chunks::<3>().0, |[_, green, _]| *green),
    }
}

fn smaller_share<T>(image: &Image, pixels: &[T], grey: impl Fn(&T) -> u8) -> f32 {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let rows = || pixels.chunks_exact(width.max(1));
    let mut columns = vec![0u32; width.saturating_sub(1)];
    for row in rows().step_by(stride(height)) {
        let mut before = row.first().map_or(0, &grey);
        for (now, change) in row.iter().skip(1).map(&grey).zip(&mut columns) {
            *change += u32::from(before.abs_diff(now));
            before = now;
        }
    }
    let across = stride(width);
    let mut before: Vec<u8> = rows().next().unwrap_or_default().iter().step_by(across).map(&grey).collect();
    let steps = rows().skip(1).map(|row| {
        let seen = row.iter().step_by(across).map(&grey).zip(&mut before);
        seen.map(|(now, before)| u32::from(now.abs_diff(std::mem::replace(before, now)))).sum()
    });
    let steps: Vec<u32> = steps.collect();
    still_share(&columns).min(still_share(&steps))
}

/// Sampling interval of this many lines.
fn stride(lines: usize) -> usize {
    lines.div_ceil(SAMPLED).max(1)
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
