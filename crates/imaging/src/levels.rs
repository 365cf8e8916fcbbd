//! Grey levels stretched by a picture's own percentiles, so that the choice of window at export does not affect the
//! network.
//!
//! Invariant: monotone, and the same table for every pixel: the picture's content is not moved.

use super::image::{Image, Pixels};

/// Share of all pixels that may lie below black. Where more than this share is background, black is the background.
const BLACK: f32 = 0.02;
/// Share of the head's pixels that lies below white; fat and vessels above it are cut off.
const WHITE: f32 = 0.99;
/// Pixels above this share of the range from black to the brightest pixel count as head, not as background.
const HEAD: f32 = 0.1;
/// Grey level that [`WHITE`] becomes; the rest of the range is left for brighter pixels.
const TARGET: f32 = 220.0;
/// A picture with fewer levels between black and white than this is left as it is: otherwise only its noise would be
/// visible.
const LEAST_RANGE: f32 = 8.0;

/// The picture with black at 0 and the head's 99th percentile at 220; pixel kinds other than `Grey8` are unchanged.
#[must_use]
pub fn stretched(image: Image) -> Image {
    let Pixels::Grey8(samples) = image.pixels() else { return image };
    let Some(table) = table(samples) else { return image };
    let samples = samples.iter().map(|sample| table[usize::from(*sample)]).collect();
    Image::new(image.width(), image.height(), Pixels::Grey8(samples)).unwrap_or(image)
}

/// The new level of each level; `None` where the picture has too few to stretch.
fn table(samples: &[u8]) -> Option<[u8; 256]> {
    let mut counts = [0u32; 256];
    for sample in samples {
        counts[usize::from(*sample)] += 1;
    }
    let black = percentile(&counts, 0, BLACK)?;
    let brightest = percentile(&counts, 0, 0.999)?;
    let head = black + (HEAD * (brightest - black)).ceil();
    let white = percentile(&counts, head as usize, WHITE)?;
    if white - black < LEAST_RANGE {
        return None;
    }
    let scale = TARGET / (white - black);
    Some(std::array::from_fn(|level| ((level as f32 - black) * scale).round().clamp(0.0, 255.0) as u8))
}

/// Level at which `share` of the pixels from level `first` on are reached, interpolated between two levels: a darkened
/// picture has fewer levels, and its percentile must not jump by a whole one.
fn percentile(counts: &[u32; 256], first: usize, share: f32) -> Option<f32> {
    let counted = counts.get(first..)?;
    let all: u32 = counted.iter().sum();
    let wanted = share * all as f32;
    let mut below = 0.0;
    for (level, count) in counted.iter().enumerate().filter(|(_, count)| **count > 0) {
        let up_to = below + *count as f32;
        if up_to >= wanted {
            // A level represents all values that round to it.
            let within = (wanted - below) / *count as f32 - 0.5;
            return Some(((first + level) as f32 + within).max(0.0));
        }
        below = up_to;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(gain: f32) -> Image {
        let samples = (0..64u32 * 64).map(|at| {
            let (x, y) = ((at % 64) as f32 - 32.0, (at / 64) as f32 - 32.0);
            let inside = x.hypot(y) < 26.0;
            let value = if inside { 60.0 + 1.5 * x + 0.8 * y } else { 0.0 };
            (value * gain).round().clamp(0.0, 255.0) as u8
        });
        Image::new(64, 64, Pixels::Grey8(samples.collect())).unwrap()
    }

    fn samples(image: &Image) -> &[u8] {
        let Pixels::Grey8(samples) = image.pixels() else { panic!("grey") };
        samples
    }

    #[test]
    fn a_darker_and_a_brighter_copy_become_the_same_picture() {
        let middle = stretched(drawn(1.0));
        for gain in [0.7, 1.4, 2.0] {
            let other = stretched(drawn(gain));
            let most = samples(&middle).iter().zip(samples(&other)).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(most <= Some(4), "gain {gain}: {most:?}");
        }
    }

    #[test]
    fn the_background_stays_black_and_the_head_reaches_the_target() {
        let picture = stretched(drawn(0.5));
        assert_eq!(samples(&picture)[0], 0);
        assert!((218..=240).contains(samples(&picture).iter().max().unwrap()));
    }

    #[test]
    fn a_blank_picture_and_one_of_noise_stay_as_they_are() {
        for level in [0u8, 3, 255] {
            let blank = Image::new(8, 8, Pixels::Grey8(vec![level; 64])).unwrap();
            assert_eq!(samples(&stretched(blank.clone())), samples(&blank));
        }
        let noise = Image::new(8, 8, Pixels::Grey8((0..64).map(|at| at % 5).collect())).unwrap();
        assert_eq!(samples(&stretched(noise.clone())), samples(&noise));
    }
}
